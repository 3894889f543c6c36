//! The process that serves the shop.

pub mod accounts;
pub mod bundle;
pub mod catalogue;
pub mod cli;
mod commands;
pub mod demo;
pub mod exchange;
mod failure;
pub mod http;
pub mod kiosk;
pub mod mail;
pub mod media;
pub mod orders;
pub mod payments;
pub mod qr;
mod serving;
pub mod staff;
pub mod stock;
pub mod storefront;
pub mod sync;
pub mod voice;
