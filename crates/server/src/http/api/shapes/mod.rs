//! What is sent and answered: shapes of the interface's own, whose names stay when ours change.

mod checkout;
mod order;
mod parts;
mod product;
mod stock;

pub use checkout::{
    CheckoutBody, CheckoutShape, DiscountShape, LineBody, OrderBody, PlacedShape, QuoteShape,
};
pub use order::{CancelBody, CollectBody, OrderList, OrderShape, Sight};
pub use parts::StepBody;
pub use product::{ProductList, ProductShape};
pub use stock::{
    AdjustmentBody, LevelShape, LocationList, LocationShape, StockList, StockShape, TransferBody,
    TransferList, TransferReceiptBody, TransferShape, reason_of,
};

use baguni_commerce::{Currency, Date, Money, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An amount in minor units of its currency: 59000 of KRW is ₩59,000, 1900 of USD is $19.00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Money)]
pub struct MoneyShape {
    #[schema(example = 59000)]
    pub amount_minor: i64,
    #[schema(example = "KRW")]
    pub currency: CurrencyShape,
}

/// ISO 4217.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
#[schema(as = Currency)]
pub enum CurrencyShape {
    Krw,
    Usd,
}

/// A text in both languages of the shop.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Text)]
pub struct TextShape {
    pub ko: String,
    pub en: String,
}

/// A problem as RFC 9457 has it, as `application/problem+json`.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemShape {
    /// Names the kind of problem; its address explains it.
    #[serde(rename = "type")]
    #[schema(example = "/api/v1/problems/invalid")]
    pub kind: String,
    /// In Korean or English, as `Accept-Language` asks.
    pub title: String,
    pub status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<ProblemError>,
    /// As it stands now, where an order could not be placed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checkout: Option<CheckoutShape>,
}

/// What is wrong with one field.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProblemError {
    /// As the request names it, with dots between the levels.
    #[schema(example = "address.postcode")]
    pub field: String,
    /// A word that stays the same in every language.
    pub code: String,
    pub detail: String,
}

impl From<Money> for MoneyShape {
    fn from(money: Money) -> Self {
        Self {
            amount_minor: money.minor,
            currency: money.currency.into(),
        }
    }
}

impl From<MoneyShape> for Money {
    fn from(shape: MoneyShape) -> Self {
        Self::new(shape.amount_minor, shape.currency.into())
    }
}

impl From<Currency> for CurrencyShape {
    fn from(currency: Currency) -> Self {
        match currency {
            Currency::Krw => Self::Krw,
            Currency::Usd => Self::Usd,
        }
    }
}

impl From<CurrencyShape> for Currency {
    fn from(shape: CurrencyShape) -> Self {
        match shape {
            CurrencyShape::Krw => Self::Krw,
            CurrencyShape::Usd => Self::Usd,
        }
    }
}

impl From<&Text> for TextShape {
    fn from(text: &Text) -> Self {
        use baguni_commerce::Locale;
        Self {
            ko: text.get(Locale::Ko).to_owned(),
            en: text.get(Locale::En).to_owned(),
        }
    }
}

/// A moment as RFC 3339 writes it in UTC; `at` in milliseconds since 1970.
pub fn time(at: u64) -> String {
    const SEOUL: u64 = 9 * 60 * 60 * 1_000;
    // Days are counted in Seoul, nine hours ahead.
    let day = Date::of(at.saturating_sub(SEOUL));
    let of_day = at % (24 * 60 * 60 * 1_000);
    let (seconds, millis) = (of_day / 1_000, of_day % 1_000);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{day}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_in_utc() {
        let check = |at, want: &str| assert_eq!(time(at), want);
        check(86_400_000, "1970-01-02T00:00:00.000Z");
        check(1_800_000_000_123, "2027-01-15T08:00:00.123Z");
        check(1_800_025_199_999, "2027-01-15T14:59:59.999Z");
        check(1_800_025_200_000, "2027-01-15T15:00:00.000Z");
        check(1_800_057_599_999, "2027-01-15T23:59:59.999Z");
    }
}
