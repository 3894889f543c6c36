//! The lines of the cart: what it is, how many, what it costs.

use crate::components::focus;
use crate::components::icon::{Glyph, Icon};
use crate::components::line_moves::{LineMoves, Way};
use crate::components::picture::Picture;
use crate::i18n::{self, href, locale, words};
use crate::pages::IN_BROWSER;
use crate::shopper::Shopper;
use baguni_api::VariantLine;
use baguni_api::forms::{self, Problem};
use baguni_commerce::{Quantity, Sku};
use baguni_replica::{List, WishlistId};
use leptos::ev::{Event, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// Where a line of the cart can go instead.
const WAYS: [Way; 2] = [
    Way {
        source: List::Cart,
        target: List::Saved,
        copies: false,
    },
    Way {
        source: List::Cart,
        target: List::Wishlist(WishlistId::FIRST),
        copies: false,
    },
];

#[component]
pub fn CartLine(line: VariantLine, quantity: Quantity) -> impl IntoView {
    let address = line_address(&line);
    let total = line.price.amount.times(quantity.get()).display(locale());
    let unit = (quantity.get() > 1)
        .then(|| i18n::price_each(locale(), &line.price.amount.display(locale())));
    let notice = line_notice(&line, quantity);
    let sku = line.sku.to_string();
    view! {
        <li class="cart-line" data-testid="cart-line" data-sku=sku>
            <a class="picture" href=address.clone() tabindex="-1" aria-hidden="true">
                <Picture picture=line.picture.clone() sizes="8rem" decorative=true />
            </a>
            <div class="what">
                <p class="vendor">{line.vendor.clone()}</p>
                <h2 class="title"><a href=address>{line.title.clone()}</a></h2>
                <p class="chosen">{line.choices.join(" · ")}</p>
                <CameFrom line=line.clone() />
                {notice.map(|text| view! { <p class="warning">{text}</p> })}
            </div>
            <div class="changes">
                <LineForm line=line.clone() quantity />
                <LineMoves sku=line.sku title=line.title ways=&WAYS />
            </div>
            <p class="amounts">
                <strong>{total}</strong>
                {unit.map(|unit| view! { <span class="unit">{unit}</span> })}
            </p>
        </li>
    }
}

/// "Added on your phone", where it was.
#[component]
fn CameFrom(line: VariantLine) -> impl IntoView {
    let shopper = Shopper::here();
    let at = locale();
    move || {
        shopper.came_from(&line.sku).map(|device| {
            view! {
                <p class="came-from" data-testid="came-from">{i18n::added_on(at, device)}</p>
            }
        })
    }
}

/// How many of one line there are, and the ways to change it.
#[derive(Clone, Copy)]
struct LineCount {
    shopper: Shopper,
    line: StoredValue<VariantLine>,
}

impl LineCount {
    /// Read at the press and not from the last drawing: presses may come faster.
    fn now(self) -> u32 {
        self.line
            .with_value(|line| self.shopper.quantity_now(List::Cart, &line.sku))
    }

    fn set(self, count: u32) {
        let shopper = self.shopper;
        self.line.with_value(|line| {
            shopper.set_quantity(List::Cart, &line.sku, count, line.title.clone());
        });
    }

    fn step(self, event: &MouseEvent, by: i32) {
        focus::stay_beside(event);
        let shopper = self.shopper;
        self.line
            .with_value(|line| shopper.step(List::Cart, &line.sku, by, line.title.clone()));
    }

    /// Enter takes what is typed, and does not send the form: by then the line may be gone.
    fn entered(self, event: &KeyboardEvent) {
        if event.key() == "Enter" {
            focus::stay_beside(event);
            self.typed(event);
        }
    }

    fn typed(self, event: &Event) {
        if self.is_gone() {
            return;
        }
        match event_target_value(event).trim().parse() {
            Ok(count) => self.set(count),
            Err(_) => self.shopper.complain(Problem::Quantity),
        }
        // What was refused must not stand there as if it counted.
        self.left(event);
    }

    /// What the field was kept from showing while somebody typed, it shows now.
    fn left(self, event: &Event) {
        if !self.is_gone() {
            event_target::<HtmlInputElement>(event).set_value(&self.now().to_string());
        }
    }

    /// A field that leaves the page with its line tells once more that it was changed.
    fn is_gone(self) -> bool {
        self.line.try_with_value(|_| ()).is_none() || self.now() == 0
    }
}

/// One form for every change of a line. Each button says which quantity it stands for, so that
/// the form means the same without scripts.
#[component]
fn LineForm(line: VariantLine, quantity: Quantity) -> impl IntoView {
    let t = words();
    let shopper = Shopper::here();
    let (sku, title) = (line.sku.to_string(), line.title.clone());
    let seen = shopper.seen(&[List::Cart], Some(&line.sku));
    let count = LineCount {
        shopper,
        line: StoredValue::new(line),
    };
    let remove = move |event: MouseEvent| {
        focus::stay_beside(&event);
        count.set(0);
    };
    view! {
        <form
            class="line-form"
            method="post"
            action=forms::CHANGE_LINE
            on:submit=move |event| event.prevent_default()
        >
            <input type="hidden" name="sku" value=sku />
            <input type="hidden" name="seen" value=seen />
            // The first button of a form is the one that Enter presses: it takes what is typed.
            <button class="visually-hidden" type="submit" tabindex="-1">{t.update}</button>
            <Stepper count n=quantity.get() title=title.clone() />
            <button
                class="link-button"
                type="submit"
                name="to"
                value="0"
                data-testid="remove"
                aria-label=format!("{}: {title}", t.remove)
                on:click=remove
            >
                {t.remove}
            </button>
        </form>
    }
}

#[component]
fn Stepper(count: LineCount, n: u32, title: String) -> impl IntoView {
    let t = words();
    let typed = IN_BROWSER.then(|| count.line.with_value(|line| typed_for(&line.sku)));
    let shown = typed.flatten().unwrap_or_else(|| n.to_string());
    view! {
        <div class="stepper">
            <button
                type="submit"
                name="to"
                value=n - 1
                data-testid="decrease"
                aria-label=format!("{}: {title}", t.decrease)
                on:click=move |event| count.step(&event, -1)
            >
                <Icon glyph=Glyph::Minus />
            </button>
            <input
                name="quantity"
                inputmode="numeric"
                autocomplete="off"
                maxlength="5"
                value=n
                prop:value=shown
                data-testid="quantity"
                aria-label=format!("{}: {title}", t.quantity)
                on:change=move |event| count.typed(&event)
                on:blur=move |event| count.left(&event)
                on:keydown=move |event| count.entered(&event)
            />
            <button
                type="submit"
                name="to"
                value=n + 1
                data-testid="increase"
                aria-label=format!("{}: {title}", t.increase)
                on:click=move |event| count.step(&event, 1)
            >
                <Icon glyph=Glyph::Plus />
            </button>
        </div>
    }
}

/// What somebody is typing into the field of a line: what happens elsewhere must not take it away.
fn typed_for(sku: &Sku) -> Option<String> {
    let field: HtmlInputElement = document().active_element()?.dyn_into().ok()?;
    let line = field.closest("[data-sku]").ok()??;
    let is_its = line.get_attribute("data-sku")? == sku.as_str() && field.name() == "quantity";
    let typed = field.value();
    (is_its && typed != field.default_value()).then_some(typed)
}

/// What stands in the way of buying so many of a line.
pub fn line_notice(line: &VariantLine, quantity: Quantity) -> Option<String> {
    if !line.sellable {
        return Some(words().line_sold_out.to_owned());
    }
    let available = line
        .available
        .filter(|available| *available < quantity.get())?;
    // What is told ends at a round number: above it, there may be more.
    (available < baguni_api::LocationStock::TOLD).then(|| i18n::only_so_many(locale(), available))
}

/// The page of a product with a line's variant chosen.
pub fn line_address(line: &VariantLine) -> String {
    let sku = baguni_commerce::cart::percent_encode(line.sku.as_str());
    href(&format!("/products/{}?sku={sku}", line.handle))
}
