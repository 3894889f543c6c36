//! What a cart link offers, and the form that takes it.

use crate::components::cart_lines::line_address;
use crate::components::head::PageHead;
use crate::components::picture::Picture;
use crate::i18n::{self, currency, href, locale, words};
use crate::pages::cart::ProblemLine;
use baguni_api::VariantLine;
use baguni_api::forms;
use baguni_commerce::{CartLines, Money, Quantity};
use leptos::either::Either;
use leptos::nonce::use_nonce;
use leptos::prelude::*;

pub fn html(offered: CartLines, lines: Vec<VariantLine>) -> String {
    view! { <Offer offered lines /> }.to_html()
}

#[component]
fn Offer(offered: CartLines, lines: Vec<VariantLine>) -> impl IntoView {
    let t = words();
    let sellable: Vec<(VariantLine, Quantity)> = offered
        .iter()
        .filter_map(|(sku, quantity)| {
            let line = lines
                .iter()
                .find(|line| line.sku == *sku && line.sellable)?;
            Some((line.clone(), quantity))
        })
        .collect();
    let each = sellable
        .iter()
        .map(|(line, quantity)| line.price.amount.times(quantity.get()));
    let sum = each
        .fold(Money::zero(currency()), Money::plus)
        .display(locale());
    let body = match sellable.is_empty() {
        true => Either::Left(view! {
            <div class="empty">
                <p>{t.permalink_nothing}</p>
                <a class="button" href=href("/")>{t.keep_shopping}</a>
            </div>
        }),
        false => {
            let shown = sellable
                .iter()
                .map(|(line, quantity)| {
                    view! { <OfferedLine line=line.clone() quantity=*quantity /> }
                })
                .collect_view();
            Either::Right(view! {
                <ul class="cart-lines" role="list">{shown}</ul>
                <p class="offer-total"><span>{t.total}</span><strong>{sum}</strong></p>
                <TakeForm taken=sellable />
            })
        }
    };
    view! {
        <PageHead
            title=t.permalink_title.to_owned()
            description=t.shop_description.to_owned()
            path="/cart".to_owned()
            unlisted=true
        />
        <div class="cart-link">
            <header class="page-head">
                <h1>{t.permalink_title}</h1>
                <p>{t.permalink_text}</p>
            </header>
            <ProblemLine />
            {body}
        </div>
    }
}

#[component]
fn OfferedLine(line: VariantLine, quantity: Quantity) -> impl IntoView {
    let address = line_address(&line);
    let price = line.price.amount.times(quantity.get()).display(locale());
    view! {
        <li class="cart-line offered-line" data-testid="offered-line" data-sku=line.sku.to_string()>
            <a class="picture" href=address.clone() tabindex="-1" aria-hidden="true">
                <Picture picture=line.picture.clone() sizes="8rem" decorative=true />
            </a>
            <div class="what">
                <p class="vendor">{line.vendor.clone()}</p>
                <h2 class="title"><a href=address>{line.title.clone()}</a></h2>
                <p class="chosen">{line.choices.join(" · ")}</p>
                <p class="chosen">{i18n::pieces(locale(), quantity.get())}</p>
            </div>
            <p class="amounts"><strong>{price}</strong></p>
        </li>
    }
}

#[component]
fn TakeForm(taken: Vec<(VariantLine, Quantity)>) -> impl IntoView {
    let t = words();
    let text = taken
        .iter()
        .map(|(line, quantity)| (line.sku.clone(), *quantity))
        .collect::<CartLines>()
        .to_string();
    // Random for each page that is drawn, so that a form sent twice counts once.
    let once = use_nonce().map(|nonce| nonce.to_string());
    view! {
        <form class="offer-form" method="post" action=forms::ADD_LINES>
            <input type="hidden" name="lines" value=text />
            <input type="hidden" name="once" value=once />
            <button class="button" type="submit" data-testid="add-lines">{t.permalink_add}</button>
            <a class="button quiet" href=href("/")>{t.permalink_not_now}</a>
        </form>
    }
}
