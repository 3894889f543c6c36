//! Which keys there are: [`Layout`].

use baguni_commerce::Locale;
use baguni_commerce::hangul::letter_on;

/// What the keys type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// The two-set keyboard.
    Korean,
    /// Consonants alone, larger: words are found by the initials of their syllables.
    Initials,
    Latin,
    Numbers,
}

/// Where the letters of the main block are.
const BLOCK: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const INITIALS: [&str; 3] = ["ㄱㄴㄷㄹㅁㅂㅅ", "ㅇㅈㅊㅋㅌㅍㅎ", "ㄲㄸㅃㅆㅉ"];
const NUMBERS: [&str; 3] = ["1234567890", "-/.,:+%#&", "()'\"!?*"];

impl Layout {
    pub const ALL: [Self; 4] = [Self::Korean, Self::Initials, Self::Latin, Self::Numbers];

    /// What somebody who reads this language begins with.
    pub fn of(locale: Locale) -> Self {
        match locale {
            Locale::Ko => Self::Korean,
            Locale::En => Self::Latin,
        }
    }

    /// What tests and styles know it by.
    pub fn code(self) -> &'static str {
        match self {
            Self::Korean => "korean",
            Self::Initials => "initials",
            Self::Latin => "latin",
            Self::Numbers => "numbers",
        }
    }

    /// Whether shift changes anything.
    pub fn has_shift(self) -> bool {
        matches!(self, Self::Korean | Self::Latin)
    }

    /// What the keys type, from above, each row from the left.
    pub fn rows(self, shift: bool) -> [Vec<char>; 3] {
        let rows = match self {
            Self::Korean | Self::Latin => BLOCK,
            Self::Initials => INITIALS,
            Self::Numbers => NUMBERS,
        };
        rows.map(|row| row.chars().map(|key| self.typed(key, shift)).collect())
    }

    fn typed(self, key: char, shift: bool) -> char {
        let shifted = key.to_ascii_uppercase();
        match self {
            Self::Korean => letter_on(shifted)
                .filter(|_| shift)
                .or_else(|| letter_on(key))
                .unwrap_or(key),
            Self::Latin if shift => shifted,
            _ => key,
        }
    }
}

/// What a letter is called in Korean, and how that sounds written in Latin letters.
const NAMES: [(char, &str, &str); 33] = [
    ('ㄱ', "기역", "giyeok"),
    ('ㄲ', "쌍기역", "ssang-giyeok"),
    ('ㄴ', "니은", "nieun"),
    ('ㄷ', "디귿", "digeut"),
    ('ㄸ', "쌍디귿", "ssang-digeut"),
    ('ㄹ', "리을", "rieul"),
    ('ㅁ', "미음", "mieum"),
    ('ㅂ', "비읍", "bieup"),
    ('ㅃ', "쌍비읍", "ssang-bieup"),
    ('ㅅ', "시옷", "siot"),
    ('ㅆ', "쌍시옷", "ssang-siot"),
    ('ㅇ', "이응", "ieung"),
    ('ㅈ', "지읒", "jieut"),
    ('ㅉ', "쌍지읒", "ssang-jieut"),
    ('ㅊ', "치읓", "chieut"),
    ('ㅋ', "키읔", "kieuk"),
    ('ㅌ', "티읕", "tieut"),
    ('ㅍ', "피읖", "pieup"),
    ('ㅎ', "히읗", "hieut"),
    ('ㅏ', "아", "a"),
    ('ㅐ', "애", "ae"),
    ('ㅑ', "야", "ya"),
    ('ㅒ', "얘", "yae"),
    ('ㅓ', "어", "eo"),
    ('ㅔ', "에", "e"),
    ('ㅕ', "여", "yeo"),
    ('ㅖ', "예", "ye"),
    ('ㅗ', "오", "o"),
    ('ㅛ', "요", "yo"),
    ('ㅜ', "우", "u"),
    ('ㅠ', "유", "yu"),
    ('ㅡ', "으", "eu"),
    ('ㅣ', "이", "i"),
];

const MARKS: [(char, &str, &str); 16] = [
    ('-', "빼기", "hyphen"),
    ('/', "빗금", "slash"),
    ('.', "점", "full stop"),
    (',', "쉼표", "comma"),
    (':', "쌍점", "colon"),
    ('+', "더하기", "plus"),
    ('%', "퍼센트", "per cent"),
    ('#', "샵", "hash"),
    ('&', "앤드", "and"),
    ('(', "여는 괄호", "open bracket"),
    (')', "닫는 괄호", "close bracket"),
    ('\'', "작은따옴표", "apostrophe"),
    ('"', "큰따옴표", "quotation mark"),
    ('!', "느낌표", "exclamation mark"),
    ('?', "물음표", "question mark"),
    ('*', "별표", "asterisk"),
];

/// What a key is called when it is read aloud.
pub fn name(key: char, locale: Locale) -> String {
    let known = NAMES
        .iter()
        .chain(&MARKS)
        .find(|(letter, ..)| *letter == key);
    match (known, locale) {
        (Some((_, name, _)), Locale::Ko) => (*name).to_owned(),
        (Some((.., name)), Locale::En) => (*name).to_owned(),
        (None, Locale::Ko) if key.is_ascii_uppercase() => format!("대문자 {key}"),
        (None, Locale::En) if key.is_ascii_uppercase() => format!("capital {key}"),
        (None, _) => key.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn all_letters_can_be_typed() {
        let check = |layout: Layout, letters: &str| {
            let keys: BTreeSet<char> = [false, true]
                .into_iter()
                .flat_map(|shift| layout.rows(shift).concat())
                .collect();
            assert_eq!(keys, letters.chars().collect(), "{layout:?}");
        };
        let korean: String = NAMES.iter().map(|(letter, ..)| *letter).collect();
        check(Layout::Korean, &korean);
        check(
            Layout::Initials,
            &korean.chars().take(19).collect::<String>(),
        );
        let latin = ('a'..='z').chain('A'..='Z').collect::<String>();
        check(Layout::Latin, &latin);
        let marks = MARKS.iter().map(|(mark, ..)| *mark);
        check(Layout::Numbers, &marks.chain('0'..='9').collect::<String>());
    }

    #[test]
    fn keys_lie_where_the_two_set_keyboard_has_them() {
        let check = |shift, row: usize, keys: &str| {
            assert_eq!(
                Layout::Korean.rows(shift)[row].iter().collect::<String>(),
                keys
            );
        };
        check(false, 0, "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ");
        check(false, 1, "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ");
        check(false, 2, "ㅋㅌㅊㅍㅠㅜㅡ");
        check(true, 0, "ㅃㅉㄸㄲㅆㅛㅕㅑㅒㅖ");
        check(true, 1, "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ");
    }

    #[test]
    fn no_two_keys_of_a_layout_sound_alike() {
        for (layout, locale) in Layout::ALL
            .iter()
            .flat_map(|it| [(it, Locale::Ko), (it, Locale::En)])
        {
            let keys = layout.rows(false).concat();
            let names: BTreeSet<String> = keys.iter().map(|key| name(*key, locale)).collect();
            assert_eq!(names.len(), keys.len(), "{layout:?} in {locale:?}");
        }
        assert_eq!(name('Q', Locale::En), "capital Q");
        assert_eq!(name('q', Locale::Ko), "q");
    }
}
