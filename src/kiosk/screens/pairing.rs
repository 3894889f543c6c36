//! No store has set this screen up: an associate types the code that `/staff/devices` shows.

use crate::i18n::word_table;
use crate::kiosk::desk::{self, Refused};
use crate::kiosk::kept;
use crate::kiosk::parts::{Digits, Pad, Press, Scroller, Symbol, Weight};
use baguni_api::kiosk::PAGE;
use baguni_commerce::Locale;
use leptos::prelude::*;
use leptos::task::spawn_local;

const LENGTH: usize = 8;

/// In both languages: nobody has chosen one.
#[component]
pub fn Pairing() -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let asking = RwSignal::new(false);
    let refused = RwSignal::new(None);
    let pair = move || {
        asking.set(true);
        spawn_local(async move {
            match desk::pair(typed.get_untracked()).await {
                Ok(setup) => {
                    kept::keep(&setup);
                    // Whatever was in memory belonged to who stood here before.
                    let _ = window().location().replace(PAGE);
                }
                Err(why) => {
                    asking.set(false);
                    typed.set(String::new());
                    refused.set(Some(why));
                }
            }
        });
    };
    let incomplete = move || typed.with(String::len) < LENGTH || asking.get();
    let both = |of: fn(&Words) -> &'static str| {
        let [ko, en] = [Locale::Ko, Locale::En].map(|locale| of(Words::of(locale)));
        view! { <span lang="ko">{ko}</span> " " <span lang="en">{en}</span> }
    };
    view! {
        <main class="outside" data-testid="pairing" aria-labelledby="title">
            <Scroller><section class="ordering pairing">
            <h1 id="title">{both(|t| t.title)}</h1>
            <div class="beside typing">
                <div class="typed">
                    <p class="lead">{both(|t| t.lead)}</p>
                    <Digits typed length=LENGTH />
                    <p class="refused" role="alert" data-testid="pairing-said">
                        {move || refused.get().map(|why| match why {
                            Refused::Wrong | Refused::Unpaired => both(|t| t.wrong),
                            Refused::TooOften => both(|t| t.too_often),
                            Refused::NoLine => both(|t| t.no_line),
                        })}
                    </p>
                </div>
                <Pad typed length=LENGTH />
                <Press
                    label="등록 · Pair".to_owned()
                    symbol=Symbol::Check
                    weight=Weight::Primary
                    name="pair"
                    disabled=Signal::derive(incomplete)
                    on_press=pair
                />
            </div>
            </section></Scroller>
        </main>
    }
}

word_table! {
/// This screen's words in one language.
Words {
    title: "이 화면을 매장에 등록해요" / "Set up this screen";
    lead: "직원 화면 ‘기기’의 여덟 자리" / "The eight digits under “Devices”";
    wrong: "맞지 않거나 지난 번호예요." / "Wrong or too old.";
    too_often: "잠시 뒤에 다시 해 주세요." / "Please wait a little.";
    no_line: "연결이 없어요." / "There is no connection.";
}
}
