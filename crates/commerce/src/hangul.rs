//! Korean letters as they are typed: syllables taken apart into the keys of a two-set keyboard
//! and put together again as an input method does, initials, and text typed in the wrong layout.

mod composer;

pub use composer::{Composer, compose};

use composer::block;

/// A syllable block by the places of its letters in the Unicode order: initial of 19, vowel of
/// 21, last of 28 where 0 is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syllable {
    pub initial: u8,
    pub vowel: u8,
    pub last: u8,
}

const FIRST_SYLLABLE: u32 = 0xAC00;
const VOWEL_COUNT: u32 = 21;
const LAST_COUNT: u32 = 28;
const INITIALS: [char; 19] = [
    'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ',
    'ㅌ', 'ㅍ', 'ㅎ',
];
const VOWELS: [char; 21] = [
    'ㅏ', 'ㅐ', 'ㅑ', 'ㅒ', 'ㅓ', 'ㅔ', 'ㅕ', 'ㅖ', 'ㅗ', 'ㅘ', 'ㅙ', 'ㅚ', 'ㅛ', 'ㅜ', 'ㅝ', 'ㅞ',
    'ㅟ', 'ㅠ', 'ㅡ', 'ㅢ', 'ㅣ',
];
/// The letter of last place `n` stands at `n - 1`.
const LASTS: [char; 27] = [
    'ㄱ', 'ㄲ', 'ㄳ', 'ㄴ', 'ㄵ', 'ㄶ', 'ㄷ', 'ㄹ', 'ㄺ', 'ㄻ', 'ㄼ', 'ㄽ', 'ㄾ', 'ㄿ', 'ㅀ', 'ㅁ',
    'ㅂ', 'ㅄ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ',
];
/// Letters that are typed with two keys.
const COMPOUNDS: [(char, char, char); 18] = [
    ('ㄳ', 'ㄱ', 'ㅅ'),
    ('ㄵ', 'ㄴ', 'ㅈ'),
    ('ㄶ', 'ㄴ', 'ㅎ'),
    ('ㄺ', 'ㄹ', 'ㄱ'),
    ('ㄻ', 'ㄹ', 'ㅁ'),
    ('ㄼ', 'ㄹ', 'ㅂ'),
    ('ㄽ', 'ㄹ', 'ㅅ'),
    ('ㄾ', 'ㄹ', 'ㅌ'),
    ('ㄿ', 'ㄹ', 'ㅍ'),
    ('ㅀ', 'ㄹ', 'ㅎ'),
    ('ㅄ', 'ㅂ', 'ㅅ'),
    ('ㅘ', 'ㅗ', 'ㅏ'),
    ('ㅙ', 'ㅗ', 'ㅐ'),
    ('ㅚ', 'ㅗ', 'ㅣ'),
    ('ㅝ', 'ㅜ', 'ㅓ'),
    ('ㅞ', 'ㅜ', 'ㅔ'),
    ('ㅟ', 'ㅜ', 'ㅣ'),
    ('ㅢ', 'ㅡ', 'ㅣ'),
];
/// The two-set keyboard (KS X 5002): Latin key and the letter on it; capitals are with shift.
const LAYOUT: [(char, char); 33] = [
    ('q', 'ㅂ'),
    ('w', 'ㅈ'),
    ('e', 'ㄷ'),
    ('r', 'ㄱ'),
    ('t', 'ㅅ'),
    ('y', 'ㅛ'),
    ('u', 'ㅕ'),
    ('i', 'ㅑ'),
    ('o', 'ㅐ'),
    ('p', 'ㅔ'),
    ('a', 'ㅁ'),
    ('s', 'ㄴ'),
    ('d', 'ㅇ'),
    ('f', 'ㄹ'),
    ('g', 'ㅎ'),
    ('h', 'ㅗ'),
    ('j', 'ㅓ'),
    ('k', 'ㅏ'),
    ('l', 'ㅣ'),
    ('z', 'ㅋ'),
    ('x', 'ㅌ'),
    ('c', 'ㅊ'),
    ('v', 'ㅍ'),
    ('b', 'ㅠ'),
    ('n', 'ㅜ'),
    ('m', 'ㅡ'),
    ('Q', 'ㅃ'),
    ('W', 'ㅉ'),
    ('E', 'ㄸ'),
    ('R', 'ㄲ'),
    ('T', 'ㅆ'),
    ('O', 'ㅒ'),
    ('P', 'ㅖ'),
];

