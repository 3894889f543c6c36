//! Payments: every provider against the contract, and what the built-in ones are besides.

mod contract;
mod killed;
mod pages;
mod providers;
