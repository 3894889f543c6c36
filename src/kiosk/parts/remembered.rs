//! What a thing cost when it was put into the cart here, as long as the session lasts: prices may
//! change while there is no line.

use baguni_commerce::{Money, Sku};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// What this screen has said a piece costs.
#[derive(Clone, Copy)]
pub struct Remembered(StoredValue<BTreeMap<Sku, Money>>);

impl Remembered {
    pub fn provide() {
        provide_context(Self(StoredValue::new(BTreeMap::new())));
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// The price that was said, if it is another now. What is said now is remembered where nothing
    /// was, and where the currency is another.
    pub fn changed(self, sku: &Sku, now: Money) -> Option<Money> {
        let said = self.0.with_value(|said| said.get(sku).copied());
        match said {
            Some(said) if said.currency == now.currency => (said != now).then_some(said),
            _ => {
                self.say(sku, now);
                None
            }
        }
    }

    pub fn say(self, sku: &Sku, price: Money) {
        self.0.update_value(|said| {
            said.insert(sku.clone(), price);
        });
    }
}
