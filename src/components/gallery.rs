//! A product's pictures: a strip to swipe on a phone, a column with thumbnails on a desk, and an
//! enlarged view.

use crate::components::icon::{Glyph, Icon};
use crate::components::picture::Picture;
use crate::i18n::{self, locale, words};
use baguni_api::Picture as PictureAnswer;
use leptos::html::{Dialog, Ul};
use leptos::prelude::*;

#[component]
pub fn Gallery(
    pictures: Vec<PictureAnswer>,
    /// The picture of the chosen variant: the strip goes there when it changes.
    #[prop(into)]
    shown: Signal<usize>,
) -> impl IntoView {
    let t = words();
    let strip = NodeRef::<Ul>::new();
    let enlarged = NodeRef::<Dialog>::new();
    let at = RwSignal::new(shown.get_untracked());
    Effect::new(move |before: Option<usize>| {
        let now = shown.get();
        if before.is_some_and(|before| before != now) {
            show_slide(strip, now);
        }
        at.set(now);
        now
    });
    let count = pictures.len();
    let in_dialog = StoredValue::new(pictures.clone());
    let enlarge = Callback::new(move |index: usize| {
        at.set(index);
        if let Some(dialog) = enlarged.get_untracked() {
            let _ = dialog.show_modal();
        }
    });
    let thumbs = (count > 1).then(|| view! { <Thumbs pictures=pictures.clone() strip at /> });
    let empty = count == 0;
    let slides = pictures.into_iter().enumerate().map(|(index, picture)| {
        view! { <Slide picture index count enlarge /> }
    });
    view! {
        <section class="gallery" aria-label=t.gallery>
            <ul class="strip" role="list" node_ref=strip>
                {slides.collect_view()}
                {empty.then(|| view! { <li><Picture picture=None sizes="100vw" /></li> })}
            </ul>
            {thumbs}
            <dialog class="enlarged" node_ref=enlarged aria-label=t.zoom>
                <form method="dialog">
                    <button class="icon-button" aria-label=t.close>
                        <Icon glyph=Glyph::Close />
                    </button>
                </form>
                {move || {
                    let picture = in_dialog.with_value(|all| all.get(at.get()).cloned());
                    view! { <Picture picture sizes="150vw" /> }
                }}
            </dialog>
        </section>
    }
}

/// Without scripts the link opens the picture itself.
#[component]
fn Slide(
    picture: PictureAnswer,
    index: usize,
    count: usize,
    enlarge: Callback<usize>,
) -> impl IntoView {
    let label = format!(
        "{}: {}",
        words().zoom,
        i18n::picture_of(locale(), index + 1, count)
    );
    let address = picture.src.clone();
    let open = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        enlarge.run(index);
    };
    view! {
        <li id=format!("picture-{}", index + 1)>
            <a href=address rel="external" aria-label=label on:click=open>
                <Picture
                    picture=Some(picture)
                    sizes="(min-width: 64rem) 50vw, 100vw"
                    priority=index == 0
                />
            </a>
        </li>
    }
}

#[component]
fn Thumbs(pictures: Vec<PictureAnswer>, strip: NodeRef<Ul>, at: RwSignal<usize>) -> impl IntoView {
    let count = pictures.len();
    let thumbs = pictures.into_iter().enumerate().map(|(index, picture)| {
        let label = i18n::picture_of(locale(), index + 1, count);
        let go = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            at.set(index);
            show_slide(strip, index);
        };
        let current = move || (at.get() == index).then_some("true");
        view! {
            <li>
                <a
                    href=format!("#picture-{}", index + 1)
                    aria-label=label
                    aria-current=current
                    on:click=go
                >
                    <Picture picture=Some(picture) sizes="5rem" decorative=true />
                </a>
            </li>
        }
    });
    view! { <ul class="thumbs" role="list">{thumbs.collect_view()}</ul> }
}

/// Scrolls the strip alone: `scrollIntoView` would move the whole page.
fn show_slide(strip: NodeRef<Ul>, index: usize) {
    let Some(strip) = strip.get_untracked() else {
        return;
    };
    let slide = u32::try_from(index)
        .ok()
        .and_then(|index| strip.children().item(index));
    if let Some(slide) = slide {
        let left =
            slide.get_bounding_client_rect().left() - strip.get_bounding_client_rect().left();
        strip.scroll_by_with_x_and_y(left, 0.0);
    }
}
