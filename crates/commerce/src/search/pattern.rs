//! What was typed as a pattern: whole letters, initials alone, and a syllable still being typed.

use super::words::{Word, words};
use crate::hangul::{self, Syllable};

/// One place of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Exactly(char),
    /// Any syllable with this initial.
    Initial(char),
    /// Any syllable that these letters are the first keys of.
    Opening(char),
}

/// One word to be found, or Korean words whose spaces mean nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub letters: Vec<char>,
    pub units: Vec<Unit>,
    pub is_hangul: bool,
}

/// Words that say nothing unless they are all that is said.
const FILLERS: [&str; 10] = [
    "a", "an", "and", "for", "in", "of", "on", "the", "to", "with",
];
/// More words than anybody types; the rest is left unread.
const MAX_TERMS: usize = 16;
/// Letters of a term that are read; no name of anything is longer.
const MAX_LETTERS: usize = 64;

/// What is to be found, in the order it was typed. Spaces between Korean words are left out.
pub(super) fn terms(typed: &str) -> Vec<Term> {
    let mut runs: Vec<Word> = Vec::new();
    for word in words(typed) {
        match runs.last_mut() {
            Some(run) if run.is_hangul && word.is_hangul => run.letters.extend(word.letters),
            _ => runs.push(word),
        }
    }
    let filler = |word: &Word| FILLERS.contains(&word.letters.iter().collect::<String>().as_str());
    if !runs.iter().all(filler) {
        runs.retain(|word| !filler(word));
    }
    runs.truncate(MAX_TERMS);
    runs.into_iter().map(Term::new).collect()
}

impl Term {
    pub(super) fn new(mut word: Word) -> Self {
        word.letters.truncate(MAX_LETTERS);
        Self {
            units: units(&word.letters),
            letters: word.letters,
            is_hangul: word.is_hangul,
        }
    }

    /// The patterns of somebody who has not finished the last syllable: `머` may become `먼저`,
    /// and `먹` may become `머그`.
    pub(super) fn unfinished(&self) -> Vec<Vec<Unit>> {
        unfinished(&self.units)
    }
}

/// A consonant that stands alone is an initial.
pub(super) fn units(letters: &[char]) -> Vec<Unit> {
    let unit = |c: &char| match hangul::is_consonant(*c) {
        true => Unit::Initial(*c),
        false => Unit::Exactly(*c),
    };
    letters.iter().map(unit).collect()
}

/// See [`Term::unfinished`].
pub(super) fn unfinished(units: &[Unit]) -> Vec<Vec<Unit>> {
    let Some((Unit::Exactly(last), before)) = units.split_last() else {
        return Vec::new();
    };
    let Some(syllable) = Syllable::of(*last) else {
        return Vec::new();
    };
    let ending = |units: &[Unit]| [before, units].concat();
    let mut patterns = vec![ending(&[Unit::Opening(*last)])];
    if let Some((stays, moves)) = hangul::without_last_key(syllable) {
        patterns.push(ending(&[Unit::Exactly(stays), Unit::Initial(moves)]));
    }
    patterns
}

impl Unit {
    pub(super) fn takes(self, c: char) -> bool {
        match self {
            Self::Exactly(wanted) => wanted == c,
            Self::Initial(wanted) => {
                c == wanted || Syllable::of(c).is_some_and(|s| s.initial_letter() == wanted)
            }
            Self::Opening(typed) => hangul::opens(typed, c),
        }
    }

    pub(super) fn class(self) -> Class {
        match self {
            Self::Exactly(c) | Self::Initial(c) | Self::Opening(c) => Class::of(c),
        }
    }
}

/// Letters that may match the same unit are of one class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Class(u8);

impl Class {
    pub(super) const START: Self = Self(56);
    pub(super) const END: Self = Self(57);
    const OTHER: Self = Self(55);
    const COUNT: usize = 58;
    /// How many pairs of classes there are.
    pub(super) const PAIRS: usize = Self::COUNT * Self::COUNT;

    pub(super) fn of(c: char) -> Self {
        let ascii = |first: char| u8::try_from(u32::from(c) - u32::from(first)).unwrap_or(0);
        match c {
            'a'..='z' => Self(19 + ascii('a')),
            '0'..='9' => Self(45 + ascii('0')),
            _ => match Syllable::of(c) {
                Some(syllable) => Self(syllable.initial),
                None => hangul::initial_place(c).map_or(Self::OTHER, Self),
            },
        }
    }

    pub(super) fn pair(self, next: Self) -> usize {
        usize::from(self.0) * Self::COUNT + usize::from(next.0)
    }
}

/// How many of the first units take the letters.
pub(super) fn reach(units: &[Unit], letters: &[char]) -> usize {
    let pairs = units.iter().zip(letters);
    pairs.take_while(|(unit, c)| unit.takes(**c)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn takes(patterns: &[Vec<Unit>], text: &str) -> bool {
        let letters: Vec<char> = text.chars().collect();
        let mut patterns = patterns.iter();
        patterns.any(|units| reach(units, &letters) == units.len())
    }

    #[test]
    fn patterns_take_what_they_may_become() {
        let check = |typed: &str, text: &str, finished, becomes| {
            let term = terms(typed).remove(0);
            let whole = takes(std::slice::from_ref(&term.units), text);
            assert_eq!(whole, finished, "{typed} {text}");
            assert_eq!(takes(&term.unfinished(), text), becomes, "{typed} {text}");
        };
        check("머그", "머그", true, true);
        check("머", "먹물", false, true);
        check("먹", "머그", false, true);
        check("먼", "머그", false, false);
        check("옹깈", "옹기컵", false, true);
        check("갑", "값", false, true);
        check("값", "갑사", false, true);
        check("고", "과자", false, true);
        check("ㅇㄱㅁ", "옹기머그", true, false);
        check("옹ㄱ", "옹기", true, false);
        check("옹ㄱ", "옹이", false, false);
        check("mu", "mug", true, false);
    }

    #[test]
    fn spaces_in_korean_mean_nothing() {
        let check = |typed: &str, same: &str| assert_eq!(terms(typed), terms(same));
        check("옹 기머그", "옹기 머그");
        check("머그 2 개", "머그2개");
        check("the mug", "mug");
        assert_eq!(terms("the").len(), 1);
        assert_eq!(terms(&"b ".repeat(100)).len(), MAX_TERMS);
    }
}
