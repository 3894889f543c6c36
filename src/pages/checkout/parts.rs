//! What the forms of the checkout are made of: labelled fields, choices, and what is wrong with
//! them.

use super::problems;
use super::seen::CheckoutSeen;
use super::words::checkout_words;
use crate::i18n::{href, locale};
use leptos::prelude::*;
use std::sync::Arc;

/// One page of a checkout, shared by its parts.
pub type Seen = Arc<CheckoutSeen>;

/// A field with its label above it, its problem and its hint below, both read out with it. The
/// first field with a problem has the cursor.
#[component]
pub fn TextField(
    seen: Seen,
    name: &'static str,
    label: &'static str,
    value: String,
    autocomplete: &'static str,
    #[prop(default = "text")] kind: &'static str,
    /// Which keys a phone offers, as in HTML.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    #[prop(optional)] hint: &'static str,
    #[prop(default = 200)] maxlength: usize,
    #[prop(default = true)] required: bool,
    /// A button beside it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let wrong = seen.problem_at(name).is_some();
    view! {
        <div class=format!("field {name}")>
            <label for=name>{label}</label>
            <div class="control">
                <input
                    id=name
                    name=name
                    type=kind
                    value=value
                    inputmode=inputmode
                    autocomplete=autocomplete
                    maxlength=maxlength.to_string()
                    required=required
                    autofocus=seen.is_first(name)
                    aria-invalid=wrong.then_some("true")
                    aria-describedby=described(name, wrong, !hint.is_empty())
                />
                {children.map(|children| children())}
            </div>
            <ProblemAt seen field=name />
            {(!hint.is_empty())
                .then(|| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
        </div>
    }
}

/// What a field or a group of choices is read out with.
pub fn described(name: &str, wrong: bool, hinted: bool) -> Option<String> {
    match (wrong, hinted) {
        (true, true) => Some(format!("{name}-problem {name}-hint")),
        (true, false) => Some(format!("{name}-problem")),
        (false, true) => Some(format!("{name}-hint")),
        (false, false) => None,
    }
}

/// The first thing that is wrong with a field, if anything is.
#[component]
pub fn ProblemAt(seen: Seen, field: &'static str) -> impl IntoView {
    let problem = seen.problem_at(field)?;
    let text = problems::problem(locale(), &seen, problem);
    Some(view! { <p class="problem" id=format!("{field}-problem")>{text}</p> })
}

/// All that is wrong, each leading to where it is.
#[component]
pub fn Problems(seen: Seen) -> impl IntoView {
    seen.to_mend().next()?;
    let t = checkout_words();
    let at = locale();
    let told = seen.to_mend().map(|problem| {
        let to = format!("#{}", problem.field());
        let text = problems::problem(at, &seen, problem);
        view! { <li><a href=to rel="external">{text}</a></li> }
    });
    let of_cart = seen
        .problems
        .iter()
        .any(|problem| problem.field() == "lines");
    let to_cart = of_cart.then(|| {
        view! {
            <p><a class="button quiet" href=href("/cart") rel="external">{t.to_cart}</a></p>
        }
    });
    Some(view! {
        <div class="problems" role="alert" data-testid="checkout-problems">
            <h2>{t.problems}</h2>
            <ul>{told.collect_view()}</ul>
            {to_cart}
            <p class="hint">{t.nothing_ordered}</p>
        </div>
    })
}

/// One of several ways, as a card that can be pressed anywhere.
#[component]
pub fn Choice(
    name: &'static str,
    /// What problems lead to is the first of a group, which has the group's name.
    id: String,
    value: String,
    chosen: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(optional)] disabled: bool,
    title: String,
    /// At the end of the line: what it costs.
    #[prop(optional, into)]
    price: String,
    #[prop(optional)] class: &'static str,
    children: Children,
) -> impl IntoView {
    let (about, target) = (format!("{id}-about"), id.clone());
    view! {
        <label class=format!("choice {class}") for=target>
            <input
                type="radio"
                id=id
                name=name
                value=value
                checked=chosen
                disabled=disabled
                autofocus=autofocus
                aria-describedby=about.clone()
            />
            <span class="name">{title}</span>
            <span class="cost">{price}</span>
            <span class="about" id=about>{children()}</span>
        </label>
    }
}

/// Where the shopper is between the cart and the order.
#[component]
pub fn Steps(
    /// 1 to 2.
    at: usize,
) -> impl IntoView {
    let t = checkout_words();
    let steps = [
        (t.step_cart, Some("/cart")),
        (t.step_fill, Some(baguni_api::orders::CHECKOUT)),
        (t.step_review, None),
    ];
    let steps = steps.into_iter().enumerate().map(|(place, (name, to))| {
        let current = (place == at).then_some("step");
        let to = to.filter(|_| place < at);
        view! {
            <li aria-current=current class:done={place < at}>
                {match to {
                    Some(to) => leptos::either::Either::Left(
                        view! { <a href=href(to) rel="external">{name}</a> },
                    ),
                    None => leptos::either::Either::Right(view! { <span>{name}</span> }),
                }}
            </li>
        }
    });
    view! {
        <nav class="steps" aria-label=t.steps>
            <ol role="list">{steps.collect_view()}</ol>
        </nav>
    }
}

/// That the stock is held, and until when, without hurrying anybody.
#[component]
pub fn Held(seen: Seen) -> impl IntoView {
    let text = super::phrases::held(locale(), seen.held_until?, seen.now);
    Some(view! { <p class="held" data-testid="held">{text}</p> })
}
