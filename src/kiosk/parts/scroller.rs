//! What is longer than its place is moved by two buttons: nothing has to be dragged (K3).

use super::room::follow_size;
use super::words::PartWords;
use super::{Sign, Symbol};
use leptos::html::Div;
use leptos::prelude::*;

/// How much of what is seen stays in sight, so that one finds on.
const STEP: f64 = 0.8;

/// What may be lost to rounding and to the strokes around a box, in pixels: nobody misses it, and it is
/// not worth two buttons.
const LOST: i32 = 3;

/// While the buttons are away for a look at what fits without them (`frame.css`).
const WITHOUT_BUTTONS: &str = "measured";

/// Which ways there is more.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct More {
    above: bool,
    below: bool,
}

impl More {
    fn of(place: &web_sys::HtmlElement) -> Self {
        let hidden = place.scroll_height() - place.client_height();
        Self {
            above: hidden > LOST && place.scroll_top() > 1,
            below: hidden > LOST && place.scroll_top() < hidden - 1,
        }
    }

    fn any(self) -> bool {
        self.above || self.below
    }
}

/// Whether all of it fits where no room is given to the buttons: what is laid out beside them may
/// be longer, and would keep them for ever.
fn fits(place: &web_sys::HtmlElement) -> bool {
    let Some(around) = place.parent_element() else {
        return false;
    };
    let at = place.scroll_top();
    let _ = around.class_list().add_1(WITHOUT_BUTTONS);
    let fits = place.scroll_height() <= place.client_height() + LOST;
    let _ = around.class_list().remove_1(WITHOUT_BUTTONS);
    place.set_scroll_top(at);
    fits
}

/// A place for something long. The buttons are there only where they are needed.
#[component]
pub fn Scroller(children: Children) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    let inside = NodeRef::<Div>::new();
    let more = RwSignal::new(More::default());
    let say = move |now: More| {
        if more.try_get_untracked() != Some(now) {
            let _ = more.try_set(now);
        }
    };
    let moved = move || {
        if let Some(place) = place.get_untracked() {
            say(More::of(&place));
        }
    };
    let look = move || {
        if let Some(place) = place.get_untracked() {
            let fits = fits(&place);
            say(if fits {
                More::default()
            } else {
                More::of(&place)
            });
        }
    };
    Effect::new(move || {
        let (Some(place), Some(inside)) = (place.get(), inside.get()) else {
            return;
        };
        follow_size(&place, look);
        follow_size(&inside, look);
    });
    let by = move |share: f64| {
        if let Some(place) = place.get_untracked() {
            let step = f64::from(place.client_height()) * share;
            place.set_scroll_top(place.scroll_top() + step as i32);
        }
    };
    let moves = move || more.get().any();
    view! {
        <div class="scrolled" class:moves=moves>
            <div class="scroller" node_ref=place on:scroll=move |_| moved()>
                <div class="long" node_ref=inside>{children()}</div>
            </div>
            {move || moves().then(|| view! { <Buttons more by /> })}
        </div>
    }
}

#[component]
fn Buttons(more: RwSignal<More>, by: impl Fn(f64) + Copy + Send + 'static) -> impl IntoView {
    let t = PartWords::here();
    view! {
        <div class="scroll-buttons" role="group" aria-label=t.more>
            <button
                type="button"
                class="press tool"
                data-testid="scroll-up"
                disabled=move || !more.get().above
                on:click=move |_| by(-STEP)
            >
                <Sign symbol=Symbol::Up />
                <span class="label">{t.up}</span>
            </button>
            <button
                type="button"
                class="press tool"
                data-testid="scroll-down"
                disabled=move || !more.get().below
                on:click=move |_| by(STEP)
            >
                <Sign symbol=Symbol::Down />
                <span class="label">{t.down}</span>
            </button>
        </div>
    }
}
