//! A page of the account, as HTML.

use super::seen::{AccountSeen, Private, Said};
use super::words::{self, AccountWords};
use super::{devices, overview, password, sign};
use crate::components::head::PageHead;
use crate::i18n::{locale, words as shop_words};
use baguni_api::account;
use leptos::either::EitherOf7;
use leptos::prelude::*;

pub fn html(seen: AccountSeen) -> String {
    view! { <div class="page account"><Seen seen /></div> }.to_html()
}

/// The words of the account in the page's language.
pub fn account_words() -> &'static AccountWords {
    AccountWords::of(locale())
}

#[component]
fn Seen(seen: AccountSeen) -> impl IntoView {
    use EitherOf7 as Either;
    let t = account_words();
    let AccountSeen { page, said } = seen;
    let (title, path) = match &page {
        Private::SignIn => (t.sign_in, account::SIGN_IN),
        Private::SignUp => (t.sign_up, account::SIGN_UP),
        Private::Reset | Private::NewPassword(_) => (t.reset, account::RESET),
        Private::DeadLink => (t.dead_link, account::RESET),
        Private::Overview { .. } => (t.overview, account::OVERVIEW),
        Private::Devices(_) => (t.devices, account::DEVICES),
    };
    let shown = match page {
        Private::SignIn => Either::A(view! { <sign::SignIn said=said.clone() /> }),
        Private::SignUp => Either::B(view! { <sign::SignUp said=said.clone() /> }),
        Private::Reset => Either::C(view! { <password::Reset said=said.clone() /> }),
        Private::NewPassword(token) => {
            Either::D(view! { <password::NewPassword token said=said.clone() /> })
        }
        Private::DeadLink => Either::E(view! { <password::DeadLink /> }),
        Private::Overview { name, email } => {
            Either::F(view! { <overview::Overview name email said=said.clone() /> })
        }
        Private::Devices(seen) => Either::G(view! { <devices::Devices seen said=said.clone() /> }),
    };
    view! {
        <PageHead
            title=title.to_owned()
            description=shop_words().shop_description.to_owned()
            path=path.to_owned()
            unlisted=true
        />
        {shown}
    }
}

/// The head of a page, with what became of the form that was posted last.
#[component]
pub fn Top(
    title: String,
    #[prop(into)] text: String,
    #[prop(default = Said::default())] said: Said,
) -> impl IntoView {
    let locale = locale();
    let done = said.done.map(|done| {
        view! { <p class="done" role="status">{words::done(locale, done)}</p> }
    });
    let problem = said.problem_at(super::Field::Form).map(|problem| {
        view! { <p class="warning" role="alert">{words::problem(locale, problem)}</p> }
    });
    view! {
        <header class="page-head">
            <h1>{title}</h1>
            <p>{text}</p>
        </header>
        {done}
        {problem}
    }
}
