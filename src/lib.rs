//! The web app: one component tree that the server renders and the browser takes over.
//!
//! Begin at [`pages`]: the table of addresses, what each asks of the shop and how it is drawn.
//! [`answer`] asks and waits, [`app`] is the frame around, [`components`] are the parts, and
//! [`shopper`] lets pages act on this device's lists. [`kiosk`] is the same shop on a store's screen.

#![recursion_limit = "512"]
#![allow(
    clippy::needless_pass_by_value,
    reason = "components own their props: the macro passes them by value"
)]

pub mod answer;
pub mod app;
pub mod browser;
mod client;
pub mod components;
pub mod i18n;
mod in_page;
pub mod kiosk;
pub mod pages;
mod scroll;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod shopper;
mod structured;
pub mod visit;
