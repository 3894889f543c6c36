//! The browser's entry on a screen in a store. It draws everything itself: the same page has to open
//! when there is no line.

use baguni::browser;
use baguni::kiosk::KioskApp;
use leptos::prelude::*;

fn main() {
    console_error_panic_hook::set_once();
    mount_to_body(|| view! { <KioskApp /> });
    browser::set_ready("mounted");
}
