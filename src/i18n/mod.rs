//! Every word of the interface, in both languages side by side: a text that lacks one does not
//! compile.

mod phrases;
mod words;

pub use phrases::*;
pub use words::Words;
pub(crate) use words::word_table;

use crate::visit::Visit;
use baguni_commerce::{Currency, Locale};
use leptos::prelude::*;

/// The words of the page's language.
pub fn words() -> &'static Words {
    Words::of(locale())
}

/// The page's language.
pub fn locale() -> Locale {
    expect_context::<Visit>().locale()
}

/// The address of a path in the page's language.
pub fn href(path: &str) -> String {
    locale().href(path)
}

/// The page's currency.
pub fn currency() -> Currency {
    expect_context::<Visit>().shown().currency
}