impl Syllable {
    pub fn of(c: char) -> Option<Self> {
        let place = u32::from(c).checked_sub(FIRST_SYLLABLE)?;
        let byte = |n: u32| u8::try_from(n).ok();
        let initial = place / (VOWEL_COUNT * LAST_COUNT);
        (initial < 19).then_some(())?;
        Some(Self {
            initial: byte(initial)?,
            vowel: byte(place / LAST_COUNT % VOWEL_COUNT)?,
            last: byte(place % LAST_COUNT)?,
        })
    }

    /// The block as a character; none when a letter's place is out of range.
    pub fn to_char(self) -> Option<char> {
        let [initial, vowel, last] = [self.initial, self.vowel, self.last].map(u32::from);
        (initial < 19 && vowel < VOWEL_COUNT && last < LAST_COUNT).then_some(())?;
        char::from_u32(FIRST_SYLLABLE + (initial * VOWEL_COUNT + vowel) * LAST_COUNT + last)
    }

    pub fn initial_letter(self) -> char {
        INITIALS[usize::from(self.initial)]
    }

    pub fn vowel_letter(self) -> char {
        VOWELS[usize::from(self.vowel)]
    }

    pub fn last_letter(self) -> Option<char> {
        usize::from(self.last).checked_sub(1).map(|at| LASTS[at])
    }
}

/// A syllable block or one of the letters that stand alone.
pub fn is_hangul(c: char) -> bool {
    Syllable::of(c).is_some() || is_letter(c)
}

/// A letter that stands alone, as an unfinished syllable shows it.
pub fn is_letter(c: char) -> bool {
    ('ㄱ'..='ㅣ').contains(&c)
}

/// A consonant that stands alone; of two-key ones too, such as `ㄳ`.
pub fn is_consonant(c: char) -> bool {
    ('ㄱ'..='ㅎ').contains(&c)
}

/// The two keys of a letter typed with two.
pub fn keys_of(letter: char) -> Option<(char, char)> {
    let (_, first, second) = COMPOUNDS.into_iter().find(|(whole, ..)| *whole == letter)?;
    Some((first, second))
}

fn joined(first: char, second: char) -> Option<char> {
    let typed = COMPOUNDS
        .into_iter()
        .find(|(_, a, b)| (*a, *b) == (first, second));
    typed.map(|(whole, ..)| whole)
}

/// The place of a consonant among the initials, if it can be one.
pub(crate) fn initial_place(c: char) -> Option<u8> {
    let at = INITIALS.iter().position(|initial| *initial == c)?;
    u8::try_from(at).ok()
}

/// Whether the keys of the syllable `typed` are the first keys of the syllable `c`.
pub(crate) fn opens(typed: char, c: char) -> bool {
    let (Some(typed), Some(whole)) = (Syllable::of(typed), Syllable::of(c)) else {
        return typed == c;
    };
    let first_key = |letter: char| keys_of(letter).map(|(first, _)| first);
    let same_vowel = typed.vowel == whole.vowel;
    let vowel_opens = first_key(whole.vowel_letter()) == Some(typed.vowel_letter());
    let last_opens = match typed.last_letter() {
        None => true,
        Some(last) => {
            typed.last == whole.last || whole.last_letter().and_then(first_key) == Some(last)
        }
    };
    typed.initial == whole.initial && (same_vowel && last_opens || vowel_opens && typed.last == 0)
}

/// A syllable less the last key of its last letter, and that key: `값` is `갑` and `ㅅ`.
pub(crate) fn without_last_key(syllable: Syllable) -> Option<(char, char)> {
    let last = syllable.last_letter()?;
    let (stays, key) = keys_of(last).map_or((None, last), |(first, key)| (Some(first), key));
    let kept = block(syllable.initial_letter(), syllable.vowel_letter(), stays)?;
    Some((kept, key))
}

