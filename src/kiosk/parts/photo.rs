//! A picture at the one width that this screen keeps, so that it is there without a line too.

use super::{Sign, Symbol};
use baguni_api::Picture;
use leptos::either::Either;
use leptos::prelude::*;

/// What stands above a screen, out of reach: for its picture.
#[derive(Clone, Copy)]
pub struct Backdrop(RwSignal<Option<Picture>>);

impl Backdrop {
    pub fn provide() -> Self {
        let stage = Self(RwSignal::new(None));
        provide_context(stage);
        stage
    }

    /// Shows a picture as long as the screen that says so is there.
    pub fn show(picture: Option<Picture>) {
        let Self(shown) = expect_context();
        shown.set(picture);
        on_cleanup(move || {
            let _ = shown.try_set(None);
        });
    }

    pub fn shown(self) -> Option<Picture> {
        self.0.get()
    }
}

/// A picture beside words that say what it is; `told` is for where no words do.
#[component]
pub fn Photo(picture: Option<Picture>, #[prop(optional)] told: bool) -> impl IntoView {
    match picture.and_then(|picture| Some((kept(&picture)?, picture))) {
        Some((src, picture)) => {
            let alt = if told { picture.alt } else { String::new() };
            Either::Left(view! {
                <img
                    class="photo"
                    src=src
                    alt=alt
                    width=picture.width
                    height=picture.height
                    draggable="false"
                />
            })
        }
        None => Either::Right(view! {
            <span class="photo none"><Sign symbol=Symbol::Basket /></span>
        }),
    }
}

/// The file that is kept (`api::storefront::Snapshot::pictures`): of photographs that of the middle
/// width in the first format, else the one there is.
fn kept(picture: &Picture) -> Option<String> {
    let Some(best) = picture.sources.first() else {
        return picture.src.clone();
    };
    let mut files = best.srcset.split(", ").map(|file| file.split(' ').next());
    let first = files.next().flatten();
    let middle = files.next().flatten().or(first);
    middle.map(ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use baguni_api::Source;

    #[test]
    fn the_file_that_is_kept_is_shown() {
        let check = |srcset: Option<&str>, want: &str| {
            let sources = srcset.map(|srcset| Source {
                content_type: "image/webp".to_owned(),
                srcset: srcset.to_owned(),
            });
            let picture = Picture {
                src: Some("/media/a.svg".to_owned()),
                sources: sources.into_iter().collect(),
                alt: String::new(),
                width: 4,
                height: 5,
                preview: None,
            };
            assert_eq!(kept(&picture).as_deref(), Some(want), "{srcset:?}");
        };
        check(None, "/media/a.svg");
        check(Some("/a-1.webp 400w"), "/a-1.webp");
        check(
            Some("/a-1.webp 400w, /a-2.webp 800w, /a-3.webp 1600w"),
            "/a-2.webp",
        );
    }
}
