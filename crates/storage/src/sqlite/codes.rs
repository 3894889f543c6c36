//! The words that stand in the database for closed sets of values.

use baguni_commerce::media::{Media, MediaSource, Rendition};
use baguni_commerce::product::ProductStatus;
use baguni_commerce::{Locale, LocationKind, Text};

pub(super) fn status(status: ProductStatus) -> &'static str {
    match status {
        ProductStatus::Active => "active",
        ProductStatus::Draft => "draft",
        ProductStatus::Archived => "archived",
    }
}

pub(super) fn read_status(code: &str) -> Option<ProductStatus> {
    match code {
        "active" => Some(ProductStatus::Active),
        "draft" => Some(ProductStatus::Draft),
        "archived" => Some(ProductStatus::Archived),
        _ => None,
    }
}

pub(super) fn location_kind(kind: LocationKind) -> &'static str {
    match kind {
        LocationKind::Store => "store",
        LocationKind::Warehouse => "warehouse",
    }
}

pub(super) fn read_location_kind(code: &str) -> Option<LocationKind> {
    match code {
        "store" => Some(LocationKind::Store),
        "warehouse" => Some(LocationKind::Warehouse),
        _ => None,
    }
}

/// The kind of a picture's source, and the source.
pub(super) fn media_source(media: &Media) -> (&'static str, &str) {
    match &media.source {
        MediaSource::Vector { id } => ("vector", id.as_str()),
        MediaSource::Raster { id } => ("raster", id.as_str()),
        MediaSource::Remote { url } => ("remote", url),
    }
}

/// The format of a file, and its width.
pub(super) fn rendition(rendition: Rendition) -> (&'static str, u32) {
    match rendition {
        Rendition::Svg => ("svg", 0),
        Rendition::Webp(width) => ("webp", width),
        Rendition::Jpeg(width) => ("jpeg", width),
    }
}

/// What a text says in one language and not, as [`Text::get`] does, what stands in for it.
pub(super) fn exactly(text: &Text, locale: Locale) -> &str {
    match locale {
        Locale::Ko => &text.ko,
        Locale::En => &text.en,
    }
}
