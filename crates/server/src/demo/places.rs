//! Where things are found: collections, shops and former addresses.

use super::appearance::SCENE;
use super::assemble::moment;
use super::schema::{CollectionEntry, LocationEntry};
use super::sources::Sources;
use super::{DemoError, DemoMoves};
use baguni_commerce::collection::{Condition, Members};
use baguni_commerce::stock::OpeningHours;
use baguni_commerce::{
    Collection, CollectionRule, Currency, Handle, Media, Product, StockLocation,
};
use std::collections::BTreeMap;

pub fn collections(sources: &Sources, products: &[Product]) -> Result<Vec<Collection>, DemoError> {
    let positions = (0..).zip(&sources.collections);
    positions
        .map(|(at, entry)| collection(entry, at, products))
        .collect()
}

fn collection(
    entry: &CollectionEntry,
    at: u16,
    products: &[Product],
) -> Result<Collection, DemoError> {
    Ok(Collection {
        handle: entry.handle.parse()?,
        title: entry.title.text(),
        description: entry.description.text(),
        picture: Some(scene(&entry.picture, products)?),
        members: members(entry, products)?,
        menu_position: entry.menu.then_some(at),
    })
}

fn scene(handle: &str, products: &[Product]) -> Result<Media, DemoError> {
    let shown = find(handle, products)?.media.get(SCENE);
    shown
        .cloned()
        .ok_or_else(|| DemoError::Unknown("scene of", handle.to_owned()))
}

fn members(entry: &CollectionEntry, products: &[Product]) -> Result<Members, DemoError> {
    if let Some(handles) = &entry.products {
        let named = handles
            .iter()
            .map(|handle| Ok(find(handle, products)?.handle.clone()));
        return Ok(Members::Manual(named.collect::<Result<_, DemoError>>()?));
    }
    let mut conditions = Vec::new();
    conditions.extend(entry.tag.clone().map(Condition::Tag));
    conditions.extend(
        entry
            .since
            .as_ref()
            .map(|date| Condition::PublishedSince(moment(date))),
    );
    conditions.extend(
        entry
            .below
            .map(|won| Condition::PriceBelow(Currency::Krw, won)),
    );
    conditions.extend(entry.on_sale.then_some(Condition::OnSale));
    if conditions.is_empty() {
        return Err(DemoError::Unknown("rule of", entry.handle.clone()));
    }
    Ok(Members::Rule(CollectionRule {
        any: false,
        conditions,
    }))
}

fn find<'a>(handle: &str, products: &'a [Product]) -> Result<&'a Product, DemoError> {
    let found = products
        .iter()
        .find(|product| product.handle.as_str() == handle);
    found.ok_or_else(|| DemoError::Unknown("product", handle.to_owned()))
}

pub fn locations(sources: &Sources) -> Result<Vec<StockLocation>, DemoError> {
    sources.locations.iter().map(location).collect()
}

fn location(entry: &LocationEntry) -> Result<StockLocation, DemoError> {
    let mut hours = [None; 7];
    for (day, written) in hours.iter_mut().zip(&entry.hours) {
        *day = opening_hours(written)?;
    }
    Ok(StockLocation {
        handle: entry.handle.parse()?,
        kind: entry.kind,
        name: entry.name.text(),
        city: entry.city.text(),
        address: entry.address.text(),
        postcode: entry.postcode.clone(),
        phone: entry.phone.clone(),
        hours,
        note: entry.note.text(),
    })
}

fn opening_hours(written: &str) -> Result<Option<OpeningHours>, DemoError> {
    if written.is_empty() {
        return Ok(None);
    }
    let minutes = |clock: &str| {
        let (hour, minute) = clock.split_once(':')?;
        Some(hour.parse::<u16>().ok()? * 60 + minute.parse::<u16>().ok()?)
    };
    let both = written
        .split_once('-')
        .and_then(|(from, to)| Some((minutes(from)?, minutes(to)?)));
    match both {
        Some((opens, closes)) if opens < closes => Ok(Some(OpeningHours { opens, closes })),
        _ => Err(DemoError::Hours(written.to_owned())),
    }
}

pub fn moves(sources: &Sources) -> Result<DemoMoves, DemoError> {
    Ok(DemoMoves {
        products: handles(&sources.moves.products)?,
        collections: handles(&sources.moves.collections)?,
    })
}

fn handles(written: &BTreeMap<String, String>) -> Result<BTreeMap<Handle, Handle>, DemoError> {
    written
        .iter()
        .map(|(from, to)| Ok((from.parse()?, to.parse()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read() {
        let read = |written| opening_hours(written).ok();
        assert_eq!(read(""), Some(None));
        let day = OpeningHours {
            opens: 630,
            closes: 1_200,
        };
        assert_eq!(read("10:30-20:00"), Some(Some(day)));
        for bad in ["10:30", "20:00-10:30", "ten-noon"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
