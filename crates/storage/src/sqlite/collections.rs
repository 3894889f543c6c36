//! Collections: by hand or by rule.

use super::columns::{Columns, Keyed, Keys};
use super::{bump_revision, codes};
use baguni_commerce::collection::{Condition, Members};
use baguni_commerce::{Collection, CollectionRule, Currency, Handle, Locale, Media};
use rusqlite::{OptionalExtension as _, Transaction, params};

/// In the order in which they were first saved.
pub(super) fn load(tx: &Transaction<'_>, keys: Keys) -> rusqlite::Result<Vec<Collection>> {
    let mut collections = Keyed::load(tx, keys, COLLECTIONS, collection)?;
    collections.attach(tx, keys, PICTURES, |collection, columns| {
        collection.picture = Some(columns.media()?);
        Ok(())
    })?;
    collections.attach(tx, keys, MEMBERS, add_member)?;
    collections.attach(tx, keys, CONDITIONS, add_condition)?;
    Ok(collections.rows)
}

/// Inserts or replaces. Those that are already as they should be are left alone.
pub(super) fn save(tx: &Transaction<'_>, collections: &[Collection]) -> rusqlite::Result<()> {
    let mut changed = false;
    for collection in collections {
        if find(tx, &collection.handle)?.as_ref() != Some(collection) {
            save_one(tx, collection)?;
            changed = true;
        }
    }
    if changed {
        bump_revision(tx)?;
    }
    Ok(())
}

fn find(tx: &Transaction<'_>, handle: &Handle) -> rusqlite::Result<Option<Collection>> {
    let id: Option<i64> = tx
        .prepare_cached("SELECT id FROM collection WHERE handle = ?1")?
        .query_row([handle.as_str()], |row| row.get(0))
        .optional()?;
    match id {
        Some(id) => Ok(load(tx, Keys::one(id))?.pop()),
        None => Ok(None),
    }
}

const COLLECTIONS: &str = "SELECT id, handle, membership, menu_position, ko.title, en.title,
        ko.description, en.description
    FROM collection
    LEFT JOIN collection_text ko ON ko.collection_id = id AND ko.locale = 'ko'
    LEFT JOIN collection_text en ON en.collection_id = id AND en.locale = 'en'
    WHERE id BETWEEN ?1 AND ?2
    ORDER BY id";

fn collection(columns: &mut Columns<'_>) -> rusqlite::Result<Collection> {
    let (handle, members) = (columns.parse()?, columns.code(no_members)?);
    let menu_position = columns.take()?;
    Ok(Collection {
        handle,
        title: columns.text()?,
        description: columns.text()?,
        picture: None,
        members,
        menu_position,
    })
}

fn no_members(membership: &str) -> Option<Members> {
    let rule = |any| {
        let conditions = Vec::new();
        Members::Rule(CollectionRule { any, conditions })
    };
    match membership {
        "manual" => Some(Members::Manual(Vec::new())),
        "all" => Some(rule(false)),
        "any" => Some(rule(true)),
        _ => None,
    }
}

const PICTURES: &str = "SELECT collection_id, source_kind, source, alt_ko, alt_en, width, height
    FROM collection_picture
    WHERE collection_id BETWEEN ?1 AND ?2
    ORDER BY collection_id";

const MEMBERS: &str = "SELECT collection_id, product_handle
    FROM collection_member
    WHERE collection_id BETWEEN ?1 AND ?2
    ORDER BY collection_id, position";

fn add_member(collection: &mut Collection, columns: &mut Columns<'_>) -> rusqlite::Result<()> {
    if let Members::Manual(members) = &mut collection.members {
        members.push(columns.parse()?);
    }
    Ok(())
}

const CONDITIONS: &str = "SELECT collection_id, kind, word, currency, amount_minor, published_since
    FROM collection_condition
    WHERE collection_id BETWEEN ?1 AND ?2
    ORDER BY collection_id, position";

fn add_condition(collection: &mut Collection, columns: &mut Columns<'_>) -> rusqlite::Result<()> {
    let condition = ConditionRow {
        kind: columns.take()?,
        word: columns.take()?,
        currency: columns.take()?,
        amount_minor: columns.take()?,
        published_since: columns.take()?,
    };
    let condition = condition
        .read()
        .ok_or_else(|| columns.refuse(format!("a collection has the condition {condition:?}")))?;
    if let Members::Rule(rule) = &mut collection.members {
        rule.conditions.push(condition);
    }
    Ok(())
}

/// A condition as its columns.
#[derive(Debug, Default)]
struct ConditionRow {
    kind: String,
    word: Option<String>,
    currency: Option<String>,
    amount_minor: Option<i64>,
    published_since: Option<i64>,
}

impl ConditionRow {
    fn read(&self) -> Option<Condition> {
        Some(match self.kind.as_str() {
            "tag" => Condition::Tag(self.word.clone()?),
            "vendor" => Condition::Vendor(self.word.clone()?),
            "product-type" => Condition::ProductType(self.word.clone()?),
            "on-sale" => Condition::OnSale,
            "price-below" => {
                let currency = Currency::from_code(self.currency.as_deref()?)?;
                Condition::PriceBelow(currency, self.amount_minor?)
            }
            "published-since" => Condition::PublishedSince(self.published_since?),
            _ => return None,
        })
    }

