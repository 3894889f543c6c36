//! The words of the page as they are read: by element, in their order, without what is only drawn and
//! without what is private.

use super::telling::{Control, Role, control_told, in_a_row};
use crate::kiosk::keypad::CONTROLS;
use baguni_commerce::Locale;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlButtonElement, HtmlImageElement, HtmlInputElement, Node};

/// What is not said: drawings, what is hidden, and what is nobody else's business (K17).
const SILENT: &str = "[aria-hidden='true'], [hidden], [data-private='text'], script, style, svg";

/// Words inside of these stand for one thing and are said in one breath.
const TOGETHER: &str = "h1, h2, h3, p, li, dt, dd, tr, legend, label, figcaption";

/// What keeps controls of one kind together.
const GROUPS: &str = "nav, ul, ol, fieldset, dl, table, dialog, [role=group], [role=list], \
                      [role=toolbar], [role=alertdialog], .choices, .languages, .turning, .replies, .answers, main";

/// A control in one sentence.
pub fn control(element: &Element, locale: Locale) -> String {
    control_told(&seen(element), locale)
}

/// Whether what is done there is not to be said.
pub fn is_private(element: &Element) -> bool {
    element
        .closest("[data-private]")
        .is_ok_and(|found| found.is_some())
}

/// All of an element, a sentence for each thing in it.
pub fn everything(element: &Element, locale: Locale) -> Vec<String> {
    let mut said = Vec::new();
    gather(element, locale, &mut said);
    said.retain(|sentence| !sentence.is_empty());
    said
}

fn gather(element: &Element, locale: Locale, said: &mut Vec<String>) {
    if matches(element, SILENT) {
        return;
    }
    if matches(element, CONTROLS) {
        said.push(control(element, locale));
    } else if matches(element, TOGETHER) && !has_controls(element) {
        said.push(text(element));
    } else {
        let nodes = element.child_nodes();
        for node in (0..nodes.length()).filter_map(|at| nodes.item(at)) {
            match node.dyn_ref::<Element>() {
                Some(child) => gather(child, locale, said),
                None if node.node_type() == Node::TEXT_NODE => said.push(plain(&node)),
                None => {}
            }
        }
        said.extend(picture(element));
    }
}

/// An element's words, those of its parts with a comma between.
pub fn text(element: &Element) -> String {
    if let Some(label) = element.get_attribute("aria-label") {
        return label;
    }
    let mut parts = Vec::new();
    words(element, &mut parts);
    in_a_row(&parts)
}

fn words(element: &Element, parts: &mut Vec<String>) {
    if matches(element, SILENT) {
        return;
    }
    let mut own = String::new();
    let nodes = element.child_nodes();
    for node in (0..nodes.length()).filter_map(|at| nodes.item(at)) {
        match node.dyn_ref::<Element>() {
            Some(child) => {
                settle(&mut own, parts);
                words(child, parts);
            }
            None if node.node_type() == Node::TEXT_NODE => own.push_str(&plain(&node)),
            None => {}
        }
    }
    settle(&mut own, parts);
    parts.extend(picture(element));
}

/// Text that stands together is one part.
fn settle(own: &mut String, parts: &mut Vec<String>) {
    let text = own.trim();
    if !text.is_empty() {
        parts.push(text.to_owned());
    }
    own.clear();
}

fn plain(node: &Node) -> String {
    node.text_content().unwrap_or_default()
}

fn picture(element: &Element) -> Option<String> {
    let picture = element.dyn_ref::<HtmlImageElement>()?;
    Some(picture.alt()).filter(|alt| !alt.is_empty())
}

fn seen(element: &Element) -> Control {
    let field = element.dyn_ref::<HtmlInputElement>();
    let button = element.dyn_ref::<HtmlButtonElement>();
    Control {
        name: name(element, field),
        role: match () {
            () if field.is_some() => Role::Field,
            () if element.has_attribute("href") => Role::Link,
            () => Role::Button,
        },
        pressed: pressed(element),
        disabled: button.is_some_and(HtmlButtonElement::disabled),
        place: place(element),
    }
}

/// A field is called what its label says, and what is in it is said too, unless it is private.
fn name(element: &Element, field: Option<&HtmlInputElement>) -> String {
    let Some(field) = field else {
        return text(element);
    };
    let labels = field.labels();
    let label = labels.and_then(|labels| labels.item(0)?.dyn_into::<Element>().ok());
    let label = element
        .get_attribute("aria-label")
        .or_else(|| label.map(|label| text(&label)))
        .unwrap_or_default();
    match field.value() {
        value if value.is_empty() || is_private(element) => label,
        value => format!("{label}, {value}"),
    }
}

fn pressed(element: &Element) -> Option<bool> {
    let states = [
        "aria-pressed",
        "aria-checked",
        "aria-selected",
        "aria-expanded",
    ];
    let state = states.iter().find_map(|name| element.get_attribute(name));
    state.map(|state| state == "true")
}

/// Which it is among the controls that belong together with it.
fn place(element: &Element) -> Option<(usize, usize)> {
    let group = element.parent_element()?.closest(GROUPS).ok()??;
    let controls = controls_in(&group);
    let at = controls.iter().position(|other| other == element)?;
    Some((at + 1, controls.len()))
}

/// What can be had by the keypad inside of an element.
pub fn controls_in(element: &Element) -> Vec<Element> {
    let Ok(found) = element.query_selector_all(CONTROLS) else {
        return Vec::new();
    };
    let found = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into::<Element>().ok());
    found.filter(is_shown).collect()
}

fn is_shown(element: &Element) -> bool {
    let size = element.get_bounding_client_rect();
    size.width() > 0.0 && size.height() > 0.0
}

fn has_controls(element: &Element) -> bool {
    element
        .query_selector(CONTROLS)
        .is_ok_and(|found| found.is_some())
}

fn matches(element: &Element, selector: &str) -> bool {
    element.matches(selector).unwrap_or_default()
}
