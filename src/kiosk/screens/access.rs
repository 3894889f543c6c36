//! What is easier to see, hear and reach. Everything chosen here acts at once, says in words how it
//! is, and is gone with the session.

use crate::i18n::{locale, word_table};
use crate::kiosk::choices::{Choices, TextSize};
use crate::kiosk::parts::{Press, Room, Symbol, Turning, pages_of, shown_now};
use crate::kiosk::{Kiosk, voice};
use baguni_commerce::Locale;
use leptos::prelude::*;

/// At most so many at once: with the turning of pages there are seven things to choose from.
const AT_ONCE: usize = 6;

/// What one of them takes, and what is above and below them, in letters.
const WIDE: f64 = 12.0;
const HIGH: f64 = 3.4;
const AROUND: f64 = 4.4;

/// One step of the volume, and of the speed.
const STEP: f32 = 0.1;

/// What can be chosen, in the order of how many need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Help {
    Contrast,
    Text,
    Zoom,
    Low,
    Voice,
    Language,
    Louder,
    Quieter,
    Faster,
    Slower,
    ReadAll,
    Repeat,
    Pause,
    Still,
    Usual,
}

const ALL: [Help; 15] = [
    Help::Contrast,
    Help::Text,
    Help::Zoom,
    Help::Low,
    Help::Voice,
    Help::Language,
    Help::Louder,
    Help::Quieter,
    Help::Faster,
    Help::Slower,
    Help::ReadAll,
    Help::Repeat,
    Help::Pause,
    Help::Still,
    Help::Usual,
];

#[component]
pub fn Access() -> impl IntoView {
    let t = Words::of(locale());
    let kiosk = Kiosk::here();
    // The one that was pressed last stays in sight, however many fit after it.
    let in_sight = RwSignal::new(0_usize);
    let at_once = Memo::new(move |_| {
        let (columns, rows) = Room::here().grid(WIDE, HIGH, AROUND);
        (columns * rows).min(AT_ONCE)
    });
    let page = Memo::new(move |_| (in_sight.get() / at_once.get() + 1) as u32);
    let pages = Signal::derive(move || pages_of(ALL.len(), at_once.get()));
    let turn = move |page: u32| in_sight.set((page as usize - 1) * at_once.get_untracked());
    view! {
        <section class="access" aria-labelledby="title">
            <h1 id="title">{t.title}</h1>
            <div class="choices">
                {move || {
                    let shown = shown_now(&ALL, at_once.get(), page.get());
                    shown.into_iter().map(|help| view! { <Offer kiosk help in_sight /> }).collect_view()
                }}
            </div>
            <Turning page pages turn />
        </section>
    }
}

#[component]
fn Offer(kiosk: Kiosk, help: Help, in_sight: RwSignal<usize>) -> impl IntoView {
    let locale = locale();
    let choices = kiosk.choices();
    let on_press = move || {
        in_sight.set(
            ALL.iter()
                .position(|other| *other == help)
                .unwrap_or_default(),
        );
        help.press(kiosk);
    };
    let note = Signal::derive(move || choices.with(|choices| help.state(choices, locale)));
    let label = help.label(Words::of(locale)).to_owned();
    let (symbol, name) = (help.symbol(), help.code());
    match choices.with_untracked(|choices| help.is_on(choices)) {
        Some(_) => {
            let pressed =
                Signal::derive(move || choices.with(|choices| help.is_on(choices) == Some(true)));
            view! { <Press label symbol note pressed name on_press /> }.into_any()
        }
        None => view! { <Press label symbol note name on_press /> }.into_any(),
    }
}

