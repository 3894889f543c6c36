//! An associate's sale goes on: to whom, how they get it and pay for it, and what it costs.

use super::parts::{Cx, thing};
use super::sale::at;
use super::seen::BuyerPage;
use super::words;
use baguni_api::staff::{BUYER, SALE};
use baguni_commerce::checkout::CheckoutProblem;
use baguni_commerce::order::OrderPayment;
use baguni_commerce::{LocationKind, Quote};
use leptos::prelude::*;

pub fn page(cx: Cx<'_>, page: &BuyerPage) -> AnyView {
    let t = cx.t;
    let rows = page.chosen.iter().map(|line| {
        let count = view! { <span class="count">{cx.pieces(line.quantity.get())}</span> };
        view! { <li>{thing(cx, &line.sku, &line.thing, count.into_any())}</li> }
    });
    let rows = rows.collect_view();
    let back = at(cx, SALE, &page.lines, (&page.sale, page.ticket.as_deref()));
    let ticket = page.ticket.clone().map(|number| {
        view! { <input type="hidden" name="ticket" value=number /> }
    });
    view! {
        <h1>{t.buyer}</h1>
        {problems(cx, page)}
        <form method="post" action=cx.href(BUYER) class="two" novalidate>
            <input type="hidden" name="sale" value=page.sale.clone() />
            <input type="hidden" name="lines" value=page.lines.to_string() />
            {ticket}
            <section class="stacked">
                {contact(cx, page)}
                {delivery(cx, page)}
                {payment(cx, page)}
            </section>
            <aside>
                <ul class="things" role="list">{rows}</ul>
                <p><a class="link" href=back>{t.change_lines}</a></p>
                {price(cx, page)}
            </aside>
        </form>
    }
    .into_any()
}

/// What stands against it, but for what is said at its field.
fn problems(cx: Cx<'_>, page: &BuyerPage) -> Option<AnyView> {
    // Before the price has been asked, nothing has been typed.
    page.quote.as_ref()?;
    if page.problems.is_empty() {
        return None;
    }
    let of_sale = page
        .problems
        .iter()
        .filter_map(|problem| of_whole(cx, problem));
    let of_sale = of_sale
        .map(|words| view! { <li>{words}</li> })
        .collect_view();
    Some(
        view! {
            <div class="said" role="alert" data-testid="problems">
                <p>{cx.t.check_form}</p>
                <ul>{of_sale}</ul>
            </div>
        }
        .into_any(),
    )
}

fn of_whole(cx: Cx<'_>, problem: &CheckoutProblem) -> Option<String> {
    let (ko, en) = match problem {
        CheckoutProblem::SoldOut(sku, 0) => (
            format!("{sku}: 재고가 없어요."),
            format!("{sku} is sold out."),
        ),
        CheckoutProblem::SoldOut(sku, left) => (
            format!("{sku}: {left}개만 살 수 있어요."),
            format!("Only {left} of {sku} can be had."),
        ),
        CheckoutProblem::Gone(sku) => (
            format!("{sku}: 더 이상 팔지 않아요."),
            format!("{sku} is not sold any more."),
        ),
        CheckoutProblem::NotTogether(_) => (
            "한 번에 보낼 수 없는 상품이 있어요. 나누어 판매해 주세요.".to_owned(),
            "These cannot be sent together. Sell them one by one.".to_owned(),
        ),
        CheckoutProblem::PriceChanged(..) => (
            "금액이 바뀌었어요. 새 금액을 고객에게 확인해 주세요.".to_owned(),
            "The price has changed. Please confirm the new one with the customer.".to_owned(),
        ),
        CheckoutProblem::HoldExpired => (
            "잡아 둔 재고가 풀렸어요. 다시 확인해 주세요.".to_owned(),
            "The stock is no longer held. Please ask for the price again.".to_owned(),
        ),
        _ => return None,
    };
    Some(words::pick(cx.locale, &ko, &en))
}

fn field_problem(cx: Cx<'_>, page: &BuyerPage, name: &str) -> Option<String> {
    page.quote.as_ref()?;
    if let Some(problem) = page.address_problem(name) {
        return Some(cx.text(&problem.words()));
    }
    let problem = page.problem_at(name)?;
    let (ko, en) = match problem {
        CheckoutProblem::Email => ("이메일을 확인해 주세요.", "Check the e-mail address."),
        CheckoutProblem::Name => ("이름을 적어 주세요.", "Enter the name."),
        CheckoutProblem::Phone => ("전화번호를 확인해 주세요.", "Check the phone number."),
        CheckoutProblem::Way => ("받는 방법을 골라 주세요.", "Choose how they get it."),
        CheckoutProblem::Shipping => ("배송 방법을 골라 주세요.", "Choose how it is shipped."),
        CheckoutProblem::Store => ("매장을 골라 주세요.", "Choose a store."),
        CheckoutProblem::Payment => (
            "이렇게는 결제할 수 없어요.",
            "It cannot be paid for in this way.",
        ),
        _ => ("이 코드는 쓸 수 없어요.", "This code does nothing."),
    };
    Some(words::pick(cx.locale, ko, en))
}

struct Typed<'a> {
    name: &'static str,
    label: &'static str,
    kind: &'static str,
    value: &'a str,
}

fn field(cx: Cx<'_>, page: &BuyerPage, typed: Typed<'_>) -> AnyView {
    let Typed {
        name,
        label,
        kind,
        value,
    } = typed;
    let problem = field_problem(cx, page, name);
    let described = problem.is_some().then(|| format!("{name}-problem"));
    let invalid = problem.is_some().then_some("true");
    let problem = problem.map(|words| {
        view! { <p class="problem" id=format!("{name}-problem")>{words}</p> }
    });
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <input id=name name=name type=kind value=value.to_owned() autocomplete="off"
                aria-invalid=invalid aria-describedby=described />
            {problem}
        </div>
    }
    .into_any()
}

