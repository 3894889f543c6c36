//! The browser's entry: takes over the page that the server rendered, or, where a bare shell was
//! opened, draws the page itself.

use baguni::app::App;
use baguni::browser;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

fn main() {
    console_error_panic_hook::set_once();
    spawn_local(async {
        let visit = browser::visit().await;
        if browser::is_server_rendered() {
            let done = browser::DoneBefore::look();
            hydrate_body(move || view! { <App visit /> });
            // Effects have had their first run by then.
            leptos::task::tick().await;
            done.repeat();
            browser::set_ready("hydrated");
        } else {
            mount_to_body(move || view! { <App visit /> });
            browser::set_ready("mounted");
        }
    });
}
