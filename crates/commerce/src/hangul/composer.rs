//! Typing Korean: [`Composer`] makes syllables of keys as a two-set keyboard does, and takes every
//! key back one by one.

use super::{INITIALS, LASTS, Syllable, VOWELS, joined, keys_of};

/// A line of text that is being typed at its end.
///
/// The keys of Hangul are the 33 letters of the two-set keyboard. Any other character ends the
/// syllable before it and stands as it is.
#[derive(Clone, Debug, Default)]
pub struct Composer {
    text: String,
    block: Block,
    /// For each key that was pressed, how it was before: how much of `text` there was, in bytes,
    /// and the block behind it. Keys only ever add to the text.
    before: Vec<(usize, Block)>,
}

/// The letters of the syllable that is being typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Block {
    initial: Option<char>,
    vowel: Option<char>,
    last: Option<char>,
}

impl Composer {
    /// Goes on typing behind a text that came from elsewhere. Its characters are taken back whole.
    pub fn after(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            ..Self::default()
        }
    }

    /// What has been typed, with the syllable that is being typed as far as it is.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.text.len() + 4);
        text.push_str(&self.text);
        text.extend(self.composing());
        text
    }

    /// The syllable or the letter that the next key may still change.
    pub fn composing(&self) -> Option<char> {
        self.block.shown()
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.block == Block::default()
    }

    pub fn press(&mut self, key: char) {
        self.before.push((self.text.len(), self.block));
        if INITIALS.contains(&key) {
            self.press_consonant(key);
        } else if VOWELS.contains(&key) {
            self.press_vowel(key);
        } else {
            self.end_syllable();
            self.text.push(key);
        }
    }

    /// Takes back the last key: everything is exactly as it was before it. Says whether there was
    /// anything to take back.
    pub fn back(&mut self) -> bool {
        let Some((length, block)) = self.before.pop() else {
            return self.text.pop().is_some();
        };
        self.text.truncate(length);
        self.block = block;
        true
    }

    /// The next key begins a syllable of its own, as after a change of the layout.
    pub fn end_syllable(&mut self) {
        let block = std::mem::take(&mut self.block);
        self.text.extend(block.shown());
    }

    fn press_consonant(&mut self, key: char) {
        let last = match (self.block.vowel, self.block.last) {
            (None, _) => None,
            (Some(_), None) => LASTS.contains(&key).then_some(key),
            (Some(_), Some(last)) => joined(last, key),
        };
        if last.is_some() {
            self.block.last = last;
        } else {
            self.end_syllable();
            self.block.initial = Some(key);
        }
    }

    /// A vowel takes the consonant before it along: `각` and `ㅏ` are `가가`.
    fn press_vowel(&mut self, key: char) {
        let Block {
            initial,
            vowel,
            last,
        } = self.block;
        let whole = vowel.and_then(|vowel| joined(vowel, key));
        match (initial, vowel, last) {
            (Some(_), None, None) => self.block.vowel = Some(key),
            (Some(_), Some(_), None) if whole.is_some() => self.block.vowel = whole,
            (Some(_), Some(_), Some(last)) => self.move_last(last, key),
            _ => {
                self.end_syllable();
                self.text.push(key);
            }
        }
    }

    fn move_last(&mut self, last: char, vowel: char) {
        let (stays, moves) =
            keys_of(last).map_or((None, last), |(first, second)| (Some(first), second));
        self.block.last = stays;
        self.end_syllable();
        self.block.initial = Some(moves);
        self.block.vowel = Some(vowel);
    }
}

impl Block {
    fn shown(self) -> Option<char> {
        match (self.initial, self.vowel) {
            (Some(initial), Some(vowel)) => block(initial, vowel, self.last),
            (alone, _) => alone,
        }
    }
}

/// What an input method makes of the keys: the inverse of [`super::decompose`] for whole syllables.
pub fn compose(keys: &str) -> String {
    let mut composer = Composer::default();
    keys.chars().for_each(|key| composer.press(key));
    composer.text()
}

/// The syllable of these letters, if there is one.
pub(super) fn block(initial: char, vowel: char, last: Option<char>) -> Option<char> {
    let place = |letters: &[char], letter| {
        let at = letters.iter().position(|known| *known == letter)?;
        u8::try_from(at).ok()
    };
    let syllable = Syllable {
        initial: place(&INITIALS, initial)?,
        vowel: place(&VOWELS, vowel)?,
        last: match last {
            Some(letter) => place(&LASTS, letter)? + 1,
            None => 0,
        },
    };
    syllable.to_char()
}

#[cfg(test)]
mod tests;
