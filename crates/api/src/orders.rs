//! The addresses of checkouts and orders, under each language's prefix. Those that are posted to
//! answer with a redirect (303). A form's `command` is 32 hexadecimal digits that were drawn with
//! it, so that one sent twice counts once.

use baguni_commerce::order::OrderNumber;

/// POST: the fields of `commerce::checkout::CheckoutForm`.
pub const CHECKOUT: &str = "/checkout";

/// What is confirmed. POST places the order.
pub const REVIEW: &str = "/checkout/review";

/// For whose it is, and for who has its link: `key` in the query is a signature, which becomes a
/// cookie of this path.
pub const ORDER: &str = "/orders/{number}";

/// POST only: `command`.
pub const CANCEL: &str = "/orders/{number}/cancel";

/// POST only: `command`, `choice` (`wait` or `refund`).
pub const CHOOSE: &str = "/orders/{number}/choose";

/// POST only: `command`. Leads to the provider's page.
pub const PAY: &str = "/orders/{number}/pay";

/// Server-sent events without content: the order is no longer what `seen`, a version of it, was.
pub const EVENTS: &str = "/orders/{number}/events";

/// POST: `number`, `contact`.
pub const FIND: &str = "/orders/find";

/// The orders of an account, newest first; `after` is a mark of the page before.
pub const MINE: &str = "/account/orders";

/// The signature in the link of an order.
pub const KEY: &str = "key";

/// The page of an order, or what is under it.
pub fn at(path: &str, number: OrderNumber) -> String {
    path.replace("{number}", &number.to_string())
}

/// The page of an order for whoever has the signature.
pub fn with_key(number: OrderNumber, key: &str) -> String {
    format!("{}?{KEY}={key}", at(ORDER, number))
}
