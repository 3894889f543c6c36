//! What the page can be asked about itself once it runs in a browser. Nothing here is called on
//! the server.

use crate::client::HttpApi;
use crate::in_page;
use crate::shopper::jar;
use crate::visit::{Outcome, SEED_ID, Seed, Visit};
use baguni_api::StorefrontApi;
use baguni_api::forms::cookies;
use baguni_commerce::{Currency, Locale, Localization};
use leptos::prelude::{document, window};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

/// The visit as the server saw it, read from the seed in the page. A bare shell has none: there
/// the address and the cookies tell, and the shop is asked for the frame.
pub async fn visit() -> Visit {
    let seed = match seed_in_page() {
        Some(seed) => seed,
        None => seed_of_device().await,
    };
    Visit {
        seed,
        api: Arc::new(HttpApi),
        origin: window().location().origin().unwrap_or_default(),
        path: String::new(),
        #[cfg(feature = "ssr")]
        private: None,
        outcome: Outcome::default(),
    }
}

/// A visit of the screen in a store, in this language, to the shop that is on that screen.
pub fn kiosk_visit(locale: Locale, api: Arc<dyn StorefrontApi>) -> Visit {
    let shown = Localization {
        locale,
        currency: locale.default_currency(),
    };
    Visit {
        seed: Seed {
            shown,
            ..Seed::default()
        },
        api,
        origin: window().location().origin().unwrap_or_default(),
        path: String::new(),
        #[cfg(feature = "ssr")]
        private: None,
        outcome: Outcome::default(),
    }
}

/// Whether there is a page to take over.
pub fn is_server_rendered() -> bool {
    document()
        .document_element()
        .is_some_and(|html| html.has_attribute("data-ssr"))
}

/// What the shopper did while the bundle was on its way: chose an option, typed into the search.
/// Taking the page over puts back what the server wrote, so it is done once more afterwards.
pub struct DoneBefore(Vec<(HtmlInputElement, String)>);

impl DoneBefore {
    pub fn look() -> Self {
        let inputs = document().get_elements_by_tag_name("input");
        let used = |field: &HtmlInputElement| match field.type_().as_str() {
            "radio" => field.checked() && !field.default_checked(),
            "search" => field.value() != field.default_value(),
            _ => false,
        };
        let fields = (0..inputs.length())
            .filter_map(|at| inputs.item(at)?.dyn_into::<HtmlInputElement>().ok())
            .filter(used);
        Self(fields.map(|field| (field.clone(), field.value())).collect())
    }

    pub fn repeat(self) {
        for (field, value) in self.0 {
            let kind = if field.type_() == "radio" {
                "change"
            } else {
                field.set_value(&value);
                "input"
            };
            if let Ok(event) = Event::new(kind) {
                let _ = field.dispatch_event(&event);
            }
        }
    }
}

/// Tells styles, tests and merchants' scripts that the page is live.
pub fn set_ready(how: &str) {
    if let Some(html) = document().document_element() {
        let _ = html.set_attribute("data-ready", how);
    }
}

fn seed_in_page() -> Option<Seed> {
    let text = document().get_element_by_id(SEED_ID)?.text_content()?;
    in_page::from_text(&text).ok()
}

async fn seed_of_device() -> Seed {
    let locale = Locale::split_path(&window().location().pathname().unwrap_or_default()).0;
    let currency = jar::read(cookies::CURRENCY).and_then(|code| Currency::from_code(&code));
    let shown = Localization {
        locale,
        currency: currency.unwrap_or(locale.default_currency()),
    };
    Seed {
        shown,
        chosen_store: jar::read(cookies::STORE).and_then(|handle| handle.parse().ok()),
        frame: HttpApi.frame(shown).await.unwrap_or_default(),
        ..Seed::default()
    }
}

/// Changes an attribute of the first element that a selector finds, if there is one.
pub fn set_attribute(selector: &str, name: &str, value: &str) {
    if let Ok(Some(element)) = document().query_selector(selector) {
        let _ = element.set_attribute(name, value);
    }
}
