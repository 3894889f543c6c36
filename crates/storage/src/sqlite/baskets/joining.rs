//! A guest's basket comes into the basket of whoever it is led to, with all that is known of its
//! screens.

use super::super::shoppers::key;
use super::rows::{self, BasketRow, Told, Unread};
use crate::error::{Fault, StorageError, Subject};
use baguni_commerce::{DeviceId, ShopperId};
use baguni_replica::dot::HeardOf;
use baguni_replica::frame::DeviceKind;
use baguni_replica::join::{JoinPolicy, Voices, join_as};
use baguni_replica::{Basket, Dots, ReplicaId};
use rusqlite::Transaction;
use std::collections::BTreeMap;

/// Joins the baskets. To be called once for each guest, in the transaction that writes the alias.
pub(in super::super) fn join(
    tx: &Transaction<'_>,
    guest: ShopperId,
    to: ShopperId,
    policy: JoinPolicy,
    now: u64,
) -> Result<(), Fault> {
    let find = |shopper| rows::find(tx, shopper).map_err(|unread: Unread| unread.of(shopper));
    let Some(theirs) = find(guest)? else {
        return move_rest(tx, guest, to);
    };
    let own = match find(to)? {
        Some(row) => Some(row),
        None => rows::begin(tx, to, now)?,
    };
    let nobody = || StorageError::Unknown(Subject::Account(to));
    let mut own = own.ok_or_else(nobody)?;
    union(tx, &mut own, (&theirs.truth.basket, to), policy, now)?;
    tx.prepare_cached("DELETE FROM basket WHERE shopper = ?1")?
        .execute([key(guest)])?;
    move_rest(tx, guest, to)
}

/// Writes the basket as it is with the guest's lines, and what the server has said to it.
fn union(
    tx: &Transaction<'_>,
    own: &mut BasketRow,
    (guest, to): (&Basket, ShopperId),
    policy: JoinPolicy,
    now: u64,
) -> Result<(), Fault> {
    let speakers = Speakers::of(tx, own, guest)?;
    let heard = rows::heard(tx, own.server)?;
    let before = heard.map(|(_, heard)| heard).unwrap_or_default();
    let mut voices = Voices {
        of: &|covers| speakers.instead_of(covers),
        heard: HeardOf::from([(own.server, before)]),
    };
    join_as(&mut own.truth, guest, policy, &mut voices, now);
    rows::write(tx, to, &own.truth, now)?;
    for (replica, heard) in voices.heard {
        if replica == own.server && heard == before {
            continue;
        }
        let told = Told {
            heard,
            device: DeviceKind::Shop,
            kiosk: speakers.kiosk_of(replica),
            epoch: own.truth.basket.epoch(),
        };
        rows::hear(tx, replica, to, &told, now)?;
    }
    Ok(())
}

/// Under which replicas the server writes the numbers of lines that both baskets had. A number that
/// takes the place of what was said at a screen of a store is said for that screen.
struct Speakers {
    server: ReplicaId,
    /// At which screen replicas have spoken.
    kiosks: BTreeMap<ReplicaId, DeviceId>,
    /// A replica for each of those screens, new and never used again.
    voices: BTreeMap<DeviceId, ReplicaId>,
}

impl Speakers {
    fn of(tx: &Transaction<'_>, own: &BasketRow, guest: &Basket) -> rusqlite::Result<Self> {
        let mut speakers = Self {
            server: own.server,
            kiosks: BTreeMap::new(),
            voices: BTreeMap::new(),
        };
        for basket in [&own.truth.basket, guest] {
            for (replica, (_, kiosk)) in rows::origins(tx, basket)? {
                let kiosk = kiosk.map(|kiosk| (replica, kiosk.device));
                speakers.kiosks.extend(kiosk);
            }
        }
        for device in speakers.kiosks.values() {
            if !speakers.voices.contains_key(device) {
                speakers.voices.insert(*device, rows::fresh_replica(tx)?);
            }
        }
        Ok(speakers)
    }

    fn instead_of(&self, covers: &Dots) -> ReplicaId {
        let kiosk = covers.iter().find_map(|dot| self.kiosks.get(&dot.replica));
        let voice = kiosk.and_then(|kiosk| self.voices.get(kiosk));
        voice.copied().unwrap_or(self.server)
    }

    fn kiosk_of(&self, voice: ReplicaId) -> Option<DeviceId> {
        let mut voices = self.voices.iter();
        let found = voices.find(|(_, replica)| **replica == voice);
        found.map(|(kiosk, _)| *kiosk)
    }
}

/// Replicas above all: what they say late belongs to whoever the guest is led to, and counts once
/// there too.
fn move_rest(tx: &Transaction<'_>, guest: ShopperId, to: ShopperId) -> Result<(), Fault> {
    let moves = [
        "UPDATE replica SET shopper = ?2 WHERE shopper = ?1",
        "UPDATE checkout SET shopper = ?2 WHERE shopper = ?1",
        "UPDATE OR REPLACE sent_form SET shopper = ?2 WHERE shopper = ?1",
        "UPDATE shared_wishlist SET shopper = ?2 WHERE shopper = ?1",
    ];
    for sql in moves {
        tx.prepare_cached(sql)?.execute([key(guest), key(to)])?;
    }
    Ok(())
}
