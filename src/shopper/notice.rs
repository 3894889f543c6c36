//! What just happened, for the line at the foot of the screen.

use crate::i18n;
use crate::visit::Visit;
use baguni_api::forms::Problem;
use baguni_commerce::{Quantity, Sku};
use baguni_replica::frame::DeviceKind;
use baguni_replica::{List, Remark};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

/// What just happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    Added {
        title: String,
    },
    /// What was removed: enough to put it back.
    Removed {
        title: String,
        list: List,
        sku: Sku,
        quantity: Quantity,
        since: u64,
    },
    Moved {
        title: String,
        target: List,
    },
    /// Another screen has changed a list.
    Elsewhere(DeviceKind),
    /// A removed line was given a number on another screen meanwhile: so many stay.
    Kept(u32),
    /// What was taken away or counted on has been ordered by now.
    AlreadyOrdered,
    /// The shop has been updated and this page has not.
    Outdated,
    Problem(Problem),
}

/// How long a notice stays, in milliseconds: long enough to read it and reach "undo".
const NOTICE_MS: u32 = 8_000;

impl Notice {
    /// Whether there is something in it that the shopper has to know, or can still undo. That another
    /// screen has changed a list is seen in the list.
    fn matters_more(&self) -> bool {
        use Notice as N;
        !matches!(self, N::Elsewhere(_) | N::Added { .. } | N::Moved { .. })
    }
}

impl From<Remark> for Notice {
    fn from(remark: Remark) -> Self {
        match remark {
            Remark::Full => Self::Problem(Problem::Full),
            Remark::Unknown => Self::Problem(Problem::Sku),
            Remark::TooMuch => Self::Problem(Problem::NotSaved),
            Remark::AlreadyOrdered => Self::AlreadyOrdered,
            Remark::Kept(quantity) => Self::Kept(quantity),
        }
    }
}

/// Shows a notice for a while, unless another one takes its place.
pub(super) fn show(line: RwSignal<Option<Notice>>, notice: Notice) {
    let shown = line.with_untracked(|shown| shown.as_ref().is_some_and(Notice::matters_more));
    if shown && matches!(notice, Notice::Elsewhere(_)) {
        return;
    }
    line.set(Some(notice.clone()));
    let forget = move || {
        line.update(|shown| {
            shown.take_if(|shown| *shown == notice);
        });
    };
    Timeout::new(NOTICE_MS, forget).forget();
}

/// The text of a notice in the page's language.
pub fn notice_text(notice: &Notice) -> String {
    let locale = expect_context::<Visit>().locale();
    let words = i18n::Words::of(locale);
    match notice {
        Notice::Added { title } => i18n::added(locale, title),
        Notice::Removed { title, .. } => i18n::removed(locale, title),
        Notice::Moved { title, target } => i18n::moved(locale, title, *target),
        Notice::Elsewhere(device) => i18n::changed_on(locale, *device),
        Notice::Kept(quantity) => i18n::kept(locale, *quantity),
        Notice::AlreadyOrdered => words.already_ordered.to_owned(),
        Notice::Outdated => words.outdated.to_owned(),
        Notice::Problem(problem) => i18n::problem(locale, *problem).to_owned(),
    }
}
