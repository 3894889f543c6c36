//! What a shopper can do about an order: pay, choose, call it off.

use super::order_words;
use super::seen::Seen;
use crate::i18n::{href, locale};
use baguni_api::orders as paths;
use baguni_commerce::PaymentState;
use baguni_commerce::order::{OrderState, PaymentStatus};
use leptos::prelude::*;

/// Goes on to pay, or pays again, as long as the order waits for it.
#[component]
pub fn PayForm(seen: Seen) -> impl IntoView {
    let t = order_words();
    let order = &seen.order;
    let payment = order.payment()?;
    let waits = order.state == OrderState::PendingPayment
        && !payment.is_at_store()
        && payment.state != PaymentState::Authorized;
    let label = match payment.state.is_over() || payment.differs {
        true => t.pay_again,
        false => t.pay_now,
    };
    let amount = payment.amount.display(locale());
    let action = href(&paths::at(paths::PAY, order.number));
    let command = seen.commands[0].clone();
    waits.then(|| {
        view! {
            <form method="post" action=action class="act">
                <input type="hidden" name="command" value=command />
                <button class="button wide" type="submit" data-testid="pay">
                    {format!("{amount} · {label}")}
                </button>
            </form>
        }
    })
}

/// Two equal ways on for what no place can send.
#[component]
pub fn ChooseForm(seen: Seen) -> impl IntoView {
    let t = order_words();
    let order = &seen.order;
    let action = href(&paths::at(paths::CHOOSE, order.number));
    let command = seen.commands[1].clone();
    let waits = order.retry_at.is_some();
    (!order.unfulfillable.is_empty() && !order.is_closed()).then(|| {
        let wait = (!waits).then(|| {
            view! {
                <div>
                    <button class="button quiet wide" type="submit" name="choice" value="wait">
                        {t.wait}
                    </button>
                    <p class="hint">{t.wait_text}</p>
                </div>
            }
        });
        view! {
            <form method="post" action=action class="act choose" aria-labelledby="choose">
                <h2 id="choose">{t.choose}</h2>
                <input type="hidden" name="command" value=command />
                {wait}
                <div>
                    <button class="button quiet wide" type="submit" name="choice" value="refund">
                        {t.give_back}
                    </button>
                    <p class="hint">{t.give_back_text}</p>
                </div>
            </form>
        }
    })
}

/// Asks before it cancels.
#[component]
pub fn CancelOrder(seen: Seen) -> impl IntoView {
    let t = order_words();
    let order = &seen.order;
    let action = href(&paths::at(paths::CANCEL, order.number));
    let command = seen.commands[2].clone();
    let text = match order.payment_status() {
        PaymentStatus::Paid | PaymentStatus::PartiallyRefunded => t.cancel_text,
        _ => t.cancel_unpaid_text,
    };
    order.is_cancellable().then(|| {
        view! {
            <details class="card cancel">
                <summary data-testid="cancel">{t.cancel}</summary>
                <form method="post" action=action class="act">
                    <p>{text}</p>
                    <input type="hidden" name="command" value=command />
                    <button class="button quiet wide" type="submit" data-testid="cancel-yes">
                        {t.cancel_yes}
                    </button>
                </form>
            </details>
        }
    })
}
