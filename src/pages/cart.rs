//! `/cart`: what is in the cart, what it costs, and what is saved for later.

use crate::components::cart_lines::CartLine;
use crate::components::head::PageHead;
use crate::components::saved_lines::SavedLines;
use crate::components::sync_sign::SyncSign;
use crate::i18n::{self, currency, href, locale, words};
use crate::shopper::Shopper;
use baguni_api::Lines as Known;
use baguni_api::forms::{self, Problem};
use baguni_api::paths::query_value;
use baguni_commerce::quote::quote;
use baguni_commerce::{CartLines, Money, Quantity, Quote, Sku};
use baguni_replica::List;
use leptos::either::{Either, EitherOf3};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

#[component]
pub fn CartPage(
    /// What the shop was asked about, and what it knows of it.
    asked: Vec<Sku>,
    known: Known,
) -> impl IntoView {
    let t = words();
    view! {
        <PageHead
            title=t.cart.to_owned()
            description=t.shop_description.to_owned()
            path="/cart".to_owned()
            unlisted=true
        />
        <div class="page cart-page">
            <header class="page-head">
                <h1>{t.cart}</h1>
                <SyncSign />
            </header>
            <ProblemLine />
            <Lines asked known=known.clone() />
            <SavedLines known=known.lines />
        </div>
    }
}

/// What was wrong with the form that led here.
#[component]
pub fn ProblemLine() -> impl IntoView {
    let problem = query_value(&use_location().search.get_untracked(), forms::PROBLEM)
        .and_then(|code| Problem::from_code(&code));
    problem.map(|problem| {
        view! { <p class="warning" role="alert">{i18n::problem(locale(), problem)}</p> }
    })
}

#[component]
fn Lines(asked: Vec<Sku>, known: Known) -> impl IntoView {
    let cart = Shopper::here().cart();
    move || {
        let lines = cart.get();
        if lines.is_empty() {
            return Either::Left(view! { <Empty /> });
        }
        let quote = costs(&lines, &known);
        let drawn = lines.iter().map(|(sku, quantity)| {
            match known.lines.iter().find(|line| line.sku == *sku).cloned() {
                Some(line) => EitherOf3::A(view! { <CartLine line quantity /> }),
                None if asked.contains(sku) => {
                    EitherOf3::B(view! { <UnknownLine sku=sku.clone() /> })
                }
                // The shop is being asked about it, or does not answer just now.
                None => EitherOf3::C(view! { <WaitingLine sku=sku.clone() quantity /> }),
            }
        });
        Either::Right(view! {
            <div class="cart-columns">
                <ul class="cart-lines" role="list">{drawn.collect_view()}</ul>
                <Summary quote />
            </div>
        })
    }
}

/// What can be bought and what it costs now, reckoned here: it needs no network.
fn costs(lines: &CartLines, known: &Known) -> Quote {
    let bought = lines.iter().filter_map(|(sku, quantity)| {
        let mut known = known.lines.iter();
        let line = known.find(|line| line.sku == *sku && line.sellable)?;
        Some((line, quantity))
    });
    quote(&known.terms.request(currency(), bought))
}

#[component]
fn Summary(quote: Quote) -> impl IntoView {
    let (t, at) = (words(), locale());
    let amount = |money: Money| money.display(at);
    let off = |money: Money| amount(Money::new(-money.minor, money.currency));
    let mut rows = vec![(
        "cart-subtotal",
        t.subtotal.to_owned(),
        amount(quote.subtotal),
    )];
    if quote.shipping.method.is_some() {
        let list = quote.shipping.list;
        let list = if list.minor > 0 {
            amount(list)
        } else {
            t.free.to_owned()
        };
        rows.push(("cart-shipping", t.shipping.to_owned(), list));
    }
    let applied = quote.applied.iter();
    rows.extend(applied.map(|applied| {
        let title = applied.title.get(at).to_owned();
        ("cart-discount", title, off(applied.amount))
    }));
    let rows = rows.into_iter().map(|(name, label, amount)| {
        view! {
            <div class=name>
                <dt>{label}</dt>
                <dd data-testid=name>{amount}</dd>
            </div>
        }
    });
    let vat = quote
        .vat_included
        .map(|vat| i18n::vat_inside(at, &amount(vat)));
    let checkout = (!quote.lines.is_empty()).then(|| {
        view! {
            <a class="button wide" href=href("/checkout") rel="external" data-testid="checkout">
                {t.checkout}
            </a>
        }
    });
    view! {
        <section class="summary" aria-labelledby="summary">
            <h2 id="summary">{t.order_summary}</h2>
            <dl>
                {rows.collect_view()}
                <div class="total">
                    <dt>{t.total}</dt>
                    <dd data-testid="cart-total">{amount(quote.total)}</dd>
                </div>
            </dl>
            {vat.map(|vat| view! { <p class="hint">{vat}</p> })}
            <UntilFree until=quote.shipping.until_free subtotal=quote.subtotal />
            {checkout}
            <p class="hint">{t.checkout_hint}</p>
        </section>
    }
}

/// How much is missing until there is no charge for delivery.
#[component]
fn UntilFree(until: Option<Money>, subtotal: Money) -> impl IntoView {
    until.map(|until| {
        let whole = until.plus(subtotal).minor.to_string();
        view! {
            <p class="until-free" data-testid="until-free">
                {i18n::until_free(locale(), &until.display(locale()))}
                <progress max=whole value=subtotal.minor.to_string() aria-hidden="true"></progress>
            </p>
        }
    })
}

/// A line whose variant the shop no longer has.
#[component]
fn UnknownLine(sku: Sku) -> impl IntoView {
    let t = words();
    let shopper = Shopper::here();
    let seen = shopper.seen(&[List::Cart], Some(&sku));
    let gone = sku.clone();
    let remove = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        shopper.remove(List::Cart, &gone, gone.to_string());
    };
    view! {
        <li class="cart-line unknown" data-testid="cart-line" data-sku=sku.to_string()>
            <p class="warning">{t.line_unknown}" ("{sku.to_string()}")"</p>
            <form method="post" action=forms::CHANGE_LINE on:submit=remove>
                <input type="hidden" name="sku" value=sku.to_string() />
                <input type="hidden" name="seen" value=seen />
                <button class="link-button" name="to" value="0" data-testid="remove">
                    {t.remove}
                </button>
            </form>
        </li>
    }
}

/// A line of which no more is known yet than that it is there.
#[component]
fn WaitingLine(sku: Sku, quantity: Quantity) -> impl IntoView {
    view! {
        <li class="cart-line unknown" data-testid="cart-line" data-sku=sku.to_string()>
            <p class="chosen">{words().line_waiting}</p>
            <p class="amounts">{i18n::pieces(locale(), quantity.get())}</p>
        </li>
    }
}

#[component]
fn Empty() -> impl IntoView {
    let t = words();
    view! {
        <div class="empty">
            <h2>{t.cart_empty}</h2>
            <p>{t.cart_empty_text}</p>
            <a class="button" href=href("/")>{t.keep_shopping}</a>
        </div>
    }
}
