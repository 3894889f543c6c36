//! The end of a session, in the order that leaves least behind: what was typed, the basket, the
//! server's side, what the browser keeps for pages, and at last the page itself.

use super::{HERE, ON_PHONE, Session, Stage};
use crate::kiosk::choices::Choices;
use crate::kiosk::desk::{self, Refused};
use crate::kiosk::screen::Trail;
use crate::kiosk::session::idle::Idle;
use crate::kiosk::{kept, line, voice};
use crate::shopper;
use baguni_api::kiosk;
use gloo::timers::callback::Timeout;
use js_sys::Promise;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, HtmlInputElement};

/// How long the server may take to answer before the screen goes on without it, in milliseconds.
const PATIENCE_MS: u32 = 4_000;

/// Between two attempts to tell the server what it has not heard, in milliseconds.
const AGAIN_MS: i32 = 2_000;

/// Ends the session: everything of whoever was here goes, and the page begins anew. While it does,
/// nothing is heard. Called twice, it ends once.
pub fn end() {
    let Some(session) = HERE.get() else { return };
    if session.stage.get_untracked() == Stage::Ending {
        return;
    }
    session.stage.set(Stage::Ending);
    ON_PHONE.set(false);
    wipe(session);
    let over = Rc::new(Cell::new(false));
    let finish = move || {
        if !over.replace(true) {
            forget_storage();
            begin_anew(session);
        }
    };
    let late = finish.clone();
    Timeout::new(PATIENCE_MS, late).forget();
    spawn_local(async move {
        // What the server has not heard it is told when the page begins.
        let _heard = desk::reset().await;
        finish();
    });
}

/// What is in memory and on the screen.
fn wipe(session: Session) {
    clear_fields();
    voice::forget();
    line::forget();
    session.kiosk.trail.set(Trail::default());
    shopper::forget();
    session.kiosk.choices.set(Choices::default());
}

/// Fields are emptied before they go, so that nothing is left in one that stays.
fn clear_fields() {
    let fields = document().get_elements_by_tag_name("input");
    let fields = (0..fields.length()).filter_map(|at| fields.item(at)?.dyn_into().ok());
    fields.for_each(|field: HtmlInputElement| {
        field.set_default_value("");
        field.set_value("");
    });
    let focused = document().active_element();
    if let Some(focused) = focused.and_then(|focused| focused.dyn_into::<HtmlElement>().ok()) {
        let _ = focused.blur();
    }
}

/// No session writes anything there; whatever did, it goes. What the screen is set up as stays.
fn forget_storage() {
    let setup = kept::kept();
    let storages = [window().session_storage(), window().local_storage()];
    for storage in storages
        .into_iter()
        .filter_map(|found| found.ok().flatten())
    {
        let _ = storage.clear();
    }
    if let Some(setup) = setup {
        kept::keep(&setup);
    }
}

/// Loads the page anew, which leaves nothing of what was in its memory. Where it cannot be had
/// again, without a line and without a worker that keeps it, it goes on from the beginning.
fn begin_anew(session: Session) {
    let navigator = window().navigator();
    let kept = navigator.service_worker().controller().is_some();
    if kept || navigator.on_line() && session.kiosk.online.get_untracked() {
        let _ = window().location().replace(kiosk::PAGE);
        return;
    }
    session.idle.set_value(Idle::new(super::now_ms()));
    session.stage.set(Stage::Going);
    tell_server();
}

/// Tells the server that whoever was here is gone, until it has heard. Nobody's basket is asked for
/// or sent before: a power cut may have swallowed the last end of a session.
pub fn tell_server() {
    spawn_local(async {
        loop {
            match desk::reset().await {
                // A screen that is not paired has no sessions.
                Ok(()) | Err(Refused::Unpaired) => break,
                Err(_) => pause(AGAIN_MS).await,
            }
        }
        shopper::let_in();
    });
}

async fn pause(ms: i32) {
    let passed = Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
    });
    let _ = JsFuture::from(passed).await;
}
