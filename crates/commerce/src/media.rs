//! Pictures of products and collections, and the addresses of their renditions.

use crate::locale::Text;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// One picture as the catalogue knows it. The bytes are in storage under its [`MediaId`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Media {
    pub source: MediaSource,
    pub alt: Text,
    /// Pixels of the original; for a vector, the units of its view box.
    pub width: u32,
    pub height: u32,
}

/// Where a picture's bytes are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MediaSource {
    /// An SVG in storage: one file for every size.
    Vector { id: MediaId },
    /// A photograph in storage, in each width of [`Media::WIDTHS`] up to its own, as WebP and JPEG.
    Raster { id: MediaId },
    /// An address that was never fetched: a placeholder is shown.
    Remote { url: String },
}

impl Media {
    /// The widths, in pixels, in which a raster is kept. An original narrower than the smallest
    /// is kept in the smallest width's name, unscaled.
    pub const WIDTHS: [u32; 3] = [400, 800, 1600];
    /// The width of the JPEG that link previews and feeds are given, for any kind of picture.
    pub const PREVIEW_WIDTH: u32 = 1200;

    pub fn id(&self) -> Option<&MediaId> {
        match &self.source {
            MediaSource::Vector { id } | MediaSource::Raster { id } => Some(id),
            MediaSource::Remote { .. } => None,
        }
    }

    /// The widths that a raster of this size is kept in.
    pub fn widths(&self) -> impl Iterator<Item = u32> + '_ {
        let smallest = Self::WIDTHS[0];
        Self::WIDTHS
            .into_iter()
            .filter(move |width| *width <= self.width || *width == smallest)
    }
}

/// One file of a picture, as in `/media/8d3f…-800.webp`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rendition {
    Svg,
    Webp(u32),
    Jpeg(u32),
}

impl Rendition {
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Webp(_) => "image/webp",
            Self::Jpeg(_) => "image/jpeg",
        }
    }

    /// The path at which the server answers with this file.
    pub fn path(self, id: &MediaId) -> String {
        match self {
            Self::Svg => format!("/media/{id}.svg"),
            Self::Webp(width) => format!("/media/{id}-{width}.webp"),
            Self::Jpeg(width) => format!("/media/{id}-{width}.jpg"),
        }
    }

    /// Reads the file name that [`Rendition::path`] writes.
    pub fn parse(file: &str) -> Option<(MediaId, Self)> {
        let (stem, extension) = file.rsplit_once('.')?;
        if extension == "svg" {
            return Some((stem.parse().ok()?, Self::Svg));
        }
        let (id, width) = stem.rsplit_once('-')?;
        let width = width.parse().ok()?;
        let rendition = match extension {
            "webp" => Self::Webp(width),
            "jpg" => Self::Jpeg(width),
            _ => return None,
        };
        Some((id.parse().ok()?, rendition))
    }
}

/// The first 16 hexadecimal digits of the SHA-256 of a picture's original bytes: the same picture
/// has the same name, and a name never changes what it shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MediaId(String);

/// The text is not 16 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a picture's name of 16 hexadecimal digits")]
pub struct MediaIdError;

impl MediaId {
    pub const LENGTH: usize = 16;

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for MediaId {
    type Err = MediaIdError;

    fn from_str(raw: &str) -> Result<Self, MediaIdError> {
        let hex = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
        if raw.len() == Self::LENGTH && raw.bytes().all(hex) {
            Ok(Self(raw.to_owned()))
        } else {
            Err(MediaIdError)
        }
    }
}

impl TryFrom<String> for MediaId {
    type Error = MediaIdError;

    fn try_from(raw: String) -> Result<Self, MediaIdError> {
        raw.parse()
    }
}

impl From<MediaId> for String {
    fn from(id: MediaId) -> Self {
        id.0
    }
}

impl fmt::Display for MediaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rendition_is_read_back_from_its_path() {
        let id: MediaId = "0123456789abcdef".parse().unwrap();
        for rendition in [Rendition::Svg, Rendition::Webp(800), Rendition::Jpeg(1200)] {
            let path = rendition.path(&id);
            let file = path.strip_prefix("/media/").unwrap();
            assert_eq!(Rendition::parse(file), Some((id.clone(), rendition)));
        }
        for bad in [
            "",
            "x.svg",
            "0123456789abcdef.png",
            "0123456789abcdef-x.jpg",
            "../etc/passwd",
        ] {
            assert_eq!(Rendition::parse(bad), None, "{bad}");
        }
    }
}
