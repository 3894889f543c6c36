//! The pictures of an imported product: from the folder, from the shop, or an address only.

use super::assemble::say;
use super::block::Block;
use super::cells::PictureCells;
use baguni_commerce::media::{MediaSource, Rendition};
use baguni_commerce::{Locale, Media, Product, Text};
use std::collections::BTreeMap;

/// A picture whose size nobody has measured is taken for a square of this side, in pixels.
const UNMEASURED: u32 = 1_200;

/// The pictures in the file's order. A file that names no picture takes none away.
pub fn media(
    block: &Block,
    before: Option<&Product>,
    kept: &BTreeMap<String, Media>,
    locale: Locale,
) -> Vec<Media> {
    let known = before.map_or(&[][..], |before| &before.media);
    if block.pictures.is_empty() {
        return known.to_vec();
    }
    let mut media: Vec<Media> = Vec::with_capacity(block.pictures.len());
    for (at, picture) in block.pictures.iter().enumerate() {
        let found = kept.get(&picture.url).cloned();
        let mut one = found
            .map(|found| with_known_text(found, known))
            .or_else(|| known_picture(picture, known))
            .or_else(|| stored_in_place(at, block, known, kept))
            .unwrap_or_else(|| remote(&picture.url));
        if let Some(alt) = &picture.alt {
            say(&mut one.alt, locale, alt);
        }
        media.push(one);
    }
    media
}

/// A picture of a folder with the text that the shop has for it.
fn with_known_text(found: Media, known: &[Media]) -> Media {
    let same = known.iter().find(|known| known.source == found.source);
    same.cloned().unwrap_or(found)
}

/// A picture that the shop has and that the address names: one of its own files, or the address
/// itself.
fn known_picture(picture: &PictureCells, known: &[Media]) -> Option<Media> {
    let id = Rendition::parse(file_name(&picture.url)).map(|(id, _)| id);
    known
        .iter()
        .find(|known| match &known.source {
            MediaSource::Remote { url } => *url == picture.url,
            _ => id.is_some() && known.id() == id.as_ref(),
        })
        .cloned()
}

/// A stored picture in the same place: an address that cannot be shown must not replace it. Only
/// where the file names as many pictures as there are and none of them was found.
fn stored_in_place(
    at: usize,
    block: &Block,
    known: &[Media],
    kept: &BTreeMap<String, Media>,
) -> Option<Media> {
    let nothing_found = block
        .pictures
        .iter()
        .all(|picture| !kept.contains_key(&picture.url) && known_picture(picture, known).is_none());
    let same_count = known.len() == block.pictures.len();
    known
        .get(at)
        .filter(|media| nothing_found && same_count && media.id().is_some())
        .cloned()
}

fn remote(url: &str) -> Media {
    Media {
        source: MediaSource::Remote {
            url: url.to_owned(),
        },
        alt: Text::default(),
        width: UNMEASURED,
        height: UNMEASURED,
    }
}

pub fn picture_at(block: &Block, url: &str) -> Option<u16> {
    let at = block
        .pictures
        .iter()
        .position(|picture| picture.url == url)?;
    u16::try_from(at).ok()
}

/// The last part of an address, without its query.
pub fn file_name(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}
