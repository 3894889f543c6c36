//! The focus: moved by keys, kept inside of a question, and never lost when what had it goes.

use super::CONTROLS;
use super::rows::{Arrow, Place, next};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

/// What keeps the focus to itself while it is there.
const QUESTIONS: &str = "[role=alertdialog], [role=dialog], dialog[open]";

/// What had the focus last, as far as it can be found again.
#[derive(Clone, Debug, Default)]
struct Trace {
    name: Option<String>,
    at: usize,
}

thread_local! {
    static LAST: RefCell<Trace> = RefCell::default();
    static BY_ITSELF: Cell<bool> = const { Cell::new(false) };
}

/// Remembers where the focus is, for when it has gone.
pub fn follow() {
    EventListener::new(&document(), "focusin", |event| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(target) = target.filter(|target| target.matches(CONTROLS).unwrap_or(false)) {
            let at = controls().iter().position(|control| **control == target);
            LAST.set(Trace {
                name: target.get_attribute("data-testid"),
                at: at.unwrap_or_default(),
            });
        }
    })
    .forget();
}

/// Where controls may have the focus now: the last question, or everything.
pub fn scope() -> Option<Element> {
    let questions = document().query_selector_all(QUESTIONS).ok()?;
    let last = questions.length().checked_sub(1);
    let question = last.and_then(|last| questions.item(last)?.dyn_into().ok());
    question.or_else(|| document().body().map(Into::into))
}

/// Moves it as an arrow says.
pub fn step(arrow: Arrow) {
    let controls = controls();
    let places: Vec<Place> = controls.iter().map(place).collect();
    let at = match focused() {
        Some(focused) => at(&controls, &focused, arrow),
        None => None,
    };
    if let Some(to) = next(&places, at, arrow) {
        take(&controls[to]);
    }
}

/// Which control has it. A heading that has it stands before the first control after it.
fn at(controls: &[HtmlElement], focused: &Element, arrow: Arrow) -> Option<usize> {
    let exact = controls.iter().position(|control| **control == *focused);
    let after = |control: &HtmlElement| {
        focused.compare_document_position(control) & Node::DOCUMENT_POSITION_FOLLOWING != 0
    };
    exact.or_else(|| {
        let following = controls.iter().position(after)?;
        match arrow {
            Arrow::Left | Arrow::Up => Some(following),
            Arrow::Right | Arrow::Down => {
                following.checked_sub(1).or(controls.len().checked_sub(1))
            }
        }
    })
}

/// Rests on a heading, from where the arrows lead into its screen.
pub fn rest_on(heading: &Element) {
    if inside_question() {
        return;
    }
    let _ = heading.set_attribute("tabindex", "-1");
    if let Some(heading) = heading.dyn_ref::<HtmlElement>() {
        by_itself(heading);
    }
}

/// Whether the focus is being moved by the page and not by somebody: that is not told.
pub fn is_moving_by_itself() -> bool {
    BY_ITSELF.get()
}

/// Whether a control has it.
pub fn is_on_control() -> bool {
    focused().is_some_and(|focused| focused.matches(CONTROLS).unwrap_or_default())
}

/// Where what had the focus is gone, it goes to what is called the same, or stands in the same place.
pub fn find_again() {
    if focused().is_some() {
        return;
    }
    let trace = LAST.with_borrow(Clone::clone);
    let controls = controls();
    let named = |control: &&HtmlElement| control.get_attribute("data-testid") == trace.name;
    let again = match trace.name {
        Some(_) => controls.iter().find(named),
        None => None,
    };
    let beside = controls.get(trace.at.min(controls.len().saturating_sub(1)));
    if let Some(control) = again.or(beside) {
        by_itself(control);
    }
}

/// For a question that is just being drawn: takes the focus to its first answer, and gives it back
/// when the question has gone.
pub fn hold() {
    let before = SendWrapper::new(focused());
    Timeout::new(0, || {
        if let Some(first) = controls().first().filter(|_| inside_question()) {
            by_itself(first);
        }
    })
    .forget();
    on_cleanup(move || {
        let before = before.take();
        Timeout::new(0, move || {
            let before = before.and_then(|before| before.dyn_into::<HtmlElement>().ok());
            if let Some(before) =
                before.filter(|before| before.is_connected() && !inside_question())
            {
                by_itself(&before);
            } else {
                find_again();
            }
        })
        .forget();
    });
}

fn inside_question() -> bool {
    let found = document().query_selector(QUESTIONS);
    found.is_ok_and(|found| found.is_some())
}

fn take(control: &HtmlElement) {
    let _ = control.focus();
    control.scroll_into_view_with_bool(false);
}

fn by_itself(element: &HtmlElement) {
    BY_ITSELF.set(true);
    let _ = element.focus();
    BY_ITSELF.set(false);
}

/// What has the focus, unless that is the page as a whole, or what a question stands over.
fn focused() -> Option<Element> {
    let focused = document().active_element()?;
    let inside = scope().is_some_and(|scope| scope.contains(Some(&focused)));
    (inside && focused.tag_name() != "BODY").then_some(focused)
}

/// What can have the focus now, in reading order.
fn controls() -> Vec<HtmlElement> {
    let found = scope().and_then(|scope| scope.query_selector_all(CONTROLS).ok());
    let Some(found) = found else {
        return Vec::new();
    };
    let found = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok());
    found.filter(can_be_had).collect()
}

fn can_be_had(control: &HtmlElement) -> bool {
    let size = control.get_bounding_client_rect();
    size.width() > 0.0 && size.height() > 0.0 && !control.has_attribute("disabled")
}

fn place(control: &HtmlElement) -> Place {
    let drawn = control.get_bounding_client_rect();
    Place {
        left: drawn.left(),
        top: drawn.top(),
        width: drawn.width(),
        height: drawn.height(),
    }
}
