//! Types every syllable, and any keys at all beside an oracle that reads the keys as a whole and
//! leaves putting them together to Unicode.

use super::*;
use crate::hangul::decompose;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

const CONSONANTS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const SIMPLE_VOWELS: &str = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ";

/// Letters, the keys that type them, and the conjoining letters of the places they can have.
const CONJOINING_VOWELS: [&str; 21] = [
    "ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ", "ㅜ",
    "ㅜㅓ", "ㅜㅔ", "ㅜㅣ", "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ",
];
const CONJOINING_LASTS: [&str; 27] = [
    "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ",
    "ㄹㅍ", "ㄹㅎ", "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ",
];

fn typed(keys: &str) -> Composer {
    let mut composer = Composer::default();
    keys.chars().for_each(|key| composer.press(key));
    composer
}

/// The longest of `choices` that the keys begin with, such that what follows passes: its place and
/// how many keys it takes.
fn longest(
    choices: &[&str],
    keys: &[char],
    follows: impl Fn(&[char]) -> bool,
) -> Option<(u32, usize)> {
    let fits = choices.iter().zip(0..).filter_map(|(choice, place)| {
        let choice: Vec<char> = choice.chars().collect();
        let rest = keys.strip_prefix(choice.as_slice())?;
        follows(rest).then_some((place, choice.len()))
    });
    fits.max_by_key(|(_, length)| *length)
}

/// Reads ahead: a consonant belongs to the vowel behind it, whatever stands before.
fn oracle(keys: &str) -> String {
    let keys: Vec<char> = keys.chars().collect();
    let is_vowel = |key: &char| SIMPLE_VOWELS.contains(*key);
    let conjoining = |first: u32, place: u32| char::from_u32(first + place).unwrap();
    let (mut text, mut at) = (String::new(), 0);
    while at < keys.len() {
        let initial = CONSONANTS.chars().position(|c| c == keys[at]);
        let behind = &keys[at + 1..];
        let (Some(initial), true) = (initial, behind.first().is_some_and(is_vowel)) else {
            text.push(keys[at]);
            at += 1;
            continue;
        };
        text.push(conjoining(0x1100, u32::try_from(initial).unwrap()));
        let (vowel, length) = longest(&CONJOINING_VOWELS, behind, |_| true).unwrap();
        text.push(conjoining(0x1161, vowel));
        at += 1 + length;
        let free = |rest: &[char]| !rest.first().is_some_and(is_vowel);
        if let Some((last, length)) = longest(&CONJOINING_LASTS, &keys[at..], free) {
            text.push(conjoining(0x11A8, last));
            at += length;
        }
    }
    text.nfc().collect()
}

#[test]
fn every_syllable_is_typed_by_its_keys() {
    let mut tried = 0;
    for syllable in '가'..='힣' {
        let keys = decompose(&syllable.to_string());
        let composer = typed(&keys);
        assert_eq!(composer.composing(), Some(syllable), "{keys}");
        assert_eq!(composer.text(), oracle(&keys), "{keys}");
        tried += 1;
    }
    assert_eq!(tried, 11_172);
}

#[test]
fn any_two_syllables_stay_apart_or_share_what_they_must() {
    let ends = [
        "가", "각", "값", "닭", "까", "과", "괘", "뷁", "의", "있", "앉",
    ];
    for (first, second) in ends.iter().flat_map(|a| ends.map(|b| (*a, b))) {
        let keys = decompose(first) + &decompose(second);
        assert_eq!(typed(&keys).text(), oracle(&keys), "{first}{second}");
        assert_eq!(typed(&keys).text(), format!("{first}{second}"));
    }
}

