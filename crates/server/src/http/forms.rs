//! The plain forms: each changes what the device's cookies hold and answers with a redirect.

use super::cookies::{self, MAX_VALUE};
use super::posted::Posted;
use super::{Shop, visitor};
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use baguni_api::forms::Problem;
use baguni_api::forms::cookies::{CART, CURRENCY, STORE, WISHLIST};
use baguni_commerce::{CartLines, Catalogue, Currency, Product, Quantity, Sku};
use std::sync::Arc;

/// Puts a variant in the cart.
pub async fn add_to_cart(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    match added(&shop, &posted) {
        Ok(cart) => keep(&shop, CART, &cart.to_string(), &posted.next("/cart")),
        Err(problem) => posted.refused(problem, "/cart"),
    }
}

fn added(shop: &Shop, posted: &Posted) -> Result<CartLines, Problem> {
    let storefront = shop.catalogue.current();
    let quantity = match posted.field("quantity") {
        None => Quantity::ONE,
        Some(raw) => raw.parse().map_err(|_| Problem::Quantity)?,
    };
    let sku = chosen(storefront.catalogue(), posted)?;
    let mut cart = visitor::cart(&posted.headers);
    cart.add(sku, quantity).map_err(|_| Problem::Full)?;
    fits(&cart)?;
    Ok(cart)
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

/// Sets a line's quantity, or takes the line out. What the catalogue no longer has can still be
/// taken out, so it is not asked.
pub async fn change_line(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    match changed(&posted) {
        Ok(cart) => keep(&shop, CART, &cart.to_string(), &posted.next("/cart")),
        Err(problem) => posted.refused(problem, "/cart"),
    }
}

fn changed(posted: &Posted) -> Result<CartLines, Problem> {
    let sku = posted.sku()?;
    let raw = posted
        .field("to")
        .or_else(|| posted.field("quantity"))
        .ok_or(Problem::Quantity)?;
    let mut cart = visitor::cart(&posted.headers);
    match raw.trim().parse::<u32>().map_err(|_| Problem::Quantity)? {
        0 => drop(cart.remove(&sku)),
        count => cart.set(&sku, count.try_into().map_err(|_| Problem::Quantity)?),
    }
    Ok(cart)
}

/// Marks a variant, or unmarks it.
pub async fn toggle_wish(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    match toggled(&shop, &posted) {
        Ok(wishlist) => keep(&shop, WISHLIST, &wishlist, &posted.next("/wishlist")),
        Err(problem) => posted.refused(problem, "/wishlist"),
    }
}

fn toggled(shop: &Shop, posted: &Posted) -> Result<String, Problem> {
    let sku = posted.sku()?;
    let mut wishlist = visitor::wishlist(&posted.headers);
    if !wishlist.remove(&sku) {
        shop.catalogue
            .current()
            .catalogue()
            .variant(&sku)
            .ok_or(Problem::Sku)?;
        wishlist.add(sku).map_err(|_| Problem::Full)?;
        fits(&wishlist)?;
    }
    Ok(wishlist.to_string())
}

/// Remembers a currency or a store. What does not exist is not remembered.
pub async fn prefer(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    let next = posted.next("/");
    let storefront = shop.catalogue.current();
    if let Some(currency) = posted.field("currency").and_then(Currency::from_code) {
        return keep(&shop, CURRENCY, currency.code(), &next);
    }
    match posted.field("store") {
        Some("") => keep(&shop, STORE, "", &next),
        Some(raw) => match visitor::known_store(storefront.catalogue(), raw) {
            Some(store) => keep(&shop, STORE, &cookies::encoded(store.as_str()), &next),
            None => posted.see(&next),
        },
        None => posted.see(&next),
    }
}

/// Whether a list fits in a cookie.
fn fits(list: &impl ToString) -> Result<(), Problem> {
    if list.to_string().len() <= MAX_VALUE {
        Ok(())
    } else {
        Err(Problem::Full)
    }
}

fn keep(shop: &Shop, name: &str, value: &str, next: &str) -> Response {
    let cookie = cookies::set(name, value, shop.is_secure());
    let mut response = super::redirect::SeeOther(next).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
