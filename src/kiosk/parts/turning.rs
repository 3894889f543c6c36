//! A list in pages that are turned by buttons: nothing has to be dragged (K3).

use super::{Press, Symbol};
use crate::kiosk::words::FrameWords;
use leptos::prelude::*;

/// The part of a list that a page shows. How many fit is read first, then the page that follows from
/// it: what reads a memo after another one that depends on it is not told when the first changes
/// (reactive_graph 0.2).
pub fn shown_now<T: Clone>(all: &[T], at_once: usize, page: u32) -> Vec<T> {
    let before = (page.max(1) as usize - 1) * at_once;
    all.iter().skip(before).take(at_once).cloned().collect()
}

/// How many pages a list has, at least one.
pub fn pages_of(length: usize, at_once: usize) -> u32 {
    u32::try_from(length.div_ceil(at_once.max(1)).max(1)).unwrap_or(u32::MAX)
}

/// The buttons that turn it, and where it is; nothing where there is one page only.
#[component]
pub fn Turning(
    /// From 1.
    #[prop(into)]
    page: Signal<u32>,
    #[prop(into)] pages: Signal<u32>,
    turn: impl Fn(u32) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let t = FrameWords::here();
    move || {
        (pages.get() > 1).then(|| {
            view! {
                <div class="turning">
                    <Press
                        label=t.previous.to_owned()
                        symbol=Symbol::Left
                        disabled=Signal::derive(move || page.get() <= 1)
                        on_press=move || turn(page.get_untracked().saturating_sub(1).max(1))
                        name="previous"
                    />
                    <p class="where" role="status">
                        {move || format!("{} / {}", page.get(), pages.get())}
                    </p>
                    <Press
                        label=t.next.to_owned()
                        symbol=Symbol::Right
                        disabled=Signal::derive(move || page.get() >= pages.get())
                        on_press=move || turn((page.get_untracked() + 1).min(pages.get_untracked()))
                        name="next"
                    />
                </div>
            }
        })
    }
}
