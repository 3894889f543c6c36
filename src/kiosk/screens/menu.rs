//! All the tools, where there is no room for them at the edge of the screen.

use crate::i18n::{locale, word_table};
use crate::kiosk::frame::{Tool, ToolKind};
use crate::kiosk::parts::Weight;
use leptos::prelude::*;

#[component]
pub fn Menu() -> impl IntoView {
    const TOOLS: [ToolKind; 6] = [
        ToolKind::Cart,
        ToolKind::Call,
        ToolKind::Access,
        ToolKind::Help,
        ToolKind::Home,
        ToolKind::End,
    ];
    let tools = TOOLS.map(|tool| view! { <Tool tool weight=Weight::Usual /> });
    view! {
        <section class="menu-screen" aria-labelledby="title">
            <h1 id="title">{Words::of(locale()).title}</h1>
            <div class="ways">{tools.into_iter().collect_view()}</div>
        </section>
    }
}

word_table! {
/// This screen's words in one language.
Words {
    title: "메뉴" / "Menu";
}
}
