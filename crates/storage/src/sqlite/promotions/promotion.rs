//! Promotions as rows.

use super::columns::{amounts, millis, moment, split};
use crate::sqlite::bump_revision;
use crate::sqlite::columns::{Columns, Keyed, Keys};
use baguni_commerce::promotion::{BasisPoints, Conditions, Limits, Reward, Scope, Trigger};
use baguni_commerce::{Handle, Promotion, PromotionCode};
use rusqlite::{OptionalExtension as _, Transaction, named_params};

const PROMOTIONS: &str = "SELECT id, handle, title_ko, title_en, code,
        reward, off, amount_krw, amount_usd, buy, get, scope,
        minimum_krw, minimum_usd, pieces, starts_at, ends_at, signed_in, first_order,
        total_limit, shopper_limit, priority, exclusive
    FROM promotion
    WHERE id BETWEEN ?1 AND ?2
    ORDER BY id";

const SCOPES: &str = "SELECT promotion_id, name
    FROM promotion_scope
    WHERE promotion_id BETWEEN ?1 AND ?2
    ORDER BY promotion_id, name";

pub(super) fn load(tx: &Transaction<'_>) -> rusqlite::Result<Vec<Promotion>> {
    load_some(tx, Keys::ALL)
}

fn load_some(tx: &Transaction<'_>, keys: Keys) -> rusqlite::Result<Vec<Promotion>> {
    let mut promotions = Keyed::load(tx, keys, PROMOTIONS, read)?;
    promotions.attach(tx, keys, SCOPES, |promotion, columns| {
        match &mut promotion.scope {
            Scope::Everything => {}
            Scope::Collections(handles) => handles.push(columns.parse()?),
            Scope::Skus(skus) => skus.push(columns.parse()?),
        }
        Ok(())
    })?;
    Ok(promotions.rows)
}

fn read(columns: &mut Columns<'_>) -> rusqlite::Result<Promotion> {
    Ok(Promotion {
        handle: columns.parse()?,
        title: columns.text()?,
        trigger: trigger(columns)?,
        reward: reward(columns)?,
        scope: columns.code(empty_scope)?,
        conditions: Conditions {
            minimum: amounts(columns)?,
            pieces: columns.take()?,
            starts: moment(columns)?,
            ends: moment(columns)?,
            signed_in: columns.take()?,
            first_order: columns.take()?,
        },
        limits: Limits {
            total: columns.take()?,
            per_shopper: columns.take()?,
        },
        priority: columns.take()?,
        exclusive: columns.take()?,
    })
}

fn trigger(columns: &mut Columns<'_>) -> rusqlite::Result<Trigger> {
    let code: Option<String> = columns.take()?;
    let code: Option<PromotionCode> = code.map(|raw| columns.parsed(&raw)).transpose()?;
    Ok(code.map_or(Trigger::Automatic, Trigger::Code))
}

fn reward(columns: &mut Columns<'_>) -> rusqlite::Result<Reward> {
    let kind: String = columns.take()?;
    let off: Option<u16> = columns.take()?;
    let off = off.and_then(|points| BasisPoints::try_from(points).ok());
    let amount = amounts(columns)?;
    let (buy, get) = (columns.take()?, columns.take()?);
    let reward = match (kind.as_str(), off, amount, buy, get) {
        ("percent", Some(off), at_most, ..) => Some(Reward::Percent { off, at_most }),
        ("amount", _, Some(amounts), ..) => Some(Reward::Amount(amounts)),
        ("buy-x-get-y", Some(off), _, Some(buy), Some(get)) => {
            Some(Reward::BuyXGetY { buy, get, off })
        }
        ("free-shipping", ..) => Some(Reward::FreeShipping),
        _ => None,
    };
    reward.ok_or_else(|| columns.refuse(format!("a promotion has the reward {kind:?}")))
}

fn empty_scope(word: &str) -> Option<Scope> {
    match word {
        "everything" => Some(Scope::Everything),
        "collections" => Some(Scope::Collections(Vec::new())),
        "skus" => Some(Scope::Skus(Vec::new())),
        _ => None,
    }
}

/// Inserts or replaces. Those that are already as they should be are left alone.
pub(super) fn save(tx: &Transaction<'_>, promotions: &[Promotion]) -> rusqlite::Result<()> {
    let mut changed = false;
    for promotion in promotions {
        let promotion = &in_order(promotion);
        if find(tx, &promotion.handle)?.as_ref() != Some(promotion) {
            let id = save_row(tx, promotion)?;
            save_scope(tx, id, &promotion.scope)?;
            changed = true;
        }
    }
    if changed {
        bump_revision(tx)?;
    }
    Ok(())
}

/// As it will be read: the names of its scope in order.
fn in_order(promotion: &Promotion) -> Promotion {
    let mut promotion = promotion.clone();
    match &mut promotion.scope {
        Scope::Everything => {}
        Scope::Collections(handles) => handles.sort(),
        Scope::Skus(skus) => skus.sort(),
    }
    promotion
}

