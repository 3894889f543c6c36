//! The sound of what was said before, in bounded memory: most of it are the words of buttons, which
//! everybody hears.

use axum::body::Bytes;
use baguni_api::kiosk::Sentence;
use baguni_api::wire;
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;

/// All sound together, in bytes: some twelve minutes.
const MOST: usize = 32 << 20;

/// A digest, so that no words are kept.
pub(super) type Key = [u8; 32];

pub(super) fn key(sentence: &Sentence) -> Key {
    Sha256::digest(wire::question(sentence)).into()
}

/// Sounds, each with the number of the last time that it was asked for.
#[derive(Default)]
pub(super) struct Kept {
    sounds: HashMap<Key, (Bytes, u64)>,
    bytes: usize,
    asked: u64,
}

impl Kept {
    pub fn get(&mut self, key: &Key) -> Option<Bytes> {
        self.asked += 1;
        let (sound, last) = self.sounds.get_mut(key)?;
        *last = self.asked;
        Some(sound.clone())
    }

    /// Keeps one, and forgets those that were not asked for the longest.
    pub fn put(&mut self, key: Key, sound: Bytes) {
        self.put_within(key, sound, MOST);
    }

    fn put_within(&mut self, key: Key, sound: Bytes, most: usize) {
        self.forget(&key);
        self.bytes += sound.len();
        self.sounds.insert(key, (sound, self.asked));
        while self.bytes > most {
            let oldest = self.sounds.iter().min_by_key(|(_, (_, last))| *last);
            let Some(oldest) = oldest.map(|(key, _)| *key) else {
                break;
            };
            self.forget(&oldest);
        }
    }

    fn forget(&mut self, key: &Key) {
        if let Some((sound, _)) = self.sounds.remove(key) {
            self.bytes -= sound.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use baguni_commerce::Locale;

    #[test]
    fn what_was_not_asked_for_the_longest_goes_first() {
        let mut kept = Kept::default();
        let name = |n: u8| [n; 32];
        let put = |kept: &mut Kept, n: u8, many: usize| {
            kept.get(&name(n));
            kept.put_within(name(n), Bytes::from(vec![n; many]), 100);
        };
        put(&mut kept, 1, 40);
        put(&mut kept, 2, 40);
        assert!(kept.get(&name(1)).is_some());
        put(&mut kept, 3, 40);
        let has = |kept: &mut Kept| [1, 2, 3, 4].map(|n| kept.get(&name(n)).is_some());
        assert_eq!(has(&mut kept), [true, false, true, false]);
        assert_eq!(kept.bytes, 80);
        put(&mut kept, 3, 10);
        assert_eq!(kept.bytes, 50, "once each");
        put(&mut kept, 4, 101);
        assert_eq!((has(&mut kept), kept.bytes), ([false; 4], 0), "too large");
    }

    #[test]
    fn language_speed_and_words_make_another_sound() {
        let sentence = Sentence {
            words: "머그".to_owned(),
            ..Sentence::default()
        };
        let others = [
            Sentence {
                locale: Locale::En,
                ..sentence.clone()
            },
            Sentence {
                rate: 110,
                ..sentence.clone()
            },
            Sentence {
                words: "머그.".to_owned(),
                ..sentence.clone()
            },
        ];
        assert_eq!(key(&sentence), key(&sentence.clone()));
        for other in others {
            assert_ne!(key(&sentence), key(&other), "{other:?}");
        }
    }
}
