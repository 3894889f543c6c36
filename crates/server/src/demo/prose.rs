//! Written lines as the HTML that product pages show: [`body`], [`section`].

use super::schema::{Lines, Pair};
use baguni_commerce::Text;
use baguni_commerce::product::Detail;

/// A description: a paragraph for each text, and one list for neighbours that start with `- `.
pub fn body(paragraphs: &[String]) -> String {
    let mut html = String::new();
    let mut rest = paragraphs;
    while let Some(first) = rest.first() {
        let listed = rest
            .iter()
            .take_while(|text| text.starts_with("- "))
            .count();
        if listed == 0 {
            html += &format!("<p>{}</p>", escape(first));
        } else {
            html += &list(rest[..listed].iter().map(|text| &text[2..]));
        }
        rest = &rest[listed.max(1)..];
    }
    html
}

/// A section of a product page: one line is a sentence, several are a list.
pub fn section(title: (&str, &str), lines: &Lines) -> Detail {
    Detail {
        title: Text::new(title.0, title.1),
        body: Text::new(lined(&lines.ko), lined(&lines.en)),
    }
}

/// The words a picture is described with, such as "쑥색 옹기 머그, 정면".
pub fn alt(title: &Pair, tones: &[(Pair, bool)], view: (&str, &str)) -> Text {
    let korean: String = tones
        .iter()
        .map(|(tone, _)| format!("{} ", tone.0))
        .collect();
    let english: String = tones
        .iter()
        .map(|(tone, of_color)| format!("{} {}", if *of_color { " in" } else { "," }, tone.1))
        .collect();
    Text::new(
        format!("{korean}{}, {}", title.0, view.0),
        format!("{}{english}, {}", title.1, view.1),
    )
}

fn lined(lines: &[String]) -> String {
    match lines {
        [line] => format!("<p>{}</p>", escape(line)),
        _ => list(lines.iter().map(String::as_str)),
    }
}

fn list<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let entries: String = lines
        .map(|line| format!("<li>{}</li>", escape(line)))
        .collect();
    format!("<ul>{entries}</ul>")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_lines_make_one_list() {
        let lines = ["a", "- b & c", "- d", "e"].map(str::to_owned);
        assert_eq!(
            body(&lines),
            "<p>a</p><ul><li>b &amp; c</li><li>d</li></ul><p>e</p>"
        );
        assert_eq!(body(&[]), "");
    }

    #[test]
    fn pictures_are_described() {
        let pair = |ko: &str, en: &str| Pair(ko.into(), en.into());
        let tones = [
            (pair("쪽빛", "indigo"), true),
            (pair("줄무늬", "striped"), false),
        ];
        let text = alt(&pair("행주", "Cloth"), &tones, ("정면", "front"));
        assert_eq!(
            text,
            Text::new("쪽빛 줄무늬 행주, 정면", "Cloth in indigo, striped, front")
        );
    }
}
