//! How the cart is to be had: at home, here, or at another store.

use super::product::when;
use crate::i18n::{locale, word_table};
use crate::kiosk::Kiosk;
use crate::kiosk::parts::{Press, Symbol, Weight, catalogue};
use crate::kiosk::screen::Screen;
use crate::shopper::Shopper;
use baguni_api::kiosk::KioskWay;
use baguni_api::storefront::{StoreWay, Ways};
use baguni_commerce::Locale;
use leptos::prelude::*;

#[component]
pub fn Way() -> impl IntoView {
    let kiosk = Kiosk::here();
    let t = Words::of(locale());
    let ways = ways_of_cart();
    let home = move || ways.with(|ways| ways.as_ref().map(|ways| told_home(locale(), ways)));
    let here = move || ways.with(|ways| Some(told_here(locale(), ways.as_ref()?)));
    let others = move || ways.with(|ways| Some(told_others(locale(), ways.as_ref()?)));
    let to_home = move || kiosk.go(Screen::Pay(KioskWay::Home));
    let to_here = move || {
        if let Some(store) = untrack(catalogue::this_store) {
            kiosk.go(Screen::Pay(KioskWay::Store(store)));
        }
    };
    let cannot = move |has: fn(&Ways) -> bool| {
        Signal::derive(move || ways.with(|ways| ways.as_ref().is_some_and(|ways| !has(ways))))
    };
    view! {
        <section class="way-screen" aria-labelledby="title">
            <h1 id="title">{t.title}</h1>
            <div class="blocks">
                <Press
                    label=t.home.to_owned()
                    note=Signal::derive(home)
                    symbol=Symbol::Truck
                    weight=Weight::Block
                    name="way-home"
                    disabled=cannot(|ways| ways.home.is_some())
                    on_press=to_home
                />
                <Press
                    label=t.here.to_owned()
                    note=Signal::derive(here)
                    symbol=Symbol::Store
                    weight=Weight::Block
                    name="way-here"
                    disabled=cannot(|ways| here_in(ways).is_some_and(|way| way.promise.is_some()))
                    on_press=to_here
                />
                <Press
                    label=t.others.to_owned()
                    note=Signal::derive(others)
                    symbol=Symbol::Package
                    weight=Weight::Block
                    name="way-others"
                    disabled=cannot(|ways| others_in(ways).any(|way| way.promise.is_some()))
                    on_press=move || kiosk.go(Screen::Stores)
                />
            </div>
        </section>
    }
}

/// How all of the cart can be had together; `None` as long as the catalogue is not known.
pub fn ways_of_cart() -> Memo<Option<Ways>> {
    let cart = Shopper::here().cart();
    Memo::new(move |_| {
        let lines = cart.with(|lines| {
            let lines = lines
                .iter()
                .map(|(sku, quantity)| (sku.clone(), quantity.get()));
            lines.collect::<Vec<_>>()
        });
        catalogue::ways(&lines)
    })
}

fn here_in(ways: &Ways) -> Option<&StoreWay> {
    let here = catalogue::this_store()?;
    ways.stores.iter().find(|way| way.store.handle == here)
}

fn others_in(ways: &Ways) -> impl Iterator<Item = &StoreWay> {
    let here = catalogue::this_store();
    ways.stores
        .iter()
        .filter(move |way| Some(&way.store.handle) != here.as_ref())
}

fn told_home(locale: Locale, ways: &Ways) -> String {
    match ways.home {
        Some(promise) => when(locale, promise, catalogue::now()),
        None => Words::of(locale).not_home.to_owned(),
    }
}

fn told_here(locale: Locale, ways: &Ways) -> String {
    here_in(ways).map_or_else(
        || Words::of(locale).not_there.to_owned(),
        |way| told(locale, way),
    )
}

fn told_others(locale: Locale, ways: &Ways) -> String {
    let there = others_in(ways).filter(|way| way.promise.is_some()).count();
    match (locale, there) {
        (_, 0) => Words::of(locale).not_there.to_owned(),
        (Locale::Ko, there) => format!("{there}곳 중에서 골라요"),
        (Locale::En, 1) => "1 store".to_owned(),
        (Locale::En, there) => format!("{there} stores"),
    }
}

/// When all of it is at a store, and whether it waits there already.
pub fn told(locale: Locale, way: &StoreWay) -> String {
    let t = Words::of(locale);
    match way.promise {
        Some(promise) => when(locale, promise, catalogue::now()),
        None => t.not_there.to_owned(),
    }
}

word_table! {
/// This screen's words in one language.
Words {
    title: "어떻게 받으시겠어요?" / "How would you like to get it?";
    home: "집으로" / "To my home";
    here: "이 매장에서" / "This store";
    others: "다른 매장에서" / "Other stores";
    not_home: "보내 드릴 수 없어요" / "Cannot be sent";
    not_there: "모두 받을 수는 없어요" / "Not all of it";
}
}
