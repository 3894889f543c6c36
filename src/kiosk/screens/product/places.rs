//! Where a product is: this store, the others, and at home; how many, and when.

use crate::components::option_picker::Choice;
use crate::i18n::{locale, stock_left, word_table};
use crate::kiosk::parts::catalogue;
use crate::kiosk::parts::{Sign, Symbol};
use baguni_api::storefront::{StoreWay, Ways};
use baguni_api::{LocationStock, StoreLink, VariantDetail};
use baguni_commerce::calendar::minute_of_day;
use baguni_commerce::{Date, Locale, LocationKind, Promise};
use leptos::prelude::*;

/// How the chosen variant can be had, seen from here.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub ways: Ways,
    /// Of this store.
    pub here: u32,
    pub sellable: bool,
}

impl Seen {
    /// What is known of the chosen variant now.
    pub fn of(choice: Choice) -> Option<Self> {
        let variant = choice.variant()?;
        let ways = catalogue::ways(&[(variant.sku.clone(), 1)]);
        let ways = ways.unwrap_or_else(|| levels_alone(&variant));
        let here = ways.stores.iter().find(|way| is_here(&way.store));
        Some(Self {
            here: here.map_or(0, |way| way.available),
            sellable: variant.sellable,
            ways,
        })
    }

    /// The other stores that have it on their shelves, or can have it sent.
    pub fn others(&self) -> impl Iterator<Item = &StoreWay> {
        self.ways.stores.iter().filter(|way| !is_here(&way.store))
    }

    /// Whether it can be fetched at another store, or here later.
    pub fn is_at_a_store(&self) -> bool {
        self.ways
            .stores
            .iter()
            .any(|way| way.available > 0 || way.promise.is_some())
    }

    pub fn comes_home(&self) -> bool {
        self.sellable && (self.ways.home.is_some() || self.ways.warehouses > 0)
    }
}

fn is_here(store: &StoreLink) -> bool {
    catalogue::this_store().is_some_and(|here| here == store.handle)
}

/// What a product's page knows by itself: how many, and not when.
fn levels_alone(variant: &VariantDetail) -> Ways {
    let (stores, others): (Vec<&LocationStock>, Vec<_>) = variant
        .stock
        .iter()
        .partition(|level| level.kind == LocationKind::Store);
    Ways {
        home: None,
        stores: stores
            .into_iter()
            .map(|level| StoreWay {
                store: level.location.clone(),
                available: level.available,
                promise: None,
            })
            .collect(),
        warehouses: others.iter().map(|level| level.available).sum(),
    }
}

#[component]
pub fn Places(choice: Choice) -> impl IntoView {
    let t = Words::of(locale());
    let seen = Memo::new(move |_| Seen::of(choice));
    let rows = move || {
        seen.get().map(|seen| {
            let (here, others, home) = (here(&seen), others(&seen), home(&seen));
            view! {
                <Row symbol=Symbol::Store label=t.here name="stock-here" told=here />
                <Row symbol=Symbol::Package label=t.others name="stock-others" told=others />
                <Row symbol=Symbol::Truck label=t.home name="stock-home" told=home />
            }
        })
    };
    view! {
        <div class="places">
            <dl>{rows}</dl>
            {move || catalogue::as_of().map(|time| view! {
                <p class="as-of" data-testid="as-of">{as_of(locale(), &time)}</p>
            })}
        </div>
    }
}

/// What is said of a place: whether there is something, and when.
struct Told {
    there: bool,
    words: String,
    /// What is left out where there is little room.
    later: Option<String>,
}

#[component]
fn Row(symbol: Symbol, label: &'static str, name: &'static str, told: Told) -> impl IntoView {
    let sign = if told.there {
        Symbol::Check
    } else {
        Symbol::Minus
    };
    view! {
        <div class="place" class:none=!told.there data-testid=name>
            <dt><Sign symbol /><span>{label}</span></dt>
            <dd><Sign symbol=sign /><span class="said">
                <span>{told.words}</span>
                <span class:later=!told.there>{told.later}</span>
            </span></dd>
        </div>
    }
}