fn contact(cx: Cx<'_>, page: &BuyerPage) -> AnyView {
    let (t, form) = (cx.t, &page.form);
    let one = |name, label, kind, value| {
        let typed = Typed {
            name,
            label,
            kind,
            value,
        };
        field(cx, page, typed)
    };
    view! {
        <fieldset>
            <legend>{t.contact}</legend>
            {one("name", t.name, "text", &form.name)}
            {one("phone", t.phone, "tel", &form.phone)}
            {one("email", t.email, "email", &form.email)}
        </fieldset>
    }
    .into_any()
}

fn choice(name: &'static str, value: &'static str, label: String, chosen: &str) -> AnyView {
    view! {
        <label class="choice">
            <input type="radio" name=name value=value checked=chosen == value />
            <span>{label}</span>
        </label>
    }
    .into_any()
}

fn delivery(cx: Cx<'_>, page: &BuyerPage) -> AnyView {
    let (t, form) = (cx.t, &page.form);
    let one = |name, label, value| {
        let kind = "text";
        let typed = Typed {
            name,
            label,
            kind,
            value,
        };
        field(cx, page, typed)
    };
    let methods = page.methods.iter().map(|method| {
        let id = method.id.to_string();
        let is_chosen = form.shipping == id;
        view! { <option value=id selected=is_chosen>{cx.text(&method.title)}</option> }
    });
    let stores = cx
        .seen
        .places
        .iter()
        .filter(|at| at.kind == LocationKind::Store);
    let stores = stores.map(|at| {
        let id = at.handle.to_string();
        let is_chosen = form.location == id;
        view! { <option value=id selected=is_chosen>{cx.text(&at.name)}</option> }
    });
    let problem = field_problem(cx, page, "method")
        .or_else(|| field_problem(cx, page, "shipping"))
        .map(|words| view! { <p class="problem">{words}</p> });
    view! {
        <fieldset class="ways-to-get">
            <legend>{t.delivery}</legend>
            {problem}
            {choice("method", "ship", t.ship.to_owned(), &form.method)}
            <div class="of-ship">
                {one("postcode", t.postcode, &form.address.postcode)}
                {one("street", t.street, &form.address.street)}
                {one("detail", t.detail, &form.address.detail)}
                {one("note", t.note, &form.address.note)}
                <label for="shipping">{t.shipping}</label>
                <select id="shipping" name="shipping">{methods.collect_view()}</select>
            </div>
            {choice("method", "pickup", t.pickup.to_owned(), &form.method)}
            <div class="of-pickup">
                <label for="location">{t.store}</label>
                <select id="location" name="location">{stores.collect_view()}</select>
            </div>
        </fieldset>
    }
    .into_any()
}

fn payment(cx: Cx<'_>, page: &BuyerPage) -> AnyView {
    let (t, form) = (cx.t, &page.form);
    let problem = field_problem(cx, page, "payment");
    let problem = problem.map(|words| view! { <p class="problem">{words}</p> });
    let links = page.providers.iter().map(|name| {
        view! {
            <label class="choice">
                <input type="radio" name="payment" value=name.clone() checked=form.payment == *name />
                <span>{t.pay_link}</span>
            </label>
        }
    });
    let links = links.collect_view();
    let typed = Typed {
        name: "code",
        label: t.coupon,
        kind: "text",
        value: form.codes.first().map_or("", String::as_str),
    };
    view! {
        <fieldset>
            <legend>{t.payment}</legend>
            {problem}
            {links}
            {choice("payment", OrderPayment::AT_STORE, t.pay_here.to_owned(), &form.payment)}
            {field(cx, page, typed)}
        </fieldset>
    }
    .into_any()
}

fn price(cx: Cx<'_>, page: &BuyerPage) -> AnyView {
    let t = cx.t;
    let may_sell = page.quote.as_ref().filter(|_| page.problems.is_empty());
    let sell = may_sell.map(|quote| {
        let label = format!("{} {}", cx.money(quote.total), t.sell);
        view! {
            <input type="hidden" name="total" value=quote.total.minor.to_string() />
            <button class="button big" name="act" value="sell" type="submit" data-testid="sell">
                {label}
            </button>
        }
    });
    let kind = if sell.is_some() {
        "button quiet"
    } else {
        "button big"
    };
    view! {
        {page.quote.as_ref().map(|quote| sums(cx, quote))}
        <div class="stacked">
            {sell}
            <button class=kind name="act" value="price" type="submit" data-testid="ask-price">
                {t.ask_price}
            </button>
        </div>
    }
    .into_any()
}

fn sums(cx: Cx<'_>, quote: &Quote) -> AnyView {
    let t = cx.t;
    let off = (quote.discount.minor > 0).then(|| {
        let words = format!("−{}", cx.money(quote.discount));
        view! { <div><dt>{t.discount}</dt><dd>{words}</dd></div> }
    });
    view! {
        <dl class="sums" data-testid="sums">
            <div><dt>{t.subtotal}</dt><dd>{cx.money(quote.subtotal)}</dd></div>
            {off}
            <div><dt>{t.shipping_cost}</dt><dd>{cx.money(quote.shipping.total)}</dd></div>
            <div class="total"><dt>{t.total}</dt><dd>{cx.money(quote.total)}</dd></div>
        </dl>
    }
    .into_any()
}
