//! Signing in, and what whoever may not or cannot see a page is told.

use super::parts::Cx;
use super::seen::{PlaceName, SignInProblem};
use super::words;
use baguni_api::account::NEXT;
use baguni_api::staff;
use baguni_commerce::LocationKind;
use leptos::prelude::*;

pub fn sign_in(cx: Cx<'_>, email: &str, next: &str, wrong: Option<SignInProblem>) -> AnyView {
    let t = cx.t;
    let wrong = wrong.map(|wrong| {
        let words = match wrong {
            SignInProblem::Wrong => t.wrong.to_owned(),
            SignInProblem::TooMany(minutes) => words::pick(
                cx.locale,
                &format!("여러 번 틀렸어요. {minutes}분 뒤에 다시 해 주세요."),
                &format!("Too many attempts. Try again in {minutes} min."),
            ),
            SignInProblem::Busy => t.busy.to_owned(),
        };
        view! { <p class="said" role="alert" id="problem">{words}</p> }
    });
    let described = wrong.is_some().then_some("problem");
    let next = (!next.is_empty())
        .then(|| view! { <input type="hidden" name=NEXT value=next.to_owned() /> });
    view! {
        <h1>{t.sign_in}</h1>
        <p class="lead">{t.sign_in_text}</p>
        {wrong}
        <form method="post" action=cx.href(staff::SIGN_IN) class="stacked">
            {next}
            <label for="email">{t.email}</label>
            <input id="email" name="email" type="email" autocomplete="username" required
                value=email.to_owned() aria-describedby=described spellcheck="false" />
            <label for="password">{t.password}</label>
            <input id="password" name="password" type="password" autocomplete="current-password"
                required aria-describedby=described />
            <button class="button big" type="submit">{t.sign_in_button}</button>
        </form>
    }
    .into_any()
}

pub fn no_access(cx: Cx<'_>) -> AnyView {
    let t = cx.t;
    let way_on = match cx.seen.staff.is_some() {
        true => (cx.href(staff::TODAY), t.to_today),
        false => (cx.href("/"), t.to_shop),
    };
    view! {
        <h1>{t.no_access}</h1>
        <p class="lead">{t.no_access_text}</p>
        <p><a class="button" href=way_on.0>{way_on.1}</a></p>
    }
    .into_any()
}

pub fn not_found(cx: Cx<'_>) -> AnyView {
    let t = cx.t;
    view! {
        <h1>{t.not_found}</h1>
        <p class="lead">{t.not_found_text}</p>
        <p><a class="button" href=cx.href(staff::TODAY)>{t.to_today}</a></p>
    }
    .into_any()
}

/// For merchants, who may look anywhere.
pub fn choose_place(cx: Cx<'_>) -> AnyView {
    let t = cx.t;
    view! {
        <h1>{t.choose_place}</h1>
        <p class="lead">{t.choose_place_text}</p>
        {places(cx)}
        <p><a class="button quiet" href=cx.href(staff::ORDERS)>{t.orders}</a></p>
    }
    .into_any()
}

pub fn places(cx: Cx<'_>) -> AnyView {
    let t = cx.t;
    let place = |at: &PlaceName| {
        let kind = match at.kind {
            LocationKind::Store => t.store,
            LocationKind::Warehouse => t.warehouse,
        };
        view! {
            <li>
                <button name="place" value=at.handle.to_string() type="submit">
                    <strong>{cx.text(&at.name)}</strong>
                    <span>{kind}</span>
                </button>
            </li>
        }
    };
    let places = cx.seen.places.iter().map(place).collect_view();
    view! {
        <form method="post" action=cx.href(staff::PLACE)>
            <ul class="tiles" role="list">{places}</ul>
        </form>
    }
    .into_any()
}
