//! What a page says of itself to search engines and link previews.

use crate::i18n::words;
use crate::visit::Visit;
use baguni_commerce::Locale;
use leptos::prelude::*;
use leptos_meta::{Link, Meta, Title};

/// Title, description, canonical address, the other language and the link preview.
#[component]
pub fn PageHead(
    title: String,
    description: String,
    /// Without the language's prefix; with the query that makes it another page, if any.
    path: String,
    /// An absolute path to a JPEG; empty for none.
    #[prop(optional)]
    preview: Option<String>,
    #[prop(default = "website")] kind: &'static str,
    /// Search engines should not list it.
    #[prop(optional)]
    unlisted: bool,
) -> impl IntoView {
    let visit = expect_context::<Visit>();
    let absolute = |locale: Locale| format!("{}{}", visit.origin, locale.href(&path));
    let preview = preview
        .filter(|path| !path.is_empty())
        .map(|path| format!("{}{path}", visit.origin));
    let shop = words().shop;
    let full_title = if title == shop {
        title
    } else {
        format!("{title} · {shop}")
    };
    view! {
        <Title text=full_title.clone() />
        <Meta name="description" content=description.clone() />
        <Link rel="canonical" href=absolute(visit.locale()) />
        <Link rel="alternate" hreflang="ko" href=absolute(Locale::Ko) />
        <Link rel="alternate" hreflang="en" href=absolute(Locale::En) />
        <Link rel="alternate" hreflang="x-default" href=absolute(Locale::Ko) />
        <Meta property="og:type" content=kind />
        <Meta property="og:site_name" content=shop />
        <Meta property="og:title" content=full_title />
        <Meta property="og:description" content=description />
        <Meta property="og:url" content=absolute(visit.locale()) />
        <Meta property="og:locale" content=open_graph_locale(visit.locale()) />
        {preview.map(|address| view! { <Meta property="og:image" content=address /> })}
        <Meta name="twitter:card" content="summary_large_image" />
        {unlisted.then(|| view! { <Meta name="robots" content="noindex" /> })}
    }
}

/// Structured data. Only the server writes it: whoever reads it loads the page whole.
#[component]
pub fn JsonLd(make: impl FnOnce() -> String + 'static) -> impl IntoView {
    let json = if cfg!(feature = "ssr") {
        make()
    } else {
        String::new()
    };
    view! { <script type="application/ld+json" inner_html=json></script> }
}

fn open_graph_locale(locale: Locale) -> &'static str {
    match locale {
        Locale::Ko => "ko_KR",
        Locale::En => "en_US",
    }
}
