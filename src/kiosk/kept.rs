//! What the screen keeps of itself, so that it opens without a line: what it is set up as. It is the
//! same for whoever stands there; nothing of a session is ever kept.

use baguni_api::kiosk::Setup;
use baguni_api::wire;
use baguni_replica::codec::{from_text, to_text};
use leptos::prelude::window;
use web_sys::Storage;

/// The one key that a reset leaves in local storage.
pub const SETUP: &str = "baguni.kiosk.setup";

pub fn keep(setup: &Setup) {
    if let Some(storage) = storage() {
        // A device that cannot write it needs a line to start.
        let _ = storage.set_item(SETUP, &to_text(&wire::question(setup)));
    }
}

pub fn kept() -> Option<Setup> {
    let text = storage()?.get_item(SETUP).ok()??;
    wire::asked(&from_text(&text)?)
}

pub fn forget() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(SETUP);
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
