//! What is offered, and the one press that takes it.

use super::words::pieces;
use super::{Cx, Offer, Place, Thing, Way};
use baguni_api::kiosk::{Direction, PHONE_ACCEPT};
use leptos::prelude::*;

/// How many things are shown by their picture; of the others, how many they are.
const SHOWN: usize = 6;

pub fn offer(cx: Cx<'_>, offer: &Offer) -> (String, AnyView) {
    let count = offer.things.iter().map(|thing| thing.quantity).sum();
    let title = title(cx, offer, count);
    let press = press(cx, offer);
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="place">{place(&offer.at)}</p>
        {things(cx, &offer.things, count)}
        {notes(cx, offer).into_iter().map(|note| view! { <p>{note}</p> }).collect_view()}
        <p class="host">{is_it_us(cx)}</p>
        <form method="post" action=cx.href(PHONE_ACCEPT)>
            <input type="hidden" name="code" value=offer.code.clone() />
            <button class="button" type="submit">{press}</button>
        </form>
        <p><a class="no" href=cx.href("/")>{cx.t.no}</a></p>
    };
    (title, body.into_any())
}

fn title(cx: Cx<'_>, offer: &Offer, count: u32) -> String {
    let store = &offer.at.store;
    match offer.direction {
        Direction::ToPhone => cx.t.to_phone.to_owned(),
        Direction::ToScreen if count == 0 => cx.pick(
            format!("{store} 화면에서 내 장바구니를 쓸까요?"),
            format!("Use your cart on the screen at {store}?"),
        ),
        Direction::ToScreen => cx.pick(
            format!("내 장바구니 {count}개를 {store} 화면에 보여 줄까요?"),
            format!("Show your cart ({count}) on the screen at {store}?"),
        ),
    }
}

pub fn place(at: &Place) -> String {
    let parts = [&at.store, &at.city, &at.screen];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.map(String::as_str).collect::<Vec<_>>().join(" · ")
}

fn things(cx: Cx<'_>, things: &[Thing], count: u32) -> AnyView {
    let pictures = things.iter().take(SHOWN).map(|thing| {
        let (title, quantity) = (thing.title.clone(), thing.quantity);
        let times =
            (quantity > 1).then(|| view! { <span class="times">{format!("×{quantity}")}</span> });
        view! {
            <li>
                {picture(thing)}
                <span class="title">{title}</span>
                {times}
            </li>
        }
    });
    let count = match things.is_empty() {
        true => cx.t.empty.to_owned(),
        false => pieces(cx.seen.locale, count),
    };
    let more = things.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| {
        let words = cx.pick(format!("외 {more}가지"), format!("and {more} more"));
        view! { <p class="more">{words}</p> }
    });
    view! {
        <p class="count">{count}</p>
        <ul class="things" role="list">{pictures.collect_view()}</ul>
        {more}
    }
    .into_any()
}

/// Its title stands beside it.
fn picture(thing: &Thing) -> AnyView {
    let Some(src) = thing
        .picture
        .as_ref()
        .and_then(|picture| picture.src.clone())
    else {
        return view! { <span class="picture-placeholder"></span> }.into_any();
    };
    view! { <img src=src alt="" width="120" height="120" loading="lazy" decoding="async" /> }
        .into_any()
}

/// What comes of it besides.
fn notes(cx: Cx<'_>, offer: &Offer) -> Vec<String> {
    let mut notes = Vec::new();
    if offer.direction == Direction::ToScreen {
        notes.push(cx.t.others_see.to_owned());
    }
    notes.extend((offer.joins > 0).then(|| joined(cx, offer.direction, offer.joins)));
    match &offer.way {
        Some(Way::Home) => notes.push(cx.t.pay_home.to_owned()),
        Some(Way::Store(store)) => notes.push(cx.pick(
            format!("{store}에서 찾아가요. 이 휴대폰으로 결제해요."),
            format!("You pick it up at {store}. You pay on this phone."),
        )),
        None => notes.push(cx.t.lives_on.to_owned()),
    }
    notes
}

/// What somebody else has left on a screen is not to come along unseen.
fn joined(cx: Cx<'_>, direction: Direction, count: u32) -> String {
    match direction {
        Direction::ToPhone => cx.pick(
            format!("휴대폰 장바구니에 있는 {count}개와 합쳐요."),
            format!("It joins what your phone has in its cart ({count})."),
        ),
        Direction::ToScreen => cx.pick(
            format!(
                "화면에 담겨 있는 상품 {count}개와 합쳐요. 내가 담지 않았다면 화면에서 먼저 \
                 ‘끝내기’를 눌러 주세요."
            ),
            format!(
                "It joins what is on the screen ({count}). If that is not yours, press “Finish” on \
                 the screen first."
            ),
        ),
    }
}

fn press(cx: Cx<'_>, offer: &Offer) -> &'static str {
    match (offer.direction, &offer.way) {
        (Direction::ToScreen, _) => cx.t.show,
        (Direction::ToPhone, Some(_)) => cx.t.take_and_pay,
        (Direction::ToPhone, None) => cx.t.take,
    }
}

/// A sticker over the code may lead elsewhere.
fn is_it_us(cx: Cx<'_>) -> String {
    let host = &cx.seen.host;
    cx.pick(
        format!("이 페이지의 주소가 {host}인지 확인해 주세요. 다르면 닫아 주세요."),
        format!("Please check that this page's address is {host}. If it is not, close it."),
    )
}
