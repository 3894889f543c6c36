//! What an order costs, and what has become of the money.

use super::order_words;
use super::words::OrderWords;
use crate::i18n::{self, locale};
use baguni_commerce::order::{Delivery, Order, OrderPayment, Refund, RefundState};
use baguni_commerce::{Money, PaymentState};
use leptos::prelude::*;

#[component]
pub fn Summary(order: Order) -> impl IntoView {
    let (t, locale) = (order_words(), locale());
    let totals = order.totals;
    let shown = |money: Money| money.display(locale);
    let reasons = order.discounts.iter().map(|discount| {
        let code = discount.code.as_ref().map(|code| format!(" ({code})"));
        format!("{}{}", discount.title.get(locale), code.unwrap_or_default())
    });
    let reasons = reasons.collect::<Vec<_>>().join(", ");
    let discount = (totals.discount.minor > 0 || !reasons.is_empty()).then(|| {
        let amount = (totals.discount.minor > 0).then(|| format!("−{}", shown(totals.discount)));
        view! {
            <div>
                <dt>{t.discount} <span class="hint">{reasons}</span></dt>
                <dd>{amount}</dd>
            </div>
        }
    });
    let shipping = match &order.delivery {
        Delivery::Ship { title, .. } => Some(title.get(locale).to_owned()),
        Delivery::Pickup { .. } => None,
    };
    let shipping = shipping.map(|method| {
        let amount = match totals.shipping.minor {
            0 => t.free.to_owned(),
            _ => shown(totals.shipping),
        };
        view! {
            <div>
                <dt>{t.shipping} <span class="hint">{method}</span></dt>
                <dd>{amount}</dd>
            </div>
        }
    });
    let vat = (totals.vat.minor > 0).then(|| {
        view! { <p class="hint">{i18n::vat_inside(locale, &shown(totals.vat))}</p> }
    });
    view! {
        <section class="card">
            <h2>{t.summary}</h2>
            <dl class="sums">
                <div>
                    <dt>{t.subtotal}</dt>
                    <dd>{shown(totals.subtotal)}</dd>
                </div>
                {discount}
                {shipping}
                <div class="total">
                    <dt>{t.total}</dt>
                    <dd>{shown(totals.total)}</dd>
                </div>
            </dl>
            {vat}
        </section>
    }
}

#[component]
pub fn Paid(order: Order) -> impl IntoView {
    let (t, locale) = (order_words(), locale());
    let payment = order.payment()?.clone();
    let refunds = order.payments.iter().flat_map(|payment| &payment.refunds);
    let refunds = refunds.map(|refund| {
        let state = refund_state(refund, t);
        view! {
            <div>
                <dt>{t.refund} <span class="hint">{state}</span></dt>
                <dd>{refund.amount.display(locale)}</dd>
            </div>
        }
    });
    let refunds = refunds.collect_view();
    Some(view! {
        <section class="card">
            <h2>{t.payment}</h2>
            <dl class="sums">
                <div>
                    <dt>{how(&payment, t)}</dt>
                    <dd>{state(&payment).get(locale).to_owned()}</dd>
                </div>
                {refunds}
            </dl>
        </section>
    })
}

fn how(payment: &OrderPayment, t: &OrderWords) -> &'static str {
    match payment.provider.as_str() {
        OrderPayment::AT_STORE => t.pay_at_store,
        "test" => t.pay_test,
        _ => t.pay_online,
    }
}

fn state(payment: &OrderPayment) -> baguni_commerce::Text {
    use PaymentState as S;
    let captured = payment.captured.minor > 0;
    let (ko, en) = match payment.state {
        _ if captured => ("결제됨", "Paid"),
        _ if payment.is_at_store() && payment.amount.minor > 0 => ("찾을 때", "When you come"),
        _ if payment.is_at_store() => ("낼 금액 없음", "Nothing to pay"),
        S::Authorized => ("승인됨", "Approved"),
        S::Failed => ("실패", "Failed"),
        S::Expired => ("시간 지남", "Too late"),
        S::Voided => ("취소됨", "Let go"),
        _ => ("기다리는 중", "Waiting"),
    };
    baguni_commerce::Text::new(ko, en)
}

fn refund_state(refund: &Refund, t: &OrderWords) -> &'static str {
    match refund.state {
        RefundState::Pending => t.refund_pending,
        RefundState::Succeeded => t.refund_done,
        RefundState::Failed => t.refund_failed,
    }
}
