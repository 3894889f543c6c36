//! The service worker, which opens this page and its pictures without a line
//! (`public/kiosk-worker.js`). Without one the screen only needs a line to start.

use baguni_api::kiosk::WORKER;
use js_sys::{Array, Object, Reflect};
use leptos::prelude::window;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RegistrationOptions, ServiceWorkerContainer, ServiceWorkerRegistration};

/// Begins it for this page's own address.
pub(super) fn register() {
    let Some(container) = container() else { return };
    let options = RegistrationOptions::new();
    options.set_scope(&window().location().pathname().unwrap_or_default());
    let begun = container.register_with_options(WORKER, &options);
    spawn_local(async {
        let _ = JsFuture::from(begun).await;
    });
}

/// Tells it which pictures are shown, the most important first.
pub(super) fn keep_pictures(paths: Vec<String>) {
    let paths: Array = paths.into_iter().map(JsValue::from).collect();
    tell("pictures", paths.into());
}

/// Has it fetch the page's files anew.
pub(super) fn update() {
    tell("update", JsValue::TRUE);
}

fn tell(name: &'static str, what: JsValue) {
    let Some(container) = container() else { return };
    spawn_local(async move {
        let message = Object::new();
        let _ = Reflect::set(&message, &name.into(), &what);
        let Ok(ready) = container.ready() else { return };
        let Ok(registration) = JsFuture::from(ready).await else {
            return;
        };
        let registration: ServiceWorkerRegistration = registration.unchecked_into();
        if let Some(worker) = registration.active() {
            let _ = worker.post_message(&message);
        }
    });
}

/// Only secure pages have one.
fn container() -> Option<ServiceWorkerContainer> {
    let container = Reflect::get(&window().navigator(), &"serviceWorker".into()).ok()?;
    container.dyn_into().ok()
}
