//! The products this device looked at last, kept in the device's local storage and told to nobody.

use baguni_commerce::Handle;
use leptos::prelude::window;
use web_sys::Storage;

const KEY: &str = "baguni_recent";
const KEPT: usize = 12;

/// Puts a product first. Where storage is refused, nothing is remembered.
pub fn remember(handle: &Handle) {
    let Some(storage) = storage() else { return };
    let mut handles = read(&storage);
    handles.retain(|seen| seen != handle);
    handles.insert(0, handle.clone());
    handles.truncate(KEPT);
    let lines: Vec<_> = handles.iter().map(Handle::as_str).collect();
    let _ = storage.set_item(KEY, &lines.join("\n"));
}

/// Newest first, without the product that is being looked at.
pub fn others_than(handle: &Handle) -> Vec<Handle> {
    let mut handles = storage().map(|storage| read(&storage)).unwrap_or_default();
    handles.retain(|seen| seen != handle);
    handles
}

fn read(storage: &Storage) -> Vec<Handle> {
    let kept = storage.get_item(KEY).ok().flatten().unwrap_or_default();
    kept.lines().filter_map(|line| line.parse().ok()).collect()
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
