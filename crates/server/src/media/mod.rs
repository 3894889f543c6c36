//! Picture files: from what a merchant hands in to the files that pages ask for.
//!
//! [`keep`] puts a picture into storage, [`rendition`] takes one of its files out. What is made
//! from a picture is made once: its name is a digest of the original's bytes.

pub mod raster;
pub mod vector;

use baguni_commerce::Text;
use baguni_commerce::media::{Media, MediaId, MediaSource, Rendition};
use baguni_storage::{Storage, StorageError};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// A picture and all of its files, ready to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// Without a text yet.
    pub media: Media,
    /// The last of them is kept last: where it is, all are.
    pub files: Vec<(Rendition, Vec<u8>)>,
}

/// Why a picture was refused, or could not be kept or drawn.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    #[error("the picture has {found} bytes; {max} are possible")]
    TooLarge { found: usize, max: usize },
    #[error("the picture has {width} × {height} pixels; {max} are possible in all")]
    TooManyPixels { width: u32, height: u32, max: u64 },
    #[error("the picture of {width} × {height} is more than ten times as long as wide")]
    TooLong { width: u32, height: u32 },
    #[error("the file is no JPEG, PNG, WebP or SVG")]
    UnknownFormat,
    #[error("the picture is broken: {0}")]
    Broken(String),
    #[error("the drawing {0}, which is not allowed in a shop's picture")]
    Unsafe(String),
    #[error("the drawing of a picture was broken off")]
    BrokenOff,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Keeps a picture in every width that pages ask for and answers how the catalogue knows it.
/// A picture that is kept already is only measured.
pub async fn keep(storage: &dyn Storage, bytes: Vec<u8>, alt: Text) -> Result<Media, MediaError> {
    let mut media = measure(&bytes)?;
    if !is_kept(storage, &media).await? {
        let prepared = in_background(move || prepare(&bytes)).await?;
        save(storage, &prepared).await?;
        media = prepared.media;
    }
    media.alt = alt;
    Ok(media)
}

/// One file of a picture: what is kept, or the preview of a drawing, made when first asked for
/// and then kept. `None` where there is no such file.
pub async fn rendition(
    storage: &dyn Storage,
    id: &MediaId,
    rendition: Rendition,
) -> Result<Option<Vec<u8>>, MediaError> {
    /// Drawing a preview is the one costly answer: a crowd of askers must not take every core.
    static DRAWING: Semaphore = Semaphore::const_new(2);

    let kept = storage.media(id, rendition).await?;
    if kept.is_some() || rendition != Rendition::Jpeg(Media::PREVIEW_WIDTH) {
        return Ok(kept);
    }
    let Some(svg) = storage.media(id, Rendition::Svg).await? else {
        return Ok(None);
    };
    let _turn = DRAWING.acquire().await.map_err(|_| MediaError::BrokenOff)?;
    if let Some(kept) = storage.media(id, rendition).await? {
        return Ok(Some(kept));
    }
    let jpeg = in_background(move || vector::preview(&svg)).await?;
    storage.save_media(id, rendition, &jpeg).await?;
    Ok(Some(jpeg))
}

/// The name of a picture: the first 16 hexadecimal digits of the SHA-256 of its bytes.
pub fn media_id(bytes: &[u8]) -> MediaId {
    hex_digest(bytes, MediaId::LENGTH)
        .parse()
        .expect("16 hexadecimal digits are a picture's name")
}

/// The first hexadecimal digits (at most 64) of the SHA-256 of some bytes.
pub(crate) fn hex_digest(bytes: &[u8], digits: usize) -> String {
    Sha256::digest(bytes)
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .take(digits)
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect()
}

/// Reads the kind and the size of a picture from its first bytes, without drawing it.
pub fn measure(bytes: &[u8]) -> Result<Media, MediaError> {
    let id = media_id(bytes);
    let (source, (width, height)) = if vector::is_svg(bytes) {
        (MediaSource::Vector { id }, vector::measure(bytes)?)
    } else {
        (MediaSource::Raster { id }, raster::measure(bytes)?)
    };
    Ok(Media {
        source,
        alt: Text::default(),
        width,
        height,
    })
}

/// Makes every file of a picture. Takes seconds for a large photograph: not for an async thread.
pub fn prepare(bytes: &[u8]) -> Result<Prepared, MediaError> {
    let media = measure(bytes)?;
    let files = match &media.source {
        MediaSource::Vector { .. } => vec![(Rendition::Svg, bytes.to_vec())],
        _ => raster::renditions(bytes)?,
    };
    Ok(Prepared { media, files })
}

/// Keeps every file of a picture.
pub async fn save(storage: &dyn Storage, prepared: &Prepared) -> Result<(), StorageError> {
    let id = media_id_of(&prepared.media);
    for (rendition, file) in &prepared.files {
        storage.save_media(&id, *rendition, file).await?;
    }
    Ok(())
}

/// Whether every file of a measured picture is kept.
pub async fn is_kept(storage: &dyn Storage, media: &Media) -> Result<bool, StorageError> {
    let last = match media.source {
        MediaSource::Vector { .. } => Rendition::Svg,
        _ => Rendition::Jpeg(Media::PREVIEW_WIDTH),
    };
    let kept = storage.media(&media_id_of(media), last).await?;
    Ok(kept.is_some())
}

fn media_id_of(media: &Media) -> MediaId {
    media
        .id()
        .cloned()
        .expect("a measured picture is a vector or a raster, and both have a name")
}

/// Runs a drawing on a thread that may take its time. A panic of a decoder ends there as an error.
async fn in_background<T: Send + 'static>(
    draw: impl FnOnce() -> Result<T, MediaError> + Send + 'static,
) -> Result<T, MediaError> {
    spawn_blocking(draw)
        .await
        .map_err(|_| MediaError::BrokenOff)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_named_by_its_bytes() {
        // The digest of nothing, from FIPS 180-4.
        assert_eq!(media_id(b"").as_str(), "e3b0c44298fc1c14");
        assert_ne!(media_id(b"a"), media_id(b"b"));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let check = |bytes: &[u8]| {
            assert!(
                matches!(prepare(bytes), Err(MediaError::UnknownFormat)),
                "{bytes:?}"
            );
        };
        check(b"");
        check(b"GIF89a\x01\x00\x01\x00");
        check(b"<html><body>not found</body></html>");
    }

    #[tokio::test]
    async fn a_decoder_that_panics_is_an_error() {
        let drawn = in_background::<()>(|| panic!("a decoder's own fault")).await;
        assert!(matches!(drawn, Err(MediaError::BrokenOff)));
    }
}