fn find(tx: &Transaction<'_>, handle: &Handle) -> rusqlite::Result<Option<Promotion>> {
    let id: Option<i64> = tx
        .prepare_cached("SELECT id FROM promotion WHERE handle = ?1")?
        .query_row([handle.as_str()], |row| row.get(0))
        .optional()?;
    match id {
        Some(id) => Ok(load_some(tx, Keys::one(id))?.pop()),
        None => Ok(None),
    }
}

const SAVE: &str = "INSERT INTO promotion (handle, title_ko, title_en, code,
        reward, off, amount_krw, amount_usd, buy, get, scope,
        minimum_krw, minimum_usd, pieces, starts_at, ends_at, signed_in, first_order,
        total_limit, shopper_limit, priority, exclusive)
    VALUES (:handle, :title_ko, :title_en, :code,
        :reward, :off, :amount_krw, :amount_usd, :buy, :get, :scope,
        :minimum_krw, :minimum_usd, :pieces, :starts_at, :ends_at, :signed_in, :first_order,
        :total_limit, :shopper_limit, :priority, :exclusive)
    ON CONFLICT (handle) DO UPDATE SET
        title_ko = excluded.title_ko, title_en = excluded.title_en, code = excluded.code,
        reward = excluded.reward, off = excluded.off, amount_krw = excluded.amount_krw,
        amount_usd = excluded.amount_usd, buy = excluded.buy, get = excluded.get,
        scope = excluded.scope, minimum_krw = excluded.minimum_krw,
        minimum_usd = excluded.minimum_usd, pieces = excluded.pieces,
        starts_at = excluded.starts_at, ends_at = excluded.ends_at,
        signed_in = excluded.signed_in, first_order = excluded.first_order,
        total_limit = excluded.total_limit, shopper_limit = excluded.shopper_limit,
        priority = excluded.priority, exclusive = excluded.exclusive
    RETURNING id";

fn save_row(tx: &Transaction<'_>, promotion: &Promotion) -> rusqlite::Result<i64> {
    let reward = RewardRow::of(&promotion.reward);
    let conditions = &promotion.conditions;
    let (amount_krw, amount_usd) = split(reward.amounts);
    let (minimum_krw, minimum_usd) = split(conditions.minimum);
    let row = named_params! {
        ":handle": promotion.handle.as_str(),
        ":title_ko": promotion.title.ko,
        ":title_en": promotion.title.en,
        ":code": promotion.code().map(PromotionCode::as_str),
        ":reward": reward.kind,
        ":off": reward.off.map(BasisPoints::get),
        ":amount_krw": amount_krw,
        ":amount_usd": amount_usd,
        ":buy": reward.buy,
        ":get": reward.get,
        ":scope": scope_word(&promotion.scope),
        ":minimum_krw": minimum_krw,
        ":minimum_usd": minimum_usd,
        ":pieces": conditions.pieces,
        ":starts_at": conditions.starts.map(millis),
        ":ends_at": conditions.ends.map(millis),
        ":signed_in": conditions.signed_in,
        ":first_order": conditions.first_order,
        ":total_limit": promotion.limits.total,
        ":shopper_limit": promotion.limits.per_shopper,
        ":priority": promotion.priority,
        ":exclusive": promotion.exclusive,
    };
    tx.prepare_cached(SAVE)?.query_row(row, |row| row.get(0))
}

/// A reward as its columns.
#[derive(Default)]
struct RewardRow {
    kind: &'static str,
    off: Option<BasisPoints>,
    amounts: Option<baguni_commerce::promotion::Amounts>,
    buy: Option<u32>,
    get: Option<u32>,
}

impl RewardRow {
    fn of(reward: &Reward) -> Self {
        let none = Self::default();
        match reward {
            Reward::Percent { off, at_most } => Self {
                kind: "percent",
                off: Some(*off),
                amounts: *at_most,
                ..none
            },
            Reward::Amount(amounts) => Self {
                kind: "amount",
                amounts: Some(*amounts),
                ..none
            },
            Reward::BuyXGetY { buy, get, off } => Self {
                kind: "buy-x-get-y",
                off: Some(*off),
                buy: Some(*buy),
                get: Some(*get),
                ..none
            },
            Reward::FreeShipping => Self {
                kind: "free-shipping",
                ..none
            },
        }
    }
}

fn scope_word(scope: &Scope) -> &'static str {
    match scope {
        Scope::Everything => "everything",
        Scope::Collections(_) => "collections",
        Scope::Skus(_) => "skus",
    }
}

fn save_scope(tx: &Transaction<'_>, id: i64, scope: &Scope) -> rusqlite::Result<()> {
    tx.prepare_cached("DELETE FROM promotion_scope WHERE promotion_id = ?1")?
        .execute([id])?;
    let names: Vec<&str> = match scope {
        Scope::Everything => Vec::new(),
        Scope::Collections(handles) => handles.iter().map(|handle| handle.as_str()).collect(),
        Scope::Skus(skus) => skus.iter().map(|sku| sku.as_str()).collect(),
    };
    let sql = "INSERT INTO promotion_scope (promotion_id, name) VALUES (?1, ?2)";
    for name in names {
        tx.prepare_cached(sql)?.execute((id, name))?;
    }
    Ok(())
}
