//! The rows of a product that are replaced whole at every change.

use crate::sqlite::codes;
use baguni_commerce::product::Detail;
use baguni_commerce::{Locale, Media, OptionValue, Product, ProductOption};
use rusqlite::{Transaction, params};

/// Everything but the variants: those have stock, and stay.
pub(super) fn replace(tx: &Transaction<'_>, id: i64, product: &Product) -> rusqlite::Result<()> {
    clear(tx, id)?;
    save_texts(tx, id, product)?;
    save_details(tx, id, &product.details)?;
    for tag in &product.tags {
        tx.prepare_cached("INSERT INTO product_tag (product_id, tag) VALUES (?1, ?2)")?
            .execute(params![id, tag])?;
    }
    for (position, option) in (0..).zip(&product.options) {
        save_option(tx, id, position, option)?;
    }
    save_media(tx, id, &product.media)
}

fn clear(tx: &Transaction<'_>, id: i64) -> rusqlite::Result<()> {
    // The values of options go with their options.
    for sql in [
        "DELETE FROM product_text WHERE product_id = ?1",
        "DELETE FROM product_detail WHERE product_id = ?1",
        "DELETE FROM product_tag WHERE product_id = ?1",
        "DELETE FROM product_option WHERE product_id = ?1",
        "DELETE FROM product_media WHERE product_id = ?1",
    ] {
        tx.prepare_cached(sql)?.execute([id])?;
    }
    Ok(())
}

fn save_texts(tx: &Transaction<'_>, id: i64, product: &Product) -> rusqlite::Result<()> {
    let sql = "INSERT INTO product_text (title, summary, description, vendor, product_type,
            product_id, locale)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let texts = [
        &product.title,
        &product.summary,
        &product.description,
        &product.vendor,
        &product.product_type,
    ];
    for locale in Locale::ALL {
        let [title, summary, description, vendor, kind] =
            texts.map(|text| codes::exactly(text, locale));
        let row = params![title, summary, description, vendor, kind, id, locale.code()];
        tx.prepare_cached(sql)?.execute(row)?;
    }
    Ok(())
}

fn save_details(tx: &Transaction<'_>, id: i64, details: &[Detail]) -> rusqlite::Result<()> {
    let sql = "INSERT INTO product_detail (product_id, position, title_ko, title_en, body_ko,
            body_en)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    for (position, Detail { title, body }) in (0_i64..).zip(details) {
        let row = params![id, position, title.ko, title.en, body.ko, body.en];
        tx.prepare_cached(sql)?.execute(row)?;
    }
    Ok(())
}

fn save_option(
    tx: &Transaction<'_>,
    id: i64,
    position: i64,
    option: &ProductOption,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO product_option (product_id, position, name_ko, name_en)
        VALUES (?1, ?2, ?3, ?4)";
    let row = params![id, position, option.name.ko, option.name.en];
    tx.prepare_cached(sql)?.execute(row)?;
    let sql = "INSERT INTO option_value (product_id, option_position, position, name_ko, name_en,
            swatch)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    for (place, OptionValue { name, swatch }) in (0_i64..).zip(&option.values) {
        let row = params![id, position, place, name.ko, name.en, swatch];
        tx.prepare_cached(sql)?.execute(row)?;
    }
    Ok(())
}

fn save_media(tx: &Transaction<'_>, id: i64, media: &[Media]) -> rusqlite::Result<()> {
    let sql = "INSERT INTO product_media (product_id, position, source_kind, source, alt_ko,
            alt_en, width, height)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    for (position, media) in (0_i64..).zip(media) {
        let (kind, source) = codes::media_source(media);
        let (alt, width, height) = (&media.alt, media.width, media.height);
        let row = params![id, position, kind, source, alt.ko, alt.en, width, height];
        tx.prepare_cached(sql)?.execute(row)?;
    }
    Ok(())
}
