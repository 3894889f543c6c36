//! Texts of other shops: HTML made safe, HTML read as plain text.

use ammonia::Builder;
use std::sync::LazyLock;

/// The longest summary, in characters: what a search result or a link preview shows.
const SUMMARY: usize = 160;

const CLEANINGS: usize = 8;

/// A description as pages may show it. Text without any markup becomes paragraphs.
///
/// Marks of meaning stay; what runs, fetches, frames or styles goes. Pictures go too: a page
/// loads nothing from elsewhere. A first-rank heading loses its rank, which the product's title
/// has.
pub fn sanitized(html: &str) -> String {
    if !html.contains('<') {
        return paragraphs(html);
    }
    // What stood around a tag that went may read otherwise without it, so it is cleaned until
    // it stays. Each pass takes something away: a few are enough for all but contrived texts.
    let mut clean = html.to_owned();
    for _ in 0..CLEANINGS {
        let cleaner = ALLOWED.clean(&clean).to_string().trim().to_owned();
        if cleaner == clean {
            break;
        }
        clean = cleaner;
    }
    if clean.is_empty() || clean.contains('<') {
        clean
    } else {
        format!("<p>{clean}</p>")
    }
}

static ALLOWED: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags = [
        "a",
        "b",
        "blockquote",
        "br",
        "caption",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "ins",
        "kbd",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ];
    let mut allowed = Builder::default();
    allowed
        .tags(tags.into())
        .generic_attributes(["lang", "title"].into())
        .url_schemes(["https", "http", "mailto", "tel"].into());
    allowed
});

fn paragraphs(plain: &str) -> String {
    let plain = plain.replace("\r\n", "\n");
    let escaped = |part: &str| ALLOWED.clean(part).to_string().replace('\n', "<br>");
    plain
        .split("\n\n")
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| format!("<p>{}</p>", escaped(part)))
        .collect()
}

/// The text of sanitised HTML on one line.
pub fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let tag = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        if is_block(&rest[at..tag]) {
            text.push(' ');
        }
        rest = &rest[tag..];
    }
    text.push_str(rest);
    one_line(&unescaped(&text))
}

/// Whether a tag ends the line it stands in.
fn is_block(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let name = &name[..name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len())];
    !matches!(
        name,
        "a" | "b"
            | "code"
            | "del"
            | "em"
            | "i"
            | "ins"
            | "kbd"
            | "s"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "u"
    )
}

/// The five names that sanitised HTML has left; `&amp;` last, so that nothing is read twice.
fn unescaped(text: &str) -> String {
    let names = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    names
        .iter()
        .fold(text.to_owned(), |text, (name, is)| text.replace(name, is))
}

/// A text for a title or a name: control characters go, white space becomes single spaces.
pub fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// The first sentence of a description, cut at a word where it is too long for a card.
pub fn summary_of(html: &str) -> String {
    let text = plain(html);
    let ends = |(at, c): (usize, char)| {
        let after = at + c.len_utf8();
        let last = text[after..].chars().next().is_none_or(char::is_whitespace);
        (c == '。' || (matches!(c, '.' | '!' | '?') && last)).then_some(after)
    };
    let sentence = &text[..text.char_indices().find_map(ends).unwrap_or(text.len())];
    if sentence.chars().count() <= SUMMARY {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(SUMMARY - 1).collect();
    let words = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(words, _)| words);
    format!("{words}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_runs_or_fetches_goes() {
        let check = |html: &str, want: &str| assert_eq!(sanitized(html), want, "{html}");
        check("<p onclick=\"x()\">A <b>mug</b></p>", "<p>A <b>mug</b></p>");
        check("<script>alert(1)</script><p>A</p>", "<p>A</p>");
        check("<style>p{}</style><p style='color:red'>A</p>", "<p>A</p>");
        check("<img src=https://example.com/a.gif>A<br>", "A<br>");
        check("<iframe src='//example.com'></iframe>A<i></i>", "A<i></i>");
        check("<h1>Mug</h1><h2>Care</h2>", "Mug<h2>Care</h2>");
        check("</b>A &amp; B", "<p>A &amp; B</p>");
        check("<li><h1><li>", "<li></li><li></li>");
        check(
            "<a href='javascript:alert(1)'>A</a>",
            "<a rel=\"noopener noreferrer\">A</a>",
        );
        check("A & B\nC\n\nD", "<p>A &amp; B<br>C</p><p>D</p>");
        check("", "");
    }

    #[test]
    fn html_reads_as_text() {
        let check = |html: &str, want: &str| assert_eq!(plain(html), want, "{html}");
        check(
            "<p>A <b>m</b>ug</p><ul><li>one</li><li>two</li></ul>",
            "A mug one two",
        );
        check("1 &lt; 2 &amp;amp; 3", "1 < 2 &amp; 3");
        check("<p", "");
    }

    #[test]
    fn a_summary_is_the_first_sentence() {
        let check = |html: &str, want: &str| assert_eq!(summary_of(html), want, "{html}");
        check("<p>Made in Icheon. Holds 300 ml.</p>", "Made in Icheon.");
        check("<p>Version 2.0 of the mug</p>", "Version 2.0 of the mug");
        check("<p>이천에서 만듭니다. 300 ml</p>", "이천에서 만듭니다.");
        let long = summary_of(&"word ".repeat(100));
        assert!(long.ends_with("word…") && long.chars().count() <= SUMMARY);
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(html in "(<(p|b|ul|li|h1|a href='x'|table|td)>|</(p|b|ul|li|td)>|[a-z&;<> \n]){0,40}") {
            let once = sanitized(&html);
            prop_assert_eq!(sanitized(&once), once);
        }

        #[test]
        fn any_text_can_be_read(html in "\\PC{0,200}") {
            let text = summary_of(&sanitized(&html));
            prop_assert!(text.chars().count() <= SUMMARY);
        }
    }
}
