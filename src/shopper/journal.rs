//! The journal: what was done on this device and nobody has confirmed, in local storage, and the
//! truth as last heard. Writing is done when the call returns, so it comes before any sending.

use super::platform;
use baguni_commerce::ShopperId;
use baguni_replica::codec::{decode, encode, from_text, to_text};
use baguni_replica::frame::Cursor;
use baguni_replica::{Basket, Dot, Operation, ReplicaId, Seq};
use leptos::prelude::window;
use web_sys::Storage;

const OPERATION: &str = "baguni.op.";
const TRUTH: &str = "baguni.truth";

/// What a tab begins with: whose basket, which state of it, and the basket.
pub type Truth = (ShopperId, Cursor, Basket);

/// Whether all of it was written. A device that is full or refuses storage writes nothing.
pub fn write(said: &[(Dot, Operation)]) -> bool {
    let Some(storage) = storage() else {
        return false;
    };
    said.iter().all(|(dot, operation)| {
        let text = to_text(&encode(&(dot, operation)));
        storage.set_item(&key(*dot), &text).is_ok()
    })
}

/// Forgets what a replica had said up to this.
pub fn forget(replica: ReplicaId, through: Seq) {
    let Some(storage) = storage() else { return };
    let first = key(Dot { replica, seq: 0 });
    let last = key(Dot {
        replica,
        seq: through,
    });
    for key in keys(&storage) {
        if first <= key && key <= last {
            let _ = storage.remove_item(&key);
        }
    }
}

/// Everything that is written, by whatever tab.
pub fn left() -> Vec<(Dot, Operation)> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    keys(&storage)
        .iter()
        .filter_map(|key| read(&storage.get_item(key).ok()??))
        .collect()
}

/// Undoes what [`write`] writes of one operation.
pub fn read(text: &str) -> Option<(Dot, Operation)> {
    decode(&from_text(text)?).ok()
}

/// Keeps the truth for the next start, unless a tab beside this one has kept a later one.
pub fn keep((shopper, cursor, basket): (ShopperId, Cursor, &Basket)) {
    let Some(storage) = storage() else { return };
    let kept = storage.get_item(TRUTH).ok().flatten().unwrap_or_default();
    let later = kept.split('.').next() == Some(&shopper.to_string())
        && kept.split('.').nth(1).and_then(|raw| raw.parse().ok()) > Some(cursor.version);
    if !later {
        let text = to_text(&encode(&(shopper, cursor, basket)));
        let _ = storage.set_item(TRUTH, &format!("{shopper}.{}.{text}", cursor.version));
    }
}

/// The truth that was kept, if it is this shopper's.
pub fn kept(shopper: ShopperId) -> Option<Truth> {
    let kept = storage()?.get_item(TRUTH).ok()??;
    let truth: Truth = decode(&from_text(kept.split('.').nth(2)?)?).ok()?;
    Some(truth).filter(|(of, ..)| *of == shopper)
}

/// Takes away everything that the lists left on this device.
pub fn wipe() {
    let Some(storage) = storage() else { return };
    for key in keys(&storage) {
        let _ = storage.remove_item(&key);
    }
    let _ = storage.remove_item(TRUTH);
}

/// Of one width, so that their order is that of the numbers.
pub fn key(dot: Dot) -> String {
    format!("{OPERATION}{}.{:08x}", dot.replica, dot.seq)
}

fn keys(storage: &Storage) -> Vec<String> {
    let count = storage.length().unwrap_or_default();
    (0..count)
        .filter_map(|at| storage.key(at).ok().flatten())
        .filter(|key| key.starts_with(OPERATION))
        .collect()
}

fn storage() -> Option<Storage> {
    if !platform::keeps() {
        return None;
    }
    window().local_storage().ok().flatten()
}
