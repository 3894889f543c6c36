//! The second step: everything once more, and one button that says what it costs.

use super::lines::Lines;
use super::parts::{Held, ProblemAt, Seen, described};
use super::payment;
use super::phrases;
use super::problems;
use super::seen::Review;
use super::totals::Totals;
use super::words::checkout_words;
use crate::i18n::{href, locale};
use baguni_api::orders;
use baguni_commerce::checkout::CheckoutProblem;
use baguni_commerce::order::OrderPayment;
use leptos::prelude::*;

#[component]
pub fn Confirm(seen: Seen, review: Review) -> impl IntoView {
    let t = checkout_words();
    view! {
        <Held seen=seen.clone() />
        <Changed seen=seen.clone() />
        <section aria-labelledby="lines">
            <Head id="lines" title=t.lines to=href("/cart") />
            <Lines seen=seen.clone() />
        </section>
        <WhereAndWhen seen=seen.clone() review=review.clone() />
        <Contact seen=seen.clone() />
        <HowPaid seen=seen.clone() />
        <Totals seen=seen.clone() />
        <PlaceForm seen review />
    }
}

/// A heading with the way back to where it can be changed.
#[component]
fn Head(id: &'static str, title: &'static str, to: String) -> impl IntoView {
    let t = checkout_words();
    view! {
        <div class="with-change">
            <h2 id=id tabindex="-1">{title}</h2>
            <a href=to rel="external" aria-label=format!("{title}: {}", t.change)>{t.change}</a>
        </div>
    }
}

/// What is not as it was shown.
#[component]
fn Changed(seen: Seen) -> impl IntoView {
    let changed = seen.problems.iter().find_map(|problem| match problem {
        CheckoutProblem::PriceChanged(differences, _) => Some(differences.clone()),
        _ => None,
    });
    let changed = changed.filter(|changed| !changed.is_empty())?;
    let told = changed.into_iter().map(|difference| {
        let text = problems::difference(locale(), &seen, &difference);
        view! { <li>{text}</li> }
    });
    let told = told.collect_view();
    Some(view! { <ul class="differences" data-testid="differences">{told}</ul> })
}

#[component]
fn WhereAndWhen(seen: Seen, review: Review) -> impl IntoView {
    let t = checkout_words();
    let (label, to) = match seen.is_shipped() {
        true => (t.deliver_to, "#postcode"),
        false => (t.pick_up_at, "#location"),
    };
    let times = phrases::promises(locale(), &review.promises, seen.now);
    let times = times
        .into_iter()
        .map(|text| view! { <p class="when">{text}</p> });
    let recipient = seen.form.address_with_recipient().recipient;
    let recipient = seen.is_shipped().then(|| view! { <p>{recipient}</p> });
    let to = format!("{}{to}", href(orders::CHECKOUT));
    view! {
        <section aria-labelledby="where">
            <Head id="where" title=t.where_to to />
            <p class="hint">{label}</p>
            {recipient}
            <p data-testid="place">{review.place}</p>
            <p class="hint">{review.about_place}</p>
            {times.collect_view()}
        </section>
    }
}

#[component]
fn Contact(seen: Seen) -> impl IntoView {
    let t = checkout_words();
    let form = &seen.form;
    let (name, email, phone) = (form.name.clone(), form.email.clone(), form.phone.clone());
    view! {
        <section aria-labelledby="who">
            <Head id="who" title=t.contact to=format!("{}#email", href(orders::CHECKOUT)) />
            <p>{name}</p>
            <p>{email}</p>
            <p>{phone}</p>
        </section>
    }
}

#[component]
fn HowPaid(seen: Seen) -> impl IntoView {
    let t = checkout_words();
    let name = match seen.form.payment.as_str() {
        OrderPayment::AT_STORE => t.pay_at_store.to_owned(),
        "test" => payment::named("test").0.to_owned(),
        other => other.to_owned(),
    };
    view! {
        <section aria-labelledby="how-paid">
            <Head id="how-paid" title=t.pay to=format!("{}#payment", href(orders::CHECKOUT)) />
            <p>{name}</p>
        </section>
    }
}

#[component]
fn PlaceForm(seen: Seen, review: Review) -> impl IntoView {
    let at = locale();
    let total = seen.chosen.total;
    let at_store = seen.form.payment == OrderPayment::AT_STORE;
    view! {
        <form class="place-form" method="post" action=href(orders::REVIEW) novalidate>
            <input type="hidden" name="checkout" value=seen.checkout.clone() />
            <input type="hidden" name="confirmed" value=review.confirmed />
            <input type="hidden" name="total" value=total.minor.to_string() />
            <input type="hidden" name="currency" value=total.currency.code() />
            <Consents seen />
            <button class="button wide" type="submit" data-testid="place-order">
                {phrases::pay_button(at, total, at_store)}
            </button>
            <p class="hint">{phrases::after_button(at, total, at_store)}</p>
        </form>
    }
}

/// Each on its own, and none ticked before it was ticked by the shopper.
#[component]
fn Consents(seen: Seen) -> impl IntoView {
    let t = checkout_words();
    let wrong = seen.problem_at("terms").is_some();
    view! {
        <fieldset class="consents">
            <legend><h2>{t.agree}</h2></legend>
            <label class="tick" for="terms">
                <input
                    type="checkbox"
                    id="terms"
                    name="terms"
                    value="yes"
                    required
                    checked=seen.form.terms
                    autofocus=seen.is_first("terms")
                    aria-invalid=wrong.then_some("true")
                    aria-describedby=described("terms", wrong, false)
                />
                <span>{t.terms}</span>
            </label>
            <ProblemAt seen=seen.clone() field="terms" />
            <details>
                <summary>{t.terms_more}</summary>
                <ul>
                    <li>{t.terms_cancel}</li>
                    <li>{t.terms_withdraw}</li>
                    <li>{t.terms_privacy}</li>
                </ul>
            </details>
            <label class="tick" for="news">
                <input type="checkbox" id="news" name="news" value="yes" checked=seen.form.news />
                <span>{t.news}</span>
            </label>
        </fieldset>
    }
}
