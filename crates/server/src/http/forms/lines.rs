//! Forms about lines of the cart and of other lists.

use super::{Asked, done, line, list, mark};
use crate::http::Shop;
use crate::http::posted::Posted;
use axum::extract::State;
use axum::response::Response;
use baguni_api::forms::Problem;
use baguni_commerce::{CartLines, Catalogue, Product, Quantity, Sku};
use baguni_replica::{Intent, LineKey, List};
use std::sync::Arc;

/// Puts a variant in the cart.
pub async fn add_to_cart(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    done(&shop, &posted, added(&shop, &posted), "/cart").await
}

fn added(shop: &Shop, posted: &Posted) -> Result<Asked, Problem> {
    let storefront = shop.catalogue.current();
    let quantity = match posted.field("quantity") {
        None => Quantity::ONE,
        Some(raw) => raw.parse().map_err(|_| Problem::Quantity)?,
    };
    let sku = chosen(storefront.catalogue(), posted)?;
    Ok(add(sku, quantity).into())
}

fn add(sku: Sku, quantity: Quantity) -> Intent {
    Intent::Add {
        list: List::Cart,
        key: LineKey::from(sku),
        quantity,
    }
}

/// The variant that was meant, if it can be bought.
fn chosen(catalogue: &Catalogue, posted: &Posted) -> Result<Sku, Problem> {
    let sku = posted.sku()?;
    let (product, named) = catalogue.variant(&sku).ok_or(Problem::Sku)?;
    let product = &catalogue.products()[product];
    let choices = choices(product, &named.choices, posted)?;
    let variant = product.variant_with(&choices).ok_or(Problem::Choice)?;
    match catalogue.is_sellable(variant) {
        true => Ok(variant.sku.clone()),
        false => Err(Problem::SoldOut),
    }
}

/// What the radio buttons say; for an option without any, what the named variant chooses.
fn choices(product: &Product, named: &[u16], posted: &Posted) -> Result<Vec<u16>, Problem> {
    let pressed = |(option, choice): (usize, &u16)| match posted.field(&format!("option-{option}"))
    {
        None => Ok(*choice),
        Some(raw) => raw.parse().map_err(|_| Problem::Choice),
    };
    named
        .iter()
        .take(product.options.len())
        .enumerate()
        .map(pressed)
        .collect()
}

/// Puts all that a link offers in the cart. What cannot be bought is left out.
pub async fn add_lines(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    done(&shop, &posted, offered(&shop, &posted), "/cart").await
}

fn offered(shop: &Shop, posted: &Posted) -> Result<Asked, Problem> {
    let storefront = shop.catalogue.current();
    let catalogue = storefront.catalogue();
    let lines = posted.field("lines").unwrap_or_default();
    let lines: CartLines = lines.parse().map_err(|_| Problem::Sku)?;
    let known = lines.iter().filter_map(|(sku, quantity)| {
        let (_, variant) = catalogue.variant(sku)?;
        Some((variant, quantity))
    });
    let known: Vec<_> = known.collect();
    if known.is_empty() {
        return Err(Problem::Sku);
    }
    let sellable = known
        .into_iter()
        .filter(|(variant, _)| catalogue.is_sellable(variant));
    let intents: Vec<Intent> = sellable
        .map(|(variant, quantity)| add(variant.sku.clone(), quantity))
        .collect();
    match intents.is_empty() {
        true => Err(Problem::SoldOut),
        false => Ok(Asked {
            intents,
            once: posted.field("once").map(mark),
        }),
    }
}

/// Sets a line's quantity, or takes the line out. What the catalogue no longer has can still be
/// taken out, so it is not asked.
pub async fn change_line(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    done(&shop, &posted, changed(&posted), "/cart").await
}

fn changed(posted: &Posted) -> Result<Asked, Problem> {
    let (list, key) = (list(posted, "list")?, line(posted)?);
    let raw = posted
        .field("to")
        .or_else(|| posted.field("quantity"))
        .ok_or(Problem::Quantity)?;
    let to: u32 = raw.trim().parse().map_err(|_| Problem::Quantity)?;
    Ok(Intent::Set { list, key, to }.into())
}

/// Takes every line of a list away.
pub async fn clear_list(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    let cleared = list(&posted, "list").map(|list| Intent::Clear { list }.into());
    done(&shop, &posted, cleared, "/cart").await
}

/// Puts a line into another list.
pub async fn move_line(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    let moved = between(&posted).map(|(key, source, target)| {
        Asked::from(Intent::Move {
            key,
            source,
            target,
        })
    });
    done(&shop, &posted, moved, "/cart").await
}

/// Puts a line into another list too.
pub async fn copy_line(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    let copied = between(&posted).map(|(key, source, target)| {
        Asked::from(Intent::Copy {
            key,
            source,
            target,
        })
    });
    done(&shop, &posted, copied, "/cart").await
}

fn between(posted: &Posted) -> Result<(LineKey, List, List), Problem> {
    Ok((line(posted)?, list(posted, "from")?, list(posted, "to")?))
}
