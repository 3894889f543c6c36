//! Files in and out: the catalogue in the formats that other shops and channels speak.

pub mod google;
pub mod pricing;
pub mod shopify;
mod text;
