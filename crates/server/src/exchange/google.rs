//! The product feed for Google Merchant Center: RSS 2.0 with the attributes of its product
//! specification (support.google.com/merchants/answer/7052112), one entry for each variant.

use super::text::{one_line, plain};
use crate::media::hex_digest;
use baguni_commerce::cart::percent_encode;
use baguni_commerce::media::{MediaSource, Rendition};
use baguni_commerce::{Catalogue, Localization, Media, Money, Product, Text, Variant};
use std::borrow::Cow;
use std::io::{self, Write};

/// The longest identifiers, titles and descriptions that are taken, in characters.
const MAX_ID: usize = 50;
const MAX_TITLE: usize = 150;
const MAX_DESCRIPTION: usize = 5_000;

/// What a feed says of the shop, and in which language and currency.
#[derive(Clone, Debug)]
pub struct FeedOptions {
    /// What stands before every path, as in `https://shop.example`.
    pub base: String,
    pub shop: String,
    pub shown: Localization,
}

/// Writes the feed. The same catalogue makes the same bytes; memory does not grow with it.
pub fn write_feed(
    catalogue: &Catalogue,
    to: &mut impl Write,
    options: &FeedOptions,
) -> io::Result<()> {
    let home = format!("{}{}", options.base, options.shown.locale.href("/"));
    let to = &mut Feed(to);
    to.line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    to.line("<rss version=\"2.0\" xmlns:g=\"http://base.google.com/ns/1.0\">\n<channel>")?;
    to.element("title", &options.shop)?;
    to.element("link", &home)?;
    to.element("description", &options.shop)?;
    for product in catalogue.products() {
        let entry = Entry::new(product, options);
        for variant in &product.variants {
            entry.write(to, variant, catalogue.is_sellable(variant))?;
        }
    }
    to.line("</channel>\n</rss>")
}

/// What the entries of one product have in common.
struct Entry<'a> {
    product: &'a Product,
    options: &'a FeedOptions,
    description: String,
    page: String,
    group: Cow<'a, str>,
}

impl<'a> Entry<'a> {
    fn new(product: &'a Product, options: &'a FeedOptions) -> Self {
        let locale = options.shown.locale;
        let path = format!("/products/{}", percent_encode(product.handle.as_str()));
        let described = plain(product.description.get(locale));
        let described = if described.is_empty() {
            product.summary.get(locale).to_owned()
        } else {
            described
        };
        Self {
            product,
            options,
            description: shortened(&described, MAX_DESCRIPTION),
            page: format!("{}{}", options.base, locale.href(&path)),
            group: identifier(product.handle.as_str()),
        }
    }

    fn write(&self, to: &mut Feed<impl Write>, variant: &Variant, sells: bool) -> io::Result<()> {
        let locale = self.options.shown.locale;
        let price = variant.prices.get(self.options.shown.currency);
        let availability = if sells { "in_stock" } else { "out_of_stock" };
        let sku = variant.sku.as_str();
        to.line("<item>")?;
        to.element("g:id", &identifier(sku))?;
        to.element("g:item_group_id", &self.group)?;
        to.element("g:title", &self.title(variant))?;
        to.element("g:description", &self.description)?;
        to.element(
            "g:link",
            &format!("{}?sku={}", self.page, percent_encode(sku)),
        )?;
        self.pictures(to, variant)?;
        to.element("g:availability", availability)?;
        to.element("g:condition", "new")?;
        to.element("g:price", &amount(price.compare_at.unwrap_or(price.amount)))?;
        if price.is_on_sale() {
            to.element("g:sale_price", &amount(price.amount))?;
        }
        to.filled("g:brand", self.product.vendor.get(locale))?;
        self.identity(to, variant)?;
        to.filled("g:product_type", self.product.product_type.get(locale))?;
        self.choices(to, variant)?;
        if variant.weight_grams > 0 {
            to.element("g:shipping_weight", &format!("{} g", variant.weight_grams))?;
        }
        to.line("</item>")
    }

