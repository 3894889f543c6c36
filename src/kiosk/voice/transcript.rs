//! Everything that is said, in writing: for tests, which cannot hear. It is in memory alone, bounded,
//! and gone with the session.

use baguni_commerce::Locale;
use leptos::prelude::document;
use web_sys::Element;

/// So many sentences are kept.
const KEPT: u32 = 200;

const ID: &str = "transcript";

pub fn write(sentence: &str, locale: Locale) {
    let (Some(list), Ok(line)) = (list(), document().create_element("li")) else {
        return;
    };
    line.set_text_content(Some(sentence));
    let _ = line.set_attribute("lang", locale.code());
    let _ = list.append_child(&line);
    while list.child_element_count() > KEPT {
        list.first_element_child().iter().for_each(Element::remove);
    }
}

/// Puts the list into the page, beside everything that is drawn.
pub fn open() {
    let (Some(body), Ok(list)) = (document().body(), document().create_element("ol")) else {
        return;
    };
    let named = [
        ("id", ID),
        ("data-testid", ID),
        ("aria-hidden", "true"),
        ("hidden", ""),
    ];
    for (name, value) in named {
        let _ = list.set_attribute(name, value);
    }
    let _ = body.append_child(&list);
}

pub fn forget() {
    if let Some(list) = list() {
        list.set_text_content(None);
    }
}

/// Whether this is part of it: what is written there is not said once more.
pub fn holds(element: &Element) -> bool {
    list().is_some_and(|list| list.contains(Some(element)))
}

fn list() -> Option<Element> {
    document().get_element_by_id(ID)
}
