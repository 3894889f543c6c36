//! `/handoff`: what a phone shows that has read the code of a screen in a store. The server draws
//! these pages whole, outside of the shop's app: whoever stands at a screen waits for no bundle.

mod offer;
mod screens;
#[cfg(test)]
mod tests;
mod words;

use baguni_api::Picture;
use baguni_api::kiosk::{Direction, KioskWay, PHONE};
use baguni_commerce::Locale;
use leptos::prelude::*;
use words::{HandOffWords, pick};

const STYLE: &str = include_str!("style.css");

/// Takes the code out of the address, so that it stands in no history, and sends it as a form.
const READ: &str = "\
(function(){\
var code=location.hash.slice(1),form=document.getElementById('read');\
if(!/^[\\w-]{22}$/.test(code)){\
document.getElementById('reading').hidden=true;\
document.getElementById('no-code').hidden=false;return}\
history.replaceState(null,'',location.pathname);\
form.elements.code.value=code;form.submit()\
})()";

/// A page for one phone.
#[derive(Clone, Debug)]
pub struct PhoneSeen {
    pub locale: Locale,
    /// Links to the shop's stylesheets, as HTML of the server's own.
    pub head: String,
    /// What the policy of this answer lets run.
    pub nonce: String,
    /// Where the shop is, as an address bar shows it.
    pub host: String,
    pub page: PhonePage,
}

#[derive(Clone, Debug)]
pub enum PhonePage {
    /// The code is in the fragment, which only the browser knows.
    Reading,
    Offer(Box<Offer>),
    Refused(Problem),
    /// The screens that show this shopper's basket.
    Screens(Vec<ShownScreen>),
}

/// What a code offers.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Sent back as it came.
    pub code: String,
    pub direction: Direction,
    pub at: Place,
    pub way: Option<Way>,
    /// What goes to the other side: of a code to the phone the screen's cart, else the phone's.
    pub things: Vec<Thing>,
    /// How many pieces the other side has in its cart, which these will join.
    pub joins: u32,
}

/// Where a screen stands.
#[derive(Clone, Debug)]
pub struct Place {
    pub store: String,
    pub city: String,
    /// What the associates call it.
    pub screen: String,
}

/// How the things are to be had, as it was chosen at the screen.
#[derive(Clone, Debug)]
pub enum Way {
    Home,
    /// At the store of this name.
    Store(String),
}

impl Way {
    /// With the name of the store.
    pub fn named(way: &KioskWay, store: impl Fn(&baguni_commerce::Handle) -> String) -> Self {
        match way {
            KioskWay::Home => Self::Home,
            KioskWay::Store(handle) => Self::Store(store(handle)),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Thing {
    pub title: String,
    pub quantity: u32,
    pub picture: Option<Picture>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is no such code, or no longer.
    Expired,
    /// Another phone has the basket.
    Used,
    /// For so many seconds.
    TooMany(u64),
}

/// A screen that shows this shopper's basket.
#[derive(Clone, Debug)]
pub struct ShownScreen {
    pub session: String,
    pub at: Place,
}

/// The whole document.
pub fn document(seen: PhoneSeen) -> String {
    let owner = Owner::new();
    owner.with(|| {
        let cx = Cx {
            t: HandOffWords::of(seen.locale),
            seen: &seen,
        };
        let (title, body) = page(cx);
        let other = other_language(cx);
        let drawn = view! {
            <header><a href=cx.href("/")>{cx.t.shop}</a>{other}</header>
            <main>{body}</main>
        };
        let title = view! { <title>{format!("{title} · {}", cx.t.shop)}</title> };
        let (title, body) = (
            without_marks(title.to_html()),
            without_marks(drawn.to_html()),
        );
        let (language, nonce, head) = (seen.locale.code(), &seen.nonce, &seen.head);
        let script = match seen.page {
            PhonePage::Reading => format!("<script nonce=\"{nonce}\">{READ}</script>"),
            _ => String::new(),
        };
        format!(
            "<!DOCTYPE html><html lang=\"{language}\" class=\"handoff\"><head>\
             <meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\">\
             <meta name=\"robots\" content=\"noindex\">{title}\
             <link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">{head}\
             <style nonce=\"{nonce}\">{STYLE}</style></head><body>{body}{script}</body></html>"
        )
    })
}

/// Nothing of these pages is taken over by a script, so the places where one would hold on to them
/// are left out. In what people have written the sign is always escaped.
fn without_marks(html: String) -> String {
    html.replace("<!>", "")
}

/// What every part of a page is drawn with.
#[derive(Clone, Copy)]
struct Cx<'a> {
    t: &'static HandOffWords,
    seen: &'a PhoneSeen,
}

impl Cx<'_> {
    fn href(self, path: &str) -> String {
        self.seen.locale.href(path)
    }

    fn pick(self, ko: String, en: String) -> String {
        pick(self.seen.locale, ko, en)
    }
}

fn page(cx: Cx<'_>) -> (String, AnyView) {
    let t = cx.t;
    match &cx.seen.page {
        PhonePage::Reading => (t.reading.to_owned(), reading(cx)),
        PhonePage::Offer(offer) => offer::offer(cx, offer),
        PhonePage::Refused(problem) => refused(cx, *problem),
        PhonePage::Screens(shown) => (t.screens.to_owned(), screens::screens(cx, shown)),
    }
}

/// A page that is the answer to a form cannot be had in another language.
fn other_language(cx: Cx<'_>) -> Option<AnyView> {
    let is_asked = matches!(cx.seen.page, PhonePage::Screens(_));
    let (other, name) = match cx.seen.locale {
        Locale::Ko => (Locale::En, "English"),
        Locale::En => (Locale::Ko, "한국어"),
    };
    let path = other.href(baguni_api::kiosk::PHONE_SCREENS);
    is_asked.then(|| {
        view! { <a href=path lang=other.code() hreflang=other.code()>{name}</a> }.into_any()
    })
}

fn reading(cx: Cx<'_>) -> AnyView {
    let t = cx.t;
    view! {
        <form id="read" method="post" action=cx.href(PHONE)>
            <input type="hidden" name="code" value="" />
        </form>
        <p id="reading" role="status">{t.reading}</p>
        <p id="no-code" hidden>{t.no_code}</p>
        <noscript><p>{t.no_script}</p></noscript>
    }
    .into_any()
}

fn refused(cx: Cx<'_>, problem: Problem) -> (String, AnyView) {
    let t = cx.t;
    let (title, text) = match problem {
        Problem::Expired => (t.expired, t.expired_text.to_owned()),
        Problem::Used => (t.used, t.used_text.to_owned()),
        Problem::TooMany(seconds) => {
            let minutes = seconds.div_ceil(60);
            let text = cx.pick(
                format!("{minutes}분 뒤에 다시 해 주세요."),
                format!("Please try again in {minutes} min."),
            );
            (t.too_many, text)
        }
    };
    let body = view! {
        <div role="alert">
            <h1>{title}</h1>
            <p>{text}</p>
        </div>
        <p><a class="button" href=cx.href("/cart")>{t.to_cart}</a></p>
    };
    (title.to_owned(), body.into_any())
}
