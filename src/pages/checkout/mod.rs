//! `/checkout` and `/checkout/review`: from the cart to the order, drawn by the server alone.

mod address;
mod codes;
mod contact;
mod drawn;
mod fill;
mod lines;
mod parts;
mod payment;
mod phrases;
mod problems;
mod review;
mod seen;
mod stores;
mod totals;
mod way;
mod words;

pub use seen::{CheckoutSeen, Choices, LineSeen, Review, Step, StoreSeen};
