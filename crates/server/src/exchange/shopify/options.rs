//! How a file is to be read and where it goes.

use super::assemble::Terms;
use baguni_commerce::{Currency, Handle, Locale};
use std::path::PathBuf;

/// How a file is to be read and where it goes.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// Of the file's prices.
    pub currency: Currency,
    /// Of the file's texts.
    pub locale: Locale,
    /// How the other currency's price is made. `None`: at [`ImportOptions::WON_PER_DOLLAR`] where
    /// a price is new or changes. `Some`: at this rate, also where the file's price stays.
    pub won_per_dollar: Option<u32>,
    /// Where stock is counted. `None`: at the first warehouse, which is made if there is none.
    pub location: Option<Handle>,
    /// Where picture files are.
    pub images: Option<PathBuf>,
    /// Compare only; write nothing.
    pub dry_run: bool,
    /// When products that are new go on sale, in seconds since 1970.
    pub published_at: i64,
}

impl ImportOptions {
    pub const WON_PER_DOLLAR: u32 = 1_400;

    /// Korean texts, prices in won, stock in the first warehouse.
    pub fn new(published_at: i64) -> Self {
        Self {
            currency: Currency::Krw,
            locale: Locale::Ko,
            won_per_dollar: None,
            location: None,
            images: None,
            dry_run: false,
            published_at,
        }
    }

    pub(super) fn terms(&self) -> Terms {
        Terms {
            locale: self.locale,
            currency: self.currency,
            won_per_dollar: self.won_per_dollar.unwrap_or(Self::WON_PER_DOLLAR),
            reprice: self.won_per_dollar.is_some(),
            published_at: self.published_at,
        }
    }
}
