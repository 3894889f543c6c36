//! The code that a phone reads off the screen: asked for, drawn, and made anew before it is too old.

use super::desk::{self, Refused};
use super::line::{now, pause};
use super::parts::{Press, Symbol};
use super::until::{TimeLeft, left};
use crate::i18n::{locale, word_table};
use crate::shopper;
use baguni_api::kiosk::{Direction, HandOffAsk, HandOffCode, KioskWay};
use leptos::either::EitherOf3;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The quiet zone around a code, in modules (ISO/IEC 18004).
const QUIET: u32 = 4;
/// So many seconds before it expires, a code is made anew.
const BEFORE_THE_END_S: u32 = 30;
/// After a failure it is tried again after so long, in milliseconds.
const AGAIN_MS: u64 = 5_000;
/// How long the cart's last changes may take to reach the shop, in steps of 100 ms.
const SETTLING_STEPS: u32 = 50;

#[component]
pub fn PhoneCode(direction: Direction, way: Option<KioskWay>) -> impl IntoView {
    let t = Words::of(locale());
    let coded = Coded::new(direction, way);
    let left = coded.follow();
    let shown = move || match (coded.code.get(), coded.refused.get()) {
        (Some(code), _) => {
            let of = life_s(&code);
            EitherOf3::A(view! {
                <Drawn code />
                <TimeLeft left of what=t.left />
            })
        }
        (None, Some(refused)) => EitherOf3::B(view! {
            <p class="refused" role="alert" data-testid="no-code">{t.why(refused)}</p>
        }),
        (None, None) => EitherOf3::C(view! { <p class="waiting" role="status">{t.making}</p> }),
    };
    view! {
        <div class="phone-code">
            {shown}
            <Press
                label=t.anew.to_owned()
                symbol=Symbol::Phone
                name="new-code"
                disabled=coded.asking
                on_press=move || coded.ask()
            />
        </div>
    }
}

/// Black on white whatever the colours around, because that is what phones read best.
#[component]
fn Drawn(code: HandOffCode) -> impl IntoView {
    let t = Words::of(locale());
    let side = code.modules + 2 * QUIET;
    let seen = format!("-{QUIET} -{QUIET} {side} {side}");
    // The dark part is as large on every screen, however much the code holds.
    let whole = f64::from(side) / f64::from(code.modules.max(1));
    view! {
        <svg
            class="qr"
            viewBox=seen
            role="img"
            aria-label=t.code
            shape-rendering="crispEdges"
            style:--whole=format!("{whole:.4}")
            data-testid="qr"
        >
            <rect x=format!("-{QUIET}") y=format!("-{QUIET}") width=side height=side fill="#fff" />
            <path d=code.path fill="#000" />
        </svg>
    }
}

/// What is asked for, and what has come of it.
#[derive(Clone, Copy)]
struct Coded {
    direction: Direction,
    way: StoredValue<Option<KioskWay>>,
    locale: baguni_commerce::Locale,
    code: RwSignal<Option<HandOffCode>>,
    /// Until when it is good by this screen's own clock, in milliseconds since 1970.
    until: RwSignal<u64>,
    refused: RwSignal<Option<Refused>>,
    asking: RwSignal<bool>,
    /// Before then it is not asked for by itself.
    not_before: StoredValue<u64>,
}

impl Coded {
    fn new(direction: Direction, way: Option<KioskWay>) -> Self {
        Self {
            direction,
            way: StoredValue::new(way),
            locale: locale(),
            code: RwSignal::new(None),
            until: RwSignal::new(0),
            refused: RwSignal::new(None),
            asking: RwSignal::new(false),
            not_before: StoredValue::new(0),
        }
    }

    /// Asks whenever there is no code, or soon will be none. Says how long this one is good.
    fn follow(self) -> Memo<u32> {
        let (code, asking, until) = (self.code, self.asking, self.until);
        let left = left(move || until.get());
        let tick = super::until::ticks();
        Effect::new(move || {
            tick.track();
            let left = left.get();
            if left == 0 && code.with_untracked(Option::is_some) {
                code.set(None);
            }
            let due = left <= BEFORE_THE_END_S && now() >= self.not_before.get_value();
            if due && !asking.get_untracked() {
                self.ask();
            }
        });
        left
    }

    fn ask(self) {
        self.asking.set(true);
        self.not_before.set_value(now() + AGAIN_MS);
        spawn_local(async move {
            let asked = now();
            let answer = self.answer().await;
            if self.asking.is_disposed() {
                return;
            }
            if let Ok(code) = &answer {
                self.until.set(asked + code.lives_ms);
            }
            self.take(answer);
        });
    }

    async fn answer(self) -> Result<HandOffCode, Refused> {
        if !shopper::have_session().await {
            return Err(Refused::NoLine);
        }
        settled().await;
        let ask = HandOffAsk {
            direction: self.direction,
            locale: self.locale,
            way: self.way.try_get_value().flatten(),
        };
        desk::hand_off(&ask).await
    }

    fn take(self, answer: Result<HandOffCode, Refused>) {
        self.asking.set(false);
        match answer {
            Ok(code) => {
                // Whoever had no basket has one now, for the phone's to come to.
                shopper::look_again();
                self.code.set(Some(code));
                self.refused.set(None);
            }
            Err(refused) => self.refused.set(Some(refused)),
        }
    }
}

/// The whole of a code's life, in seconds.
fn life_s(code: &HandOffCode) -> u32 {
    u32::try_from(code.lives_ms / 1_000)
        .unwrap_or_default()
        .max(1)
}

/// Waits until the shop has all of the cart, or will not have it soon.
pub async fn settled() {
    for _ in 0..SETTLING_STEPS {
        if shopper::waiting() == 0 {
            return;
        }
        pause(100).await;
    }
}

impl Words {
    fn why(&self, refused: Refused) -> &'static str {
        match refused {
            Refused::TooOften => self.too_often,
            Refused::Wrong => self.not_yours,
            Refused::NoLine | Refused::Unpaired => self.no_line,
        }
    }
}

word_table! {
/// The words of the code in one language.
Words {
    code: "휴대폰으로 찍을 QR 코드" / "QR code for your phone";
    left: "남은 시간" / "Time left";
    anew: "새 코드 받기" / "Get a new code";
    making: "코드를 만들고 있어요…" / "Making the code…";
    no_line: "연결이 끊겨서 코드를 만들 수 없어요. 연결되면 저절로 나타나요."
        / "There is no connection, so no code. It appears once there is one.";
    too_often: "코드를 너무 자주 만들었어요. 1분쯤 뒤에 저절로 나타나요."
        / "Too many codes just now. One appears in about a minute.";
    not_yours: "이 장바구니는 이미 휴대폰에 있어요. 휴대폰에서 이어서 해 주세요."
        / "This cart is on a phone already. Please go on there.";
}
}
