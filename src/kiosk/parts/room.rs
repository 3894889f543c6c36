//! How much fits: a screen shows as many things as there is room for, and turns pages for the rest.

use leptos::html::Main;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::ResizeObserver;

/// The place for a screen between what stands above and the tools, in letters: one is as wide and as
/// high as a Hangul syllable is at the chosen size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    pub wide: f64,
    pub high: f64,
}

impl Room {
    /// Until it has been measured.
    const GUESS: Self = Self {
        wide: 25.0,
        high: 12.0,
    };

    /// Measures an element from now on, for all that is drawn inside.
    pub fn provide(main: NodeRef<Main>) {
        let room = RwSignal::new(Self::GUESS);
        provide_context(room.read_only());
        Effect::new(move || {
            let Some(main) = main.get() else { return };
            let measured = main.clone();
            follow_size(&main, move || {
                let now = Self::of(&measured);
                if now.is_some_and(|now| room.try_get_untracked() != Some(now)) {
                    let _ = room.try_update(|room| *room = now.unwrap_or(*room));
                }
            });
        });
    }

    /// The room of the screen around, followed.
    pub fn here() -> Self {
        expect_context::<ReadSignal<Self>>().get()
    }

    /// How many columns and rows of this size fit side by side, at least one of each.
    pub fn grid(self, wide: f64, high: f64, below: f64) -> (usize, usize) {
        let fit = |space: f64, one: f64| (space / one).floor().clamp(1.0, 9.0) as usize;
        (fit(self.wide, wide), fit(self.high - below, high))
    }

    /// Whether it is wider than high.
    pub fn lies(self) -> bool {
        self.wide > self.high
    }

    fn of(main: &web_sys::HtmlElement) -> Option<Self> {
        let style = window().get_computed_style(main).ok()??;
        let size = style.get_property_value("font-size").ok()?;
        let letter: f64 = size.trim_end_matches("px").parse().ok()?;
        let px = |px: i32| f64::from(px) / letter;
        Some(Self {
            wide: px(main.client_width()),
            high: px(main.client_height()),
        })
    }
}

/// Calls back now and whenever an element is of another size, as long as the owner lives.
pub fn follow_size(element: &web_sys::Element, changed: impl Fn() + 'static) {
    let changed = Closure::<dyn Fn(JsValue)>::new(move |_| changed());
    let Ok(observer) = ResizeObserver::new(changed.as_ref().unchecked_ref()) else {
        return;
    };
    observer.observe(element);
    let held = SendWrapper::new((observer, changed));
    on_cleanup(move || held.0.disconnect());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_as_fit() {
        let check = |wide: f64, high: f64, one: (f64, f64), want: (usize, usize)| {
            let room = Room { wide, high };
            assert_eq!(room.grid(one.0, one.1, 2.0), want, "{room:?} {one:?}");
        };
        check(25.0, 12.0, (8.0, 9.0), (3, 1));
        check(28.0, 38.0, (9.0, 12.0), (3, 3));
        check(4.0, 3.0, (8.0, 9.0), (1, 1));
    }
}
