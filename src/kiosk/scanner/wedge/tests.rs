//! Scanners and hands at one keyboard.

use super::super::keys::tests::keys_of;
use super::*;

/// Types a text with this much time between its keys, beginning at `at`, and then `End`.
fn type_in(wedge: &mut Wedge, at: f64, gap: f64, text: &str) -> Vec<Fed> {
    let keys = keys_of(text)
        .into_iter()
        .map(|(code, shift)| Key::of(&code, shift));
    let times = (0..).map(|n| at + f64::from(n) * gap);
    let keys = keys.chain([Key::End]);
    times
        .zip(keys)
        .map(|(at, key)| wedge.feed(at, key))
        .collect()
}

#[test]
fn what_is_quick_and_long_enough_is_read() {
    let check = |text: &str, gap: f64, read: bool| {
        let fed = type_in(&mut Wedge::default(), 1_000.0, gap, text);
        let last = fed.last().cloned();
        let expected = if read {
            Fed::Read(text.to_owned())
        } else {
            Fed::Typed
        };
        assert_eq!(last, Some(expected), "{text} at {gap} ms");
    };
    check("8801234567893", 5.0, true);
    check("8801234567893", 0.0, true);
    check("8801234567893", 50.0, true);
    check("8801234567893", 50.5, false);
    check("8801234567893", 120.0, false);
    check("SHELF7", 5.0, true);
    check("SHELF", 5.0, false);
    check("BAGUNI:7K3M-9QXT-2DW8:1:0A1B", 5.0, true);
    check("A$b/c+d%e.f:g-h", 5.0, true);
    check("<script>alert(1)</script>", 5.0, true);
    check("'; DROP TABLE session; --", 5.0, true);
    check(&"7".repeat(MOST), 5.0, true);
}

#[test]
fn keys_of_a_scan_go_nowhere_else() {
    let fed = type_in(&mut Wedge::default(), 0.0, 5.0, "88012345");
    let expected = [
        vec![Fed::Begins],
        vec![Fed::Follows; LEAST - 2],
        vec![Fed::Scanned; 3],
        vec![Fed::Read("88012345".to_owned())],
    ];
    assert_eq!(fed, expected.concat());
    assert!(fed[LEAST - 1..].iter().all(Fed::is_scanned));
}

#[test]
fn a_hand_is_never_a_scan() {
    let mut wedge = Wedge::default();
    let fed = type_in(&mut wedge, 0.0, 80.0, "onggi mug 12345");
    assert!(
        fed.iter()
            .all(|fed| matches!(fed, Fed::Begins | Fed::Typed)),
        "{fed:?}"
    );
    // Two hands may press a few keys at once, and an Enter behind them is theirs.
    let fed = type_in(&mut wedge, 9_000.0, 10.0, "hello");
    assert!(!fed.iter().any(Fed::is_scanned), "{fed:?}");
}

#[test]
fn the_end_comes_in_time_or_not_at_all() {
    let mut wedge = Wedge::default();
    let mut at = 0.0;
    for _ in 0..8 {
        at += 5.0;
        wedge.feed(at, Key::Character('1'));
    }
    assert_eq!(wedge.feed(at + 51.0, Key::End), Fed::Typed);
    assert_eq!(wedge.feed(at + 52.0, Key::End), Fed::Typed);
}

#[test]
fn one_scan_after_another() {
    let mut wedge = Wedge::default();
    let first = type_in(&mut wedge, 0.0, 3.0, "8801234567893");
    let second = type_in(&mut wedge, 45.0, 3.0, "96385074");
    assert_eq!(first.last(), Some(&Fed::Read("8801234567893".into())));
    assert_eq!(second.last(), Some(&Fed::Read("96385074".into())));
}

#[test]
fn what_a_hand_typed_before_is_no_part_of_a_scan() {
    let mut wedge = Wedge::default();
    assert_eq!(wedge.feed(0.0, Key::Character('m')), Fed::Begins);
    let fed = type_in(&mut wedge, 200.0, 5.0, "96385074");
    assert_eq!(fed.first(), Some(&Fed::Begins));
    assert_eq!(fed.last(), Some(&Fed::Read("96385074".into())));
}

#[test]
fn too_long_is_told_once_and_nothing_of_it_is_kept() {
    let mut wedge = Wedge::default();
    let fed = type_in(&mut wedge, 0.0, 1.0, &"x".repeat(2_000));
    assert_eq!(fed.iter().filter(|fed| **fed == Fed::TooLong).count(), 1);
    assert!(fed[LEAST..].iter().all(Fed::is_scanned));
    assert!(!fed.iter().any(|fed| matches!(fed, Fed::Read(_))));
    // The next one is read again.
    let fed = type_in(&mut wedge, 2_010.0, 1.0, "96385074");
    assert_eq!(fed.last(), Some(&Fed::Read("96385074".into())));
}

#[test]
fn shift_belongs_to_the_character_behind_it() {
    let mut wedge = Wedge::default();
    let mut at = 0.0;
    let mut last = Fed::Typed;
    for c in "ABCDEF".chars() {
        assert_eq!(wedge.feed(at + 30.0, Key::Shift), Fed::Typed);
        last = wedge.feed(at + 60.0, Key::Character(c));
        at += 60.0;
    }
    assert_eq!(last, Fed::Scanned);
    assert_eq!(wedge.feed(at + 30.0, Key::End), Fed::Read("ABCDEF".into()));
}

#[test]
fn other_keys_spoil_a_scan_and_reach_nobody() {
    let mut wedge = Wedge::default();
    for at in 0..7 {
        wedge.feed(f64::from(at), Key::Character('7'));
    }
    assert_eq!(wedge.feed(8.0, Key::Other), Fed::Scanned);
    assert_eq!(
        wedge.feed(9.0, Key::End),
        Fed::Read(format!("7777777{UNREADABLE}"))
    );
    // Before it is a scan they are a hand's.
    wedge.feed(500.0, Key::Character('7'));
    assert_eq!(wedge.feed(501.0, Key::Other), Fed::Typed);
    assert_eq!(wedge.feed(502.0, Key::Character('8')), Fed::Begins);
}

#[test]
fn space_begins_nothing() {
    let mut wedge = Wedge::default();
    assert_eq!(wedge.feed(0.0, Key::Character(' ')), Fed::Typed);
    assert_eq!(wedge.feed(1.0, Key::Character('8')), Fed::Begins);
}

#[test]
fn a_clock_that_jumps_harms_nothing() {
    let mut wedge = Wedge::default();
    for at in [
        5.0,
        f64::NAN,
        -1.0,
        f64::INFINITY,
        f64::NEG_INFINITY,
        0.0,
        1e300,
    ] {
        for key in [Key::Character('1'), Key::End, Key::Shift, Key::Other] {
            assert!(!wedge.feed(at, key).is_scanned());
        }
    }
}
