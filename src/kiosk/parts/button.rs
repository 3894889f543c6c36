//! What can be pressed.

use super::{Sign, Symbol};
use leptos::prelude::*;

/// How much a button leads on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// What most people want next: larger (K1), one on a screen at most.
    Primary,
    #[default]
    Usual,
    /// In the frame: symbol above the word.
    Tool,
    /// One of a few ways to go on that fill the screen: symbol above, words below.
    Block,
}

impl Weight {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "press primary",
            Self::Usual => "press",
            Self::Tool => "press tool",
            Self::Block => "press block",
        }
    }
}

/// A button: a symbol never stands without its word (K15).
#[component]
pub fn Press(
    #[prop(into)] label: Signal<String>,
    on_press: impl Fn() + 'static,
    #[prop(optional, into)] symbol: Option<Symbol>,
    #[prop(optional)] weight: Weight,
    /// A second line: a price, a count, what will happen.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    /// For what is on or off, or chosen among others.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// What tests know it by.
    #[prop(optional)]
    name: &'static str,
) -> impl IntoView {
    let state = move || pressed.map(|pressed| if pressed.get() { "true" } else { "false" });
    view! {
        <button
            type="button"
            class=weight.class()
            data-testid=name
            aria-pressed=state
            disabled=move || disabled.get()
            on:click=move |_| on_press()
        >
            {symbol.map(|symbol| view! { <Sign symbol /> })}
            <span class="label">{move || label.get()}</span>
            {move || note.get().map(|note| view! { <span class="note">{note}</span> })}
        </button>
    }
}
