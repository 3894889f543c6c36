//! Promotions: what is taken off, of what, for whom and when. How several of them come together
//! is told in [`crate::quote`].

use crate::ident::{Handle, IdentError, Sku};
use crate::locale::Text;
use crate::money::{Currency, Money};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A promotion of the merchant's. Its handle names it in quotes, in orders and where its uses are
/// counted, and is never given to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promotion {
    pub handle: Handle,
    /// What shoppers read beside the amount.
    pub title: Text,
    pub trigger: Trigger,
    pub reward: Reward,
    pub scope: Scope,
    pub conditions: Conditions,
    pub limits: Limits,
    /// The higher goes first, on the full price; what follows works on what is left.
    pub priority: i32,
    /// It stands alone: no other promotion together with it.
    pub exclusive: bool,
}

/// What makes a promotion count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trigger {
    Automatic,
    /// The shopper enters this.
    Code(PromotionCode),
}

/// What the shopper gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reward {
    /// A share of what is in the scope, at most so much.
    Percent {
        off: BasisPoints,
        at_most: Option<Amounts>,
    },
    /// An amount off what is in the scope together.
    Amount(Amounts),
    /// Of every `buy + get` pieces in the scope the `get` cheapest cost less. The last, unfinished
    /// set counts too: a piece beyond `buy` is one that is got.
    BuyXGetY {
        buy: u32,
        get: u32,
        off: BasisPoints,
    },
    /// The method's rate; what a carrier adds for Jeju and the islands stays.
    FreeShipping,
}

/// What a promotion is for. Each name stands once; their order says nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    Everything,
    /// Products of any of these collections.
    Collections(Vec<Handle>),
    Skus(Vec<Sku>),
}

/// What must hold. Minima are counted over what is in the scope, at full price.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Conditions {
    pub minimum: Option<Amounts>,
    /// Pieces; 0 asks for nothing.
    pub pieces: u32,
    /// From this moment, in milliseconds since 1970.
    pub starts: Option<u64>,
    /// Up to and without this moment.
    pub ends: Option<u64>,
    pub signed_in: bool,
    pub first_order: bool,
}

/// How often it may be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    pub total: Option<u32>,
    pub per_shopper: Option<u32>,
}

/// An amount in each currency of the shop, in minor units.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Amounts {
    pub krw: i64,
    pub usd: i64,
}

/// Hundredths of a percent, 0 to 10,000: 1,050 is 10.5 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct BasisPoints(u16);

/// What a shopper enters, at most 40 letters and digits of any script, `-` and `_`. However it was
/// typed it is kept in upper case: `welcome10` and ` WELCOME10 ` are one code.
// Deserialized as it stands: the tables of upper case would weigh more in the bundle than all else
// that a cart needs of promotions, and what is not a code is equal to none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PromotionCode(String);

/// Why a promotion cannot be as it is described.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PromotionError {
    #[error("has no title")]
    NoTitle,
    #[error("takes nothing off")]
    NoReward,
    #[error("is for nothing")]
    NoScope,
    #[error("has an amount that is not between 0 and {}", Money::MAX_MINOR)]
    Amount,
    #[error("ends before it starts")]
    EndsFirst,
    #[error("asks for more than {max} pieces", max = Promotion::MAX_PIECES)]
    Pieces,
    #[error("is not a share from 0 to 100 %")]
    Share,
}

impl Promotion {
    /// The most pieces that a condition or a set of [`Reward::BuyXGetY`] may ask for.
    pub const MAX_PIECES: u32 = 9_999;

    /// Whether all that must hold between the parts of a promotion holds.
    pub fn check(&self) -> Result<(), PromotionError> {
        if self.title.is_empty() {
            return Err(PromotionError::NoTitle);
        }
        let nothing = match &self.scope {
            Scope::Everything => false,
            Scope::Collections(handles) => handles.is_empty(),
            Scope::Skus(skus) => skus.is_empty(),
        };
        if nothing {
            return Err(PromotionError::NoScope);
        }
        self.reward.check()?;
        self.conditions.check()
    }

    /// The code that it asks for.
    pub fn code(&self) -> Option<&PromotionCode> {
        match &self.trigger {
            Trigger::Automatic => None,
            Trigger::Code(code) => Some(code),
        }
    }
}

impl Reward {
    fn check(&self) -> Result<(), PromotionError> {
        let counts = |n: u32| (1..=Promotion::MAX_PIECES).contains(&n);
        let gives = match self {
            Self::Percent { off, at_most } => {
                at_most.map_or(Ok(()), Amounts::check)?;
                *off > BasisPoints::NONE
            }
            Self::Amount(amounts) => {
                amounts.check()?;
                *amounts != Amounts::default()
            }
            Self::BuyXGetY { buy, get, off } => {
                if !counts(*buy) || !counts(*get) {
                    return Err(PromotionError::Pieces);
                }
                *off > BasisPoints::NONE
            }
            Self::FreeShipping => true,
        };
        if gives {
            Ok(())
        } else {
            Err(PromotionError::NoReward)
        }
    }
}

impl Conditions {
    fn check(&self) -> Result<(), PromotionError> {
        self.minimum.map_or(Ok(()), Amounts::check)?;
        if self.pieces > Promotion::MAX_PIECES {
            return Err(PromotionError::Pieces);
        }
        match (self.starts, self.ends) {
            (Some(starts), Some(ends)) if ends <= starts => Err(PromotionError::EndsFirst),
            _ => Ok(()),
        }
    }
}

impl Scope {
    /// Whether a variant of a product in these collections is meant.
    pub fn takes(&self, sku: &Sku, collections: &[Handle]) -> bool {
        match self {
            Self::Everything => true,
            Self::Collections(handles) => collections.iter().any(|handle| handles.contains(handle)),
            Self::Skus(skus) => skus.contains(sku),
        }
    }
}

impl Amounts {
    pub fn get(self, currency: Currency) -> Money {
        let minor = match currency {
            Currency::Krw => self.krw,
            Currency::Usd => self.usd,
        };
        Money::new(minor, currency)
    }

    pub(crate) fn check(self) -> Result<(), PromotionError> {
        let sound = |minor: i64| (0..=Money::MAX_MINOR).contains(&minor);
        if sound(self.krw) && sound(self.usd) {
            Ok(())
        } else {
            Err(PromotionError::Amount)
        }
    }
}

impl BasisPoints {
    pub const NONE: Self = Self(0);
    pub const ALL: Self = Self(10_000);

    pub fn percent(percent: u16) -> Result<Self, PromotionError> {
        percent.saturating_mul(100).try_into()
    }

    pub fn get(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for BasisPoints {
    type Error = PromotionError;

    fn try_from(points: u16) -> Result<Self, PromotionError> {
        if points <= Self::ALL.0 {
            Ok(Self(points))
        } else {
            Err(PromotionError::Share)
        }
    }
}

impl From<BasisPoints> for u16 {
    fn from(points: BasisPoints) -> Self {
        points.0
    }
}

impl PromotionCode {
    pub const MAX: usize = 40;

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PromotionCode {
    type Err = IdentError;

    fn from_str(raw: &str) -> Result<Self, IdentError> {
        let code = raw.trim().to_uppercase();
        if code.is_empty() {
            return Err(IdentError::Empty);
        }
        if code.chars().count() > Self::MAX {
            return Err(IdentError::TooLong(Self::MAX));
        }
        let allowed = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_');
        match code.chars().find(|c| !allowed(c)) {
            Some(c) => Err(IdentError::Forbidden(c)),
            None => Ok(Self(code)),
        }
    }
}

impl fmt::Display for PromotionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
