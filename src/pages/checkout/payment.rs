//! How it is paid: nothing of it is chosen beforehand.

use super::parts::{Choice, ProblemAt, Seen, described};
use super::words::checkout_words;
use baguni_commerce::order::OrderPayment;
use leptos::prelude::*;

#[component]
pub fn Payments(seen: Seen, payments: Vec<&'static str>) -> impl IntoView {
    let t = checkout_words();
    let wrong = seen.problem_at("payment").is_some();
    let is_first = seen.is_first("payment");
    let chosen = seen.form.payment.clone();
    let choices = payments.into_iter().enumerate().map(|(at, name)| {
        let id = match at {
            0 => "payment".to_owned(),
            _ => format!("payment-{name}"),
        };
        let (title, text, class) = named(name);
        view! {
            <Choice
                name="payment"
                id
                value=name.to_owned()
                chosen=chosen == name
                autofocus=is_first && at == 0
                title=title.to_owned()
                class
            >
                {text}
            </Choice>
        }
    });
    view! {
        <fieldset aria-describedby=described("payment", wrong, false)>
            <legend><h2>{t.pay}</h2></legend>
            <ProblemAt seen=seen.clone() field="payment" />
            <div class="choices payments">{choices.collect_view()}</div>
        </fieldset>
    }
}

/// What shoppers call a way to pay, and what there is to know of it.
pub fn named(provider: &'static str) -> (&'static str, String, &'static str) {
    let t = checkout_words();
    match provider {
        "test" => (t.pay_test, t.pay_test_text.to_owned(), ""),
        OrderPayment::AT_STORE => {
            let text = format!("{} {}", t.pay_at_store_text, t.pay_only_pickup);
            (t.pay_at_store, text, "pay-at-store")
        }
        other => (other, String::new(), ""),
    }
}
