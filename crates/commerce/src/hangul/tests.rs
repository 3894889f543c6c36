//! Tries every syllable and every key.

use super::*;
use proptest::prelude::*;

#[test]
fn syllables_come_apart_as_they_are_typed() {
    let check = |text: &str, keys: &str| {
        assert_eq!(decompose(text), keys);
        assert_eq!(compose(keys), text);
    };
    check("옹기", "ㅇㅗㅇㄱㅣ");
    check("값", "ㄱㅏㅂㅅ");
    check("까치", "ㄲㅏㅊㅣ");
    check("과의", "ㄱㅗㅏㅇㅡㅣ");
    check("값싼", "ㄱㅏㅂㅅㅆㅏㄴ");
    check("닭이 mug", "ㄷㅏㄹㄱㅇㅣ mug");
    check("가따", "ㄱㅏㄸㅏ");
    check("ㅇㄱ", "ㅇㄱ");
    assert_eq!(compose("ㄷㅏㄹㄱㅣ"), "달기");
}

#[test]
fn initials() {
    assert_eq!(choseong("옹기 머그 2"), "ㅇㄱ ㅁㄱ 2");
    let check = |typed: &str, initials| assert_eq!(is_choseong_query(typed), initials);
    check("ㅇㄱ ㅁㄱ", true);
    check("ㄳ", true);
    check("옹ㄱ", false);
    check("ㅏ", false);
    check("  ", false);
}

#[test]
fn layouts_are_swapped() {
    let check = |latin: &str, korean: &str| {
        assert_eq!(from_latin_keys(latin), korean);
        assert_eq!(to_latin_keys(korean), latin);
    };
    check("ajrm", "머그");
    check("mug", "ㅡㅕㅎ");
    check("dhdrl ajrm", "옹기 머그");
    check("Tkfxhd", "쌀통");
    check("rkQkd 2", "가빵 2");
    assert_eq!(from_latin_keys("AJ rm"), "머 그");
}

#[test]
fn decomposed_unicode_is_put_together() {
    let check = |apart: &str, whole: &str| assert_eq!(join_conjoining(apart), whole);
    check(
        "\u{110B}\u{1169}\u{11BC}\u{1100}\u{1175} \u{1106}\u{1165}",
        "옹기 머",
    );
    check("가\u{11A8}", "각");
    check("각\u{11A8}", "각\u{11A8}");
    check("mug", "mug");
}

#[test]
fn every_syllable_is_put_together_again() {
    for c in '가'..='힣' {
        let text = c.to_string();
        assert_eq!(compose(&decompose(&text)), text);
        assert_eq!(Syllable::of(c).unwrap().to_char(), Some(c));
    }
    assert_eq!(('가'..='힣').count(), 11_172);
    assert_eq!(Syllable::of('\u{D7A4}'), None);
}

proptest! {
    #[test]
    fn words_are_put_together_again(text in "[가-힣 a-z0-9]{0,40}") {
        prop_assert_eq!(compose(&decompose(&text)), text);
    }

    #[test]
    fn swapping_back_gives_what_was_typed(
        korean in "[가-힣 0-9]{0,30}", latin in "[a-zQWERTOP 0-9]{0,30}"
    ) {
        prop_assert_eq!(from_latin_keys(&to_latin_keys(&korean)), korean);
        prop_assert_eq!(to_latin_keys(&from_latin_keys(&latin)), latin);
    }
}