/// Every key that is pressed to type the text: `값` is `ㄱㅏㅂㅅ`. What is not Hangul stays.
pub fn decompose(text: &str) -> String {
    let mut keys = String::with_capacity(text.len() * 3);
    let mut press = |letter: char| match keys_of(letter) {
        Some((first, second)) => keys.extend([first, second]),
        None => keys.push(letter),
    };
    for c in text.chars() {
        match Syllable::of(c) {
            Some(block) => {
                press(block.initial_letter());
                press(block.vowel_letter());
                block.last_letter().into_iter().for_each(&mut press);
            }
            None => press(c),
        }
    }
    keys
}

/// The initials of every syllable: `옹기 머그` is `ㅇㄱ ㅁㄱ`. What is no syllable stays.
pub fn choseong(text: &str) -> String {
    text.chars()
        .map(|c| Syllable::of(c).map_or(c, Syllable::initial_letter))
        .collect()
}

/// Whether somebody typed initials alone, as `ㅇㄱ ㅁㄱ`.
pub fn is_choseong_query(typed: &str) -> bool {
    let mut letters = typed.chars().filter(|c| !c.is_whitespace()).peekable();
    letters.peek().is_some() && letters.all(is_consonant)
}

/// The letter on a key of the two-set keyboard, by the Latin letter on the same key; a capital is
/// the key with shift. Most keys have the same letter with shift and without: those have none here.
pub fn letter_on(key: char) -> Option<char> {
    let on_key = LAYOUT.into_iter().find(|(latin, _)| *latin == key);
    on_key.map(|(_, letter)| letter)
}

/// What Latin keys would have typed in the Korean layout: `ajrm` is `머그`.
pub fn from_latin_keys(typed: &str) -> String {
    let letter = |key: char| letter_on(key).or_else(|| letter_on(key.to_ascii_lowercase()));
    let keys: String = typed
        .chars()
        .map(|key| letter(key).unwrap_or(key))
        .collect();
    compose(&keys)
}

/// The Latin keys that a Korean text was typed with: `ㅡㅕㅎ` is `mug`.
pub fn to_latin_keys(typed: &str) -> String {
    let key = |letter: char| LAYOUT.into_iter().find(|(_, hangul)| *hangul == letter);
    decompose(typed)
        .chars()
        .map(|letter| key(letter).map_or(letter, |(latin, _)| latin))
        .collect()
}

/// A conjoining letter, of which decomposed Unicode (NFD) makes syllables, by its place.
pub enum Conjoining {
    Initial(u8),
    Vowel(u8),
    Last(u8),
}

impl Conjoining {
    pub fn of(c: char) -> Option<Self> {
        let place = |first: u32| u8::try_from(u32::from(c) - first).unwrap_or(0);
        match u32::from(c) {
            0x1100..=0x1112 => Some(Self::Initial(place(0x1100))),
            0x1161..=0x1175 => Some(Self::Vowel(place(0x1161))),
            0x11A8..=0x11C2 => Some(Self::Last(place(0x11A7))),
            _ => None,
        }
    }
}

/// Puts conjoining letters together into syllable blocks, as NFC does.
pub fn join_conjoining(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut before: Option<char> = None;
    for c in text.chars() {
        match before.and_then(|block| conjoin(block, c)) {
            Some(block) => before = Some(block),
            None => joined.extend(before.replace(c)),
        }
    }
    joined.extend(before);
    joined
}

fn conjoin(before: char, c: char) -> Option<char> {
    let block = match (Conjoining::of(before), Conjoining::of(c)?) {
        (Some(Conjoining::Initial(initial)), Conjoining::Vowel(vowel)) => Syllable {
            initial,
            vowel,
            last: 0,
        },
        (None, Conjoining::Last(last)) => Syllable {
            last,
            ..Syllable::of(before).filter(|block| block.last == 0)?
        },
        _ => return None,
    };
    block.to_char()
}

#[cfg(test)]
mod tests;
