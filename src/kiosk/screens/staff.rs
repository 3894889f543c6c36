//! For associates, after the hidden gesture: how the screen is, and, with a pass that is good once,
//! what may be done to it. It closes by itself.

use crate::i18n::{locale, word_table};
use crate::kiosk::desk::{self, Refused};
use crate::kiosk::line::{Line, now, version};
use crate::kiosk::parts::{Digits, Pad, Press, Symbol, Weight, Wrong};
use crate::kiosk::places::store_name;
use crate::kiosk::until::{TimeLeft, clock, left};
use crate::kiosk::{Kiosk, session};
use baguni_api::kiosk::Setup;
use leptos::either::{Either, EitherOf3};
use leptos::prelude::*;
use leptos::task::spawn_local;

const LENGTH: usize = 6;
/// How long it stays without a pass, in seconds.
const STAYS_S: u32 = 120;

/// What is shown: reading is for everybody who knows the gesture, the rest for who has a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Diagnosis,
    Pass,
    /// The pass was good.
    Deeds,
}

#[component]
pub fn StaffScreen() -> impl IntoView {
    let kiosk = Kiosk::here();
    let t = Words::of(locale());
    let until = RwSignal::new(now() + u64::from(STAYS_S) * 1_000);
    let left = left(move || until.get());
    let part = RwSignal::new(Part::Diagnosis);
    Effect::new(move || {
        if left.get() == 0 {
            close(kiosk);
        }
    });
    let opened = move |closes_at: u64| {
        until.set(closes_at);
        part.set(Part::Deeds);
    };
    view! {
        <section class="ordering staff" aria-labelledby="title">
            <header class="titled">
                <h1 id="title">{t.title}</h1>
                <TimeLeft left of=STAYS_S what=t.closes />
            </header>
            {move || match part.get() {
                Part::Diagnosis => EitherOf3::A(view! { <Diagnosis part /> }),
                Part::Pass => EitherOf3::B(view! { <Pass opened /> }),
                Part::Deeds => EitherOf3::C(view! { <Deeds /> }),
            }}
        </section>
    }
}

fn close(kiosk: Kiosk) {
    kiosk.home();
    kiosk.back();
}

#[component]
fn Diagnosis(part: RwSignal<Part>) -> impl IntoView {
    let kiosk = Kiosk::here();
    let t = Words::of(locale());
    let facts = kiosk
        .setup()
        .get_untracked()
        .map(|setup| view! { <Facts setup /> });
    view! {
        {facts}
        <div class="answers">
            <Press label=t.have_pass.to_owned() symbol=Symbol::Check name="staff-pass" on_press=move || part.set(Part::Pass) />
            <Press label=t.close.to_owned() symbol=Symbol::Leave name="staff-close" on_press=move || close(kiosk) />
        </div>
    }
}

#[component]
fn Facts(setup: Setup) -> impl IntoView {
    let kiosk = Kiosk::here();
    let line = Line::here();
    let t = Words::of(locale());
    let profile = &setup.profile;
    let size = format!(
        "{:.0} × {:.0} mm · {} × {} px · {:.0} mm ↑",
        profile.width_mm(),
        profile.height_mm,
        profile.width_px,
        profile.height_px,
        profile.floor_mm
    );
    let connection = move || match (kiosk.online().get(), line.round_trip()) {
        (false, _) => t.cut.to_owned(),
        (true, None) => t.connected.to_owned(),
        (true, Some(ms)) => format!("{} · {ms} ms", t.connected),
    };
    let at = move |moment: Option<u64>| moment.map_or(t.never.to_owned(), clock);
    let heard = move || at(line.last_answer().get());
    let catalogue = move || at(line.shelf().taken_at().get());
    view! {
        <dl class="facts" data-testid="diagnosis">
            <div><dt>{t.screen}</dt><dd>{setup.name.clone()} " · " {store_name(setup.location.clone())}</dd></div>
            <div><dt>{t.version}</dt><dd data-testid="version">{version()}</dd></div>
            <div><dt>{t.line}</dt><dd>{connection}</dd></div>
            <div><dt>{t.heartbeat}</dt><dd>{heard}</dd></div>
            <div><dt>{t.catalogue}</dt><dd>{catalogue}</dd></div>
            <div><dt>{t.size}</dt><dd>{size}</dd></div>
        </dl>
    }
}

