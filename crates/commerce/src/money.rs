//! Money in whole minor units, and prices in the shop's currencies. VAT is inside every price.

use crate::locale::Locale;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// A currency the shop sells in (ISO 4217).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    #[default]
    Krw,
    Usd,
}

impl Currency {
    pub const ALL: [Self; 2] = [Self::Krw, Self::Usd];

    pub fn code(self) -> &'static str {
        match self {
            Self::Krw => "KRW",
            Self::Usd => "USD",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|currency| currency.code().eq_ignore_ascii_case(code))
    }

    /// How many digits stand behind the point: 0 for won, 2 for dollars.
    pub fn exponent(self) -> u32 {
        match self {
            Self::Krw => 0,
            Self::Usd => 2,
        }
    }

    /// Minor units in one unit: 1 for won, 100 for dollars.
    pub fn minor_per_unit(self) -> i64 {
        10_i64.pow(self.exponent())
    }
}

/// An amount in minor units of a currency: ₩24,000 is 24,000 and $19.00 is 1,900.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Money {
    pub minor: i64,
    pub currency: Currency,
}

/// Why a text is not an amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    #[error("is not an amount of money, such as 19 or 19.00")]
    NotAnAmount,
    #[error("has more digits behind the point than the currency has")]
    TooPrecise,
    #[error("is above {}", Money::MAX_MINOR)]
    TooLarge,
}

impl Money {
    /// The largest amount, in minor units: small enough that 500 lines of 9,999 cannot overflow.
    pub const MAX_MINOR: i64 = 1_000_000_000_000;

    pub fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    pub fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// Reads a plain decimal as files have it: `19`, `19.00`, `1,299.5`; never negative.
    pub fn parse(raw: &str, currency: Currency) -> Result<Self, MoneyError> {
        let plain = raw.trim().replace(',', "");
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(fraction) {
            return Err(MoneyError::NotAnAmount);
        }
        let places = currency.exponent() as usize;
        let significant = fraction.trim_end_matches('0');
        if significant.len() > places {
            return Err(MoneyError::TooPrecise);
        }
        format!("{whole}{significant:0<places$}")
            .parse()
            .ok()
            .filter(|minor| *minor <= Self::MAX_MINOR)
            .map(|minor| Self::new(minor, currency))
            .ok_or(MoneyError::TooLarge)
    }

    /// The plain decimal for files and structured data: `19.00`, `24000`.
    pub fn to_decimal(self) -> String {
        let (unit, places) = (
            self.currency.minor_per_unit(),
            self.currency.exponent() as usize,
        );
        let sign = if self.minor < 0 { "-" } else { "" };
        let minor = self.minor.abs();
        match places {
            0 => format!("{sign}{minor}"),
            _ => format!("{sign}{}.{:0places$}", minor / unit, minor % unit),
        }
    }

    /// As a shopper reads it: `24,000원`, `₩24,000`, `$19.00`, `US$19.00`.
    ///
    /// Written here and not by the browser's `Intl`, because the server's first paint and the
    /// browser's must be equal to the byte, or the page cannot be hydrated.
    pub fn display(self, locale: Locale) -> String {
        let decimal = Self::new(self.minor.abs(), self.currency).to_decimal();
        let (whole, fraction) = decimal.split_at(decimal.find('.').unwrap_or(decimal.len()));
        let sign = if self.minor < 0 { "−" } else { "" };
        let grouped = group_thousands(whole);
        match (self.currency, locale) {
            (Currency::Krw, Locale::Ko) => format!("{sign}{grouped}원"),
            (Currency::Krw, Locale::En) => format!("{sign}₩{grouped}"),
            (Currency::Usd, Locale::Ko) => format!("{sign}US${grouped}{fraction}"),
            (Currency::Usd, Locale::En) => format!("{sign}${grouped}{fraction}"),
        }
    }

    /// Times a count, held at the ends of `i64`.
    pub fn times(self, count: u32) -> Self {
        Self::new(self.minor.saturating_mul(i64::from(count)), self.currency)
    }

    /// The sum of two amounts of one currency, held at the ends of `i64`.
    ///
    /// # Panics
    /// In debug builds, when the currencies differ: a cart is priced in one.
    pub fn plus(self, more: Self) -> Self {
        debug_assert_eq!(self.currency, more.currency, "a sum has one currency");
        Self::new(self.minor.saturating_add(more.minor), self.currency)
    }
}

/// What a variant costs in one currency, and what it used to cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Price {
    pub amount: Money,
    /// Shown struck through; always above `amount` and of its currency.
    pub compare_at: Option<Money>,
}