    fn of(condition: &Condition) -> Self {
        let with_word = |kind: &str, word: &str| Self {
            kind: kind.to_owned(),
            word: Some(word.to_owned()),
            ..Self::default()
        };
        match condition {
            Condition::Tag(tag) => with_word("tag", tag),
            Condition::Vendor(name) => with_word("vendor", name),
            Condition::ProductType(name) => with_word("product-type", name),
            Condition::OnSale => Self {
                kind: "on-sale".to_owned(),
                ..Self::default()
            },
            Condition::PriceBelow(currency, minor) => Self {
                kind: "price-below".to_owned(),
                currency: Some(currency.code().to_owned()),
                amount_minor: Some(*minor),
                ..Self::default()
            },
            Condition::PublishedSince(moment) => Self {
                kind: "published-since".to_owned(),
                published_since: Some(*moment),
                ..Self::default()
            },
        }
    }
}

fn save_one(tx: &Transaction<'_>, collection: &Collection) -> rusqlite::Result<()> {
    let sql = "INSERT INTO collection (handle, membership, menu_position) VALUES (?1, ?2, ?3)
        ON CONFLICT (handle) DO UPDATE SET
            membership = excluded.membership, menu_position = excluded.menu_position
        RETURNING id";
    let (handle, membership) = (collection.handle.as_str(), membership(&collection.members));
    let row = params![handle, membership, collection.menu_position];
    let id: i64 = tx.prepare_cached(sql)?.query_row(row, |row| row.get(0))?;
    tx.prepare_cached("DELETE FROM collection_former_handle WHERE handle = ?1")?
        .execute([handle])?;
    clear(tx, id)?;
    save_texts(tx, id, collection)?;
    if let Some(picture) = &collection.picture {
        save_picture(tx, id, picture)?;
    }
    match &collection.members {
        Members::Manual(handles) => save_members(tx, id, handles),
        Members::Rule(rule) => save_conditions(tx, id, &rule.conditions),
    }
}

fn membership(members: &Members) -> &'static str {
    match members {
        Members::Manual(_) => "manual",
        Members::Rule(CollectionRule { any: false, .. }) => "all",
        Members::Rule(CollectionRule { any: true, .. }) => "any",
    }
}

fn clear(tx: &Transaction<'_>, id: i64) -> rusqlite::Result<()> {
    for sql in [
        "DELETE FROM collection_text WHERE collection_id = ?1",
        "DELETE FROM collection_picture WHERE collection_id = ?1",
        "DELETE FROM collection_member WHERE collection_id = ?1",
        "DELETE FROM collection_condition WHERE collection_id = ?1",
    ] {
        tx.prepare_cached(sql)?.execute([id])?;
    }
    Ok(())
}

fn save_texts(tx: &Transaction<'_>, id: i64, collection: &Collection) -> rusqlite::Result<()> {
    let sql = "INSERT INTO collection_text (collection_id, locale, title, description)
        VALUES (?1, ?2, ?3, ?4)";
    for locale in Locale::ALL {
        let texts = [&collection.title, &collection.description];
        let [title, description] = texts.map(|text| codes::exactly(text, locale));
        tx.prepare_cached(sql)?
            .execute(params![id, locale.code(), title, description])?;
    }
    Ok(())
}

fn save_picture(tx: &Transaction<'_>, id: i64, picture: &Media) -> rusqlite::Result<()> {
    let sql = "INSERT INTO collection_picture (collection_id, source_kind, source, alt_ko, alt_en,
            width, height)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let (kind, source) = codes::media_source(picture);
    let (alt, width, height) = (&picture.alt, picture.width, picture.height);
    let row = params![id, kind, source, alt.ko, alt.en, width, height];
    tx.prepare_cached(sql)?.execute(row)?;
    Ok(())
}

fn save_members(tx: &Transaction<'_>, id: i64, handles: &[Handle]) -> rusqlite::Result<()> {
    let sql = "INSERT INTO collection_member (collection_id, position, product_handle)
        VALUES (?1, ?2, ?3)";
    for (position, handle) in (0_i64..).zip(handles) {
        tx.prepare_cached(sql)?
            .execute(params![id, position, handle.as_str()])?;
    }
    Ok(())
}

fn save_conditions(
    tx: &Transaction<'_>,
    id: i64,
    conditions: &[Condition],
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO collection_condition (collection_id, position, kind, word, currency,
            amount_minor, published_since)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    for (position, condition) in (0_i64..).zip(conditions) {
        let row = ConditionRow::of(condition);
        let (amount, since) = (row.amount_minor, row.published_since);
        let row = params![
            id,
            position,
            row.kind,
            row.word,
            row.currency,
            amount,
            since
        ];
        tx.prepare_cached(sql)?.execute(row)?;
    }
    Ok(())
}
