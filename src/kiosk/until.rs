//! Time that is left: how it passes, how it is said and how it is shown (K8).

use super::line::now;
use crate::i18n::{locale, word_table};
use baguni_commerce::Locale;
use baguni_commerce::calendar::minute_of_day;
use gloo::timers::callback::Interval;
use leptos::prelude::*;

/// How many seconds are left until a moment in milliseconds since 1970; 0 after it.
pub fn left(until: impl Fn() -> u64 + Send + Sync + 'static) -> Memo<u32> {
    let tick = ticks();
    Memo::new(move |_| seconds(tick.get(), until()))
}

/// What the time is, four times a second, in milliseconds since 1970.
pub fn ticks() -> RwSignal<u64> {
    let tick = RwSignal::new(now());
    let clock = Interval::new(250, move || _ = tick.try_set(now()));
    // It ends with whoever asked.
    StoredValue::new_local(clock);
    tick
}

/// The same from now on, and `then` once nothing is left.
pub fn count_down(seconds: u32, then: impl Fn() + 'static) -> (Memo<u32>, RwSignal<u64>) {
    let until = RwSignal::new(now() + u64::from(seconds) * 1_000);
    let left = left(move || until.get());
    Effect::new(move |over: Option<bool>| {
        let none_left = left.get() == 0;
        if none_left && over != Some(true) {
            then();
        }
        none_left
    });
    (left, until)
}

fn seconds(now: u64, until: u64) -> u32 {
    u32::try_from(until.saturating_sub(now).div_ceil(1_000)).unwrap_or(u32::MAX)
}

/// The time left in words and as a bar that grows shorter.
#[component]
pub fn TimeLeft(
    left: Memo<u32>,
    /// The whole of it, in seconds.
    of: u32,
    /// What happens then: stands before the time.
    #[prop(into)]
    what: String,
) -> impl IntoView {
    let locale = locale();
    let part = move || {
        format!(
            "{:.1}%",
            f64::from(left.get().min(of)) / f64::from(of) * 100.0
        )
    };
    view! {
        <div class="time-left" data-testid="time-left" data-seconds=move || left.get()>
            <p role="timer">{what} " " <strong>{move || in_words(locale, left.get())}</strong></p>
            <div class="bar" aria-hidden="true"><span style:inline-size=part></span></div>
        </div>
    }
}

/// Above a minute in steps of ten seconds, so that it does not fidget.
fn in_words(locale: Locale, seconds: u32) -> String {
    let t = Words::of(locale);
    let (minutes, rest) = match seconds {
        0..=60 => (0, seconds),
        _ => (seconds / 60, seconds % 60 / 10 * 10),
    };
    match (minutes, rest) {
        (0, rest) => format!("{rest}{}", t.seconds),
        (minutes, 0) => format!("{minutes}{}", t.minutes),
        (minutes, rest) => format!("{minutes}{} {rest}{}", t.minutes, t.seconds),
    }
}

/// The time of the day in Seoul, as `13:05`.
pub fn clock(at: u64) -> String {
    let minute = minute_of_day(at);
    format!("{}:{:02}", minute / 60, minute % 60)
}

word_table! {
/// The units in one language.
Words {
    minutes: "분" / " min";
    seconds: "초" / " s";
}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_said_as_one_says_it() {
        let check = |seconds: u32, ko: &str, en: &str| {
            assert_eq!(in_words(Locale::Ko, seconds), ko);
            assert_eq!(in_words(Locale::En, seconds), en);
        };
        check(0, "0초", "0 s");
        check(59, "59초", "59 s");
        check(60, "60초", "60 s");
        check(61, "1분", "1 min");
        check(299, "4분 50초", "4 min 50 s");
        check(300, "5분", "5 min");
    }

    #[test]
    fn the_last_second_counts_until_it_is_over() {
        let check = |now, until, want| assert_eq!(seconds(now, until), want);
        check(1_000, 1_001, 1);
        check(1_001, 1_001, 0);
        check(5_000, 1_000, 0);
        check(0, 30_000, 30);
    }
}
