//! An order that waits at this store: six digits, or the code on a phone under the scanner. What is
//! found is said without a name, an address or a product: others can see the screen.

use crate::i18n::{locale, word_table};
use crate::kiosk::desk::{self, Refused};
use crate::kiosk::line::Line;
use crate::kiosk::parts::{Digits, Pad, Press, Sign, Symbol, Weight, Wrong};
use crate::kiosk::scanner::Scanner;
use crate::kiosk::{Kiosk, session};
use baguni_api::kiosk::{CallReason, PickupFound};
use baguni_commerce::Locale;
use leptos::either::Either;
use leptos::prelude::*;
use leptos::task::spawn_local;

const LENGTH: usize = 6;

/// What has become of a code.
#[derive(Clone, Copy)]
struct Asked {
    line: Line,
    typed: RwSignal<String>,
    asking: RwSignal<bool>,
    answer: RwSignal<Option<Result<PickupFound, Refused>>>,
}

#[component]
pub fn Pickup() -> impl IntoView {
    let asked = Asked {
        line: Line::here(),
        typed: RwSignal::new(String::new()),
        asking: RwSignal::new(false),
        answer: RwSignal::new(None),
    };
    let scanner = Scanner::here();
    Effect::new(move || {
        if let Some(scanned) = scanner.take_pickup() {
            asked.check(scanned);
        }
    });
    let said = Memo::new(move |_| {
        asked
            .answer
            .get()
            .and_then(Result::ok)
            .filter(is_said_alone)
    });
    view! {
        <section class="ordering pickup" aria-labelledby="title">
            {move || match said.get() {
                Some(found) => Either::Left(view! { <Found asked found /> }),
                None => Either::Right(view! { <Asking asked /> }),
            }}
        </section>
    }
}

/// Whether nothing is left to be typed.
fn is_said_alone(found: &PickupFound) -> bool {
    *found != PickupFound::Unknown
}

#[component]
fn Asking(asked: Asked) -> impl IntoView {
    let t = Words::of(locale());
    let typed = asked.typed;
    let too_short = move || typed.with(String::len) < LENGTH || asked.asking.get();
    view! {
        <h1 id="title">{t.title}</h1>
        <div class="beside typing">
            <div class="typed">
                {move || match asked.answer.get().and_then(|answer| t.wrong(answer)) {
                    Some(wrong) => Either::Left(view! { <Wrong said=wrong name="pickup-said" /> }),
                    None => Either::Right(view! { <p class="lead">{t.lead}</p> }),
                }}
                <Digits typed length=LENGTH />
            </div>
            <Pad typed length=LENGTH />
            <Press
                label=t.check.to_owned()
                symbol=Symbol::Check
                weight=Weight::Primary
                name="check-pickup"
                disabled=Signal::derive(too_short)
                on_press=move || asked.check(typed.get_untracked())
            />
        </div>
    }
}

#[component]
fn Found(asked: Asked, found: PickupFound) -> impl IntoView {
    let kiosk = Kiosk::here();
    let t = Words::of(locale());
    let (title, text) = said(locale(), found);
    let symbol = match found {
        PickupFound::Ready { .. } => Symbol::Package,
        _ => Symbol::Help,
    };
    view! {
        <div class="done">
            <span class="big-sign"><Sign symbol /></span>
            <div class="said" role="status">
                <h1 id="title" data-testid="pickup-said">{title}</h1>
                <p class="lead">{text}</p>
            </div>
            <div class="answers">
                <Press label=t.end.to_owned() symbol=Symbol::Check name="end-now" on_press=session::leave />
                <Press label=t.another.to_owned() symbol=Symbol::Package name="another-pickup" on_press=move || asked.clear() />
                <Press label=t.browse.to_owned() symbol=Symbol::Basket name="browse" on_press=move || kiosk.home() />
            </div>
        </div>
    }
}

impl Asked {
    fn check(self, code: String) {
        self.asking.set(true);
        spawn_local(async move {
            let answer = desk::pickup(code).await;
            if let Ok(PickupFound::Ready { .. }) = answer {
                self.line.called(CallReason::Counter);
            }
            self.asking.try_set(false);
            self.typed.try_update(String::clear);
            self.answer.try_set(Some(answer));
        });
    }

    fn clear(self) {
        self.typed.update(String::clear);
        self.answer.set(None);
    }
}

fn said(locale: Locale, found: PickupFound) -> (String, &'static str) {
    let t = Words::of(locale);
    let title = match (locale, found) {
        (Locale::Ko, PickupFound::Ready { pieces }) => format!("물건 {pieces}개가 준비돼 있어요"),
        (Locale::En, PickupFound::Ready { pieces: 1 }) => "1 thing is ready for you".to_owned(),
        (Locale::En, PickupFound::Ready { pieces }) => format!("{pieces} things are ready for you"),
        (_, PickupFound::NotYet) => t.not_yet.to_owned(),
        (_, PickupFound::Gone) => t.gone.to_owned(),
        (_, PickupFound::Elsewhere) => t.elsewhere.to_owned(),
        (_, PickupFound::Unknown) => t.unknown.to_owned(),
    };
    let text = match found {
        PickupFound::Ready { .. } => t.ready_text,
        PickupFound::NotYet => t.not_yet_text,
        PickupFound::Gone => t.gone_text,
        PickupFound::Elsewhere => t.elsewhere_text,
        PickupFound::Unknown => t.unknown,
    };
    (title, text)
}

impl Words {
    fn wrong(&self, answer: Result<PickupFound, Refused>) -> Option<&'static str> {
        match answer {
            Ok(PickupFound::Unknown) | Err(Refused::Wrong) => Some(self.unknown),
            Ok(_) => None,
            Err(Refused::TooOften) => Some(self.too_often),
            Err(Refused::NoLine | Refused::Unpaired) => Some(self.no_line),
        }
    }
}

word_table! {
/// This screen's words in one language.
Words {
    title: "주문한 상품 찾기" / "Pick up an order";
    lead: "픽업 번호 여섯 자리를 누르거나, 휴대폰의 픽업 QR 코드를 찍어 주세요."
        / "Enter the six digits of your pickup, or scan its code from your phone.";
    check: "확인" / "Check";
    unknown: "이 번호로는 찾지 못했어요. 한 번 더 확인해 주세요. 어려우면 직원을 불러 주세요."
        / "Nothing has this number. Please check it once more, or call somebody.";
    too_often: "여러 번 맞지 않았어요. 1분 뒤에 다시 하거나 직원을 불러 주세요."
        / "That was several wrong numbers. Please wait a minute, or call somebody.";
    no_line: "지금은 연결이 끊겨서 찾을 수 없어요. 계산대의 직원에게 말씀해 주세요."
        / "There is no connection just now. Please ask at the counter.";
    ready_text: "직원에게 알렸어요. 계산대에서 받아 가세요." / "We have told the staff. Please go to the counter.";
    not_yet: "아직 준비하고 있어요" / "It is not ready yet";
    not_yet_text: "준비되면 휴대폰으로 알려 드려요." / "We will tell you on your phone.";
    gone: "이미 받아 가신 주문이에요" / "This was picked up already";
    gone_text: "아니라면 직원을 불러 주세요." / "If not, please call somebody.";
    elsewhere: "다른 매장에서 기다리고 있어요" / "It waits at another store";
    elsewhere_text: "주문 안내에서 어느 매장인지 확인해 주세요." / "Your order says which one.";
    end: "끝내기" / "Finish";
    another: "다른 번호 찾기" / "Another";
    browse: "둘러보기" / "Browse";
}
}
