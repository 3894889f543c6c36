//! Promises as they are told on a shelf of ordinary days.

use super::*;
use crate::fixture::location;
use crate::stock::OpeningHours;
use std::collections::BTreeSet;

fn day(raw: &str) -> Date {
    raw.parse().unwrap()
}

/// `"2026-11-24 13:59"`: a Tuesday.
fn moment(raw: &str) -> u64 {
    let (date, time) = raw.split_once(' ').unwrap();
    let (hour, minute) = time.split_once(':').unwrap();
    day(date).at(hour.parse::<u16>().unwrap() * 60 + minute.parse::<u16>().unwrap())
}

fn christmas() -> Holidays {
    Holidays(BTreeSet::from([day("2026-12-25")]))
}

/// Open 11–20, closed on Mondays.
fn store() -> StockLocation {
    let mut store = location("here", LocationKind::Store);
    let hours = OpeningHours {
        opens: 11 * 60,
        closes: 20 * 60,
    };
    store.hours = [Some(hours); 7];
    store.hours[0] = None;
    store
}

fn warehouse() -> StockLocation {
    location("depot", LocationKind::Warehouse)
}

#[test]
fn a_parcel_comes_on_a_day_on_which_carriers_come() {
    let check = |from: &StockLocation, now: &str, zone: Zone, first: &str, last: &str| {
        let dispatch = Dispatch {
            from,
            made_to_order: false,
            holidays: &christmas(),
            now: moment(now),
        };
        let want = Promise::Delivery {
            from: day(first),
            until: day(last),
        };
        assert_eq!(dispatch.ship(zone), want, "{now} {zone:?}");
    };
    let (depot, shop) = (warehouse(), store());
    let near = Zone::Mainland;
    check(&depot, "2026-11-24 13:59", near, "2026-11-25", "2026-11-26");
    check(&depot, "2026-11-24 14:00", near, "2026-11-26", "2026-11-27");
    check(&shop, "2026-11-24 13:59", near, "2026-11-26", "2026-11-27");
    check(
        &depot,
        "2026-11-24 09:00",
        Zone::Jeju,
        "2026-11-26",
        "2026-11-28",
    );
    check(
        &depot,
        "2026-11-24 09:00",
        Zone::Island,
        "2026-11-26",
        "2026-11-28",
    );
    // Friday: on Saturday, and then not before Monday.
    check(&depot, "2026-11-27 09:00", near, "2026-11-28", "2026-11-30");
    check(&depot, "2026-11-27 15:00", near, "2026-12-01", "2026-12-02");
    check(&depot, "2026-11-28 09:00", near, "2026-12-01", "2026-12-02");
    check(&shop, "2026-11-27 09:00", near, "2026-12-01", "2026-12-02");
    // Over Christmas, which is a Friday.
    check(&depot, "2026-12-24 13:00", near, "2026-12-26", "2026-12-28");
    check(&depot, "2026-12-24 14:00", near, "2026-12-29", "2026-12-30");
}

#[test]
fn a_store_packs_in_two_hours_in_which_it_is_open() {
    let check = |now: &str, want: &str, words: &str| {
        let dispatch = Dispatch {
            from: &store(),
            made_to_order: false,
            holidays: &Holidays::default(),
            now: moment(now),
        };
        let promise = dispatch.pick_up().unwrap();
        assert_eq!(promise, Promise::ReadyBy(moment(want)), "{now}");
        assert_eq!(promise.words(moment(now)).en, words);
        assert!(!promise.is_over(moment(want)) && promise.is_over(moment(want) + 1));
    };
    check(
        "2026-11-24 11:00",
        "2026-11-24 13:00",
        "Ready today from 13:00.",
    );
    check(
        "2026-11-24 13:10",
        "2026-11-24 15:30",
        "Ready today from 15:30.",
    );
    check(
        "2026-11-24 18:00",
        "2026-11-24 20:00",
        "Ready today from 20:00.",
    );
    check(
        "2026-11-24 18:01",
        "2026-11-25 13:00",
        "Ready tomorrow from 13:00.",
    );
    check(
        "2026-11-24 23:00",
        "2026-11-25 13:00",
        "Ready tomorrow from 13:00.",
    );
    check(
        "2026-11-24 07:00",
        "2026-11-24 13:00",
        "Ready today from 13:00.",
    );
    check(
        "2026-11-29 19:00",
        "2026-12-01 13:00",
        "Ready Tue 1 Dec from 13:00.",
    );
}

