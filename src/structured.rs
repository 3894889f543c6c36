//! Structured data (schema.org, as JSON-LD). Written on the server only.

#[cfg(feature = "ssr")]
mod written {
    use crate::components::breadcrumbs::Step;
    use crate::i18n::Words;
    use crate::visit::Visit;
    use baguni_api::{ProductPage, StorePage, VariantDetail};
    use baguni_commerce::cart::percent_encode;
    use serde_json::{Value, json};

    /// The shop itself, and that it can be searched.
    pub fn website(visit: &Visit) -> String {
        let home = absolute(visit, "/");
        script(&json!({
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": Words::of(visit.locale()).shop,
            "url": home,
            "inLanguage": visit.locale().code(),
            "potentialAction": {
                "@type": "SearchAction",
                "target": format!("{}?q={{search_term_string}}", absolute(visit, "/search")),
                "query-input": "required name=search_term_string",
            },
        }))
    }

    pub fn breadcrumbs(visit: &Visit, steps: &[Step]) -> String {
        let elements: Vec<_> = steps
            .iter()
            .enumerate()
            .map(|(at, (name, path))| {
                let mut element = json!({"@type": "ListItem", "position": at + 1, "name": name});
                if let Some(path) = path {
                    element["item"] = absolute(visit, path).into();
                }
                element
            })
            .collect();
        script(&json!({
            "@context": "https://schema.org",
            "@type": "BreadcrumbList",
            "itemListElement": elements,
        }))
    }

    /// A product with one variant is a Product, one with several a ProductGroup.
    pub fn product(visit: &Visit, page: &ProductPage) -> String {
        let address = absolute(visit, &format!("/products/{}", page.handle));
        let pictures: Vec<_> = page
            .pictures
            .iter()
            .filter_map(|picture| picture.preview.as_ref())
            .map(|path| format!("{}{path}", visit.origin))
            .collect();
        let mut described = json!({
            "@context": "https://schema.org",
            "name": page.title,
            "description": page.summary,
            "brand": {"@type": "Brand", "name": page.vendor},
            "category": page.product_type,
            "url": address,
            "image": pictures,
        });
        match page.variants.as_slice() {
            [only] => {
                described["@type"] = "Product".into();
                described["sku"] = only.sku.as_str().into();
                described["offers"] = offer(&address, only);
                add_gtin(&mut described, only);
            }
            several => {
                let names = page.options.iter().map(|option| option.key.as_str());
                described["@type"] = "ProductGroup".into();
                described["productGroupID"] = page.handle.as_str().into();
                described["variesBy"] = names.filter_map(varies_by).collect::<Vec<_>>().into();
                described["hasVariant"] = several
                    .iter()
                    .map(|v| variant(&address, page, v))
                    .collect::<Vec<_>>()
                    .into();
            }
        }
        script(&described)
    }

    pub fn store(visit: &Visit, page: &StorePage) -> String {
        script(&json!({
            "@context": "https://schema.org",
            "@type": "Store",
            "name": page.link.name,
            "url": absolute(visit, &format!("/stores/{}", page.link.handle)),
            "telephone": page.phone,
            "address": {
                "@type": "PostalAddress",
                "addressCountry": "KR",
                "addressLocality": page.city,
                "streetAddress": page.address,
                "postalCode": page.postcode,
            },
        }))
    }

    fn variant(address: &str, page: &ProductPage, variant: &VariantDetail) -> Value {
        let chosen = page.options.iter().zip(&variant.choices);
        let names: Vec<_> = chosen
            .filter_map(|(option, at)| option.values.get(usize::from(*at)))
            .map(|value| value.name.as_str())
            .collect();
        let mut described = json!({
            "@type": "Product",
            "name": format!("{} — {}", page.title, names.join(", ")),
            "sku": variant.sku.as_str(),
            "offers": offer(address, variant),
        });
        for (option, name) in page.options.iter().zip(&names) {
            if matches!(
                option.key.as_str(),
                "color" | "size" | "material" | "pattern"
            ) {
                described[&option.key] = (*name).into();
            }
        }
        add_gtin(&mut described, variant);
        described
    }

    fn offer(address: &str, variant: &VariantDetail) -> Value {
        let price = variant.price.amount;
        let availability = if variant.sellable {
            "InStock"
        } else {
            "OutOfStock"
        };
        json!({
            "@type": "Offer",
            "url": format!("{address}?sku={}", percent_encode(variant.sku.as_str())),
            "price": price.to_decimal(),
            "priceCurrency": price.currency.code(),
            "availability": format!("https://schema.org/{availability}"),
            "itemCondition": "https://schema.org/NewCondition",
        })
    }

    fn add_gtin(described: &mut Value, variant: &VariantDetail) {
        if let Some(barcode) = variant.barcode.as_ref().filter(|barcode| barcode.is_gtin()) {
            described["gtin"] = barcode.as_str().into();
        }
    }

    fn varies_by(option: &str) -> Option<String> {
        matches!(option, "color" | "size" | "material" | "pattern")
            .then(|| format!("https://schema.org/{option}"))
    }

    fn absolute(visit: &Visit, path: &str) -> String {
        format!("{}{}", visit.origin, visit.locale().href(path))
    }

    /// JSON inside of a script element: `<` is written so that no text can end the element.
    fn script(described: &Value) -> String {
        described.to_string().replace('<', "\\u003c")
    }
}

#[cfg(feature = "ssr")]
pub use written::*;

#[cfg(not(feature = "ssr"))]
mod unwritten {
    use crate::components::breadcrumbs::Step;
    use crate::visit::Visit;
    use baguni_api::{ProductPage, StorePage};

    pub fn website(_: &Visit) -> String {
        String::new()
    }

    pub fn breadcrumbs(_: &Visit, _: &[Step]) -> String {
        String::new()
    }

    pub fn product(_: &Visit, _: &ProductPage) -> String {
        String::new()
    }

    pub fn store(_: &Visit, _: &StorePage) -> String {
        String::new()
    }
}

#[cfg(not(feature = "ssr"))]
pub use unwritten::*;
