//! The rows of a basket: the truth itself, and how far replicas have been heard.

use super::super::aliases;
use super::super::columns::Columns;
use super::super::shoppers::{key, millis};
use crate::baskets::{KeptBasket, KioskAt};
use crate::error::{Fault, StorageError, Subject};
use baguni_commerce::{DeviceId, ShopperId};
use baguni_replica::frame::DeviceKind;
use baguni_replica::line::Change;
use baguni_replica::{Basket, Dot, Heard, List, ReplicaId, Seq, Truth, codec};
use rusqlite::{OptionalExtension as _, Transaction, params};
use std::collections::{BTreeMap, BTreeSet};

/// A basket's row.
#[derive(Clone, Debug)]
pub(super) struct BasketRow {
    pub truth: Truth,
    /// Under which the server writes.
    pub server: ReplicaId,
    /// How many bytes were read.
    pub size: usize,
}

/// Why a row was not read.
pub(super) enum Unread {
    /// What stands there is no basket.
    Damaged,
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for Unread {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl Unread {
    pub fn of(self, shopper: ShopperId) -> Fault {
        match self {
            Self::Sql(error) => error.into(),
            Self::Damaged => {
                let reason = "has a basket that cannot be read".to_owned();
                let what = Subject::Shopper(shopper);
                StorageError::Invalid { what, reason }.into()
            }
        }
    }
}

pub(super) fn find(tx: &Transaction<'_>, shopper: ShopperId) -> Result<Option<BasketRow>, Unread> {
    let sql = "SELECT state, server_replica FROM basket WHERE shopper = ?1";
    let mut statement = tx.prepare_cached(sql)?;
    let mut rows = statement.query([key(shopper)])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let state = row.get_ref(0)?.as_blob().map_err(|_| Unread::Damaged)?;
    Ok(Some(BasketRow {
        truth: codec::decode(state).map_err(|_| Unread::Damaged)?,
        server: replica(row.get(1)?),
        size: state.len(),
    }))
}

/// A new basket's row, if there is such a shopper.
pub(super) fn begin(
    tx: &Transaction<'_>,
    shopper: ShopperId,
    now: u64,
) -> rusqlite::Result<Option<BasketRow>> {
    let truth = Truth::default();
    let sql = "INSERT INTO basket (shopper, version, epoch, state, server_replica, updated_at)
        SELECT id, 0, 0, ?2, random(), ?3 FROM shopper WHERE id = ?1 RETURNING server_replica";
    let server = tx
        .prepare_cached(sql)?
        .query_row(
            params![key(shopper), codec::encode(&truth), millis(now)],
            |row| row.get(0),
        )
        .optional()?;
    Ok(server.map(|server| BasketRow {
        truth,
        server: replica(server),
        size: 0,
    }))
}

/// Nobody has these 64 bits yet.
pub(super) fn fresh_replica(tx: &Transaction<'_>) -> rusqlite::Result<ReplicaId> {
    tx.prepare_cached("SELECT random()")?
        .query_row([], |row| row.get(0).map(replica))
}

pub(super) fn write(
    tx: &Transaction<'_>,
    shopper: ShopperId,
    truth: &Truth,
    now: u64,
) -> rusqlite::Result<()> {
    let sql = "UPDATE basket SET version = ?2, epoch = ?3, state = ?4, updated_at = ?5
        WHERE shopper = ?1";
    tx.prepare_cached(sql)?.execute(params![
        key(shopper),
        millis(truth.version),
        truth.basket.epoch(),
        codec::encode(truth),
        millis(now)
    ])?;
    Ok(())
}

/// Who a replica belongs to, and how far it has been heard.
pub(super) fn heard(
    tx: &Transaction<'_>,
    replica: ReplicaId,
) -> rusqlite::Result<Option<(i64, Heard)>> {
    let sql = "SELECT shopper, last_seq, fingerprint FROM replica WHERE replica = ?1";
    tx.prepare_cached(sql)?
        .query_row([replica.0.cast_signed()], |row| {
            let heard = Heard {
                last: row.get(1)?,
                fingerprint: row.get::<_, i64>(2)?.cast_unsigned(),
            };
            Ok((row.get(0)?, heard))
        })
        .optional()
}

/// What is written down of a replica that has spoken.
pub(super) struct Told {
    pub heard: Heard,
    pub device: DeviceKind,
    /// Where it spoke, or whose number it has written.
    pub kiosk: Option<DeviceId>,
    /// Of the basket.
    pub epoch: u32,
}

pub(super) fn hear(
    tx: &Transaction<'_>,
    replica: ReplicaId,
    shopper: ShopperId,
    told: &Told,
    now: u64,
) -> rusqlite::Result<()> {
    let Told {
        heard,
        device,
        kiosk,
        epoch,
    } = told;
    let sql = "INSERT INTO replica
            (replica, shopper, last_seq, fingerprint, device, epoch, seen_at, kiosk)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (replica) DO UPDATE SET last_seq = ?3, fingerprint = ?4, device = ?5,
            epoch = ?6, seen_at = ?7, kiosk = coalesce(?8, kiosk)";
    tx.prepare_cached(sql)?.execute(params![
        replica.0.cast_signed(),
        key(shopper),
        heard.last,
        heard.fingerprint.cast_signed(),
        word(*device),
        epoch,
        millis(now),
        kiosk.map(|kiosk| kiosk.0)
    ])?;
    Ok(())
}

/// The change that an order took under a dot.
pub(super) fn ordered(tx: &Transaction<'_>, dot: Dot) -> Result<Option<Change>, Unread> {
    let sql = "SELECT change FROM ordered WHERE replica = ?1 AND seq = ?2";
    let change: Option<Vec<u8>> = tx
        .prepare_cached(sql)?
        .query_row(params![dot.replica.0.cast_signed(), dot.seq], |row| {
            row.get(0)
        })
        .optional()?;
    let change = change.map(|change| codec::decode(&change)).transpose();
    change.map_err(|_| Unread::Damaged)
}

/// All that a screen is told of a basket.
pub(super) fn kept(
    tx: &Transaction<'_>,
    shopper: ShopperId,
    replicas: &[ReplicaId],
) -> Result<KeptBasket, Fault> {
    let shopper = aliases::find(tx, shopper)?.unwrap_or(shopper);
    let row = find(tx, shopper).map_err(|unread| unread.of(shopper))?;
    let truth = row.map(|row| row.truth).unwrap_or_default();
    let mut known = Vec::new();
    for replica in replicas {
        let row = heard(tx, *replica)?.filter(|(owner, _)| *owner == key(shopper));
        known.extend(row.map(|(_, heard)| (*replica, heard.last)));
    }
    let mut kept = KeptBasket {
        shopper,
        origins: Vec::new(),
        kiosks: Vec::new(),
        heard: known,
        truth,
    };
    for (replica, (device, kiosk)) in origins(tx, &kept.truth.basket)? {
        kept.origins.push((replica, device));
        kept.kiosks.extend(kiosk.map(|kiosk| (replica, kiosk)));
    }
    Ok(kept)
}

type Origin = (DeviceKind, Option<KioskAt>);

/// Where that was said which a basket shows, as far as it is known.
pub(super) fn origins(
    tx: &Transaction<'_>,
    basket: &Basket,
) -> rusqlite::Result<Vec<(ReplicaId, Origin)>> {
    let sql = "SELECT replica.device, device.id, device.name, stock_location.handle
        FROM replica
        LEFT JOIN device ON device.id = replica.kiosk
        LEFT JOIN stock_location ON stock_location.id = device.location_id
        WHERE replica = ?1";
    let mut statement = tx.prepare_cached(sql)?;
    let mut origins = Vec::new();
    for replica in shown_replicas(basket) {
        let origin = statement
            .query_row([replica.0.cast_signed()], |row| {
                origin(&mut Columns::of(row))
            })
            .optional()?;
        origins.extend(origin.map(|origin| (replica, origin)));
    }
    Ok(origins)
}

fn origin(columns: &mut Columns<'_>) -> rusqlite::Result<Origin> {
    let kind = columns.code(read_word)?;
    let kiosk = match columns.take()? {
        Some(device) => Some(KioskAt {
            device: DeviceId(device),
            name: columns.take()?,
            location: columns.parse()?,
        }),
        None => None,
    };
    Ok((kind, kiosk))
}

fn shown_replicas(basket: &Basket) -> BTreeSet<ReplicaId> {
    let wishlists = basket.wishlists();
    let wishlists = wishlists.iter().map(|(id, _)| List::Wishlist(*id));
    let lists = [List::Cart, List::Saved].into_iter().chain(wishlists);
    let shown = lists.flat_map(|list| basket.shown(list));
    shown
        .flat_map(|shown| shown.line.changes())
        .map(|(dot, _)| dot.replica)
        .collect()
}

/// What an order took, by the dots it took.
pub(super) fn keep_ordered(
    tx: &Transaction<'_>,
    checkout: [u8; 16],
    taken: &BTreeMap<Dot, Change>,
    now: u64,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO ordered (replica, seq, checkout, change, ordered_at)
        VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING";
    let mut statement = tx.prepare_cached(sql)?;
    for (Dot { replica, seq }, change) in taken {
        let (replica, seq): (i64, Seq) = (replica.0.cast_signed(), *seq);
        let change = codec::encode(change);
        statement.execute(params![replica, seq, checkout, change, millis(now)])?;
    }
    Ok(())
}

fn replica(key: i64) -> ReplicaId {
    ReplicaId(key.cast_unsigned())
}

fn word(device: DeviceKind) -> &'static str {
    match device {
        DeviceKind::Desktop => "desktop",
        DeviceKind::Phone => "phone",
        DeviceKind::Tablet => "tablet",
        DeviceKind::Kiosk => "kiosk",
        DeviceKind::Shop => "shop",
    }
}

fn read_word(word: &str) -> Option<DeviceKind> {
    Some(match word {
        "desktop" => DeviceKind::Desktop,
        "phone" => DeviceKind::Phone,
        "tablet" => DeviceKind::Tablet,
        "kiosk" => DeviceKind::Kiosk,
        "shop" => DeviceKind::Shop,
        _ => return None,
    })
}
