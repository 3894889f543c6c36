//! Which character a key types, by where it is. What the browser says that a key means cannot be
//! used: while Korean is typed it says `Process` of every key.

/// A key, as far as a scan is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Character(char),
    /// Enter or Tab.
    End,
    Shift,
    Other,
}

/// The keys of the main block that are no letters and no digits, plain and with shift.
const MARKS: [(&str, char, char); 12] = [
    ("Space", ' ', ' '),
    ("Minus", '-', '_'),
    ("Equal", '=', '+'),
    ("BracketLeft", '[', '{'),
    ("BracketRight", ']', '}'),
    ("Backslash", '\\', '|'),
    ("Semicolon", ';', ':'),
    ("Quote", '\'', '"'),
    ("Backquote", '`', '~'),
    ("Comma", ',', '<'),
    ("Period", '.', '>'),
    ("Slash", '/', '?'),
];

const NUMBER_BLOCK: [(&str, char); 5] = [
    ("NumpadAdd", '+'),
    ("NumpadSubtract", '-'),
    ("NumpadMultiply", '*'),
    ("NumpadDivide", '/'),
    ("NumpadDecimal", '.'),
];

/// The digits' keys with shift.
const SHIFTED_DIGITS: [char; 10] = [')', '!', '@', '#', '$', '%', '^', '&', '*', '('];

impl Key {
    /// The key of a code (UI Events `code`) on the American layout, which is that of scanners and,
    /// in its letters, of Korean keyboards.
    pub fn of(code: &str, shift: bool) -> Self {
        match code {
            "Enter" | "NumpadEnter" | "Tab" => Self::End,
            "ShiftLeft" | "ShiftRight" => Self::Shift,
            _ => character(code, shift).map_or(Self::Other, Self::Character),
        }
    }
}

fn character(code: &str, shift: bool) -> Option<char> {
    if let Some(letter) = code.strip_prefix("Key") {
        let letter = single(letter)?;
        return Some(if shift {
            letter
        } else {
            letter.to_ascii_lowercase()
        });
    }
    if let Some(digit) = code.strip_prefix("Digit").and_then(single) {
        let shifted = SHIFTED_DIGITS.get(digit.to_digit(10)? as usize)?;
        return Some(if shift { *shifted } else { digit });
    }
    if let Some(digit) = code.strip_prefix("Numpad").and_then(single) {
        return Some(digit);
    }
    let mark = MARKS.iter().find(|(name, ..)| *name == code);
    let mark = mark.map(|(_, plain, shifted)| if shift { *shifted } else { *plain });
    let number = || NUMBER_BLOCK.iter().find(|(name, _)| *name == code);
    mark.or_else(|| number().map(|(_, c)| *c))
}

/// The one ASCII letter or digit that a text is.
fn single(text: &str) -> Option<char> {
    let mut letters = text.chars();
    let letter = letters.next().filter(char::is_ascii_alphanumeric)?;
    letters.next().is_none().then_some(letter)
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// The keys of a text: codes, and whether with shift.
    pub fn keys_of(text: &str) -> Vec<(String, bool)> {
        text.chars().map(key_of).collect()
    }

    fn key_of(c: char) -> (String, bool) {
        let digit = SHIFTED_DIGITS.iter().position(|shifted| *shifted == c);
        let mark = MARKS
            .iter()
            .find(|(_, plain, shifted)| [*plain, *shifted].contains(&c));
        match (c, digit, mark) {
            ('a'..='z' | 'A'..='Z', ..) => (
                format!("Key{}", c.to_ascii_uppercase()),
                c.is_ascii_uppercase(),
            ),
            ('0'..='9', ..) => (format!("Digit{c}"), false),
            (_, Some(digit), _) => (format!("Digit{digit}"), true),
            (_, _, Some((code, plain, _))) => ((*code).to_owned(), *plain != c),
            _ => ("Unidentified".to_owned(), false),
        }
    }

    #[test]
    fn every_character_has_its_key() {
        for c in ' '..='~' {
            let (code, shift) = key_of(c);
            assert_eq!(Key::of(&code, shift), Key::Character(c), "{code}");
        }
    }

    #[test]
    fn keys_by_their_place() {
        let check = |code: &str, shift, key| assert_eq!(Key::of(code, shift), key, "{code}");
        check("Numpad7", false, Key::Character('7'));
        check("NumpadDivide", false, Key::Character('/'));
        check("NumpadEnter", false, Key::End);
        check("Tab", false, Key::End);
        check("ShiftRight", true, Key::Shift);
        check("ArrowLeft", false, Key::Other);
        check("F5", false, Key::Other);
        check("Key", false, Key::Other);
        check("KeyAB", false, Key::Other);
        check("Digit", true, Key::Other);
        check("NumpadLocked", false, Key::Other);
        check("", false, Key::Other);
    }
}
