//! Mending typos: the nearest known word by the keys that were pressed.

use super::find::weight;
use super::hits::Hits;
use super::lexicon::Lexicon;
use super::pattern::Term;
use crate::hangul::decompose;

/// The keys of every entry that a typo may have meant, the shortest first.
#[derive(Debug, Default)]
pub(super) struct Spelling {
    words: Vec<Spelled>,
    keys: Vec<u8>,
}

#[derive(Debug)]
struct Spelled {
    entry: u32,
    first_key: u32,
    length: u8,
    /// A bit for each key that occurs.
    mask: u64,
}

/// Keys of the longest word or phrase that is mended.
const MAX_KEYS: usize = 40;
/// Syllables of the longest run that is mended piece by piece, and of such a piece.
const MAX_RUN: usize = 16;
const MAX_PIECE: usize = 6;
/// How many words are tried for one that is not known.
const MAX_CANDIDATES: usize = 5;
const MAX_PIECE_CANDIDATES: usize = 3;
/// What a mistyped key costs next to one more piece.
const TYPO: usize = 10;

impl Spelling {
    pub(super) fn new(lexicon: &Lexicon, entries: usize) -> Self {
        let mut spelling = Self::default();
        let mut by_length: Vec<(usize, u32, Vec<u8>)> = Vec::new();
        for at in (0..).take(entries) {
            let entry = lexicon.entry(at);
            // Mending leads to what the shop is about, not to any word of its prose.
            if entry.weight > weight::DESCRIPTION {
                let keys = keys(lexicon.letters(entry));
                if (3..=MAX_KEYS).contains(&keys.len()) {
                    by_length.push((keys.len(), at, keys));
                }
            }
        }
        by_length.sort_by_key(|(length, at, _)| (*length, *at));
        for (length, entry, keys) in by_length {
            spelling.words.push(Spelled {
                entry,
                first_key: super::lexicon::count(spelling.keys.len()),
                length: u8::try_from(length).unwrap_or(u8::MAX),
                mask: mask(&keys),
            });
            spelling.keys.extend(keys);
        }
        spelling
    }

    /// The entries within the typos that so many keys may have, with their number of typos.
    fn near(&self, typed: &[u8]) -> Vec<(usize, u32)> {
        let allowed = match typed.len() {
            0..3 => return Vec::new(),
            3..=5 => 1,
            _ => 2,
        };
        let shortest = typed.len() - allowed;
        let first = self
            .words
            .partition_point(|word| usize::from(word.length) < shortest);
        let typed_mask = mask(typed);
        let few = |bits: u64| bits.count_ones() as usize <= allowed;
        let mut near = Vec::new();
        for word in &self.words[first..] {
            if usize::from(word.length) > typed.len() + allowed {
                break;
            }
            if few(word.mask & !typed_mask) && few(typed_mask & !word.mask) {
                let keys = &self.keys[word.first_key as usize..][..usize::from(word.length)];
                let typos = distance(typed, keys);
                // Two slips are believed where the word at least begins as it was typed.
                let is_near = typos <= allowed && (typos < 2 || keys[0] == typed[0]);
                near.extend(is_near.then_some((typos, word.entry)));
            }
        }
        near
    }
}

impl Lexicon {
    /// The words that were meant where some are not known, if together they are found.
    pub(super) fn mend(&self, terms: &[Term]) -> Option<String> {
        let found: Vec<Hits> = terms
            .iter()
            .map(|term| self.find_term(term, false))
            .collect();
        let mut all: Option<Hits> = None;
        for hits in found.iter().filter(|hits| !hits.is_empty()) {
            all = Some(all.map_or_else(|| hits.clone(), |all| all.and(hits)));
        }
        let mut meant = Vec::new();
        for (term, hits) in terms.iter().zip(&found) {
            let word = if hits.is_empty() {
                let (word, narrower) = self.mend_term(term, all.as_ref())?;
                all = Some(narrower);
                word
            } else {
                term.letters.iter().collect()
            };
            meant.push(word);
        }
        Some(meant.join(" "))
    }

    /// The nearest word that is found together with the others, and what is found then.
    fn mend_term(&self, term: &Term, others: Option<&Hits>) -> Option<(String, Hits)> {
        let whole = self.nearest(&term.letters);
        let pieces = self.mend_pieces(term);
        let mut candidates: Vec<(usize, String)> = whole.into_iter().chain(pieces).collect();
        candidates.sort_by_key(|(cost, _)| *cost);
        candidates.into_iter().find_map(|(_, word)| {
            let hits = self.find(&super::pattern::terms(&word), false);
            let hits = others.map_or_else(|| hits.clone(), |others| others.and(&hits));
            (!hits.is_empty()).then_some((word, hits))
        })
    }

