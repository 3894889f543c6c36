//! A file of promotions, ways of shipping and scheduled prices, in TOML: [`read`]. What it may say
//! is told to merchants in docs/promotions.md.

use baguni_commerce::calendar::Date;
use baguni_commerce::ident::IdentError;
use baguni_commerce::promotion::{
    Amounts, BasisPoints, Conditions, Limits, PromotionError, Reward, Scope, Trigger,
};
use baguni_commerce::{
    Currency, Handle, Price, Pricing, Promotion, ScheduledPrice, ShippingMethod, Sku, Text,
};
use serde::Deserialize;
use std::str::FromStr;
use toml::value::{Datetime, Offset};

/// Minutes that Seoul is ahead of UTC.
const SEOUL: i64 = 9 * 60;

/// Why a file is not taken; nothing of it is.
#[derive(Debug, thiserror::Error)]
pub enum PricingFileError {
    #[error("{0}")]
    Form(#[from] Box<toml::de::Error>),
    #[error("{0} {1}")]
    Promotion(String, PromotionError),
    #[error("{0:?} {1}")]
    Name(String, IdentError),
    #[error("{0} is no moment such as 2026-12-01T00:00:00+09:00")]
    Moment(Datetime),
}

/// Reads a file. Promotions, methods and prices that it does not name are not in the answer.
pub fn read(file: &str) -> Result<Pricing, PricingFileError> {
    let entries: Entries = toml::from_str(file).map_err(Box::new)?;
    let prices = entries.price.iter().map(scheduled);
    let prices = prices.collect::<Result<Vec<_>, _>>()?;
    Ok(Pricing {
        promotions: entries
            .promotion
            .iter()
            .map(promotion)
            .collect::<Result<_, _>>()?,
        methods: entries
            .method
            .iter()
            .map(method)
            .collect::<Result<_, _>>()?,
        scheduled: prices.into_iter().flatten().collect(),
    })
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Entries {
    method: Vec<MethodEntry>,
    promotion: Vec<PromotionEntry>,
    price: Vec<PriceEntry>,
}

/// Won and cents.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Pair(i64, i64);

/// A text in Korean and in English.
#[derive(Debug, Deserialize)]
struct Title(String, String);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MethodEntry {
    id: String,
    title: Title,
    rate: Pair,
    jeju: Option<Pair>,
    island: Option<Pair>,
    free_from: Option<Pair>,
    max_grams: Option<u32>,
    days: (u8, u8),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PromotionEntry {
    handle: String,
    title: Title,
    code: Option<String>,
    percent: Option<f64>,
    at_most: Option<Pair>,
    amount: Option<Pair>,
    buy_get: Option<(u32, u32)>,
    #[serde(default)]
    free_shipping: bool,
    collections: Option<Vec<String>>,
    skus: Option<Vec<String>>,
    minimum: Option<Pair>,
    #[serde(default)]
    pieces: u32,
    starts: Option<Datetime>,
    ends: Option<Datetime>,
    #[serde(default)]
    signed_in: bool,
    #[serde(default)]
    first_order: bool,
    total: Option<u32>,
    per_shopper: Option<u32>,
    #[serde(default)]
    priority: i32,
    #[serde(default)]
    exclusive: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PriceEntry {
    sku: String,
    price: Pair,
    compare_at: Option<Pair>,
    from: Datetime,
    until: Option<Datetime>,
}

impl Pair {
    fn amounts(self) -> Amounts {
        Amounts {
            krw: self.0,
            usd: self.1,
        }
    }
}

impl Title {
    fn text(&self) -> Text {
        Text::new(&self.0, &self.1)
    }
}

fn named<T: FromStr<Err = IdentError>>(raw: &str) -> Result<T, PricingFileError> {
    raw.parse()
        .map_err(|why| PricingFileError::Name(raw.to_owned(), why))
}

fn method(entry: &MethodEntry) -> Result<ShippingMethod, PricingFileError> {
    let method = ShippingMethod {
        id: named(&entry.id)?,
        title: entry.title.text(),
        rate: entry.rate.amounts(),
        jeju: entry.jeju.map(Pair::amounts),
        island: entry.island.map(Pair::amounts),
        free_from: entry.free_from.map(Pair::amounts),
        max_grams: entry.max_grams,
        days: entry.days,
    };
    let sound = method.check();
    sound.map_err(|why| PricingFileError::Promotion(entry.id.clone(), why))?;
    Ok(method)
}

fn promotion(entry: &PromotionEntry) -> Result<Promotion, PricingFileError> {
    let wrong = |why| PricingFileError::Promotion(entry.handle.clone(), why);
    let promotion = Promotion {
        handle: named(&entry.handle)?,
        title: entry.title.text(),
        trigger: match &entry.code {
            None => Trigger::Automatic,
            Some(code) => Trigger::Code(named(code)?),
        },
        reward: reward(entry).map_err(wrong)?,
        scope: scope(entry)?,
        conditions: Conditions {
            minimum: entry.minimum.map(Pair::amounts),
            pieces: entry.pieces,
            starts: entry.starts.as_ref().map(moment).transpose()?,
            ends: entry.ends.as_ref().map(moment).transpose()?,
            signed_in: entry.signed_in,
            first_order: entry.first_order,
        },
        limits: Limits {
            total: entry.total,
            per_shopper: entry.per_shopper,
        },
        priority: entry.priority,
        exclusive: entry.exclusive,
    };
    promotion.check().map_err(wrong)?;
    Ok(promotion)
}

/// What is named decides: a set, an amount, the shipping, or else a share of everything.
fn reward(entry: &PromotionEntry) -> Result<Reward, PromotionError> {
    let off = share(entry.percent.unwrap_or(0.0))?;
    let at_most = entry.at_most.map(Pair::amounts);
    Ok(match (entry.buy_get, entry.amount) {
        (Some((buy, get)), _) => Reward::BuyXGetY { buy, get, off },
        (None, Some(amount)) => Reward::Amount(amount.amounts()),
        (None, None) if entry.free_shipping => Reward::FreeShipping,
        (None, None) => Reward::Percent { off, at_most },
    })
}

/// To a hundredth of a percent.
fn share(percent: f64) -> Result<BasisPoints, PromotionError> {
    let points = (percent * 100.0).round();
    if (0.0..=10_000.0).contains(&points) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "its range has just been looked at"
        )]
        let points = points as u16;
        return points.try_into();
    }
    Err(PromotionError::Share)
}

fn scope(entry: &PromotionEntry) -> Result<Scope, PricingFileError> {
    match (&entry.collections, &entry.skus) {
        (Some(handles), _) => {
            let handles = handles.iter().map(|raw| named::<Handle>(raw));
            Ok(Scope::Collections(handles.collect::<Result<_, _>>()?))
        }
        (None, Some(skus)) => {
            let skus = skus.iter().map(|raw| named::<Sku>(raw));
            Ok(Scope::Skus(skus.collect::<Result<_, _>>()?))
        }
        (None, None) => Ok(Scope::Everything),
    }
}

/// One in each currency.
fn scheduled(entry: &PriceEntry) -> Result<Vec<ScheduledPrice>, PricingFileError> {
    let (from, until) = (
        moment(&entry.from)?,
        entry.until.as_ref().map(moment).transpose()?,
    );
    let sku: Sku = named(&entry.sku)?;
    let one = |currency: Currency| ScheduledPrice {
        sku: sku.clone(),
        price: Price {
            amount: entry.price.amounts().get(currency),
            compare_at: entry.compare_at.map(|was| was.amounts().get(currency)),
        },
        from,
        until,
    };
    Ok(Currency::ALL.map(one).to_vec())
}

/// Milliseconds since 1970. Without an offset it is told in Seoul.
fn moment(written: &Datetime) -> Result<u64, PricingFileError> {
    let wrong = || PricingFileError::Moment(*written);
    let date = written.date.ok_or_else(wrong)?;
    let date = Date::from_ymd(date.year, date.month, date.day).ok_or_else(wrong)?;
    let time = written.time.map_or((0, 0), |time| {
        let second = time.second.unwrap_or(0);
        (
            u16::from(time.hour) * 60 + u16::from(time.minute),
            u64::from(second),
        )
    });
    let in_seoul = date.at(time.0) + time.1 * 1_000;
    let ahead = match written.offset {
        None => 0,
        Some(Offset::Z) => SEOUL,
        Some(Offset::Custom { minutes }) => SEOUL - i64::from(minutes),
    };
    in_seoul
        .checked_add_signed(ahead * 60_000)
        .ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told_in_seoul_or_with_an_offset() {
        let check = |written: &str, millis: u64| {
            assert_eq!(
                moment(&written.parse().unwrap()).ok(),
                Some(millis),
                "{written}"
            );
        };
        check("2026-12-01T00:00:00Z", 1_796_083_200_000);
        check("2026-12-01T09:00:00", 1_796_083_200_000);
        check("2026-12-01T09:00:00+09:00", 1_796_083_200_000);
        check("2026-11-30T19:00:01-05:00", 1_796_083_201_000);
        check("2026-12-01", 1_796_083_200_000 - 9 * 3_600_000);
    }

    #[test]
    fn every_word_of_a_file_counts() {
        let file = r#"
            [[method]]
            id = "parcel"
            title = ["택배", "Parcel"]
            rate = [3000, 300]
            island = [5000, 500]
            max_grams = 20000
            days = [1, 2]

            [[promotion]]
            handle = "winter"
            title = ["겨울", "Winter"]
            code = "winter-12"
            percent = 12.5
            at_most = [9000, 900]
            skus = ["A-1"]
            minimum = [10000, 1000]
            pieces = 2
            starts = 2026-12-01
            ends = 2026-12-02
            signed_in = true
            total = 9
            priority = -1
            exclusive = true

            [[price]]
            sku = "A-1"
            price = [9000, 900]
            compare_at = [12000, 1200]
            from = 2026-12-01
        "#;
        let read = read(file).unwrap();
        let method = &read.methods[0];
        assert_eq!((method.jeju, method.max_grams), (None, Some(20_000)));
        let winter = &read.promotions[0];
        assert_eq!(winter.code().unwrap().as_str(), "WINTER-12");
        let off = BasisPoints::try_from(1_250).unwrap();
        let at_most = Some(Amounts {
            krw: 9_000,
            usd: 900,
        });
        assert_eq!(winter.reward, Reward::Percent { off, at_most });
        assert_eq!(winter.scope, Scope::Skus(vec!["A-1".parse().unwrap()]));
        let conditions = &winter.conditions;
        assert_eq!(
            conditions.ends.unwrap() - conditions.starts.unwrap(),
            86_400_000
        );
        assert!(conditions.signed_in && !conditions.first_order && winter.exclusive);
        assert_eq!(
            (conditions.pieces, winter.limits.total, winter.priority),
            (2, Some(9), -1)
        );
        let prices: Vec<_> = read
            .scheduled
            .iter()
            .map(|it| it.price.amount.minor)
            .collect();
        assert_eq!(prices, [9_000, 900]);
        assert!(read.scheduled[1].price.is_on_sale());
    }

    #[test]
    fn what_is_wrong_with_a_file_is_told() {
        let check = |promotion: &str, want: &str| {
            let file =
                format!("[[promotion]]\nhandle = \"p\"\ntitle = [\"가\", \"a\"]\n{promotion}");
            let told = read(&file).unwrap_err().to_string();
            assert!(told.contains(want), "{told}");
        };
        check("", "p takes nothing off");
        check("percent = 101", "p is not a share");
        check("amount = [-1, 0]", "p has an amount");
        check("percent = 5\ncode = \"a b\"", "contains ' '");
        check("percent = 5\ncolour = 1", "line 5");
        check("percent = 5\nstarts = 10:00:00", "is no moment");
        check("percent = 5\ncollections = []", "p is for nothing");
    }
}
