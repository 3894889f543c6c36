//! A picture that keeps its place while it loads.

use crate::components::icon::{Glyph, Icon};
use crate::i18n::words;
use baguni_api::Picture as PictureAnswer;
use leptos::either::Either;
use leptos::prelude::*;

/// `sizes` is the width it is shown at, as in HTML. The largest picture of a first view is a
/// `priority`; all others wait until they are near.
#[component]
pub fn Picture(
    picture: Option<PictureAnswer>,
    sizes: &'static str,
    #[prop(optional)] priority: bool,
    /// The words around it say all that the picture says.
    #[prop(optional)]
    decorative: bool,
) -> impl IntoView {
    match picture.and_then(|picture| Some((picture.src.clone()?, picture))) {
        Some((src, picture)) => {
            let alt = if decorative {
                String::new()
            } else {
                picture.alt
            };
            let sources = picture
                .sources
                .into_iter()
                .map(|source| {
                    view! { <source type=source.content_type srcset=source.srcset sizes=sizes /> }
                })
                .collect_view();
            Either::Left(view! {
                <picture>
                    {sources}
                    <img
                        src=src
                        alt=alt
                        width=picture.width
                        height=picture.height
                        loading=if priority { "eager" } else { "lazy" }
                        fetchpriority=priority.then_some("high")
                        decoding=if priority { "sync" } else { "async" }
                    />
                </picture>
            })
        }
        None => Either::Right(view! {
            <div class="picture-placeholder">
                <Icon glyph=Glyph::Basket />
                <span class="visually-hidden">{words().no_picture}</span>
            </div>
        }),
    }
}
