//! Texts as words that can be compared: one case, one width, no accents, no punctuation, Korean
//! apart from everything else.

use crate::hangul;

/// A word of one script. Letters that are typed with two keys stand apart: `ㄳ` is `ㄱㅅ`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    pub letters: Vec<char>,
    pub is_hangul: bool,
}

/// The words of a plain text, in order. A change of script ends a word: `머그2개` is three.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut is_open = false;
    for c in hangul::join_conjoining(text).chars() {
        for letter in c.to_lowercase().filter_map(fold) {
            is_open = letter != ' ' && {
                append(&mut words, letter, is_open);
                true
            };
        }
    }
    words
}

fn append(words: &mut Vec<Word>, letter: char, is_open: bool) {
    let is_hangul = hangul::is_hangul(letter);
    if !is_open || words.last().is_none_or(|word| word.is_hangul != is_hangul) {
        words.push(Word {
            letters: Vec::new(),
            is_hangul,
        });
    }
    if let Some(word) = words.last_mut() {
        match Some(letter)
            .filter(|c| hangul::is_letter(*c))
            .and_then(hangul::keys_of)
        {
            Some((first, second)) => word.letters.extend([first, second]),
            None => word.letters.push(letter),
        }
    }
}

/// The letters of all words together.
pub(super) fn joined(text: &str) -> Vec<char> {
    let words = words(text).into_iter();
    words.flat_map(|word| word.letters).collect()
}

/// A letter as it is compared, a space for what parts words, nothing for what has no sound.
fn fold(c: char) -> Option<char> {
    Some(match c {
        'a'..='z' | '0'..='9' | '가'..='힣' => c,
        '\'' | '’' | '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200B}'..='\u{200D}' => return None,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0)
            .filter(char::is_ascii_alphanumeric)
            .map_or(' ', |narrow| narrow.to_ascii_lowercase()),
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' | 'į' | 'ı' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'š' | 'ś' | 'ş' => 's',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ž' | 'ź' | 'ż' => 'z',
        c if c.is_alphanumeric() => c,
        _ => ' ',
    })
}

/// An English plural in the singular; nothing for what is none.
pub(super) fn singular(word: &[char]) -> Option<Vec<char>> {
    if word.len() < 4 || !word.iter().all(char::is_ascii_lowercase) {
        return None;
    }
    let (cut, put) = match word {
        [.., _, 'i', 'e', 's'] => (3, Some('y')),
        [.., 's', 's' | 'h', 'e', 's'] | [.., 'c', 'h', 'e', 's'] | [.., 'x', 'e', 's'] => {
            (2, None)
        }
        [.., 's' | 'u' | 'i', 's'] => return None,
        [.., 's'] => (1, None),
        _ => return None,
    };
    let kept = &word[..word.len() - cut];
    Some(kept.iter().copied().chain(put).collect())
}

/// The text of sanitised HTML: tags and character references become spaces.
pub(super) fn plain(html: &str) -> String {
    let mut plain = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        plain.push_str(&rest[..at]);
        plain.push(' ');
        let (closing, longest) = match rest.as_bytes()[at] {
            b'<' => ('>', usize::MAX),
            _ => (';', 10),
        };
        let end = rest[at..].find(closing).filter(|length| *length <= longest);
        rest = &rest[end.map_or(at, |length| at + length) + 1..];
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_words() {
        let check = |text: &str, want: &str| {
            let words = words(text);
            let words: Vec<String> = words.iter().map(|w| w.letters.iter().collect()).collect();
            assert_eq!(words.join(" "), want, "{text:?}");
        };
        check("옹기 Mug, 2개!", "옹기 mug 2 개");
        check("Men’s T-Shirt", "mens t shirt");
        check("ＭＵＧ（３）", "mug 3");
        check("Café crème cafe\u{301}", "cafe creme cafe");
        check("ㄳ 옹ㄱ", "ㄱㅅ 옹ㄱ");
        check("\u{110B}\u{1169}\u{11BC}", "옹");
        check("500ml들이", "500ml 들이");
        check("…!?\u{0}", "");
        check("İstanbul ΩΜΕΓΑ 茶碗", "istanbul ωμεγα 茶碗");
    }

    #[test]
    fn plurals_are_known() {
        let check = |plural: &str, want: Option<&str>| {
            let letters: Vec<char> = plural.chars().collect();
            let single = singular(&letters).map(String::from_iter);
            assert_eq!(single.as_deref(), want, "{plural}");
        };
        check("mugs", Some("mug"));
        check("glasses", Some("glass"));
        check("brushes", Some("brush"));
        check("berries", Some("berry"));
        check("vases", Some("vase"));
        check("glass", None);
        check("bus", None);
        check("cactus", None);
        check("a4s2", None);
    }

    #[test]
    fn html_becomes_plain() {
        let check = |html: &str, want: &str| assert_eq!(plain(html), want);
        check("<p>흙&nbsp;컵</p>a<br>b", " 흙 컵 a b");
        check("salt &amp; rye & oats, a < b", "salt   rye   oats, a   b");
        check("&", " ");
    }
}
