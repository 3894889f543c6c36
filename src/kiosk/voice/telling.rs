//! Sentences out of what a control is: name, kind, state, place among its like.

use crate::kiosk::choices::VoiceChoice;
use baguni_commerce::Locale;

/// What kind of control it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Button,
    Link,
    Field,
}

/// A control, as somebody has to know it who does not see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// All its words: its name, a price, a note.
    pub name: String,
    pub role: Role,
    /// For what is on or off, or chosen among others.
    pub pressed: Option<bool>,
    pub disabled: bool,
    /// Which it is among its like, from 1, and how many there are.
    pub place: Option<(usize, usize)>,
}

/// A control in one sentence.
pub fn control_told(control: &Control, locale: Locale) -> String {
    let mut parts = vec![control.name.as_str(), role_told(control.role, locale)];
    parts.extend(control.pressed.map(|pressed| state_told(pressed, locale)));
    if control.disabled {
        parts.push(match locale {
            Locale::Ko => "지금은 누를 수 없어요",
            Locale::En => "not available now",
        });
    }
    let place = control.place.filter(|(_, of)| *of > 1);
    let place = place.map(|(at, of)| match locale {
        Locale::Ko => format!("{of}개 중 {at}번째"),
        Locale::En => format!("{at} of {of}"),
    });
    parts.extend(place.as_deref());
    parts.join(", ")
}

fn role_told(role: Role, locale: Locale) -> &'static str {
    match (role, locale) {
        (Role::Button, Locale::Ko) => "버튼",
        (Role::Button, Locale::En) => "button",
        (Role::Link, Locale::Ko) => "링크",
        (Role::Link, Locale::En) => "link",
        (Role::Field, Locale::Ko) => "입력 칸",
        (Role::Field, Locale::En) => "text field",
    }
}

fn state_told(pressed: bool, locale: Locale) -> &'static str {
    match (pressed, locale) {
        (true, Locale::Ko) => "선택됨",
        (true, Locale::En) => "selected",
        (false, Locale::Ko) => "선택 안 됨",
        (false, Locale::En) => "not selected",
    }
}

/// That something was pressed whose words are not to be said.
pub fn pressed_told(locale: Locale) -> &'static str {
    match locale {
        Locale::Ko => "눌렀어요",
        Locale::En => "Pressed",
    }
}

/// A new screen: its heading, and how many things there are to choose from.
pub fn screen_told(heading: &str, choices: usize, locale: Locale) -> String {
    match (choices, locale) {
        (0, _) => heading.to_owned(),
        (_, Locale::Ko) => format!("{heading}, 고를 수 있는 것 {choices}개"),
        (1, Locale::En) => format!("{heading}, 1 choice"),
        (_, Locale::En) => format!("{heading}, {choices} choices"),
    }
}

/// That it speaks from now on, or no longer.
pub fn switched_told(locale: Locale, on: bool) -> &'static str {
    match (on, locale) {
        (true, Locale::Ko) => "음성 안내를 켰어요",
        (true, Locale::En) => "Voice on",
        (false, Locale::Ko) => "음성 안내를 껐어요",
        (false, Locale::En) => "Voice off",
    }
}

/// How loud and how fast it speaks now.
pub fn volume_told(locale: Locale, voice: VoiceChoice) -> String {
    let percent = |part: f32| (part * 100.0).round();
    let (volume, rate) = (percent(voice.volume), percent(voice.rate));
    match locale {
        Locale::Ko => format!("소리 크기 {volume}퍼센트, 빠르기 {rate}퍼센트"),
        Locale::En => format!("Volume {volume} percent, speed {rate} percent"),
    }
}

/// Parts that are said one after another, with a pause between them.
pub fn in_a_row(parts: &[String]) -> String {
    let mut said = String::new();
    for part in parts {
        if !said.is_empty() {
            let is_sentence = said.ends_with(['.', '!', '?', ',', ':']);
            said.push_str(if is_sentence { " " } else { ", " });
        }
        said.push_str(part);
    }
    said
}

/// As it is said: signs that voices spell out or leave out become words, and white space one space.
pub fn aloud(text: &str, locale: Locale) -> String {
    let mut said = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !said.is_empty() {
            said.push(' ');
        }
        match (word.strip_prefix('₩'), locale) {
            (Some(amount), Locale::Ko) => said.extend([amount, "원"]),
            (Some(amount), Locale::En) => said.extend([amount, " won"]),
            (None, _) => said.push_str(word),
        }
    }
    let of = match locale {
        Locale::Ko => " 중 ",
        Locale::En => " of ",
    };
    let said = pages(&said, of, locale).unwrap_or(said);
    let signs = [(" · ", ", "), (" – ", ", "), (" — ", ", ")];
    let mut said = said;
    for (sign, words) in signs {
        said = said.replace(sign, words);
    }
    let times = match locale {
        Locale::Ko => " 곱하기 ",
        Locale::En => " times ",
    };
    said.replace(" × ", times)
}

