//! Somebody is called, and it is said who comes.

use crate::i18n::{locale, word_table};
use crate::kiosk::Kiosk;
use crate::kiosk::desk::{self, Refused};
use crate::kiosk::line::{Line, called};
use crate::kiosk::parts::{Press, Sign, Symbol, Weight};
use baguni_api::kiosk::{Call, CallReason};
use leptos::either::Either;
use leptos::prelude::*;
use leptos::task::spawn_local;

#[component]
pub fn CallStaff() -> impl IntoView {
    let line = Line::here();
    let refused = RwSignal::new(None);
    let asking = RwSignal::new(false);
    let open = Memo::new(move |_| line.call().with(Option::is_some));
    view! {
        <section class="ordering call-staff" aria-labelledby="title">
            {move || match open.get() {
                true => Either::Left(view! { <Called refused asking /> }),
                false => Either::Right(view! { <Reasons refused asking /> }),
            }}
        </section>
    }
}

#[component]
fn Reasons(refused: RwSignal<Option<Refused>>, asking: RwSignal<bool>) -> impl IntoView {
    let t = Words::of(locale());
    let call = Line::here().call();
    let because = move |reason: CallReason| {
        asking.set(true);
        spawn_local(async move {
            let answer = desk::call(reason).await;
            done(refused, asking, call, answer.map(Some));
        });
    };
    let reasons = CallReason::ALL.map(|reason| {
        let (label, symbol) = t.reason(reason);
        view! {
            <Press
                label=label.to_owned()
                symbol
                weight=Weight::Block
                name=reason.code()
                disabled=asking
                on_press=move || because(reason)
            />
        }
    });
    view! {
        <h1 id="title">{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <div class="both">{reasons.collect_view()}</div>
        <Trouble refused />
    }
}

#[component]
fn Called(refused: RwSignal<Option<Refused>>, asking: RwSignal<bool>) -> impl IntoView {
    let kiosk = Kiosk::here();
    let locale = locale();
    let t = Words::of(locale);
    let call = Line::here().call();
    let by = Memo::new(move |_| call.with(|call| call.as_ref()?.taken_by.clone()));
    let off = move || {
        asking.set(true);
        spawn_local(async move {
            let answer = desk::call_off().await;
            done(refused, asking, call, answer.map(|()| None));
        });
    };
    view! {
        <div class="done">
            <span class="big-sign"><Sign symbol=Symbol::Bell /></span>
            <div class="said" role="status">
                <h1 id="title" data-testid="call-state">{move || called(locale, by.get().as_deref())}</h1>
                <p class="lead">{t.meanwhile}</p>
            </div>
            <div class="answers">
                <Press
                    label=t.on.to_owned()
                    symbol=Symbol::Basket
                    weight=Weight::Primary
                    name="go-on"
                    on_press=move || kiosk.back()
                />
                <Press label=t.off.to_owned() symbol=Symbol::Leave name="call-off" disabled=asking on_press=off />
            </div>
            <Trouble refused />
        </div>
    }
}

/// Nobody was called, or nobody heard that it is over: why, and what helps instead.
#[component]
fn Trouble(refused: RwSignal<Option<Refused>>) -> impl IntoView {
    let t = Words::of(locale());
    let why = move |refused| match refused {
        Refused::TooOften => t.too_often,
        _ => t.failed,
    };
    view! {
        <p class="refused" role="alert" data-testid="no-call">{move || refused.get().map(why)}</p>
    }
}

fn done(
    refused: RwSignal<Option<Refused>>,
    asking: RwSignal<bool>,
    call: RwSignal<Option<Call>>,
    answer: Result<Option<Call>, Refused>,
) {
    // Whoever called may be at another screen by now; the call stands all the same.
    asking.try_set(false);
    refused.try_set(answer.as_ref().err().copied());
    if let Ok(now) = answer {
        call.set(now);
    }
}

impl Words {
    fn reason(&self, reason: CallReason) -> (&'static str, Symbol) {
        match reason {
            CallReason::Advice => (self.advice, Symbol::Help),
            CallReason::Assistance => (self.assistance, Symbol::Access),
            CallReason::Counter => (self.counter, Symbol::Counter),
            CallReason::Trouble => (self.trouble, Symbol::Cut),
        }
    }
}

word_table! {
/// This screen's words in one language.
Words {
    title: "무엇을 도와드릴까요?" / "What can we help with?";
    lead: "누르면 매장 직원이 이 화면으로 와요." / "Press one, and somebody comes to this screen.";
    advice: "상품이 궁금해요" / "About a product";
    assistance: "화면이 어려워요" / "Using this screen";
    counter: "결제하거나 찾아가기" / "Pay or pick up";
    trouble: "화면이 이상해요" / "Screen trouble";
    meanwhile: "기다리는 동안 계속 둘러보셔도 돼요." / "Feel free to go on meanwhile.";
    on: "계속하기" / "Go on";
    off: "부르기 취소" / "Call off";
    failed: "지금은 부를 수 없어요. 가까이 있는 직원에게 말씀해 주세요."
        / "Nobody can be called just now. Please ask somebody nearby.";
    too_often: "방금 여러 번 불렀어요. 잠시 뒤에 다시 눌러 주세요."
        / "That was several calls in a row. Please try again in a moment.";
}
}
