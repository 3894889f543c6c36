//! Screens that show somebody's basket.

use super::super::columns::each;
use super::super::shoppers::key;
use crate::SessionId;
use crate::hand_offs::ScreenSession;
use baguni_commerce::{DeviceId, ShopperId};
use rusqlite::{Transaction, params};

/// All of them, or one if it is among them.
pub(super) fn of(
    tx: &Transaction<'_>,
    shopper: ShopperId,
    only: Option<SessionId>,
) -> rusqlite::Result<Vec<ScreenSession>> {
    let sql = "SELECT session.id, device.id, device.name, stock_location.handle,
            session.created_at, session.seen_at
        FROM shopper_alias
        JOIN session ON session.shopper = shopper_alias.guest
        JOIN device ON device.id = session.kiosk
        JOIN stock_location ON stock_location.id = device.location_id
        WHERE shopper_alias.shopper = ?1 AND coalesce(?2, session.id) = session.id
        ORDER BY session.id DESC";
    let params = params![key(shopper), only.map(|session| session.0)];
    let mut screens = Vec::new();
    each(&mut tx.prepare_cached(sql)?, params, |columns| {
        screens.push(ScreenSession {
            session: SessionId(columns.take()?),
            device: DeviceId(columns.take()?),
            name: columns.take()?,
            location: columns.parse()?,
            created_at: columns.take::<i64>()?.unsigned_abs(),
            seen_at: columns.take::<i64>()?.unsigned_abs(),
        });
        Ok(())
    })?;
    Ok(screens)
}

/// The guest of the session leads to the shopper, so there is nothing of it to be forgotten.
pub(super) fn end(
    tx: &Transaction<'_>,
    shopper: ShopperId,
    only: Option<SessionId>,
) -> rusqlite::Result<Vec<ScreenSession>> {
    let screens = of(tx, shopper, only)?;
    let tickets = "UPDATE counter_ticket SET shopper = NULL
        WHERE device = (SELECT kiosk FROM session WHERE id = ?1)";
    let mut forget = tx.prepare_cached(tickets)?;
    let mut end = tx.prepare_cached("DELETE FROM session WHERE id = ?1")?;
    for screen in &screens {
        forget.execute([screen.session.0])?;
        end.execute([screen.session.0])?;
    }
    Ok(screens)
}
