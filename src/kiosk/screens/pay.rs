//! Where it is paid: on the phone or at the counter. Nothing of a payment is ever typed here.

use super::ticket;
use crate::i18n::{locale, word_table};
use crate::kiosk::Kiosk;
use crate::kiosk::desk::{self, Refused};
use crate::kiosk::parts::{Press, Symbol, Weight};
use crate::kiosk::phone::settled;
use crate::kiosk::places::store_name;
use crate::kiosk::screen::Screen;
use crate::shopper::Shopper;
use baguni_api::kiosk::{KioskWay, TicketAsk};
use baguni_commerce::{CommandId, Locale};
use leptos::either::Either;
use leptos::prelude::*;
use leptos::task::spawn_local;

#[component]
pub fn Pay(way: KioskWay) -> impl IntoView {
    let kiosk = Kiosk::here();
    let t = Words::of(locale());
    let going = going(locale(), &way);
    let way = StoredValue::new(way);
    // Pressed again after an answer was lost, and the line with it, it is the same ticket.
    let id = desk::fresh_name();
    view! {
        <section class="ordering pay" aria-labelledby="title">
            <h1 id="title">{t.title}</h1>
            <p class="lead">{going}</p>
            {move || match kiosk.online().get() {
                true => Either::Left(view! { <Places way=way.get_value() id /> }),
                false => Either::Right(view! { <NoLine /> }),
            }}
        </section>
    }
}

/// What was chosen before, in words.
fn going(locale: Locale, way: &KioskWay) -> Signal<String> {
    match (locale, way) {
        (Locale::Ko, KioskWay::Home) => Signal::derive(|| "집으로 보내 드려요.".to_owned()),
        (Locale::En, KioskWay::Home) => Signal::derive(|| "Sent to your home.".to_owned()),
        (_, KioskWay::Store(store)) => {
            let name = store_name(store.clone());
            Signal::derive(move || match locale {
                Locale::Ko => format!("{}에서 받아요.", name.get()),
                Locale::En => format!("For pickup at {}.", name.get()),
            })
        }
    }
}

/// Both ways at one size: neither is the better one. What follows is said before (K18).
#[component]
fn Places(way: KioskWay, id: CommandId) -> impl IntoView {
    let kiosk = Kiosk::here();
    let t = Words::of(locale());
    let refused = RwSignal::new(None);
    let asking = RwSignal::new(false);
    let to_phone = Some(way.clone());
    let ask = Counter {
        id,
        way,
        kiosk,
        shopper: Shopper::here(),
        refused,
        asking,
    };
    let ask = StoredValue::new(ask);
    view! {
        <div class="both">
            <Press
                label=t.phone.to_owned()
                note=t.phone_note.to_owned()
                symbol=Symbol::Phone
                weight=Weight::Block
                name="pay-phone"
                on_press=move || kiosk.go(Screen::ToPhone(to_phone.clone()))
            />
            <Press
                label=t.counter.to_owned()
                note=t.counter_note.to_owned()
                symbol=Symbol::Counter
                weight=Weight::Block
                name="pay-counter"
                disabled=asking
                on_press=move || ask.with_value(Counter::ask)
            />
        </div>
        <p class="refused" role="alert" data-testid="no-ticket">
            {move || refused.get().map(|refused| t.why(refused))}
        </p>
        <p class="after">{t.after}</p>
    }
}

#[derive(Clone)]
struct Counter {
    id: CommandId,
    way: KioskWay,
    kiosk: Kiosk,
    shopper: Shopper,
    refused: RwSignal<Option<Refused>>,
    asking: RwSignal<bool>,
}

impl Counter {
    fn ask(&self) {
        let Self {
            id,
            way,
            kiosk,
            shopper,
            refused,
            asking,
        } = self.clone();
        asking.set(true);
        spawn_local(async move {
            settled().await;
            let lines = shopper.cart().get_untracked();
            let answer = desk::ticket(&TicketAsk { id, way, lines }).await;
            if asking.is_disposed() {
                // Whoever asked has gone elsewhere; the ticket expires by itself.
                return;
            }
            asking.set(false);
            match answer {
                Ok(ticket) => ticket::show(kiosk, ticket),
                Err(why) => refused.set(Some(why)),
            }
        });
    }
}

/// What cannot be done now, and what can.
#[component]
fn NoLine() -> impl IntoView {
    let kiosk = Kiosk::here();
    let t = Words::of(locale());
    view! {
        <div class="told" data-testid="cannot-pay">
            <p role="status">{t.cut}</p>
            <p>{t.instead}</p>
        </div>
        <div class="answers">
            <Press label=t.browse.to_owned() symbol=Symbol::Basket name="browse" on_press=move || kiosk.home() />
        </div>
    }
}

impl Words {
    fn why(&self, refused: Refused) -> &'static str {
        match refused {
            Refused::Wrong => self.changed,
            Refused::TooOften => self.too_often,
            Refused::NoLine | Refused::Unpaired => self.failed,
        }
    }
}

word_table! {
/// This screen's words in one language.
Words {
    title: "어디에서 결제할까요?" / "Where would you like to pay?";
    phone: "휴대폰으로 결제" / "On my phone";
    phone_note: "QR 코드를 찍으면 휴대폰에서 이어져요." / "Scan a code and go on.";
    counter: "계산대에서 결제" / "At the counter";
    counter_note: "주문표 번호를 계산대에서 말해요." / "You get a number.";
    after: "‘계산대에서 결제’를 누르면 주문표가 나와요. 장바구니는 계산대에서 결제할 때 비워져요."
        / "“At the counter” gives you a ticket. Your cart is emptied when you pay there.";
    cut: "연결이 끊겨서 지금은 결제할 수 없어요. 담은 것은 그대로 있어요."
        / "Without a connection you cannot pay now. Your cart stays as it is.";
    instead: "연결되면 바로 이어져요. 급하면 계산대에 말씀해 주세요."
        / "Once it is back you can go on here. In a hurry? Please ask at the counter.";
    browse: "계속 둘러보기" / "Keep browsing";
    changed: "주문표를 만들지 못했어요. 장바구니를 확인하고 다시 눌러 주세요." / "No ticket could be made. Please look at your cart and press again.";
    too_often: "기다리는 주문표가 많아요. 계산대의 직원에게 말씀해 주세요."
        / "Too many tickets are waiting. Please ask at the counter.";
    failed: "주문표를 만들지 못했어요. 다시 눌러 주세요." / "No ticket could be made. Please press again.";
}
}
