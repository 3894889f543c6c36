//! Shoppers, browsers with tabs, a network and a server, all thrown by one seed: everything that
//! may go wrong between them goes wrong somewhere, and in the end the oracle judges.
#![allow(
    dead_code,
    reason = "the test and the command each take what they need"
)]

pub mod browser;
pub mod dice;
pub mod history;
pub mod oracle;
pub mod server;
pub mod world;

use baguni_commerce::Sku;
use baguni_replica::{Basket, Line, LineKey, List, WishlistId};

pub use world::run;

/// How many variants the shop of a simulation sells.
pub const SKUS: usize = 2;

pub const LISTS: [List; 3] = [List::Cart, List::Saved, List::Wishlist(WishlistId::FIRST)];

pub fn key(sku: usize) -> LineKey {
    let name = ["X", "Y", "Z"][sku];
    LineKey::from(name.parse::<Sku>().expect("a good SKU"))
}

/// All lines of a basket, those too that are not shown.
pub fn lines(basket: &Basket) -> Vec<(List, usize, &Line)> {
    let places = LISTS
        .iter()
        .flat_map(|list| (0..SKUS).map(|sku| (*list, sku)));
    places
        .filter_map(|(list, sku)| Some((list, sku, basket.line(list, &key(sku))?)))
        .collect()
}

/// What a run came to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    pub histories: u64,
    pub statements: u64,
    pub messages: u64,
    pub resyncs: u64,
    pub renames: u64,
    pub orders: u64,
    pub joins: u64,
    pub crashes: u64,
}

impl Tally {
    pub fn add(&mut self, other: Self) {
        self.histories += other.histories;
        self.statements += other.statements;
        self.messages += other.messages;
        self.resyncs += other.resyncs;
        self.renames += other.renames;
        self.orders += other.orders;
        self.joins += other.joins;
        self.crashes += other.crashes;
    }
}
