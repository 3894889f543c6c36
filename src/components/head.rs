//! What a page says of itself to search engines and link previews.

use crate::browser::set_attribute;
use crate::i18n::words;
use crate::visit::Visit;
use baguni_commerce::Locale;
use leptos::prelude::*;
use std::fmt::Write as _;

/// Title, description, canonical address, the other language and the link preview.
///
/// The server puts it all into the document's head as text. In the browser only what a shopper
/// meets is kept in step: the tab's title, and the address and words that are shared.
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
    let shop = words().shop;
    let title = if title.starts_with(shop) {
        title
    } else {
        format!("{title} · {shop}")
    };
    if cfg!(feature = "ssr") {
        let preview = preview.filter(|path| !path.is_empty());
        let about = About {
            title,
            description,
            path,
            preview,
            kind,
            unlisted,
        };
        visit.outcome.set_head(about.tags(&visit));
    } else {
        let address = format!("{}{}", visit.origin, visit.locale().href(&path));
        Effect::new(move || {
            document().set_title(&title);
            // Browsers share the canonical address and not the one in their bar.
            set_attribute("link[rel=canonical]", "href", &address);
            set_attribute("meta[name=description]", "content", &description);
        });
    }
}

struct About {
    title: String,
    description: String,
    path: String,
    preview: Option<String>,
    kind: &'static str,
    unlisted: bool,
}

impl About {
    fn tags(&self, visit: &Visit) -> String {
        let absolute = |locale: Locale| format!("{}{}", visit.origin, locale.href(&self.path));
        let address = absolute(visit.locale());
        let mut tags = Tags(format!("<title>{}</title>", escaped(&self.title)));
        tags.named("description", &self.description);
        tags.link("canonical", None, &address);
        tags.link("alternate", Some("ko"), &absolute(Locale::Ko));
        tags.link("alternate", Some("en"), &absolute(Locale::En));
        tags.link("alternate", Some("x-default"), &absolute(Locale::Ko));
        tags.property("og:type", self.kind);
        tags.property("og:site_name", words().shop);
        tags.property("og:title", &self.title);
        tags.property("og:description", &self.description);
        tags.property("og:url", &address);
        tags.property("og:locale", open_graph_locale(visit.locale()));
        if let Some(path) = &self.preview {
            tags.property("og:image", &format!("{}{path}", visit.origin));
        }
        tags.named("twitter:card", "summary_large_image");
        if self.unlisted {
            tags.named("robots", "noindex");
        }
        tags.0
    }
}

/// The tags of a head, one after another.
struct Tags(String);

impl Tags {
    fn named(&mut self, name: &str, content: &str) {
        let _ = write!(
            self.0,
            r#"<meta name="{name}" content="{}">"#,
            escaped(content)
        );
    }

    fn property(&mut self, property: &str, content: &str) {
        let _ = write!(
            self.0,
            r#"<meta property="{property}" content="{}">"#,
            escaped(content)
        );
    }

    fn link(&mut self, rel: &str, language: Option<&str>, address: &str) {
        let language = language
            .map(|code| format!(r#" hreflang="{code}""#))
            .unwrap_or_default();
        let _ = write!(
            self.0,
            r#"<link rel="{rel}"{language} href="{}">"#,
            escaped(address)
        );
    }
}

/// Text between tags or in a quoted attribute.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c => safe.push(c),
        }
    }
    safe
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

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn no_text_ends_its_attribute() {
        assert_eq!(
            escaped(r#"a "b" <c> & d"#),
            "a &quot;b&quot; &lt;c&gt; &amp; d"
        );
    }
}
