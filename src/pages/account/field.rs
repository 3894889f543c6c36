//! A labelled field, with what is wrong with it beside it.

use super::drawn::account_words;
use super::seen::{Field, Said};
use super::words;
use crate::i18n::locale;
use leptos::prelude::*;

/// A field of a form: its label above it, its hint and its problem below, both read out with it.
/// The first field with a problem has the cursor.
#[component]
pub fn LabelledField(
    field: Field,
    label: &'static str,
    autocomplete: &'static str,
    #[prop(optional)] hint: &'static str,
    #[prop(optional)] maxlength: Option<usize>,
    /// What was typed before, or what is kept now.
    #[prop(optional, into)]
    value: String,
    said: Said,
) -> impl IntoView {
    let (name, kind) = named(field);
    let problem = said.problem_at(field);
    let is_first = said
        .problems
        .first()
        .is_some_and(|first| first.field() == field);
    let problem = problem.map(|problem| {
        let text = words::problem(locale(), problem);
        view! { <p class="problem" id=format!("{name}-problem")>{text}</p> }
    });
    let hint =
        (!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> });
    let described = match (problem.is_some(), hint.is_some()) {
        (true, true) => Some(format!("{name}-problem {name}-hint")),
        (true, false) => Some(format!("{name}-problem")),
        (false, true) => Some(format!("{name}-hint")),
        (false, false) => None,
    };
    let show = (field == Field::Password).then(|| {
        let label = account_words().show_password;
        view! { <button class="show-password" type="button" aria-pressed="false">{label}</button> }
    });
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <div class="control">
                <input
                    id=name
                    name=name
                    type=kind
                    value=value
                    autocomplete=autocomplete
                    maxlength=maxlength.map(|most| most.to_string())
                    required
                    spellcheck="false"
                    autocapitalize="off"
                    autofocus=is_first
                    aria-invalid=problem.is_some().then_some("true")
                    aria-describedby=described
                />
                {show}
            </div>
            {problem}
            {hint}
        </div>
    }
}

fn named(field: Field) -> (&'static str, &'static str) {
    match field {
        Field::Email => ("email", "email"),
        Field::Name => ("name", "text"),
        Field::Password | Field::Form => ("password", "password"),
    }
}
