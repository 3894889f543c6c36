//! Pictures as pages show them: sizes known, sources ready for `<picture>`.

use baguni_commerce::Locale;
use baguni_commerce::media::{Media, MediaSource, Rendition};
use serde::{Deserialize, Serialize};

/// A picture with all that keeps a page from moving while it loads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// For `<img src>`. `None` shows the placeholder.
    pub src: Option<String>,
    /// For `<source>`s before it, best first.
    pub sources: Vec<Source>,
    pub alt: String,
    pub width: u32,
    pub height: u32,
    /// A JPEG for link previews, an absolute path.
    pub preview: Option<String>,
}

/// One `<source>`: a type and its `srcset`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub content_type: String,
    pub srcset: String,
}

impl Picture {
    pub fn of(media: &Media, locale: Locale) -> Self {
        let (src, sources) = match &media.source {
            MediaSource::Vector { id } => (Some(Rendition::Svg.path(id)), Vec::new()),
            MediaSource::Raster { id } => {
                let srcset = |rendition: fn(u32) -> Rendition| {
                    let paths = media
                        .widths()
                        .map(|width| format!("{} {width}w", rendition(width).path(id)));
                    Source {
                        content_type: rendition(0).content_type().to_owned(),
                        srcset: paths.collect::<Vec<_>>().join(", "),
                    }
                };
                let middle = media.widths().nth(1).unwrap_or(Media::WIDTHS[0]);
                (
                    Some(Rendition::Jpeg(middle).path(id)),
                    vec![srcset(Rendition::Webp), srcset(Rendition::Jpeg)],
                )
            }
            MediaSource::Remote { .. } => (None, Vec::new()),
        };
        Self {
            src,
            sources,
            alt: media.alt.get(locale).to_owned(),
            width: media.width,
            height: media.height,
            preview: media
                .id()
                .map(|id| Rendition::Jpeg(Media::PREVIEW_WIDTH).path(id)),
        }
    }
}
