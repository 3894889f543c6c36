//! What search engines are told: every page in both languages, and what to leave alone.

use super::{Shop, plain, visitor};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use baguni_commerce::cart::percent_encode;
use baguni_commerce::{Catalogue, Handle, Locale};
use std::fmt::Write as _;
use std::sync::Arc;

/// Pages in one file, each in every language: 10,000 addresses, a fifth of what may stand in one.
const PAGES: usize = 10_000 / Locale::ALL.len();

const OPENING: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
"#;
const OPENING_INDEX: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
"#;

/// All pages; of a large catalogue, where the parts are.
pub async fn whole(State(shop): State<Arc<Shop>>, asked: HeaderMap) -> Response {
    let origin = visitor::origin(&shop, &asked);
    let paths = paths(shop.catalogue.current().catalogue());
    xml(match paths.len() {
        ..=PAGES => url_set(&origin, &paths),
        count => index(&origin, count.div_ceil(PAGES)),
    })
}

/// One part of a large catalogue's pages, counted from 1, as in `/sitemaps/1.xml`.
pub async fn part(
    State(shop): State<Arc<Shop>>,
    Path(file): Path<String>,
    asked: HeaderMap,
) -> Response {
    let number = file
        .strip_suffix(".xml")
        .and_then(|number| number.parse::<usize>().ok());
    let paths = paths(shop.catalogue.current().catalogue());
    let part = number.and_then(|number| paths.chunks(PAGES).nth(number.checked_sub(1)?));
    match part {
        Some(part) => xml(url_set(&visitor::origin(&shop, &asked), part)),
        None => plain::page(StatusCode::NOT_FOUND),
    }
}

/// What robots are asked to leave alone, and where the sitemap is.
pub async fn robots(State(shop): State<Arc<Shop>>, asked: HeaderMap) -> Response {
    const ALONE: [&str; 6] = [
        "/cart",
        "/wishlist",
        "/checkout",
        "/account",
        "/search",
        "/preferences",
    ];
    let mut text = "User-agent: *\nDisallow: /api/\n".to_owned();
    for path in ALONE {
        for locale in Locale::ALL {
            let _ = writeln!(text, "Disallow: {}", locale.href(path));
        }
    }
    let _ = writeln!(
        text,
        "\nSitemap: {}/sitemap.xml",
        visitor::origin(&shop, &asked)
    );
    ([(CACHE_CONTROL, "no-cache")], text).into_response()
}

/// Every page's path without the language's prefix.
fn paths(catalogue: &Catalogue) -> Vec<String> {
    let under =
        |folder: &str, handle: &Handle| format!("/{folder}/{}", percent_encode(handle.as_str()));
    let fixed = ["/", "/collections", "/stores"]
        .map(str::to_owned)
        .into_iter();
    let collections = catalogue
        .collections()
        .iter()
        .map(|c| under("collections", &c.handle));
    let stores = catalogue
        .stores()
        .map(|store| under("stores", &store.handle));
    let products = catalogue
        .products()
        .iter()
        .map(|p| under("products", &p.handle));
    fixed
        .chain(collections)
        .chain(stores)
        .chain(products)
        .collect()
}

fn url_set(origin: &str, paths: &[String]) -> String {
    let mut text = OPENING.to_owned();
    for path in paths {
        let alternates = alternates(origin, path);
        for locale in Locale::ALL {
            let href = locale.href(path);
            let _ = writeln!(text, "<url><loc>{origin}{href}</loc>{alternates}</url>");
        }
    }
    text + "</urlset>\n"
}

/// Links to a page in each language; whose language the shop does not speak is sent to Korean.
fn alternates(origin: &str, path: &str) -> String {
    let languages = Locale::ALL.map(|locale| (locale.code(), locale));
    let all = languages
        .into_iter()
        .chain([("x-default", Locale::default())]);
    all.fold(String::new(), |mut text, (language, locale)| {
        let href = locale.href(path);
        let _ = write!(
            text,
            r#"<xhtml:link rel="alternate" hreflang="{language}" href="{origin}{href}"/>"#
        );
        text
    })
}

fn index(origin: &str, parts: usize) -> String {
    let mut text = OPENING_INDEX.to_owned();
    for part in 1..=parts {
        let _ = writeln!(
            text,
            "<sitemap><loc>{origin}/sitemaps/{part}.xml</loc></sitemap>"
        );
    }
    text + "</sitemapindex>\n"
}

fn xml(text: String) -> Response {
    let headers = [
        (CONTENT_TYPE, "application/xml; charset=utf-8"),
        (CACHE_CONTROL, "no-cache"),
    ];
    (headers, text).into_response()
}