impl Help {
    fn code(self) -> &'static str {
        match self {
            Self::Contrast => "contrast",
            Self::Text => "text",
            Self::Zoom => "zoom",
            Self::Low => "low",
            Self::Voice => "voice",
            Self::Language => "language",
            Self::Louder => "louder",
            Self::Quieter => "quieter",
            Self::Faster => "faster",
            Self::Slower => "slower",
            Self::ReadAll => "read-all",
            Self::Repeat => "repeat",
            Self::Pause => "pause",
            Self::Still => "still",
            Self::Usual => "usual",
        }
    }

    fn symbol(self) -> Symbol {
        match self {
            Self::Contrast | Self::Still => Symbol::Access,
            Self::Text | Self::Zoom | Self::Louder | Self::Faster => Symbol::Plus,
            Self::Quieter | Self::Slower => Symbol::Minus,
            Self::Low => Symbol::Down,
            Self::Voice | Self::ReadAll | Self::Repeat | Self::Pause => Symbol::Sound,
            Self::Language => Symbol::Globe,
            Self::Usual => Symbol::Back,
        }
    }

    fn label(self, t: &'static Words) -> &'static str {
        match self {
            Self::Contrast => t.contrast,
            Self::Text => t.text,
            Self::Zoom => t.zoom,
            Self::Low => t.low,
            Self::Voice => t.voice,
            Self::Language => t.language,
            Self::Louder => t.louder,
            Self::Quieter => t.quieter,
            Self::Faster => t.faster,
            Self::Slower => t.slower,
            Self::ReadAll => t.read_all,
            Self::Repeat => t.repeat,
            Self::Pause => t.pause,
            Self::Still => t.still,
            Self::Usual => t.usual,
        }
    }

    /// For what is on or off.
    fn is_on(self, choices: &Choices) -> Option<bool> {
        match self {
            Self::Contrast => Some(choices.high_contrast),
            Self::Text => Some(choices.text == TextSize::Large),
            Self::Low => Some(choices.low),
            Self::Voice => Some(choices.voice.on),
            Self::Still => Some(choices.still),
            _ => None,
        }
    }

    /// How it is now, in words.
    fn state(self, choices: &Choices, locale: Locale) -> Option<String> {
        let t = Words::of(locale);
        let percent = |part: f64| Some(format!("{:.0} %", part * 100.0));
        match self {
            Self::Zoom => percent(choices.zoom.factor()),
            Self::Louder | Self::Quieter => percent(choices.voice.volume.into()),
            Self::Faster | Self::Slower => percent(choices.voice.rate.into()),
            Self::Voice if !voice::can_be_heard(choices.locale) => Some(t.silent.to_owned()),
            _ => {
                let on = self.is_on(choices)?;
                Some(if on { t.on } else { t.off }.to_owned())
            }
        }
    }

    fn press(self, kiosk: Kiosk) {
        let choose = |change: fn(&mut Choices)| kiosk.choices().update(change);
        match self {
            Self::Contrast => choose(|choices| choices.high_contrast = !choices.high_contrast),
            Self::Text => choose(|choices| choices.text = choices.text.other()),
            Self::Zoom => choose(|choices| choices.zoom = choices.zoom.next()),
            Self::Low => choose(|choices| choices.low = !choices.low),
            Self::Still => choose(|choices| choices.still = !choices.still),
            Self::Language => choose(|choices| choices.locale = other(choices.locale)),
            Self::Usual => choose(|choices| {
                *choices = Choices {
                    locale: choices.locale,
                    ..Choices::default()
                };
            }),
            Self::Voice => voice::switch(kiosk),
            Self::Louder => voice::choose(|voice| voice.louder(STEP)),
            Self::Quieter => voice::choose(|voice| voice.louder(-STEP)),
            Self::Faster => voice::choose(|voice| voice.faster(STEP)),
            Self::Slower => voice::choose(|voice| voice.faster(-STEP)),
            Self::ReadAll => voice::read_all(),
            Self::Repeat => voice::repeat_before_this(),
            Self::Pause => voice::pause(),
        }
    }
}

fn other(locale: Locale) -> Locale {
    match locale {
        Locale::Ko => Locale::En,
        Locale::En => Locale::Ko,
    }
}

word_table! {
/// This screen's words in one language.
Words {
    title: "보기·듣기 설정" / "Accessibility";
    on: "켜짐" / "On";
    off: "꺼짐" / "Off";
    contrast: "고대비 화면" / "High contrast";
    text: "큰 글자" / "Large text";
    zoom: "화면 크게" / "Magnify";
    low: "낮은 화면" / "Low position";
    voice: "음성 안내" / "Voice";
    silent: "소리 없음" / "No sound";
    language: "English" / "한국어";
    louder: "소리 크게" / "Louder";
    quieter: "소리 작게" / "Quieter";
    faster: "말 빠르게" / "Faster";
    slower: "말 느리게" / "Slower";
    read_all: "화면 읽기" / "Read the screen";
    repeat: "다시 듣기" / "Say it again";
    pause: "잠깐 멈춤·계속" / "Pause or go on";
    still: "움직임 없애기" / "No motion";
    usual: "처음 설정으로" / "All as usual";
}
}
