//! One person's time at the screen: it ends with everything gone.

use super::{Kiosk, desk};
use baguni_api::kiosk;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Sees to it that a session ends when nobody is there any more.
pub fn follow(_kiosk: Kiosk) {}

/// Ends the session: on the server, and here by loading the page anew, which leaves nothing of what
/// was in its memory.
pub fn end() {
    spawn_local(async {
        // Without a line the server ends it by itself once it is idle.
        let _ended: Result<(), _> = desk::post(kiosk::RESET, &()).await;
        let _ = window().location().replace(kiosk::PAGE);
    });
}
