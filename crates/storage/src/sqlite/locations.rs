//! Stock locations and their opening hours.

use super::columns::{Columns, Keyed, Keys};
use super::{bump_revision, codes};
use baguni_commerce::stock::OpeningHours;
use baguni_commerce::{Handle, Locale, StockLocation};
use rusqlite::{OptionalExtension as _, Transaction, params};

/// In the order in which they were first saved.
pub(super) fn load(tx: &Transaction<'_>, keys: Keys) -> rusqlite::Result<Vec<StockLocation>> {
    let mut locations = Keyed::load(tx, keys, LOCATIONS, location)?;
    locations.attach(tx, keys, HOURS, add_hours)?;
    Ok(locations.rows)
}

/// Inserts or replaces. Those that are already as they should be are left alone.
pub(super) fn save(tx: &Transaction<'_>, locations: &[StockLocation]) -> rusqlite::Result<()> {
    let mut changed = false;
    for location in locations {
        if find(tx, &location.handle)?.as_ref() != Some(location) {
            save_one(tx, location)?;
            changed = true;
        }
    }
    if changed {
        bump_revision(tx)?;
    }
    Ok(())
}

pub(super) fn key(tx: &Transaction<'_>, handle: &Handle) -> rusqlite::Result<Option<i64>> {
    tx.prepare_cached("SELECT id FROM stock_location WHERE handle = ?1")?
        .query_row([handle.as_str()], |row| row.get(0))
        .optional()
}

fn find(tx: &Transaction<'_>, handle: &Handle) -> rusqlite::Result<Option<StockLocation>> {
    match key(tx, handle)? {
        Some(id) => Ok(load(tx, Keys::one(id))?.pop()),
        None => Ok(None),
    }
}

const LOCATIONS: &str = "SELECT id, handle, kind, postcode, phone, ko.name, en.name,
        ko.city, en.city, ko.address, en.address, ko.note, en.note
    FROM stock_location
    LEFT JOIN location_text ko ON ko.location_id = id AND ko.locale = 'ko'
    LEFT JOIN location_text en ON en.location_id = id AND en.locale = 'en'
    WHERE id BETWEEN ?1 AND ?2
    ORDER BY id";

fn location(columns: &mut Columns<'_>) -> rusqlite::Result<StockLocation> {
    let (handle, kind) = (columns.parse()?, columns.code(codes::read_location_kind)?);
    Ok(StockLocation {
        handle,
        kind,
        postcode: columns.take()?,
        phone: columns.take()?,
        name: columns.text()?,
        city: columns.text()?,
        address: columns.text()?,
        hours: [None; 7],
        note: columns.text()?,
    })
}

const HOURS: &str = "SELECT location_id, weekday, opens_minute, closes_minute
    FROM location_hours
    WHERE location_id BETWEEN ?1 AND ?2
    ORDER BY location_id";

fn add_hours(location: &mut StockLocation, columns: &mut Columns<'_>) -> rusqlite::Result<()> {
    let weekday: usize = columns.take::<u8>()?.into();
    let hours = OpeningHours {
        opens: columns.take()?,
        closes: columns.take()?,
    };
    if let Some(day) = location.hours.get_mut(weekday.wrapping_sub(1)) {
        *day = Some(hours);
    }
    Ok(())
}

fn save_one(tx: &Transaction<'_>, location: &StockLocation) -> rusqlite::Result<()> {
    let sql = "INSERT INTO stock_location (handle, kind, postcode, phone) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (handle) DO UPDATE SET
            kind = excluded.kind, postcode = excluded.postcode, phone = excluded.phone
        RETURNING id";
    let (handle, kind) = (&location.handle, codes::location_kind(location.kind));
    let row = params![handle.as_str(), kind, location.postcode, location.phone];
    let id: i64 = tx.prepare_cached(sql)?.query_row(row, |row| row.get(0))?;
    for sql in [
        "DELETE FROM location_text WHERE location_id = ?1",
        "DELETE FROM location_hours WHERE location_id = ?1",
    ] {
        tx.prepare_cached(sql)?.execute([id])?;
    }
    save_texts(tx, id, location)?;
    save_hours(tx, id, &location.hours)
}

fn save_texts(tx: &Transaction<'_>, id: i64, location: &StockLocation) -> rusqlite::Result<()> {
    let sql = "INSERT INTO location_text (location_id, locale, name, city, address, note)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let texts = [
        &location.name,
        &location.city,
        &location.address,
        &location.note,
    ];
    for locale in Locale::ALL {
        let [name, city, address, note] = texts.map(|text| codes::exactly(text, locale));
        tx.prepare_cached(sql)?
            .execute(params![id, locale.code(), name, city, address, note])?;
    }
    Ok(())
}

fn save_hours(
    tx: &Transaction<'_>,
    id: i64,
    hours: &[Option<OpeningHours>; 7],
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO location_hours (location_id, weekday, opens_minute, closes_minute)
        VALUES (?1, ?2, ?3, ?4)";
    for (weekday, day) in (1_i64..).zip(hours) {
        if let Some(OpeningHours { opens, closes }) = day {
            tx.prepare_cached(sql)?
                .execute(params![id, weekday, opens, closes])?;
        }
    }
    Ok(())
}
