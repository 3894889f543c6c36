//! The web app: one component tree that the server renders and the browser takes over.
//!
//! Begin at [`app`]: the table of pages. A page asks the shop through [`answer`], shows what
//! [`components`] it is made of, and lets the [`shopper`] act on this device's lists.

#![recursion_limit = "512"]

pub mod answer;
pub mod app;
pub mod browser;
mod client;
pub mod components;
pub mod i18n;
pub mod pages;
mod scroll;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod shopper;
mod structured;
pub mod visit;
