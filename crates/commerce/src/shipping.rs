//! Ways to send an order to an address, and what each costs there.

use crate::address::Zone;
use crate::ident::Handle;
use crate::locale::Text;
use crate::money::{Currency, Money};
use crate::promotion::{Amounts, PromotionError};
use serde::{Deserialize, Serialize};

/// A way to send things.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShippingMethod {
    pub id: Handle,
    pub title: Text,
    /// What it costs anywhere.
    pub rate: Amounts,
    /// What the carrier adds there; `None` where it does not go.
    pub jeju: Option<Amounts>,
    pub island: Option<Amounts>,
    /// Things worth this, at full price, are sent without the rate; what is added for Jeju and
    /// the islands stays.
    pub free_from: Option<Amounts>,
    /// The heaviest parcel; `None` takes any.
    pub max_grams: Option<u32>,
    /// Working days on the mainland, the fewest and the most.
    pub days: (u8, u8),
}

/// What a method asks for one parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tariff {
    /// Without what the zone adds; nothing from `free_from` on.
    pub rate: Money,
    pub surcharge: Money,
    /// How much is missing until there is no rate.
    pub until_free: Option<Money>,
}

impl ShippingMethod {
    /// Whether all its amounts are ones.
    pub fn check(&self) -> Result<(), PromotionError> {
        if self.title.is_empty() {
            return Err(PromotionError::NoTitle);
        }
        [Some(self.rate), self.jeju, self.island, self.free_from]
            .into_iter()
            .flatten()
            .try_for_each(Amounts::check)
    }

    /// Whether it goes there.
    pub fn serves(&self, zone: Zone) -> bool {
        self.surcharge(zone).is_some()
    }

    fn surcharge(&self, zone: Zone) -> Option<Amounts> {
        match zone {
            Zone::Mainland => Some(Amounts::default()),
            Zone::Jeju => self.jeju,
            Zone::Island => self.island,
        }
    }

    /// `None` where it does not go, or not with so much.
    pub(crate) fn tariff(&self, zone: Zone, subtotal: Money, grams: u64) -> Option<Tariff> {
        if self.max_grams.is_some_and(|max| grams > u64::from(max)) {
            return None;
        }
        let currency: Currency = subtotal.currency;
        let bounded = |amounts: Amounts| {
            let minor = amounts.get(currency).minor.clamp(0, Money::MAX_MINOR);
            Money::new(minor, currency)
        };
        let surcharge = bounded(self.surcharge(zone)?);
        let missing = self
            .free_from
            .map(|from| from.get(currency).minor - subtotal.minor);
        let is_free = missing.is_some_and(|minor| minor <= 0);
        let rate = if is_free {
            Money::zero(currency)
        } else {
            bounded(self.rate)
        };
        let until_free = missing
            .filter(|minor| *minor > 0 && rate.minor > 0)
            .map(|minor| Money::new(minor, currency));
        Some(Tariff {
            rate,
            surcharge,
            until_free,
        })
    }
}