/// Cuts what is longer than so many characters: where a sentence ends, or else at a comma, or
/// between two words, or anywhere.
pub fn in_pieces(text: &str, longest: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text.trim();
    while let Some((end, _)) = rest.char_indices().nth(longest) {
        let head = &rest[..end];
        let ends = [". ", "? ", "! "].iter();
        let at = ends.filter_map(|end| head.rfind(end)).max();
        let at = at.or_else(|| head.rfind(", ").or_else(|| head.rfind(' ')));
        let (piece, after) = rest.split_at(at.map_or(end, |at| at + 1));
        pieces.push(piece.trim());
        rest = after.trim();
    }
    pieces.push(rest);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// `1 / 4` as which of how many.
fn pages(text: &str, of: &str, locale: Locale) -> Option<String> {
    let (at, all) = text.split_once(" / ")?;
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(at) && is_number(all)).then(|| match locale {
        Locale::Ko => format!("{all}{of}{at}"),
        Locale::En => format!("{at}{of}{all}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_says_all_that_it_is() {
        let check = |control: &Control, ko: &str, en: &str| {
            assert_eq!(control_told(control, Locale::Ko), ko);
            assert_eq!(control_told(control, Locale::En), en);
        };
        let plain = Control {
            name: "머그, 12,000원".to_owned(),
            role: Role::Button,
            pressed: None,
            disabled: false,
            place: Some((2, 6)),
        };
        check(
            &plain,
            "머그, 12,000원, 버튼, 6개 중 2번째",
            "머그, 12,000원, button, 2 of 6",
        );
        let toggle = Control {
            pressed: Some(true),
            disabled: true,
            place: Some((1, 1)),
            ..plain
        };
        check(
            &toggle,
            "머그, 12,000원, 버튼, 선택됨, 지금은 누를 수 없어요",
            "머그, 12,000원, button, selected, not available now",
        );
        let field = Control {
            role: Role::Field,
            pressed: Some(false),
            disabled: false,
            ..toggle
        };
        check(
            &field,
            "머그, 12,000원, 입력 칸, 선택 안 됨",
            "머그, 12,000원, text field, not selected",
        );
    }

    #[test]
    fn a_screen_says_what_it_is_and_how_much_there_is() {
        let check = |choices: usize, ko: &str, en: &str| {
            assert_eq!(screen_told("장바구니", choices, Locale::Ko), ko);
            assert_eq!(screen_told("Cart", choices, Locale::En), en);
        };
        check(0, "장바구니", "Cart");
        check(1, "장바구니, 고를 수 있는 것 1개", "Cart, 1 choice");
        check(5, "장바구니, 고를 수 있는 것 5개", "Cart, 5 choices");
    }

    #[test]
    fn signs_become_words() {
        let check = |text: &str, ko: &str, en: &str| {
            assert_eq!(aloud(text, Locale::Ko), ko);
            assert_eq!(aloud(text, Locale::En), en);
        };
        check("", "", "");
        check("  둘\n  러보기 ", "둘 러보기", "둘 러보기");
        check("₩12,000", "12,000원", "12,000 won");
        check("머그 · 흰색", "머그, 흰색", "머그, 흰색");
        check("2 × ₩300", "2 곱하기 300원", "2 times 300 won");
        check("1 / 4", "4 중 1", "1 of 4");
        check("그릇 / 접시", "그릇 / 접시", "그릇 / 접시");
    }

    #[test]
    fn what_is_long_is_said_in_pieces() {
        let check = |text: &str, want: &[&str]| assert_eq!(in_pieces(text, 12), want, "{text}");
        check("", &[]);
        check("  ", &[]);
        check("흰 머그예요.", &["흰 머그예요."]);
        check("열두 글자 딱 되는 말", &["열두 글자 딱 되는 말"]);
        check(
            "흰 그릇. 두 번 구워요. 좋아요.",
            &["흰 그릇.", "두 번 구워요.", "좋아요."],
        );
        check(
            "정말? 네! 아주 좋은 그릇이에요",
            &["정말? 네!", "아주 좋은 그릇이에요"],
        );
        check(
            "그릇 하나, 접시 두 개, 컵",
            &["그릇 하나,", "접시 두 개, 컵"],
        );
        check("one two three four", &["one two", "three four"]);
        check(
            "가나다라마바사아자차카타파하",
            &["가나다라마바사아자차카타", "파하"],
        );
        let long = "가, 나. 다".repeat(40);
        let pieces = in_pieces(&long, 12);
        assert!(pieces.iter().all(|piece| piece.chars().count() <= 12));
        let bare = |text: &str| text.replace(' ', "");
        assert_eq!(bare(&pieces.concat()), bare(&long), "nothing is lost");
    }

    #[test]
    fn parts_are_said_one_after_another() {
        let check = |parts: &[&str], want: &str| {
            let parts: Vec<_> = parts.iter().map(|part| (*part).to_owned()).collect();
            assert_eq!(in_a_row(&parts), want);
        };
        check(&[], "");
        check(&["머그", "12,000원"], "머그, 12,000원");
        check(&["담았어요.", "되돌리기"], "담았어요. 되돌리기");
    }
}