#[test]
fn a_short_day_is_a_working_day_too() {
    let mut store = store();
    let hours = OpeningHours {
        opens: 11 * 60,
        closes: 12 * 60,
    };
    store.hours = [Some(hours); 7];
    let dispatch = Dispatch {
        from: &store,
        made_to_order: false,
        holidays: &Holidays::default(),
        now: moment("2026-11-24 11:10"),
    };
    let want = Promise::ReadyBy(moment("2026-11-25 12:00"));
    assert_eq!(dispatch.pick_up(), Some(want));
    let closed = location("closed", LocationKind::Store);
    assert_eq!(dispatch.to_store(&closed), None);
    let dispatch = Dispatch {
        from: &closed,
        ..dispatch
    };
    assert_eq!(dispatch.pick_up(), None);
}

#[test]
fn what_comes_to_a_store_comes_while_it_is_open() {
    let check = |now: &str, first: &str, last: &str| {
        let dispatch = Dispatch {
            from: &warehouse(),
            made_to_order: false,
            holidays: &Holidays::default(),
            now: moment(now),
        };
        let want = Promise::ReadyOn {
            from: day(first),
            until: day(last),
        };
        assert_eq!(dispatch.to_store(&store()), Some(want), "{now}");
    };
    check("2026-11-24 09:00", "2026-11-26", "2026-11-27");
    // On Friday and Saturday for Monday, when the store is closed.
    check("2026-11-26 13:00", "2026-11-28", "2026-12-01");
    check("2026-11-27 13:00", "2026-12-01", "2026-12-01");
}

#[test]
fn what_is_made_to_order_takes_two_weeks_longer() {
    let dispatch = Dispatch {
        from: &warehouse(),
        made_to_order: true,
        holidays: &Holidays::default(),
        now: moment("2026-11-24 18:00"),
    };
    let want = Promise::Delivery {
        from: day("2026-12-09"),
        until: day("2026-12-10"),
    };
    assert_eq!(dispatch.ship(Zone::Mainland), want);
    assert_eq!(want.until(), day("2026-12-10"));
    assert!(!want.is_over(day("2026-12-10").at(1_439)) && want.is_over(day("2026-12-11").at(0)));
}

#[test]
fn words() {
    let check = |promise: Promise, ko: &str, en: &str| {
        assert_eq!(promise.words(moment("2026-11-24 18:00")), Text::new(ko, en));
    };
    let (from, until) = (day("2026-11-25"), day("2026-11-26"));
    check(
        Promise::Delivery { from, until },
        "내일–11월 26일(목) 도착 예정이에요.",
        "Arrives tomorrow – Thu 26 Nov.",
    );
    check(
        Promise::Delivery { from, until: from },
        "내일 도착 예정이에요.",
        "Arrives tomorrow.",
    );
    check(
        Promise::ReadyOn { from, until },
        "내일–11월 26일(목)에 매장에서 찾을 수 있어요.",
        "Ready at the store tomorrow – Thu 26 Nov.",
    );
    check(
        Promise::ReadyBy(moment("2026-11-25 13:05")),
        "내일 13:05부터 찾을 수 있어요.",
        "Ready tomorrow from 13:05.",
    );
}

#[test]
fn a_calendar_of_holidays_alone_stops_nothing() {
    let all = Holidays((0..2_000).map(|n| day("2026-01-01").plus(n)).collect());
    let dispatch = Dispatch {
        from: &warehouse(),
        made_to_order: false,
        holidays: &all,
        now: moment("2026-11-24 09:00"),
    };
    assert!(dispatch.ship(Zone::Mainland).until() >= day("2026-11-25"));
}