fn here(seen: &Seen) -> Told {
    let way = seen.ways.stores.iter().find(|way| is_here(&way.store));
    let promise = way.and_then(|way| way.promise);
    Told {
        there: seen.here > 0,
        words: match seen.here {
            0 => Words::of(locale()).not_here.to_owned(),
            here => stock_left(locale(), here),
        },
        later: promise.map(|promise| when(locale(), promise, catalogue::now())),
    }
}

fn others(seen: &Seen) -> Told {
    let mut having = seen.others().filter(|way| way.available > 0);
    let first = having.next();
    let more = having.count();
    Told {
        there: first.is_some(),
        words: match first {
            Some(way) => and_more(locale(), &way.store.name, more),
            None => Words::of(locale()).nowhere.to_owned(),
        },
        later: None,
    }
}

fn home(seen: &Seen) -> Told {
    let t = Words::of(locale());
    Told {
        there: seen.comes_home(),
        words: match seen.ways.home {
            Some(promise) => when(locale(), promise, catalogue::now()),
            None if seen.comes_home() => t.sent.to_owned(),
            None => t.not_sent.to_owned(),
        },
        later: None,
    }
}

/// When something is there, as short as a screen on a counter has room for.
pub fn when(locale: Locale, promise: Promise, now: u64) -> String {
    let until = day(locale, promise.until(), Date::of(now));
    match (locale, promise) {
        (Locale::Ko, Promise::ReadyBy(at)) => format!("{until} {}부터", clock(at)),
        (Locale::En, Promise::ReadyBy(at)) => format!("{until}, {}", clock(at)),
        (Locale::Ko, _) => format!("{until}까지"),
        (Locale::En, _) => format!("by {until}"),
    }
}

fn clock(at: u64) -> String {
    let minute = minute_of_day(at);
    format!("{}:{:02}", minute / 60, minute % 60)
}

fn day(locale: Locale, date: Date, today: Date) -> String {
    let t = Words::of(locale);
    match () {
        () if date == today => t.today.to_owned(),
        () if date == today.plus(1) => t.tomorrow.to_owned(),
        () => date.words().get(locale).to_owned(),
    }
}

fn and_more(locale: Locale, store: &str, more: usize) -> String {
    match (locale, more) {
        (_, 0) => store.to_owned(),
        (Locale::Ko, more) => format!("{store} 외 {more}곳"),
        (Locale::En, more) => format!("{store} +{more}"),
    }
}

fn as_of(locale: Locale, time: &str) -> String {
    match locale {
        Locale::Ko => format!("재고는 {time} 기준이에요."),
        Locale::En => format!("Stock as of {time}."),
    }
}

word_table! {
/// The words of the places in one language.
Words {
    here: "이 매장" / "Here";
    others: "다른 매장" / "Others";
    home: "집으로" / "Home";
    not_here: "지금은 없어요" / "Not now";
    nowhere: "다른 매장에도 없어요" / "In no other store";
    sent: "보내 드려요" / "Delivered";
    not_sent: "보내 드릴 수 없어요" / "Cannot be sent";
    today: "오늘" / "today";
    tomorrow: "내일" / "tomorrow";
}
}

#[cfg(test)]
mod tests {
    use super::*;
    use baguni_commerce::calendar::MINUTE;

    #[test]
    fn a_promise_in_few_words() {
        let today = Date::from_ymd(2026, 11, 23).unwrap();
        let now = today.at(10 * 60);
        let check = |promise: Promise, ko: &str, en: &str| {
            assert_eq!(when(Locale::Ko, promise, now), ko);
            assert_eq!(when(Locale::En, promise, now), en);
        };
        let ready = Promise::ReadyBy(now + 150 * MINUTE);
        check(ready, "오늘 12:30부터", "today, 12:30");
        let (from, until) = (today.plus(1), today.plus(2));
        check(
            Promise::Delivery { from, until },
            "11월 25일(수)까지",
            "by Wed 25 Nov",
        );
        let until = from;
        check(Promise::ReadyOn { from, until }, "내일까지", "by tomorrow");
    }
}
