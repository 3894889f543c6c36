//! When a shopper has what was ordered: told before it is bought, and kept.

use crate::address::Zone;
use crate::calendar::{Date, Holidays, MINUTE, minute_of_day};
use crate::locale::Text;
use crate::stock::{LocationKind, StockLocation};
use serde::{Deserialize, Serialize};

/// Carriers collect in the afternoon: what is ordered by then leaves a warehouse the same day.
pub const CUT_OFF: u16 = 14 * 60;
/// How long a store has to pack what a shopper comes for.
const PACKING: u64 = 2 * 60 * MINUTE;
/// Nobody promises a time like 15:37.
const STEP: u64 = 30 * MINUTE;
/// How many days it takes to make or buy what is made to order.
const MAKING: u32 = 14;

/// What the shopper is promised of one parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Promise {
    /// It waits at the store it came from, in milliseconds since 1970.
    ReadyBy(u64),
    /// It comes to the store on one of these days, and waits there.
    ReadyOn { from: Date, until: Date },
    /// It comes to the door on one of these days.
    Delivery { from: Date, until: Date },
}

/// What a promise depends on but the way of delivery.
#[derive(Clone, Copy, Debug)]
pub struct Dispatch<'a> {
    pub from: &'a StockLocation,
    /// Made or bought in for the order first.
    pub made_to_order: bool,
    pub holidays: &'a Holidays,
    /// Milliseconds since 1970.
    pub now: u64,
}

impl Dispatch<'_> {
    /// To an address.
    pub fn ship(&self, zone: Zone) -> Promise {
        let (fewest, most) = match zone {
            Zone::Mainland => (1, 2),
            Zone::Jeju | Zone::Island => (2, 4),
        };
        let leaves = self.leaves();
        Promise::Delivery {
            from: self.delivered(leaves, fewest),
            until: self.delivered(leaves, most),
        }
    }

    /// At the place itself; `None` if it never opens.
    pub fn pick_up(&self) -> Option<Promise> {
        let begins = match self.made_to_order {
            true => Date::of(self.now).plus(MAKING).at(0),
            false => self.now,
        };
        self.packed(begins).map(Promise::ReadyBy)
    }

    /// At another store; `None` if that never opens.
    pub fn to_store(&self, to: &StockLocation) -> Option<Promise> {
        let leaves = self.leaves();
        let open = |date: Date| {
            (0..7)
                .map(|days| date.plus(days))
                .find(|d| to.hours_on(*d).is_some())
        };
        let from = open(self.delivered(leaves, 2))?;
        let until = open(self.delivered(leaves, 3))?;
        Some(Promise::ReadyOn { from, until })
    }

    /// The day on which the carrier takes it.
    fn leaves(&self) -> Date {
        let today = Date::of(self.now);
        let begins = match self.made_to_order {
            true => today.plus(MAKING),
            false if minute_of_day(self.now) < CUT_OFF => today,
            false => today.plus(1),
        };
        let collected = |date: Date| first(date, |date| self.holidays.is_collected(date));
        match self.from.kind {
            LocationKind::Warehouse => collected(begins),
            // Somebody packs it between two shoppers: it leaves a day later.
            LocationKind::Store => collected(collected(begins).plus(1)),
        }
    }

    /// The day on which a carrier that took it then delivers it, counting the days it delivers.
    fn delivered(&self, leaves: Date, days: u32) -> Date {
        (0..days).fold(leaves, |date, _| {
            first(date.plus(1), |date| self.holidays.is_delivered(date))
        })
    }

    /// When a store has packed what it hears of at `begins`.
    fn packed(&self, begins: u64) -> Option<u64> {
        let (opens, closes) = self.from.next_hours(begins)?;
        let ready = (opens.max(begins) + PACKING).div_ceil(STEP) * STEP;
        if ready <= closes {
            return Some(ready);
        }
        let (opens, closes) = match opens > begins {
            true => (opens, closes),
            false => self.from.next_hours(closes)?,
        };
        Some((opens + PACKING).min(closes))
    }
}

/// The first day from `date` on that fits. A calendar on which no day of a year fits is taken for a
/// mistake.
fn first(date: Date, fits: impl Fn(Date) -> bool) -> Date {
    let mut days = (0..366).map(|days| date.plus(days));
    days.find(|date| fits(*date)).unwrap_or(date)
}

impl Promise {
    /// The last day of it.
    pub fn until(self) -> Date {
        match self {
            Self::ReadyBy(at) => Date::of(at),
            Self::ReadyOn { until, .. } | Self::Delivery { until, .. } => until,
        }
    }

    /// Whether it is broken if nothing has come by `now`, in milliseconds since 1970.
    pub fn is_over(self, now: u64) -> bool {
        match self {
            Self::ReadyBy(at) => now > at,
            other => Date::of(now) > other.until(),
        }
    }

    /// `11월 24일(화)–25일(수) 도착 예정이에요.`, `Arrives Tue 24 – Wed 25 Nov.`
    pub fn words(self, now: u64) -> Text {
        let today = Date::of(now);
        match self {
            Self::ReadyBy(at) => ready_by(at, today),
            Self::ReadyOn { from, until } => {
                let days = span(from, until, today);
                Text::new(
                    format!("{}에 매장에서 찾을 수 있어요.", days.ko),
                    format!("Ready at the store {}.", days.en),
                )
            }
            Self::Delivery { from, until } => {
                let days = span(from, until, today);
                Text::new(
                    format!("{} 도착 예정이에요.", days.ko),
                    format!("Arrives {}.", days.en),
                )
            }
        }
    }
}

fn ready_by(at: u64, today: Date) -> Text {
    let day = named(Date::of(at), today);
    let minute = minute_of_day(at);
    let (hour, minute) = (minute / 60, minute % 60);
    Text::new(
        format!("{} {hour}:{minute:02}부터 찾을 수 있어요.", day.ko),
        format!("Ready {} from {hour}:{minute:02}.", day.en),
    )
}

fn span(from: Date, until: Date, today: Date) -> Text {
    if from >= until {
        return named(until, today);
    }
    let (first, last) = (named(from, today), named(until, today));
    Text::new(
        format!("{}–{}", first.ko, last.ko),
        format!("{} – {}", first.en, last.en),
    )
}

fn named(date: Date, today: Date) -> Text {
    if date == today {
        Text::new("오늘", "today")
    } else if date == today.plus(1) {
        Text::new("내일", "tomorrow")
    } else {
        date.words()
    }
}

#[cfg(test)]
mod tests;