    /// The product's title and what this variant is of it, as in "Onggi mug – white, 300 ml".
    fn title(&self, variant: &Variant) -> String {
        let locale = self.options.shown.locale;
        let names: Vec<&str> = self
            .product
            .choice_names(variant)
            .map(|name| name.get(locale))
            .collect();
        let title = self.product.title.get(locale);
        match names.is_empty() {
            true => shortened(title, MAX_TITLE),
            false => shortened(&format!("{title} – {}", names.join(", ")), MAX_TITLE),
        }
    }

    /// The variant's picture, and up to ten others of the product.
    fn pictures(&self, to: &mut Feed<impl Write>, variant: &Variant) -> io::Result<()> {
        let first = self.product.picture_of(variant);
        let address = |media: &&Media| address(media, &self.options.base);
        if let Some(address) = first.as_ref().and_then(address) {
            to.element("g:image_link", &address)?;
        }
        let others = self
            .product
            .media
            .iter()
            .filter(|media| Some(*media) != first);
        for address in others.filter_map(|media| address(&media)).take(10) {
            to.element("g:additional_image_link", &address)?;
        }
        Ok(())
    }

    fn identity(&self, to: &mut Feed<impl Write>, variant: &Variant) -> io::Result<()> {
        match variant.barcode.as_ref().filter(|barcode| barcode.is_gtin()) {
            Some(gtin) => to.element("g:gtin", gtin.as_str()),
            None => to.element("g:identifier_exists", "no"),
        }
    }

    fn choices(&self, to: &mut Feed<impl Write>, variant: &Variant) -> io::Result<()> {
        let names = self.product.choice_names(variant);
        for (option, chosen) in self.product.options.iter().zip(names) {
            if let Some(attribute) = attribute(&option.name) {
                to.element(attribute, chosen.get(self.options.shown.locale))?;
            }
        }
        Ok(())
    }
}

/// The attribute that an option is, by its name in either language.
fn attribute(option: &Text) -> Option<&'static str> {
    option
        .each()
        .find_map(|name| match name.to_lowercase().as_str() {
            "색상" | "색" | "컬러" | "color" | "colour" => Some("g:color"),
            "사이즈" | "크기" | "size" => Some("g:size"),
            "소재" | "재질" | "material" => Some("g:material"),
            "무늬" | "패턴" | "pattern" => Some("g:pattern"),
            _ => None,
        })
}

fn address(media: &Media, base: &str) -> Option<String> {
    match &media.source {
        MediaSource::Vector { id } | MediaSource::Raster { id } => Some(format!(
            "{base}{}",
            Rendition::Jpeg(Media::PREVIEW_WIDTH).path(id)
        )),
        MediaSource::Remote { url } => {
            let is_web = url.starts_with("https://") || url.starts_with("http://");
            is_web.then(|| url.clone())
        }
    }
}

fn amount(money: Money) -> String {
    format!("{} {}", money.to_decimal(), money.currency.code())
}

/// A name short enough for an identifier: what is too long is cut and told apart by a digest.
fn identifier(name: &str) -> Cow<'_, str> {
    if name.chars().count() <= MAX_ID {
        return Cow::Borrowed(name);
    }
    let start: String = name.chars().take(MAX_ID - 9).collect();
    Cow::Owned(format!("{start}-{}", hex_digest(name.as_bytes(), 8)))
}

fn shortened(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let start: String = text.chars().take(max - 1).collect();
    format!("{}…", start.trim_end())
}

/// XML going out.
struct Feed<'w, W>(&'w mut W);

impl<W: Write> Feed<'_, W> {
    fn line(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.0, "{line}")
    }

    fn element(&mut self, name: &str, text: &str) -> io::Result<()> {
        writeln!(self.0, "<{name}>{}</{name}>", escaped(&one_line(text)))
    }

    /// An element that is left out where it would be empty.
    fn filled(&mut self, name: &str, text: &str) -> io::Result<()> {
        if text.is_empty() {
            Ok(())
        } else {
            self.element(name, text)
        }
    }
}

/// Text between tags. [`one_line`] has taken the control characters out; two more code points
/// cannot stand in XML 1.0 at all.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\u{fffe}' | '\u{ffff}' => {}
            _ => escaped.push(c),
        }
    }
    escaped
}