    /// The nearest entries, the nearest first, then the weightiest and the most frequent.
    fn nearest(&self, letters: &[char]) -> Vec<(usize, String)> {
        let mut near = self.spelling.near(&keys(letters));
        near.sort_by_cached_key(|(typos, at)| {
            let entry = self.entry(*at);
            let frequent = usize::MAX - entry.documents();
            (*typos, u8::MAX - entry.weight, frequent, *at)
        });
        near.truncate(MAX_CANDIDATES);
        let written = |(typos, at)| (typos * TYPO, self.written(self.entry(at)));
        near.into_iter().map(written).collect()
    }

    /// A Korean run in pieces of which some are mended, with the fewest typos of what is found.
    fn mend_pieces(&self, term: &Term) -> Option<(usize, String)> {
        let length = term.letters.len();
        if !term.is_hangul || length > MAX_RUN {
            return None;
        }
        let mut best: Vec<Option<Mended>> = vec![None; length + 1];
        for at in 0..length {
            let before = best[at].take();
            if at > 0 && before.is_none() {
                continue;
            }
            for (taken, piece) in self.known_or_mended(term, at) {
                let place = &mut best[at + taken];
                let joined = piece.after(before.as_ref());
                let is_better = place.as_ref().is_none_or(|known| joined.cost < known.cost);
                if is_better && !joined.hits.is_empty() {
                    *place = Some(joined);
                }
            }
        }
        let whole = best.pop()??;
        Some((whole.cost, whole.words))
    }

    /// The pieces that begin at a place of a run, each with how many letters it takes.
    fn known_or_mended(&self, term: &Term, at: usize) -> Vec<(usize, Mended)> {
        let mut pieces: Vec<(usize, Mended)> = Vec::new();
        for (length, hits) in self.found_from(term, at) {
            let words = term.letters[at..at + length].iter().collect();
            pieces.push((length, Mended::new(0, words, hits)));
        }
        for length in 2..=MAX_PIECE.min(term.letters.len() - at) {
            if pieces.iter().all(|(known, _)| *known != length) {
                let letters = &term.letters[at..at + length];
                for (cost, words) in self.nearest(letters).into_iter().take(MAX_PIECE_CANDIDATES) {
                    let hits = self.find(&super::pattern::terms(&words), false);
                    pieces.push((length, Mended::new(cost, words, hits)));
                }
            }
        }
        pieces
    }
}

/// A run as it was meant up to some place, and the documents that have it.
#[derive(Clone, Debug)]
struct Mended {
    cost: usize,
    words: String,
    hits: Hits,
}

impl Mended {
    fn new(typos: usize, words: String, hits: Hits) -> Self {
        Self {
            cost: typos + 1,
            words,
            hits,
        }
    }

    fn after(self, before: Option<&Self>) -> Self {
        let Some(before) = before else {
            return self;
        };
        Self {
            cost: before.cost + self.cost,
            words: format!("{} {}", before.words, self.words),
            hits: before.hits.and(&self.hits),
        }
    }
}

/// The keys of a word, one byte each: Korean letters, Latin letters, digits. Of other scripts
/// letters may share a byte: a distance is then too small, and what is not found is not offered.
fn keys(letters: &[char]) -> Vec<u8> {
    let text: String = letters.iter().collect();
    let byte = |c: char, first: char| u8::try_from(u32::from(c) - u32::from(first)).unwrap_or(0);
    decompose(&text)
        .chars()
        .map(|key| match key {
            'ㄱ'..='ㅣ' => byte(key, 'ㄱ'),
            'a'..='z' => 64 + byte(key, 'a'),
            '0'..='9' => 96 + byte(key, '0'),
            _ => 128 | key.to_string().bytes().last().unwrap_or(0),
        })
        .collect()
}

fn mask(keys: &[u8]) -> u64 {
    keys.iter().fold(0, |mask, key| mask | 1 << (key % 64))
}

/// Keys left out, put in, changed, or swapped with their neighbour (optimal string alignment).
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut before = [0_usize; MAX_KEYS + 3];
    let mut above: [usize; MAX_KEYS + 3] = std::array::from_fn(|at| at);
    for (row, key) in a.iter().enumerate() {
        let mut current = [row + 1; MAX_KEYS + 3];
        for (column, other) in b.iter().enumerate() {
            let changed = above[column] + usize::from(key != other);
            let mut least = changed.min(above[column + 1] + 1).min(current[column] + 1);
            let is_swapped = row > 0 && column > 0 && *key == b[column - 1] && a[row - 1] == *other;
            if is_swapped {
                least = least.min(before[column - 1] + 1);
            }
            current[column + 1] = least;
        }
        (before, above) = (above, current);
    }
    above[b.len()]
}
