//! A line of the cart: what it is, how many, what it costs, and what is different now.

use super::Known;
use crate::components::cart_lines::line_notice;
use crate::i18n::{locale, pieces, word_table, words};
use crate::kiosk::parts::{Photo, Remembered, Sign, Symbol};
use crate::shopper::Shopper;
use baguni_api::VariantLine;
use baguni_commerce::{Locale, Money, Quantity, Sku};
use baguni_replica::List;
use leptos::prelude::*;

#[component]
pub fn Line(sku: Sku, known: Known) -> impl IntoView {
    let cart = Shopper::here().cart();
    let of = sku.clone();
    let line = Memo::new(move |_| {
        known.with(|known| {
            let lines = &known.as_ref()?.as_ref().ok()?.lines;
            lines.iter().find(|line| line.sku == of).cloned()
        })
    });
    let of = sku.clone();
    let quantity = Memo::new(move |_| cart.with(|lines| lines.quantity(&of)));
    let amount = move || Some(amount(&line.get()?, quantity.get()?));
    let unknown = move || match known.with(Option::is_some) {
        true => words().line_unknown,
        false => words().line_waiting,
    };
    view! {
        <li class="line" data-testid="cart-line" data-sku=sku.to_string()>
            {move || view! { <Photo picture=line.get().and_then(|line| line.picture) /> }}
            <div class="what">
                <h2>{move || line.get().map_or(unknown().to_owned(), |line| line.title)}</h2>
                <p class="chosen">{move || line.get().map(|line| line.choices.join(" · "))}</p>
            </div>
            <Stepper sku=sku.clone() line quantity />
            <strong class="amount">{amount}</strong>
            {move || Some(notes(&line.get()?, quantity.get()?))}
        </li>
    }
}

/// What a line adds to the sum, in words where it adds nothing.
fn amount(line: &VariantLine, quantity: Quantity) -> String {
    match line.sellable {
        true => line.price.amount.times(quantity.get()).display(locale()),
        false => words().badge_sold_out.to_owned(),
    }
}

/// What is not as it was: sold out, fewer left, another price.
fn notes(line: &VariantLine, quantity: Quantity) -> impl IntoView + use<> {
    let changed = Remembered::here().changed(&line.sku, line.price.amount);
    let changed = changed.map(|was| price_changed(locale(), was, line.price.amount));
    let notes = line_notice(line, quantity).into_iter().chain(changed);
    let drawn = notes.map(|note| {
        view! { <p class="note" data-testid="line-note"><Sign symbol=Symbol::Help /><span>{note}</span></p> }
    });
    drawn.collect_view()
}

/// One less, one more. Less than one is none, which can be taken back.
#[component]
fn Stepper(
    sku: Sku,
    line: Memo<Option<VariantLine>>,
    quantity: Memo<Option<Quantity>>,
) -> impl IntoView {
    let t = Words::of(locale());
    let title = move || line.get().map(|line| line.title).unwrap_or_default();
    let of = StoredValue::new(sku);
    let shopper = Shopper::here();
    let step = move |by: i32| {
        let title = line
            .get_untracked()
            .map(|line| line.title)
            .unwrap_or_default();
        of.with_value(|sku| shopper.step(List::Cart, sku, by, title));
    };
    let count = move || quantity.get().map(Quantity::get);
    let told = move || count().map(|count| pieces(locale(), count));
    let is_last = move || quantity.get() == Some(Quantity::ONE);
    let less = move || if is_last() { t.remove } else { t.less };
    view! {
        <div class="stepper" role="group" aria-label=t.quantity>
            <button
                type="button"
                class="press step"
                data-testid="decrease"
                aria-label=move || format!("{} {}", title(), less())
                on:click=move |_| step(-1)
            >
                {move || match is_last() {
                    true => view! { <span class="label">{t.remove}</span> }.into_any(),
                    false => view! { <Sign symbol=Symbol::Minus /> }.into_any(),
                }}
            </button>
            <span class="count" data-testid="quantity" aria-live="polite" aria-label=told>
                {count}
            </span>
            <button
                type="button"
                class="press step"
                data-testid="increase"
                aria-label=move || format!("{} {}", title(), t.more)
                on:click=move |_| step(1)
            >
                <Sign symbol=Symbol::Plus />
            </button>
        </div>
    }
}

fn price_changed(locale: Locale, was: Money, now: Money) -> String {
    let (was, now) = (was.display(locale), now.display(locale));
    match locale {
        Locale::Ko => format!("가격이 {was}에서 {now}으로 바뀌었어요."),
        Locale::En => format!("The price has changed from {was} to {now}."),
    }
}

word_table! {
/// The words of a line in one language.
Words {
    quantity: "수량" / "Quantity";
    less: "하나 줄이기" / "one less";
    more: "하나 늘리기" / "one more";
    remove: "빼기" / "Remove";
}
}