#[component]
fn Pass(opened: impl Fn(u64) + Copy + Send + Sync + 'static) -> impl IntoView {
    let t = Words::of(locale());
    let typed = RwSignal::new(String::new());
    let asking = RwSignal::new(false);
    let refused = RwSignal::new(None);
    let ask = move || {
        asking.set(true);
        spawn_local(async move {
            let asked = now();
            let answer = desk::staff(typed.get_untracked()).await;
            if asking.is_disposed() {
                return;
            }
            asking.set(false);
            typed.set(String::new());
            match answer {
                Ok(stays_ms) => opened(asked + stays_ms),
                Err(why) => refused.set(Some(why)),
            }
        });
    };
    let incomplete = move || typed.with(String::len) < LENGTH || asking.get();
    view! {
        <div class="beside typing">
            <div class="typed">
                {move || match refused.get() {
                    Some(why) => Either::Left(view! { <Wrong said=t.why(why) name="pass-said" /> }),
                    None => Either::Right(view! { <p class="lead">{t.pass_lead}</p> }),
                }}
                <Digits typed length=LENGTH />
            </div>
            <Pad typed length=LENGTH />
            <Press
                label=t.open.to_owned()
                symbol=Symbol::Check
                weight=Weight::Primary
                name="open-staff"
                disabled=Signal::derive(incomplete)
                on_press=ask
            />
        </div>
    }
}

#[component]
fn Deeds() -> impl IntoView {
    let kiosk = Kiosk::here();
    let line = Line::here();
    let t = Words::of(locale());
    let sure = RwSignal::new(false);
    let fetched = RwSignal::new(false);
    let fetch = move || {
        line.shelf().refresh();
        fetched.set(true);
    };
    let give_back = move || match sure.get_untracked() {
        false => sure.set(true),
        true => spawn_local(async {
            if desk::unpair().await.is_ok() {
                session::end();
            }
        }),
    };
    view! {
        <div class="both deeds" data-testid="deeds">
            <Press label=t.reload.to_owned() symbol=Symbol::Globe name="staff-reload" on_press=move || line.renew() />
            <Press label=t.fetch.to_owned() symbol=Symbol::Down name="staff-fetch" disabled=fetched on_press=fetch />
            <Press
                label=Signal::derive(move || if sure.get() { t.unpair_yes } else { t.unpair }.to_owned())
                symbol=Symbol::Cut
                name="staff-unpair"
                on_press=give_back
            />
            <Press label=t.close.to_owned() symbol=Symbol::Leave name="staff-close" on_press=move || close(kiosk) />
        </div>
        <p class="after" role="status">{move || if sure.get() { t.unpair_means } else { t.deeds_lead }}</p>
    }
}

impl Words {
    fn why(&self, refused: Refused) -> &'static str {
        match refused {
            Refused::TooOften => self.too_often,
            Refused::Wrong => self.wrong,
            Refused::NoLine | Refused::Unpaired => self.no_line,
        }
    }
}

word_table! {
/// This screen's words in one language.
Words {
    title: "화면 상태" / "About this screen";
    closes: "저절로 닫히기까지" / "Closes in";
    close: "닫기" / "Close";
    have_pass: "직원 번호 누르기" / "Enter a staff pass";
    screen: "화면" / "Screen";
    version: "버전" / "Version";
    line: "연결" / "Connection";
    connected: "연결됨" / "connected";
    cut: "끊김" / "cut";
    heartbeat: "마지막 보고" / "Last report";
    catalogue: "상품 정보" / "Catalogue";
    never: "아직 없음" / "not yet";
    size: "크기" / "Size";
    pass_lead: "직원 화면의 ‘기기’에서 만든 여섯 자리를 눌러 주세요. 한 번만 쓸 수 있어요."
        / "Enter the six digits made under “Devices”. They are good once.";
    open: "열기" / "Open";
    wrong: "맞지 않거나 시간이 지난 번호예요." / "This pass is wrong or too old.";
    too_often: "여러 번 맞지 않았어요. 잠시 뒤에 다시 해 주세요." / "Too many wrong passes. Please wait a little.";
    no_line: "연결이 없어서 확인할 수 없어요." / "There is no connection to check it.";
    deeds_lead: "누르면 바로 해요." / "Each is done at once.";
    reload: "앱 새로 받기" / "Reload the app";
    fetch: "상품 정보 새로 받기" / "Fetch the catalogue";
    unpair: "등록 해제" / "Unpair this screen";
    unpair_yes: "정말 등록 해제하기" / "Yes, unpair it";
    unpair_means: "등록을 해제하면 이 화면은 바로 멈추고, 새 번호로 다시 등록해야 쓸 수 있어요."
        / "Once unpaired, the screen stops at once and needs a new code to be used again.";
}
}
