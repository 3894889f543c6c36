//! The keyboard on the screen: [`Keyboard`]. The system's own is locked out, because it knows ways
//! out of the shop and remembers what was typed.
//!
//! Korean is composed by [`baguni_commerce::hangul::Composer`]. Keys act when they are touched, not
//! when they are let go, so that two thumbs can type; whoever has no touch presses them like any
//! button.

mod layout;
mod typed;

pub use layout::Layout;
pub use typed::Typed;

use crate::i18n::{locale, word_table};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{MouseEvent, PointerEvent};

/// What the keyboard is set to.
#[derive(Clone, Copy)]
struct Setting {
    typed: Typed,
    layout: RwSignal<Layout>,
    shift: RwSignal<bool>,
}

impl Setting {
    fn press(self, key: char) {
        self.typed.press(key);
        // Shift is for one letter: nobody has to hold two keys.
        self.shift.set(false);
    }

    fn change(self, layout: Layout) {
        self.typed.end_syllable();
        self.shift.set(false);
        self.layout.set(layout);
    }
}

#[component]
pub fn Keyboard(typed: Typed, on_done: impl Fn() + Copy + Send + Sync + 'static) -> impl IntoView {
    let t = Words::of(locale());
    let setting = Setting {
        typed,
        layout: RwSignal::new(Layout::of(locale())),
        shift: RwSignal::new(false),
    };
    let layout = setting.layout;
    view! {
        <div
            class="keyboard"
            role="group"
            aria-label=t.keyboard
            data-layout=move || layout.get().code()
            // What is typed into keeps the focus, so that a keyboard beside this one works too.
            on:mousedown=move |event: MouseEvent| event.prevent_default()
        >
            {move || view! { <Letters setting layout=layout.get() /> }}
            <div class="row ways">
                <Layouts setting />
                <Key class="key wide" name="space" on_press=move || setting.press(' ')>{t.space}</Key>
                <Key class="key wide" name="clear" on_press=move || typed.clear()>{t.clear}</Key>
                <Key class="key wide done" name="done" on_press=on_done>{t.done}</Key>
            </div>
        </div>
    }
}

/// The keys that type. Shift changes what they are and leaves them where they are, so that what has
/// the focus keeps it.
#[component]
fn Letters(setting: Setting, layout: Layout) -> impl IntoView {
    let keys = Memo::new(move |_| layout.rows(setting.shift.get()));
    let row = move |at: usize| {
        let keys_of = move |place: usize| {
            let key = Memo::new(move |_| keys.with(|rows| rows[at][place]));
            view! { <Letter setting key /> }
        };
        let length = keys.with_untracked(|rows| rows[at].len());
        (0..length).map(keys_of).collect_view()
    };
    view! {
        <div class="row letters">{row(0)}</div>
        <div class="row letters">{row(1)}</div>
        <div class="row letters">
            {layout.has_shift().then(|| view! { <Shift setting layout /> })}
            {row(2)}
            <Key class="key wide" name="backspace" on_press=move || setting.typed.back()>
                {Words::of(locale()).backspace}
            </Key>
        </div>
    }
}

#[component]
fn Letter(setting: Setting, key: Memo<char>) -> impl IntoView {
    let locale = locale();
    view! {
        <Key
            class="key"
            label=Signal::derive(move || Some(layout::name(key.get(), locale)))
            key
            on_press=move || setting.press(key.get_untracked())
        >
            {move || key.get().to_string()}
        </Key>
    }
}

#[component]
fn Shift(setting: Setting, layout: Layout) -> impl IntoView {
    let t = Words::of(locale());
    let shift = setting.shift;
    view! {
        <Key
            class="key wide"
            name="shift"
            pressed=shift
            on_press=move || shift.update(|shift| *shift = !*shift)
        >
            {if layout == Layout::Korean { t.double } else { t.capitals }}
        </Key>
    }
}

#[component]
fn Layouts(setting: Setting) -> impl IntoView {
    let t = Words::of(locale());
    let layouts = Layout::ALL.map(|layout| {
        let (shown, label) = match layout {
            Layout::Korean => ("한글", t.korean),
            Layout::Initials => ("초성", t.initials),
            Layout::Latin => ("ABC", t.latin),
            Layout::Numbers => ("123", t.numbers),
        };
        let pressed = Signal::derive(move || setting.layout.get() == layout);
        view! {
            <Key
                class="key"
                name=layout.code()
                label=Signal::stored(Some(label.to_owned()))
                pressed
                on_press=move || setting.change(layout)
            >
                {shown}
            </Key>
        }
    });
    layouts.collect_view()
}

/// A key acts when it is touched. A press that comes from no pointer, as of OK on a keypad, is a
/// click alone.
#[component]
fn Key(
    class: &'static str,
    /// What it is called, where that is more than what stands on it.
    #[prop(optional)]
    label: Signal<Option<String>>,
    #[prop(optional)] name: &'static str,
    #[prop(optional)] key: Option<Memo<char>>,
    #[prop(optional, into)] pressed: Option<Signal<bool>>,
    on_press: impl Fn() + Copy + 'static,
    children: Children,
) -> impl IntoView {
    let touched = move |event: PointerEvent| {
        if event.button() == 0 {
            on_press();
        }
    };
    let clicked = move |event: MouseEvent| {
        if !by_pointer(&event) {
            on_press();
        }
    };
    view! {
        <button
            type="button"
            class=class
            aria-label=move || label.get()
            aria-pressed=move || pressed.map(|pressed| pressed.get().to_string())
            data-key=move || key.map(|key| key.get().to_string())
            data-testid=(!name.is_empty()).then(|| format!("key-{name}"))
            on:pointerdown=touched
            on:click=clicked
        >
            {children()}
        </button>
    }
}

/// Whether a click is the end of a touch that has acted already.
fn by_pointer(event: &MouseEvent) -> bool {
    let pointer = event.dyn_ref::<PointerEvent>();
    event.detail() > 0 && pointer.is_some_and(|pointer| !pointer.pointer_type().is_empty())
}

word_table! {
/// The keyboard's words in one language.
Words {
    keyboard: "화면 자판" / "On-screen keyboard";
    backspace: "지우기" / "Delete";
    double: "쌍자음" / "Shift";
    capitals: "대문자" / "Shift";
    space: "띄어쓰기" / "Space";
    clear: "다 지우기" / "Clear";
    done: "찾기" / "Find";
    korean: "한글 자판" / "Korean letters 한글";
    initials: "초성 자판: 첫 자음만 눌러 찾아요" / "초성: Korean consonants only";
    latin: "ABC 영어 자판" / "ABC, English letters";
    numbers: "123 숫자와 기호" / "123, numbers and marks";
}
}
