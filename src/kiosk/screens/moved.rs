//! The basket is on the phone. The screen ends by itself, unless somebody goes on here.

use crate::i18n::{locale, word_table};
use crate::kiosk::parts::{Press, Sign, Symbol};
use crate::kiosk::until::{TimeLeft, count_down};
use crate::kiosk::{Kiosk, session};
use leptos::prelude::*;

/// Long enough to say otherwise (K8), in seconds.
const STAYS_S: u32 = 20;

#[component]
pub fn Moved() -> impl IntoView {
    let kiosk = Kiosk::here();
    let t = Words::of(locale());
    let (left, _) = count_down(STAYS_S, session::end);
    view! {
        <section class="ordering done moved" aria-labelledby="title">
            <span class="big-sign"><Sign symbol=Symbol::Check /></span>
            <h1 id="title">{t.title}</h1>
            <p class="lead">{t.lead}</p>
            <TimeLeft left of=STAYS_S what=t.ends />
            <div class="answers">
                <Press label=t.stay.to_owned() symbol=Symbol::Basket name="go-on-here" on_press=move || kiosk.home() />
                <Press label=t.end.to_owned() symbol=Symbol::Leave name="end-now" on_press=session::end />
            </div>
        </section>
    }
}

word_table! {
/// This screen's words in one language.
Words {
    title: "휴대폰으로 옮겼어요" / "It is on your phone";
    lead: "이제 휴대폰에서 이어서 하세요. 이 화면에서는 곧 지워져요."
        / "Please go on there. It is cleared from this screen in a moment.";
    ends: "화면을 지우기까지" / "Cleared in";
    stay: "여기에서도 계속하기" / "Go on here too";
    end: "지금 끝내기" / "Finish now";
}
}
