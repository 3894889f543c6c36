//! How a product is shown: each look of it from the front, the first also in use and close up.

use super::DemoError;
use super::choices::{Choice, Combination};
use super::picture::{Kind, Picture, Rgb, View, svg};
use super::prose;
use super::schema::{Paints, Pair, ProductEntry};
use super::sources::Sources;
use crate::media::media_id;
use baguni_commerce::media::{Media, MediaSource};
use baguni_commerce::{MediaId, Text};

/// The units of every drawing's view box.
const SIZE: (u32, u32) = (800, 1000);

/// Where a product's media has the picture of it in use, which also stands for a collection.
pub const SCENE: usize = 1;

/// A product's pictures, and which of them shows each combination.
pub struct Painted {
    pub media: Vec<Media>,
    pub of_combination: Vec<u16>,
    pub pictures: Vec<(MediaId, String)>,
}

/// What choices do to a picture. Combinations of one look share their pictures.
struct Look {
    tint: Rgb,
    accent: Option<Rgb>,
    variation: u8,
    /// The words for it; with the colours set apart from what is no colour.
    tones: Vec<(Pair, bool)>,
}

/// Draws the pictures of a product.
pub fn paint(
    sources: &Sources,
    entry: &ProductEntry,
    combinations: &[Combination],
) -> Result<Painted, DemoError> {
    let mut looks: Vec<Look> = Vec::new();
    let mut of_combination = Vec::new();
    for combination in combinations {
        let look = look(sources, entry, combination)?;
        let same = |known: &Look| known.paint() == look.paint();
        of_combination.push(front_of(looks.iter().position(same).unwrap_or(looks.len())));
        if !looks.iter().any(same) {
            looks.push(look);
        }
    }
    let mut painted = Painted {
        media: Vec::new(),
        of_combination,
        pictures: Vec::new(),
    };
    for (at, look) in looks.iter().enumerate() {
        let views: &[View] = match at {
            0 => &[View::Front, View::Scene, View::Detail],
            _ => &[View::Front],
        };
        for view in views {
            painted.add(still(entry, look, *view)?, alt(entry, look, *view));
        }
    }
    Ok(painted)
}

/// Where the front of a look stands among the media: the first look has two more pictures.
fn front_of(look: usize) -> u16 {
    let at = if look == 0 { 0 } else { look + 2 };
    u16::try_from(at).unwrap_or(u16::MAX)
}

impl Look {
    /// All that is seen of it.
    fn paint(&self) -> (Rgb, Option<Rgb>, u8) {
        (self.tint, self.accent, self.variation)
    }
}

impl Painted {
    fn add(&mut self, picture: Picture, alt: Text) {
        let drawn = svg(&picture);
        let id = media_id(drawn.as_bytes());
        let source = MediaSource::Vector { id: id.clone() };
        let (width, height) = SIZE;
        self.media.push(Media {
            source,
            alt,
            width,
            height,
        });
        self.pictures.push((id, drawn));
    }
}

fn look(
    sources: &Sources,
    entry: &ProductEntry,
    combination: &Combination,
) -> Result<Look, DemoError> {
    let color = |choice: &Choice| choice.value.swatch.clone().or(choice.value.tint.clone());
    let chosen = combination.iter().find_map(color);
    let picture = &entry.picture;
    let (tint, accent) = match picture.paints {
        Paints::Tint => (chosen.or(picture.tint.clone()), picture.accent.clone()),
        Paints::Accent => (picture.tint.clone(), chosen.or(picture.accent.clone())),
    };
    let tint = tint.ok_or_else(|| DemoError::Unknown("tint of", entry.handle.clone()))?;
    let tint = color_of(sources, &tint)?;
    let accent = accent.map(|color| color_of(sources, &color)).transpose()?;
    let pattern = combination.iter().find_map(|choice| choice.value.variation);
    let tone = |choice: &Choice| Some((choice.value.tone.clone()?, choice.value.swatch.is_some()));
    Ok(Look {
        tint,
        // On its own colour an accent would not be seen; the drawing knows a better one.
        accent: accent.filter(|accent| *accent != tint),
        variation: pattern.unwrap_or(picture.variation),
        tones: combination.iter().filter_map(tone).collect(),
    })
}

fn still(entry: &ProductEntry, look: &Look, view: View) -> Result<Picture, DemoError> {
    let named = |_| DemoError::Unknown("picture", entry.picture.kind.clone());
    let kind: Kind = entry.picture.kind.parse().map_err(named)?;
    let (tint, accent, variation) = look.paint();
    Ok(Picture {
        kind,
        tint,
        accent,
        variation,
        view,
    })
}

/// A key of the palette, or `#rrggbb`.
fn color_of(sources: &Sources, written: &str) -> Result<Rgb, DemoError> {
    let hex = sources
        .palette
        .get(written)
        .map_or(written, |color| &color.hex);
    hex.parse()
        .map_err(|_| DemoError::Unknown("color", written.to_owned()))
}

fn alt(entry: &ProductEntry, look: &Look, view: View) -> Text {
    let words = match view {
        View::Front => ("정면", "front"),
        View::Scene => ("쓰이는 모습", "in use"),
        View::Detail => ("가까이에서 본 모습", "close-up"),
    };
    prose::alt(&entry.title, &look.tones, words)
}
