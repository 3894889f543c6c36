//! `/orders` and `/account/orders`: an order as its shopper meets it. The server draws these pages;
//! none of them is in the bundle.

mod actions;
mod find;
mod list;
mod money;
mod parts;
mod seen;
mod sentences;
mod status;
#[cfg(test)]
mod tests;
mod words;

pub use seen::{Find, Happened, Missed, Orders, Place, Qr, Refusal, Seen};
pub use sentences::now_told;

use super::private::PrivatePage;
use crate::i18n::locale;
use leptos::prelude::*;
use words::OrderWords;

impl Seen {
    pub fn page(self) -> PrivatePage {
        PrivatePage::new(move || {
            let seen = self.clone();
            view! { <div class="page order"><status::Status seen /></div> }.to_html()
        })
    }
}

impl Find {
    pub fn page(self) -> PrivatePage {
        PrivatePage::new(move || {
            let seen = self.clone();
            view! { <div class="page account"><find::FindOrder seen /></div> }.to_html()
        })
    }
}

impl Orders {
    pub fn page(self) -> PrivatePage {
        PrivatePage::new(move || {
            let seen = self.clone();
            view! { <div class="page orders"><list::List seen /></div> }.to_html()
        })
    }
}

/// The words of these pages in the page's language.
fn order_words() -> &'static OrderWords {
    OrderWords::of(locale())
}
