//! Days and hours in Seoul, reckoned from milliseconds since 1970. Korea has one time zone, nine
//! hours ahead of UTC, and has not put its clocks forward since 1988.

use crate::locale::Text;
use crate::stock::{OpeningHours, StockLocation};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

pub const MINUTE: u64 = 60_000;
const DAY: u64 = 24 * 60 * MINUTE;
const SEOUL: u64 = 9 * 60 * MINUTE;

/// A day in Seoul: so many days after the first of January 1970. Written as `2026-11-24`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Date(u32);

impl Date {
    /// The day that it is in Seoul; `now` in milliseconds since 1970.
    pub fn of(now: u64) -> Self {
        let days = now.saturating_add(SEOUL) / DAY;
        Self(u32::try_from(days).unwrap_or(u32::MAX))
    }

    /// How many days after the first of January 1970.
    pub fn days(self) -> u32 {
        self.0
    }

    /// A day that there is, from 1970 to 9999.
    pub fn from_ymd(year: u16, month: u8, day: u8) -> Option<Self> {
        let month_fits = (1970..=9_999).contains(&year) && (1..=12).contains(&month);
        if !month_fits || day == 0 {
            return None;
        }
        // Years begin in March, so that a leap day is the last of its year.
        let (year, month) = match u32::from(month) {
            month @ 1..=2 => (u32::from(year) - 1, month + 9),
            month => (u32::from(year), month - 3),
        };
        let leaps = year / 4 - year / 100 + year / 400;
        let days = 365 * year + leaps + (153 * month + 2) / 5 + u32::from(day) - 1;
        let date = Self(days.checked_sub(DAYS_BEFORE_1970)?);
        (date.ymd().2 == day).then_some(date)
    }

    /// Year, month and day.
    pub fn ymd(self) -> (u32, u8, u8) {
        let days = u64::from(self.0) + u64::from(DAYS_BEFORE_1970);
        let (era, day) = (days / 146_097, days % 146_097);
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        let (year, month) = match month {
            0..=9 => (era * 400 + year, month + 3),
            _ => (era * 400 + year + 1, month - 9),
        };
        (small(year), small(month), small(day))
    }

    /// 0 is Monday, 6 is Sunday.
    pub fn weekday(self) -> usize {
        // The first of January 1970 was a Thursday.
        (self.0 as usize + 3) % 7
    }

    #[must_use]
    pub fn plus(self, days: u32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The moment when it is so many minutes after midnight, in milliseconds since 1970.
    pub fn at(self, minute: u16) -> u64 {
        let midnight = u64::from(self.0) * DAY;
        (midnight + u64::from(minute) * MINUTE).saturating_sub(SEOUL)
    }

    /// `11월 24일(화)`, `Tue 24 Nov`.
    pub fn words(self) -> Text {
        let (_, month, day) = self.ymd();
        let weekday = WEEKDAYS[self.weekday()];
        let name = MONTHS[usize::from(month - 1)];
        Text::new(
            format!("{month}월 {day}일({})", weekday.0),
            format!("{} {day} {name}", weekday.1),
        )
    }
}

/// From the first of March of the year 0.
const DAYS_BEFORE_1970: u32 = 719_468;

const WEEKDAYS: [(&str, &str); 7] = [
    ("월", "Mon"),
    ("화", "Tue"),
    ("수", "Wed"),
    ("목", "Thu"),
    ("금", "Fri"),
    ("토", "Sat"),
    ("일", "Sun"),
];

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

fn small<T: TryFrom<u64> + Default>(number: u64) -> T {
    T::try_from(number).unwrap_or_default()
}

/// The minutes since midnight in Seoul.
pub fn minute_of_day(now: u64) -> u16 {
    small(now.saturating_add(SEOUL) % DAY / MINUTE)
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// What was written is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is no day, as 2026-11-24 is one")]
pub struct NotADate;

impl FromStr for Date {
    type Err = NotADate;

    fn from_str(raw: &str) -> Result<Self, NotADate> {
        let mut parts = raw.trim().splitn(3, '-');
        let mut part = || parts.next().ok_or(NotADate);
        let (year, month, day) = (part()?, part()?, part()?);
        let read = |raw: &str| raw.parse::<u8>().map_err(|_| NotADate);
        let year = year.parse().map_err(|_| NotADate)?;
        Self::from_ymd(year, read(month)?, read(day)?).ok_or(NotADate)
    }
}

impl TryFrom<String> for Date {
    type Error = NotADate;

    fn try_from(raw: String) -> Result<Self, NotADate> {
        raw.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

/// On which days carriers come and deliver. Stores keep their own hours, on holidays too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Holidays(pub BTreeSet<Date>);

impl Holidays {
    /// Carriers collect from Monday to Friday.
    pub fn is_collected(&self, date: Date) -> bool {
        date.weekday() < 5 && !self.0.contains(&date)
    }

    /// Carriers deliver from Monday to Saturday.
    pub fn is_delivered(&self, date: Date) -> bool {
        date.weekday() < 6 && !self.0.contains(&date)
    }
}

impl StockLocation {
    /// From when to when it is open, or open next, in milliseconds since 1970; `None` where it never
    /// opens.
    pub fn next_hours(&self, now: u64) -> Option<(u64, u64)> {
        (0..=7)
            .filter_map(|days| self.hours_on(Date::of(now).plus(days)))
            .find(|(_, closes)| *closes > now)
    }

    /// When it opens and closes on a day.
    pub fn hours_on(&self, date: Date) -> Option<(u64, u64)> {
        let hours = self.hours[date.weekday()].as_ref()?;
        let OpeningHours { opens, closes } = *hours;
        (opens < closes).then(|| (date.at(opens), date.at(closes)))
    }

    pub fn is_open(&self, now: u64) -> bool {
        self.next_hours(now).is_some_and(|(opens, _)| opens <= now)
    }

    /// Until when it has to accept what it is asked to do now: a quarter of an hour in which it is
    /// open. `None` for a place that never opens: nobody there is waited for.
    pub fn accept_by(&self, now: u64) -> Option<u64> {
        self.after_open(now, 15)
    }

    /// The moment by which it has been open for so many minutes.
    fn after_open(&self, now: u64, minutes: u64) -> Option<u64> {
        let mut left = minutes * MINUTE;
        let mut at = now;
        loop {
            let (opens, closes) = self.next_hours(at)?;
            let begins = opens.max(at);
            if begins + left <= closes {
                return Some(begins + left);
            }
            left -= closes - begins;
            at = closes;
        }
    }
}

#[cfg(test)]
mod tests;
