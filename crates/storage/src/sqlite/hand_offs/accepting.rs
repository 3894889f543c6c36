//! A phone looks at a code, or accepts it.

use super::super::aliases;
use super::super::columns::Columns;
use super::super::shoppers::{accounts, millis, shopper};
use super::offering;
use crate::error::{Fault, StorageError, Subject};
use crate::hand_offs::{HandOff, Offered};
use crate::{SessionId, TokenHash};
use baguni_commerce::ShopperId;
use baguni_replica::join::JoinPolicy;
use rusqlite::{OptionalExtension as _, Transaction};

/// What is kept under a code, and all that decides what it is good for.
struct Kept {
    offered: Offered,
    is_revoked: bool,
    expires_at: i64,
    used_by: Option<ShopperId>,
    /// Who the session was opened for, whoever that has become.
    guest: Option<ShopperId>,
}

pub(super) fn look(
    tx: &Transaction<'_>,
    code: &TokenHash,
    phone: Option<ShopperId>,
    now: u64,
) -> rusqlite::Result<HandOff> {
    let phone = phone.map(|phone| stands_for(tx, phone)).transpose()?;
    match kept(tx, code)? {
        Some(kept) => Ok(judge(tx, kept, phone, now)?.0),
        None => Ok(HandOff::Unknown),
    }
}

pub(super) fn accept(
    tx: &Transaction<'_>,
    code: &TokenHash,
    phone: ShopperId,
    policy: JoinPolicy,
    now: u64,
) -> Result<HandOff, Fault> {
    let phone = stands_for(tx, phone)?;
    let is_there = "SELECT 1 FROM shopper WHERE id = ?1";
    if !tx
        .prepare_cached(is_there)?
        .exists([phone.0.cast_signed()])?
    {
        return Err(StorageError::Unknown(Subject::Shopper(phone)).into());
    }
    let Some(kept) = kept(tx, code)? else {
        return Ok(HandOff::Unknown);
    };
    let (answer, joins) = judge(tx, kept, Some(phone), now)?;
    if matches!(answer, HandOff::Good(_)) {
        offering::use_up(tx, code, phone, now)?;
    }
    if let Some(guest) = joins {
        aliases::lead(tx, guest, phone, policy, now)?;
    }
    Ok(answer)
}

/// What a code is good for in the hands of this phone, and the guest that is to be joined into it
/// if it accepts.
fn judge(
    tx: &Transaction<'_>,
    kept: Kept,
    phone: Option<ShopperId>,
    now: u64,
) -> rusqlite::Result<(HandOff, Option<ShopperId>)> {
    if let Some(used_by) = kept.used_by {
        let is_same = Some(stands_for(tx, used_by)?) == phone;
        let again = is_same.then_some(kept.offered).map(HandOff::Again);
        return Ok((again.unwrap_or(HandOff::Used), None));
    }
    if kept.expires_at <= millis(now) {
        return Ok((HandOff::Expired, None));
    }
    let (Some(guest), Some((_, shown)), false) = (kept.guest, kept.offered.screen, kept.is_revoked)
    else {
        return Ok((HandOff::Unknown, None));
    };
    // Somebody's basket is on the screen already. It is theirs to go on with, and passed on to
    // nobody else.
    let is_led = shown != guest;
    Ok(match is_led || accounts::is_there(tx, guest)? {
        true if Some(shown) == phone => (HandOff::Good(kept.offered), None),
        true => (HandOff::Used, None),
        // The screen itself.
        false if Some(guest) == phone => (HandOff::Unknown, None),
        false => (HandOff::Good(kept.offered), Some(guest)),
    })
}

fn kept(tx: &Transaction<'_>, code: &TokenHash) -> rusqlite::Result<Option<Kept>> {
    let sql = "SELECT device.id, device.name, stock_location.handle, direction, way,
            session.id, coalesce(shopper_alias.shopper, session.shopper), session.shopper,
            revoked_at IS NOT NULL, expires_at, used_by
        FROM hand_off
        JOIN device ON device.id = hand_off.device
        JOIN stock_location ON stock_location.id = device.location_id
        LEFT JOIN session ON session.id = hand_off.session
        LEFT JOIN shopper_alias ON shopper_alias.guest = session.shopper
        WHERE code_hash = ?1";
    tx.prepare_cached(sql)?
        .query_row([code.0], |row| read(&mut Columns::of(row)))
        .optional()
}

fn read(columns: &mut Columns<'_>) -> rusqlite::Result<Kept> {
    let (device, name, location) = (columns.take()?, columns.take()?, columns.parse()?);
    let direction = columns.code(offering::read_word)?;
    let way: Option<String> = columns.take()?;
    let way = way.map(|raw| serde_json::from_str(&raw)).transpose();
    let way = way.map_err(|error| columns.refuse(error.to_string()))?;
    let session: Option<i64> = columns.take()?;
    let shown: Option<i64> = columns.take()?;
    let guest: Option<i64> = columns.take()?;
    Ok(Kept {
        offered: Offered {
            device: baguni_commerce::DeviceId(device),
            name,
            location,
            direction,
            way,
            screen: session.map(SessionId).zip(shown.map(shopper)),
        },
        guest: guest.map(shopper),
        is_revoked: columns.take()?,
        expires_at: columns.take()?,
        used_by: columns.take::<Option<i64>>()?.map(shopper),
    })
}

fn stands_for(tx: &Transaction<'_>, shopper: ShopperId) -> rusqlite::Result<ShopperId> {
    Ok(aliases::find(tx, shopper)?.unwrap_or(shopper))
}
