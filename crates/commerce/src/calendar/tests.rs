//! Days that a calendar on the wall agrees with.

use super::*;
use crate::fixture::location;
use crate::stock::LocationKind;
use proptest::prelude::*;

fn day(raw: &str) -> Date {
    raw.parse().unwrap()
}

#[test]
fn dates() {
    let check = |raw: &str, days: u32, weekday: usize, ko: &str, en: &str| {
        let date = day(raw);
        assert_eq!((date, date.weekday()), (Date(days), weekday), "{raw}");
        assert_eq!(date.to_string(), raw);
        assert_eq!(date.words(), Text::new(ko, en));
    };
    check("1970-01-01", 0, 3, "1월 1일(목)", "Thu 1 Jan");
    check("1999-12-31", 10_956, 4, "12월 31일(금)", "Fri 31 Dec");
    check("2000-02-29", 11_016, 1, "2월 29일(화)", "Tue 29 Feb");
    check("2000-03-01", 11_017, 2, "3월 1일(수)", "Wed 1 Mar");
    check("2024-02-29", 19_782, 3, "2월 29일(목)", "Thu 29 Feb");
    check("2026-11-22", 20_779, 6, "11월 22일(일)", "Sun 22 Nov");
    check("2100-02-28", 47_540, 6, "2월 28일(일)", "Sun 28 Feb");
    check("2100-03-01", 47_541, 0, "3월 1일(월)", "Mon 1 Mar");
}

#[test]
fn no_dates() {
    let check = |raw: &str| assert_eq!(raw.parse::<Date>(), Err(NotADate), "{raw:?}");
    check("");
    check("2026-11");
    check("2026-11-31");
    check("2026-02-29");
    check("2026-13-01");
    check("2026-00-01");
    check("2026-01-00");
    check("1969-12-31");
    check("70000-01-01");
    check("2026-11-24-1");
    check("2026/11/24");
}

#[test]
fn seoul_is_nine_hours_ahead() {
    let check = |now: u64, date: &str, minute: u16| {
        assert_eq!(Date::of(now), day(date), "{now}");
        assert_eq!(minute_of_day(now), minute, "{now}");
    };
    check(0, "1970-01-01", 540);
    // 2026-11-22 14:59:59.999 UTC, and a millisecond later.
    check(1_795_359_599_999, "2026-11-22", 1_439);
    check(1_795_359_600_000, "2026-11-23", 0);
    assert_eq!(day("2026-11-23").at(0), 1_795_359_600_000);
    assert_eq!(minute_of_day(u64::MAX) / 1_440, 0);
    assert!(Date::of(u64::MAX) > day("9999-12-31"));
}

/// Open 11–20 from Tuesday to Saturday.
fn store() -> StockLocation {
    let mut store = location("here", LocationKind::Store);
    let hours = OpeningHours {
        opens: 11 * 60,
        closes: 20 * 60,
    };
    for weekday in 1..=5 {
        store.hours[weekday] = Some(hours);
    }
    store
}

fn moment(raw: &str) -> u64 {
    let (date, time) = raw.split_once(' ').unwrap();
    let (hour, minute) = time.split_once(':').unwrap();
    day(date).at(hour.parse::<u16>().unwrap() * 60 + minute.parse::<u16>().unwrap())
}

#[test]
fn a_store_has_a_quarter_of_an_hour_while_it_is_open() {
    let check = |now: &str, open: bool, want: &str| {
        assert_eq!(store().is_open(moment(now)), open, "{now}");
        assert_eq!(store().accept_by(moment(now)), Some(moment(want)), "{now}");
    };
    // The 24th of November 2026 is a Tuesday.
    check("2026-11-24 11:00", true, "2026-11-24 11:15");
    check("2026-11-24 10:59", false, "2026-11-24 11:15");
    check("2026-11-24 19:45", true, "2026-11-24 20:00");
    check("2026-11-24 19:50", true, "2026-11-25 11:05");
    check("2026-11-24 20:00", false, "2026-11-25 11:15");
    check("2026-11-28 19:55", true, "2026-12-01 11:10");
    check("2026-11-22 12:00", false, "2026-11-24 11:15");
    let mut closed = store();
    closed.hours = [None; 7];
    assert_eq!(closed.accept_by(0), None);
    let wrong = Some(OpeningHours {
        opens: 720,
        closes: 600,
    });
    closed.hours = [wrong; 7];
    assert_eq!(closed.accept_by(0), None);
}

#[test]
fn carriers_rest() {
    let holidays = Holidays(BTreeSet::from([day("2026-12-25")]));
    let check = |raw: &str, collected: bool, delivered: bool| {
        assert_eq!(holidays.is_collected(day(raw)), collected, "{raw}");
        assert_eq!(holidays.is_delivered(day(raw)), delivered, "{raw}");
    };
    check("2026-11-23", true, true);
    check("2026-11-27", true, true);
    check("2026-11-28", false, true);
    check("2026-11-29", false, false);
    check("2026-12-25", false, false);
}

#[test]
fn a_list_of_holidays_is_read() {
    let read = |raw: &str| serde_json::from_str::<Holidays>(raw).ok();
    let holidays = Holidays(BTreeSet::from([day("2026-12-25"), day("2027-01-01")]));
    let written = r#"["2026-12-25","2027-01-01"]"#;
    assert_eq!(read(written).as_ref(), Some(&holidays));
    assert_eq!(serde_json::to_string(&holidays).unwrap(), written);
    assert_eq!(read(r#"["2026-12-32"]"#), None);
}

proptest! {
    #[test]
    fn every_day_is_named_and_found_again(days in 0_u32..2_900_000) {
        let date = Date(days);
        let (year, month, day) = date.ymd();
        prop_assert_eq!(Date::from_ymd(year.try_into().unwrap(), month, day), Some(date));
        prop_assert_eq!((date.weekday() + 1) % 7, date.plus(1).weekday());
        prop_assert_eq!(Date::of(date.at(0).max(1)), date);
        prop_assert_eq!(Date::of(date.at(1_439)), date);
    }

    #[test]
    fn nothing_overflows(now: u64, days: u32, minute: u16) {
        let _ = (Date::of(now).plus(days).at(minute), Date::of(now).words());
        let _ = (store().accept_by(now.min(u64::MAX / 2)), minute_of_day(now));
    }
}
