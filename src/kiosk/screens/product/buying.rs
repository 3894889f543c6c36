//! How a product is had: what is here goes into the cart, what is not is ordered by one touch.

use super::places::{Seen, when};
use crate::components::option_picker::Choice;
use crate::i18n::{locale, word_table, words};
use crate::kiosk::Kiosk;
use crate::kiosk::parts::{Press, Remembered, Sign, Symbol, Weight, catalogue};
use crate::kiosk::screen::Screen;
use crate::shopper::Shopper;
use baguni_api::VariantDetail;
use baguni_api::kiosk::KioskWay;
use baguni_commerce::Quantity;
use baguni_replica::List;
use leptos::either::EitherOf4;
use leptos::prelude::*;

#[component]
pub fn Buying(choice: Choice, title: String) -> impl IntoView {
    let deal = Deal {
        kiosk: Kiosk::here(),
        shopper: Shopper::here(),
        remembered: Remembered::here(),
        choice,
        title: StoredValue::new(title),
        added: RwSignal::new(None),
    };
    let seen = Memo::new(move |_| Seen::of(choice));
    let offered = move || match seen.get() {
        _ if deal.is_added() => EitherOf4::A(view! { <Added deal /> }),
        Some(seen) if seen.sellable && seen.here > 0 => EitherOf4::B(view! {
            <Press
                label=words().add_to_cart.to_owned()
                symbol=Symbol::Basket
                weight=Weight::Primary
                name="add-to-cart"
                on_press=move || deal.add()
            />
        }),
        Some(seen) if seen.sellable => EitherOf4::C(view! { <NotHere deal seen /> }),
        _ => EitherOf4::D(view! {
            <Press
                label=words().sold_out.to_owned()
                weight=Weight::Primary
                name="sold-out"
                disabled=Signal::derive(|| true)
                on_press=|| ()
            />
        }),
    };
    view! { <div class="actions" role="status">{offered}</div> }
}

/// A product that is about to change hands.
#[derive(Clone, Copy)]
struct Deal {
    kiosk: Kiosk,
    shopper: Shopper,
    remembered: Remembered,
    choice: Choice,
    title: StoredValue<String>,
    /// What has just been added; shown until something else is chosen.
    added: RwSignal<Option<VariantDetail>>,
}

impl Deal {
    fn is_added(self) -> bool {
        let added = self.added.get().map(|variant| variant.sku);
        added.is_some() && added == self.choice.variant().map(|variant| variant.sku)
    }

    fn add(self) {
        let Some(variant) = self.choice.variant() else {
            return;
        };
        let title = self.title.get_value();
        self.remembered.say(&variant.sku, variant.price.amount);
        self.shopper.add(variant.sku.clone(), Quantity::ONE, title);
        self.added.set(Some(variant));
    }

    /// Puts it into the cart, unless it lies there already, and goes on at once.
    fn order(self, next: Screen) {
        let Some(variant) = self.choice.variant() else {
            return;
        };
        if self.shopper.quantity_now(List::Cart, &variant.sku) == 0 {
            self.add();
        }
        self.kiosk.go(next);
    }

    fn undo(self) {
        if let Some(variant) = self.added.get_untracked() {
            let title = self.title.get_value();
            self.shopper.step(List::Cart, &variant.sku, -1, title);
        }
        self.added.set(None);
    }
}

/// What is not here: to the door, to a store, or into the cart for later.
#[component]
fn NotHere(deal: Deal, seen: Seen) -> impl IntoView {
    let t = Words::of(locale());
    let promised = |promise| Some(when(locale(), promise, catalogue::now()));
    let home = seen.ways.home.and_then(promised);
    let (comes_home, at_a_store) = (seen.comes_home(), seen.is_at_a_store());
    view! {
        {comes_home.then(|| view! {
            <Press
                label=t.order_home.to_owned()
                note=home
                symbol=Symbol::Truck
                weight=Weight::Primary
                name="order-home"
                on_press=move || deal.order(Screen::Pay(KioskWay::Home))
            />
        })}
        {at_a_store.then(|| view! {
            <Press
                label=t.order_store.to_owned()
                symbol=Symbol::Store
                weight=if comes_home { Weight::Usual } else { Weight::Primary }
                name="order-store"
                on_press=move || deal.order(Screen::Stores)
            />
        })}
        <Press
            label=t.add.to_owned()
            symbol=Symbol::Basket
            name="add-to-cart"
            on_press=move || deal.add()
        />
    }
}

#[component]
fn Added(deal: Deal) -> impl IntoView {
    let t = Words::of(locale());
    let kiosk = deal.kiosk;
    view! {
        <p class="added" data-testid="added"><Sign symbol=Symbol::Check /><span>{t.added}</span></p>
        <Press
            label=t.to_cart.to_owned()
            symbol=Symbol::Basket
            weight=Weight::Primary
            name="to-cart"
            on_press=move || kiosk.go(Screen::Cart)
        />
        <Press
            label=t.undo.to_owned()
            symbol=Symbol::Undo
            name="undo"
            on_press=move || deal.undo()
        />
    }
}

word_table! {
/// The words of buying in one language.
Words {
    order_home: "집으로 주문" / "Deliver to me";
    order_store: "매장에서 받기" / "Pick up";
    add: "담아 두기" / "Add to cart";
    added: "담았어요" / "In your cart";
    to_cart: "장바구니 보기" / "See the cart";
    undo: "되돌리기" / "Undo";
}
}
