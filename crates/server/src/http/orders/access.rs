//! Who may see an order: in whose name it is, and who has its link. To anybody else it is not there.

use crate::accounts::sessions;
use crate::http::{Shop, cookies};
use crate::orders::OrderError;
use crate::orders::links::{self, Grant};
use axum::http::{HeaderMap, HeaderValue};
use baguni_api::orders as paths;
use baguni_commerce::order::{Channel, Order, OrderNumber};
use baguni_commerce::{Locale, ShopperId};

const COOKIE: &str = "baguni_order";
/// As long as an order is of interest, in seconds: 60 days.
const LIFE: u32 = 60 * 24 * 60 * 60;

/// An order, for somebody who may see it.
pub struct Access {
    pub order: Order,
    /// It is theirs; else they have its link.
    pub is_own: bool,
}

/// The order of this number, if whoever asks may see it.
pub async fn access(
    shop: &Shop,
    headers: &HeaderMap,
    raw: &str,
) -> Result<Option<Access>, OrderError> {
    let Ok(number) = raw.parse::<OrderNumber>() else {
        return Ok(None);
    };
    let visitor = sessions::of(shop, headers).await?;
    let has_link = match cookies::read(headers, COOKIE) {
        Some(key) => links::verify(shop, Grant::Order(number), key).await?,
        None => false,
    };
    let Some(order) = shop.storage.order(number).await? else {
        return Ok(None);
    };
    let is_own = visitor.is_some_and(|visitor| is_of(&order, visitor.shopper));
    Ok((is_own || has_link).then_some(Access { order, is_own }))
}

/// Whether an order is this shopper's own. One that an associate has sold stands in the associate's
/// name, and is the customer's, who has its link.
pub fn is_of(order: &Order, shopper: ShopperId) -> bool {
    order.shopper == shopper && order.channel != Channel::Store
}

/// The cookies by which a browser keeps the link of an order, one for each language's page of it, if
/// the link's signature is right.
pub async fn take_key(
    shop: &Shop,
    number: OrderNumber,
    key: &str,
) -> Result<Option<[HeaderValue; 2]>, OrderError> {
    let is_right = links::verify(shop, Grant::Order(number), key).await?;
    Ok(is_right.then(|| Locale::ALL.map(|locale| cookie(shop, locale, number, key))))
}

/// It is sent with the pages of this order alone.
fn cookie(shop: &Shop, locale: Locale, number: OrderNumber, key: &str) -> HeaderValue {
    let secure = if shop.is_secure() { "; Secure" } else { "" };
    let path = locale.href(&paths::at(paths::ORDER, number));
    let line =
        format!("{COOKIE}={key}; Path={path}; Max-Age={LIFE}; SameSite=Lax; HttpOnly{secure}");
    HeaderValue::try_from(line).expect("a right signature is hexadecimal")
}
