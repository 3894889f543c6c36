//! The addresses of those who work for the shop, under each language's prefix. All are pages that
//! the server draws whole; what is posted to answers with a redirect (303). Each form has a hidden
//! `command`, 32 hexadecimal digits minted when it was drawn: sent again, it counts once. Where
//! none is named, pressing twice does no harm.

/// What there is to do at a place.
pub const TODAY: &str = "/staff";

/// POST: `email`, `password`, `next`.
pub const SIGN_IN: &str = "/staff/sign-in";

/// POST only.
pub const SIGN_OUT: &str = "/staff/sign-out";

/// POST only, for merchants: `place`, the handle of the location to look at.
pub const PLACE: &str = "/staff/place";

/// `?list=`, one of the lists of the day.
pub const WORK: &str = "/staff/work";

/// What is to be taken off the shelves, product by product.
pub const PICK: &str = "/staff/pick";

/// An order that has to do with the place.
pub const ORDER: &str = "/staff/orders/{number}";

/// A part of it. POST: `command`, `step`, and `reason`, `tracking` or `code` as it needs.
pub const PART: &str = "/staff/orders/{number}/{part}";

/// POST only: `command`, and `amount` in minor units as it was shown. The money was taken at the
/// counter.
pub const COLLECT: &str = "/staff/orders/{number}/collect";

/// POST only: `command`, `refund`, and `act`: `given-back`, when money lies with the customer again
/// that was taken at the counter, or, for managers, `again`, when a provider has refused it.
pub const REFUND: &str = "/staff/orders/{number}/refund";

/// POST only, for managers: `command` and `choice`, `wait` or `refund`, of what nobody can send.
pub const CHOOSE: &str = "/staff/orders/{number}/choose";

/// POST: `code`, six digits or what a pickup's QR says. The answer is the page of what it is for.
pub const HAND_OVER: &str = "/staff/hand-over";

/// `?q=` looks for variants, `?sku=` shows one.
pub const STOCK: &str = "/staff/stock";

/// POST only: `command`, `sku`, `reason`, `quantity`.
pub const ADJUST: &str = "/staff/stock/adjust";

/// POST only: `command`, `sku`, `quantity`.
pub const RECEIVE: &str = "/staff/stock/receive";

/// POST only: `command`, `sku`, `quantity`, `to`.
pub const TRANSFER: &str = "/staff/stock/transfer";

/// What is on its way to the place and from it. POST: `command`, `transfer`, `quantity`.
pub const TRANSFERS: &str = "/staff/transfers";

/// `?lines=SKU:1,…` and `?q=`: what is sold. `?ticket=`, four digits, begins with what somebody has
/// put together at a screen, and goes along from then on.
pub const SALE: &str = "/staff/sale";

/// `?lines=` and `?ticket=`: to whom. POST: the form of a checkout, `sale`, `ticket`, `act` (`price`
/// or `sell`), `total`.
pub const BUYER: &str = "/staff/sale/buyer";

/// The screens of the store. POST: `name`, `screen` (one of the usual ones, or `own` with
/// `width_px`, `height_px`, `ratio`, `height_mm` and `floor_mm`) and `idle_s`: the answer is the page
/// with the code that sets a screen up.
pub const DEVICES: &str = "/staff/devices";

/// One screen. POST: `command` and `act`: `reload`, `update`, `lock`, `unlock`, `message` with
/// `message`, `revoke`, or `pass`, whose answer is the page with the pass.
pub const DEVICE: &str = "/staff/devices/{device}";

/// POST only: `act`, `take` or `close`. Whoever takes a call that somebody has is told who.
pub const CALL: &str = "/staff/calls/{call}";

/// Server-sent events: `changed`, when some order, call or screen has.
pub const EVENTS: &str = "/staff/events";

/// For merchants: all orders, narrowed by the query.
pub const ORDERS: &str = "/admin/orders";

pub const ADMIN_ORDER: &str = "/admin/orders/{number}";

/// POST only: `command`, `reason`.
pub const CANCEL: &str = "/admin/orders/{number}/cancel";

/// The stylesheet and the script of these pages. Nothing depends on the script.
pub const STYLE: &str = "/staff/style.css";
pub const SCRIPT: &str = "/staff/script.js";

/// The address of an order, a part, or what is done with it.
pub fn of_order(path: &str, number: &str) -> String {
    path.replace("{number}", number)
}

/// The address of a screen.
pub fn of_device(device: &str) -> String {
    DEVICE.replace("{device}", device)
}

/// The address of a call.
pub fn of_call(call: i64) -> String {
    CALL.replace("{call}", &call.to_string())
}

pub fn of_part(number: &str, part: u16) -> String {
    of_order(PART, number).replace("{part}", &part.to_string())
}
