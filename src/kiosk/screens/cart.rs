//! What is in the cart, and what it costs now.

mod line;
mod removed;

use crate::components::cart_lines::line_notice;
use crate::components::cart_summary;
use crate::i18n::{locale, pieces, word_table, words};
use crate::kiosk::Kiosk;
use crate::kiosk::parts::{Press, Room, Symbol, Turning, Weight, asked, pages_of, shown_now};
use crate::kiosk::screen::Screen;
use crate::kiosk::voice;
use crate::pages::cart::costs;
use crate::shopper::Shopper;
use baguni_api::{ApiError, Lines};
use baguni_commerce::{CartLines, Locale, Sku};
use leptos::either::Either;
use leptos::prelude::*;
use line::Line;
use removed::Removed;

/// The most lines of a page.
const AT_ONCE: usize = 4;

/// What the shop says of the lines, once it has said it.
type Known = ReadSignal<Option<Result<Lines, ApiError>>>;

#[component]
pub fn Cart() -> impl IntoView {
    let cart = Shopper::here().cart();
    let skus = Memo::new(move |_| {
        let skus = cart.with(|lines| lines.iter().map(|(sku, _)| sku.clone()).collect());
        let skus: Vec<Sku> = skus;
        skus
    });
    let known = asked(move |visit| visit.api.variants(visit.shown(), skus.get()));
    let is_empty = Memo::new(move |_| skus.with(Vec::is_empty));
    view! {
        <section class="cart-screen" aria-labelledby="title">
            {move || if is_empty.get() {
                Either::Left(view! { <Empty /> })
            } else {
                Either::Right(view! { <Filled skus known /> })
            }}
        </section>
    }
}

#[component]
fn Filled(skus: Memo<Vec<Sku>>, known: Known) -> impl IntoView {
    let t = words();
    let cart = Shopper::here().cart();
    let at_once = Memo::new(|_| {
        let room = Room::here();
        let (high, below) = if room.lies() { (4.2, 3.4) } else { (4.8, 15.0) };
        room.grid(room.wide, high, below).1.min(AT_ONCE)
    });
    let turned = RwSignal::new(1);
    let pages = Memo::new(move |_| pages_of(skus.with(Vec::len), at_once.get()));
    let now = Memo::new(move |_| turned.get().min(pages.get()));
    let shown = Memo::new(move |_| skus.with(|skus| shown_now(skus, at_once.get(), now.get())));
    let lines = move || {
        let lines = shown.get().into_iter();
        let lines = lines.map(|sku| view! { <Line sku known /> });
        lines.collect_view()
    };
    let count = move || pieces(locale(), cart.with(|lines| lines.total_quantity()));
    let can_order = Memo::new(move |_| {
        known.with(|known| match known {
            Some(Ok(known)) => cart.with(|cart| all_can_be_had(cart, known)),
            _ => true,
        })
    });
    view! {
        <h1 id="title">{t.cart}" "<span class="count">{count}</span></h1>
        <Removed />
        <ul class="lines" role="list">{lines}</ul>
        <Turning page=now pages turn=move |to| turned.set(to) />
        <Sums known />
        <Ending can_order />
    }
}

/// Whether every line is there in its quantity: else nothing of it can be ordered.
fn all_can_be_had(cart: &CartLines, known: &Lines) -> bool {
    cart.iter().all(|(sku, quantity)| {
        let line = known.lines.iter().find(|line| line.sku == *sku);
        line.is_some_and(|line| line_notice(line, quantity).is_none())
    })
}

/// What all of it comes to, by the rules that every screen has.
#[component]
fn Sums(known: Known) -> impl IntoView {
    let cart = Shopper::here().cart();
    let rows = move || {
        known.with(|known| match known {
            Some(Ok(known)) => cart_summary::rows(&costs(&cart.get(), known)),
            _ => String::new(),
        })
    };
    view! { <dl class="sums" inner_html=rows></dl> }
}

/// To order it, or to be rid of it: which is said before it is done (K18).
#[component]
fn Ending(can_order: Memo<bool>) -> impl IntoView {
    let (kiosk, shopper) = (Kiosk::here(), Shopper::here());
    let t = Words::of(locale());
    let asking = RwSignal::new(false);
    let now_empty = words().cart_empty;
    let empty = move || {
        shopper.clear_cart();
        voice::say(now_empty);
    };
    let asked = move || {
        view! {
            <p class="asked" role="alert">{t.empty_asked}</p>
            <Press
                label=t.keep.to_owned()
                symbol=Symbol::Basket
                weight=Weight::Primary
                name="keep"
                on_press=move || asking.set(false)
            />
            <Press label=t.empty_yes.to_owned() symbol=Symbol::Bin name="empty-yes" on_press=empty />
        }
    };
    let usual = move || {
        view! {
            {move || (!can_order.get()).then(|| view! {
                <p class="asked" role="status" data-testid="cannot-order">{t.cannot}</p>
            })}
            <Press
                label=t.order.to_owned()
                symbol=Symbol::Right
                weight=Weight::Primary
                name="order"
                disabled=Signal::derive(move || !can_order.get())
                on_press=move || kiosk.go(Screen::Way)
            />
            <Press
                label=t.empty.to_owned()
                symbol=Symbol::Bin
                name="empty"
                on_press=move || asking.set(true)
            />
        }
    };
    view! {
        <div class="actions">
            {move || if asking.get() { Either::Left(asked()) } else { Either::Right(usual()) }}
        </div>
    }
}

#[component]
fn Empty() -> impl IntoView {
    let kiosk = Kiosk::here();
    let t = Words::of(locale());
    // What was in it may wait at the counter.
    let number = move || {
        let ticket = kiosk.tickets().pop()?;
        let label = show_number(locale(), &ticket.number);
        let show = move || kiosk.go(Screen::Ticket(ticket.clone()));
        Some(view! { <Press label symbol=Symbol::Counter name="show-number" on_press=show /> })
    };
    view! {
        <h1 id="title">{words().cart_empty}</h1>
        <p class="lead">{t.nothing}</p>
        <Removed />
        <div class="actions">
            <Press
                label=t.browse.to_owned()
                symbol=Symbol::Basket
                weight=Weight::Primary
                name="browse"
                on_press=move || kiosk.home()
            />
            {number}
            <Press
                label=t.from_phone.to_owned()
                symbol=Symbol::Phone
                name="from-phone"
                on_press=move || kiosk.go(Screen::FromPhone)
            />
        </div>
    }
}

fn show_number(locale: Locale, number: &str) -> String {
    match locale {
        Locale::Ko => format!("번호 {number} 보기"),
        Locale::En => format!("Show number {number}"),
    }
}

word_table! {
/// This screen's words in one language.
Words {
    order: "주문하기" / "Order";
    cannot: "표시된 상품을 빼거나 수량을 줄이면 주문할 수 있어요."
        / "Remove or reduce what is marked, and you can order.";
    empty: "모두 비우기" / "Empty the cart";
    empty_asked: "장바구니를 모두 비울까요? 비우면 한꺼번에 되돌릴 수 없어요."
        / "Empty the whole cart? This cannot be undone at once.";
    empty_yes: "네, 비울게요" / "Yes, empty it";
    keep: "그대로 둘게요" / "Keep it";
    nothing: "둘러보고 담거나, 휴대폰의 장바구니를 가져오세요."
        / "Have a look around, or bring the cart from your phone.";
    browse: "둘러보기" / "Start browsing";
    from_phone: "휴대폰에서 이어 하기" / "Continue from my phone";
}
}
