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

/// Something that was done, and by whom. Nobody has a name before there is a session, and builds
/// before this one wrote none.
pub type Entry = (Option<ShopperId>, Dot, Operation);

/// Whether all of it was written. A device that is full or refuses storage writes nothing.
pub fn write(of: Option<ShopperId>, said: &[(Dot, Operation)]) -> bool {
    let Some(storage) = storage() else {
        return false;
    };
    said.iter()
        .all(|said| storage.set_item(&key(said.0), &text(of, said)).is_ok())
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

/// Everything that is written, by whatever tab, for whomever.
pub fn left() -> Vec<Entry> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    keys(&storage)
        .iter()
        .filter_map(|key| read(&storage.get_item(key).ok()??))
        .collect()
}

/// An operation and whose it is, in one line.
pub fn text(of: Option<ShopperId>, said: &(Dot, Operation)) -> String {
    let said = to_text(&encode(said));
    match of {
        Some(of) => format!("{of}.{said}"),
        None => said,
    }
}

/// Undoes [`text`].
pub fn read(text: &str) -> Option<Entry> {
    let (of, said) = match text.split_once('.') {
        Some((of, said)) => (Some(of.parse().ok()?), said),
        None => (None, text),
    };
    let (dot, operation) = decode(&from_text(said)?).ok()?;
    Some((of, dot, operation))
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

/// Takes away what was written for those who are gone, and the truth if it was theirs.
pub fn wipe(is_gone: &dyn Fn(Option<ShopperId>) -> bool) {
    let Some(storage) = storage() else { return };
    let written = |key: &str| storage.get_item(key).ok().flatten();
    for key in keys(&storage) {
        // What cannot be read is of use to nobody.
        let entry = written(&key).and_then(|text| read(&text));
        if entry.is_none_or(|(of, ..)| is_gone(of)) {
            let _ = storage.remove_item(&key);
        }
    }
    let truth = written(TRUTH).unwrap_or_default();
    let of = truth.split('.').next().and_then(|of| of.parse().ok());
    if is_gone(of) {
        let _ = storage.remove_item(TRUTH);
    }
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
