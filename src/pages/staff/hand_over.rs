//! Somebody comes for something: the code, what it is for, and whether it is paid.

use super::parts::{Cx, command, masked_name, part_lines, state};
use super::seen::Handing;
use baguni_api::staff::{COLLECT, HAND_OVER, of_order, of_part};
use baguni_commerce::order::Order;
use leptos::prelude::*;

pub fn page(cx: Cx<'_>, handing: Option<&Handing>) -> AnyView {
    match handing {
        None => ask(cx),
        Some(handing) => found(cx, handing),
    }
}

fn ask(cx: Cx<'_>) -> AnyView {
    let t = cx.t;
    view! {
        <h1>{t.hand_over}</h1>
        <form method="post" action=cx.href(HAND_OVER) class="stacked code-form">
            <label for="code">{t.code}</label>
            <p class="hint" id="code-hint">{t.code_text}</p>
            <input id="code" name="code" required autofocus autocomplete="off" maxlength="200"
                spellcheck="false" autocapitalize="off" aria-describedby="code-hint"
                data-testid="code" />
            <button class="button big" type="submit">{t.look_up}</button>
        </form>
    }
    .into_any()
}

fn found(cx: Cx<'_>, handing: &Handing) -> AnyView {
    let t = cx.t;
    let order = &handing.part.order;
    let Some(part) = handing.part.part() else {
        return ask(cx);
    };
    view! {
        <header class="page-top">
            <h1 class="number">{order.number.to_string()}</h1>
            {state(cx, part.state)}
        </header>
        <p class="lead" data-testid="handing">{masked_name(&order.contact)}</p>
        {act(cx, handing, order)}
        {part_lines(cx, order, part, &handing.things)}
        <p><a class="link" href=cx.href(HAND_OVER)>{t.another_code}</a></p>
    }
    .into_any()
}

fn act(cx: Cx<'_>, handing: &Handing, order: &Order) -> AnyView {
    let t = cx.t;
    let number = order.number.to_string();
    let unpaid = collect(cx, order, &handing.command, Some(handing.part.id.0));
    if let Some(form) = unpaid {
        return view! { <p class="said" role="status">{t.is_unpaid}</p>{form} }.into_any();
    }
    view! {
        <p class="said good">{t.is_paid}</p>
        <form method="post" action=cx.href(&of_part(&number, handing.part.id.0)) class="stacked">
            {command(&handing.command)}
            <input type="hidden" name="step" value="pick-up" />
            <input type="hidden" name="code" value=handing.proof.clone() />
            <button class="button big" type="submit" data-testid="hand-out">{t.hand_out}</button>
        </form>
    }
    .into_any()
}

/// The form that says that the money lies in the till; none where it is there, or comes another way.
pub fn collect(cx: Cx<'_>, order: &Order, name: &str, part: Option<u16>) -> Option<AnyView> {
    let t = cx.t;
    let payment = order
        .payment()
        .filter(|payment| payment.is_at_store() && !payment.is_paid());
    let payment = payment.filter(|payment| payment.amount.minor > 0 && !order.is_void())?;
    let amount = cx.money(payment.amount);
    let part =
        part.map(|part| view! { <input type="hidden" name="part" value=part.to_string() /> });
    let action = cx.href(&of_order(COLLECT, &order.number.to_string()));
    Some(
        view! {
            <form method="post" action=action class="stacked till">
                {command(name)}
                <input type="hidden" name="amount" value=payment.amount.minor.to_string() />
                {part}
                <p class="amount"><span>{t.amount_due}</span><strong>{amount.clone()}</strong></p>
                <button class="button big" type="submit" data-testid="collect">
                    {amount}" "{t.collect}
                </button>
            </form>
        }
        .into_any(),
    )
}