#[test]
fn typing_is_seen_key_by_key() {
    let check = |keys: &str, seen: &[&str]| {
        let mut composer = Composer::default();
        let steps: Vec<String> = keys
            .chars()
            .map(|key| {
                composer.press(key);
                composer.text()
            })
            .collect();
        assert_eq!(steps, seen);
    };
    check("ㄱㅗㅏ", &["ㄱ", "고", "과"]);
    check("ㄷㅏㄹㄱㅇㅣ", &["ㄷ", "다", "달", "닭", "닭ㅇ", "닭이"]);
    check("ㄷㅏㄹㄱㅣ", &["ㄷ", "다", "달", "닭", "달기"]);
    check("ㄱㅏㄱㅏ", &["ㄱ", "가", "각", "가가"]);
    check("ㄱㅏㅆㅏ", &["ㄱ", "가", "갔", "가싸"]);
    check("ㄱㅏㄸㅏ", &["ㄱ", "가", "가ㄸ", "가따"]);
    // Initials stay initials: a search by them types nothing else.
    check("ㅅㄴㅋㅈ", &["ㅅ", "ㅅㄴ", "ㅅㄴㅋ", "ㅅㄴㅋㅈ"]);
    check("ㅂㅅㅏ", &["ㅂ", "ㅂㅅ", "ㅂ사"]);
    check("ㅏㅣㄱ", &["ㅏ", "ㅏㅣ", "ㅏㅣㄱ"]);
    check("ㄱㅏm1ㅏ", &["ㄱ", "가", "가m", "가m1", "가m1ㅏ"]);
}

#[test]
fn a_syllable_ends_where_it_is_told_to() {
    let mut composer = typed("ㄱㅏ");
    composer.end_syllable();
    assert_eq!(
        (composer.text().as_str(), composer.composing()),
        ("가", None)
    );
    composer.press('ㄱ');
    assert_eq!(composer.text(), "가ㄱ");
    composer.press('ㅏ');
    assert_eq!(composer.text(), "가가");
    let mut seen = Vec::new();
    while composer.back() {
        seen.push(composer.text());
    }
    assert_eq!(seen, ["가ㄱ", "가", "ㄱ", ""]);
    assert!(composer.is_empty());
}

#[test]
fn what_came_from_elsewhere_is_taken_back_by_characters() {
    let mut composer = Composer::after("머그 값");
    composer.press('ㅅ');
    composer.press('ㅏ');
    let mut seen = vec![composer.text()];
    while composer.back() {
        seen.push(composer.text());
    }
    assert_eq!(
        seen,
        [
            "머그 값사",
            "머그 값ㅅ",
            "머그 값",
            "머그 ",
            "머그",
            "머",
            ""
        ]
    );
    assert!(!composer.back());
}

/// What is pressed: keys, and now and then something else.
#[derive(Clone, Debug)]
enum Act {
    Press(char),
    Back,
    End,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let letters: Vec<char> = CONSONANTS.chars().chain(SIMPLE_VOWELS.chars()).collect();
    let act = prop_oneof![
        12 => proptest::sample::select(letters).prop_map(Act::Press),
        2 => any::<char>().prop_map(Act::Press),
        3 => Just(Act::Back),
        1 => Just(Act::End),
    ];
    proptest::collection::vec(act, 0..60)
}

proptest! {
    #[test]
    fn any_keys_come_to_what_unicode_makes_of_them(keys in "[ㄱ-ㅎㅏ-ㅣ]{0,24}") {
        // Of the letters between only those that are keys.
        let is_key = |c: &char| CONSONANTS.contains(*c) || SIMPLE_VOWELS.contains(*c);
        let keys: String = keys.chars().filter(is_key).collect();
        let mut composer = Composer::default();
        for (at, key) in keys.char_indices() {
            composer.press(key);
            prop_assert_eq!(composer.text(), oracle(&keys[..at + key.len_utf8()]));
        }
    }

    #[test]
    fn keys_among_other_characters_too(keys in "[ㄱㄴㄹㅂㅅㅇㅆㄸㅏㅗㅐㅡㅣa1 .]{0,24}") {
        prop_assert_eq!(typed(&keys).text(), oracle(&keys));
    }

    #[test]
    fn every_key_is_taken_back_exactly(acts in acts()) {
        let mut composer = Composer::default();
        let mut before: Vec<String> = Vec::new();
        for act in acts {
            match act {
                Act::Press(key) => {
                    before.push(composer.text());
                    composer.press(key);
                }
                Act::Back => {
                    prop_assert_eq!(composer.back(), !before.is_empty());
                    prop_assert_eq!(composer.text(), before.pop().unwrap_or_default());
                }
                Act::End => {
                    let shown = composer.text();
                    composer.end_syllable();
                    prop_assert_eq!(composer.composing(), None);
                    prop_assert_eq!(composer.text(), shown);
                }
            }
        }
        while let Some(text) = before.pop() {
            prop_assert!(composer.back());
            prop_assert_eq!(composer.text(), text);
        }
        prop_assert!(composer.is_empty());
    }
}
