//! The foot of every page: where else to go, language and currency, who the shop is.

use crate::browser::set_attribute;
use crate::i18n::Words;
use crate::visit::Visit;
use baguni_api::{forms, orders};
use baguni_commerce::{Currency, Locale};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Drawn by the server alone, after the app: it never changes, but for the addresses that
/// [`FooterInStep`] keeps, so it need not be in the bundle.
#[component]
pub fn Footer(visit: Visit) -> impl IntoView {
    let t = Words::of(visit.locale());
    let href = |path: &str| visit.locale().href(path);
    // It is of no use to the bundle, which carries the table of words.
    let find_order = match visit.locale() {
        Locale::Ko => "주문 조회",
        Locale::En => "Find an order",
    };
    let frame = visit.seed.frame.clone();
    let collections = frame
        .menu
        .into_iter()
        .map(|link| (href(&format!("/collections/{}", link.handle)), link.title))
        .collect();
    let stores = frame
        .stores
        .into_iter()
        .map(|link| (href(&format!("/stores/{}", link.handle)), link.name))
        .collect();
    view! {
        <footer class="site-footer">
            <div class="columns">
                <div class="about">
                    <p class="mark">{t.shop}</p>
                    <p>{t.tagline}</p>
                    <p><a href=href(orders::FIND) rel="external">{find_order}</a></p>
                </div>
                <LinkColumn title=t.footer_shop links=collections />
                <LinkColumn title=t.footer_visit links=stores />
                <Preferences visit />
            </div>
            <p class="company">{t.footer_company}</p>
        </footer>
    }
}

#[component]
fn LinkColumn(title: &'static str, links: Vec<(String, String)>) -> impl IntoView {
    let links = links.into_iter().map(|(address, name)| {
        view! { <li><a href=address>{name}</a></li> }
    });
    let links = links.collect_view();
    (!links.is_empty()).then(|| {
        view! {
            <nav aria-label=title>
                <h2>{title}</h2>
                <ul role="list">{links}</ul>
            </nav>
        }
    })
}

/// The languages are addresses of their own; the currency is remembered by a form.
#[component]
fn Preferences(visit: Visit) -> impl IntoView {
    let t = Words::of(visit.locale());
    let here = visit.path.clone();
    let languages = [(Locale::Ko, "한국어"), (Locale::En, "English")].map(|(locale, name)| {
        let current = (locale == visit.locale()).then_some("true");
        view! {
            <li>
                <a
                    href=locale.href(Locale::split_path(&here).1)
                    rel="external"
                    lang=locale.code()
                    hreflang=locale.code()
                    aria-current=current
                >
                    {name}
                </a>
            </li>
        }
    });
    let currencies =
        [(Currency::Krw, "₩ KRW"), (Currency::Usd, "$ USD")].map(|(currency, name)| {
            let pressed = (currency == visit.shown().currency).to_string();
            view! {
                <button type="submit" name="currency" value=currency.code() aria-pressed=pressed>
                    {name}
                </button>
            }
        });
    view! {
        <section class="preferences" aria-label=t.preferences>
            <h2>{t.preferences}</h2>
            <ul role="list" class="choices">{languages.into_iter().collect_view()}</ul>
            <form method="post" action=forms::PREFER class="choices">
                <input type="hidden" name="next" value=here />
                {currencies.into_iter().collect_view()}
            </form>
        </section>
    }
}

/// Keeps the footer's links to the other language, and where its form comes back to, in step with
/// the page.
#[component]
pub fn FooterInStep() -> impl IntoView {
    let location = use_location();
    Effect::new(move || {
        let (path, query) = (location.pathname.get(), location.search.get());
        let joint = if query.is_empty() { "" } else { "?" };
        let here = format!("{path}{joint}{query}");
        for locale in Locale::ALL {
            let link = format!(".site-footer [hreflang={}]", locale.code());
            set_attribute(&link, "href", &locale.href(Locale::split_path(&here).1));
        }
        set_attribute(".site-footer [name=next]", "value", &here);
    });
}