impl Price {
    /// A price; a compare-at price that is not above the price says nothing and is dropped.
    pub fn new(amount: Money, compare_at: Option<Money>) -> Self {
        let compare_at =
            compare_at.filter(|was| was.currency == amount.currency && was.minor > amount.minor);
        Self { amount, compare_at }
    }

    pub fn is_on_sale(self) -> bool {
        self.compare_at.is_some()
    }

    /// Whole percent off, rounded down so that it never promises too much.
    pub fn percent_off(self) -> Option<u32> {
        let was = self.compare_at?.minor;
        u32::try_from((was - self.amount.minor) * 100 / was).ok()
    }
}

/// What a variant costs in each currency of the shop: the line of every price list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Prices {
    pub krw: Price,
    pub usd: Price,
}

impl Prices {
    pub fn get(self, currency: Currency) -> Price {
        match currency {
            Currency::Krw => self.krw,
            Currency::Usd => self.usd,
        }
    }

    /// Replaces the price of its currency and leaves the other.
    pub fn set(&mut self, price: Price) {
        match price.amount.currency {
            Currency::Krw => self.krw = price,
            Currency::Usd => self.usd = price,
        }
    }

    /// Both price lists from a price in one currency: won are rounded to ten, dollars to a cent.
    pub fn at_rate(price: Price, won_per_dollar: u32) -> Self {
        let rate = i64::from(won_per_dollar.max(1));
        let convert = |money: Money| match money.currency {
            Currency::Krw => Money::new((money.minor * 100 + rate / 2) / rate, Currency::Usd),
            Currency::Usd => Money::new((money.minor * rate + 500) / 1_000 * 10, Currency::Krw),
        };
        let other = Price::new(convert(price.amount), price.compare_at.map(convert));
        match price.amount.currency {
            Currency::Krw => Self {
                krw: price,
                usd: other,
            },
            Currency::Usd => Self {
                krw: other,
                usd: price,
            },
        }
    }
}

/// `1234567` becomes `1,234,567`: both languages of the shop group by thousands.
pub fn group_thousands(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            let _ = grouped.write_char(',');
        }
        let _ = grouped.write_char(c);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_read() {
        let check = |raw: &str, currency, want: Result<i64, MoneyError>| {
            assert_eq!(
                Money::parse(raw, currency).map(|money| money.minor),
                want,
                "{raw:?}"
            );
        };
        check("50", Currency::Usd, Ok(5_000));
        check("1,299.5", Currency::Usd, Ok(129_950));
        check("24000.00", Currency::Krw, Ok(24_000));
        check("0", Currency::Krw, Ok(0));
        check("19.005", Currency::Usd, Err(MoneyError::TooPrecise));
        check("-1", Currency::Usd, Err(MoneyError::NotAnAmount));
        check("NaN", Currency::Usd, Err(MoneyError::NotAnAmount));
        check("", Currency::Usd, Err(MoneyError::NotAnAmount));
        check(
            "9".repeat(30).as_str(),
            Currency::Usd,
            Err(MoneyError::TooLarge),
        );
    }

    #[test]
    fn amounts_are_shown() {
        let check = |minor, currency, locale, want: &str| {
            assert_eq!(Money::new(minor, currency).display(locale), want);
        };
        check(1_234_000, Currency::Krw, Locale::Ko, "1,234,000원");
        check(24_000, Currency::Krw, Locale::En, "₩24,000");
        check(1_900, Currency::Usd, Locale::En, "$19.00");
        check(123_405, Currency::Usd, Locale::Ko, "US$1,234.05");
        check(-500, Currency::Usd, Locale::En, "−$5.00");
    }

    #[test]
    fn a_compare_at_price_is_above_the_price() {
        let won = |minor| Money::new(minor, Currency::Krw);
        assert_eq!(Price::new(won(100), Some(won(100))).compare_at, None);
        assert_eq!(
            Price::new(won(667), Some(won(1_000))).percent_off(),
            Some(33)
        );
    }

    proptest! {
        #[test]
        fn a_decimal_is_read_back(minor in 0..=Money::MAX_MINOR, usd: bool) {
            let currency = if usd { Currency::Usd } else { Currency::Krw };
            let money = Money::new(minor, currency);
            prop_assert_eq!(Money::parse(&money.to_decimal(), currency), Ok(money));
        }

        #[test]
        fn a_sale_stays_a_sale_in_the_other_currency(
            amount in 1_000..10_000_000_i64, more in 10_000..10_000_000_i64, rate in 900..2_000_u32
        ) {
            let won = |minor| Money::new(minor, Currency::Krw);
            let prices = Prices::at_rate(Price::new(won(amount), Some(won(amount + more))), rate);
            prop_assert!(prices.usd.is_on_sale());
        }
    }
}
