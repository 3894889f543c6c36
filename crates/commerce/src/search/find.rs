//! Finding the documents that have a word, or a run of Korean words however it is spaced.
//!
//! A run is cut into pieces in every way in which each piece is known; a document is found when
//! it has all pieces of one way.

use super::hits::Hits;
use super::lexicon::{Entry, Lexicon, Place};
use super::pattern::{Class, Term, Unit, reach};
use super::synonyms;
use super::words::{singular, words};
use std::ops::RangeInclusive;

/// How weighty a match is in each field.
pub(super) mod weight {
    pub const TITLE: u8 = 100;
    pub const KIND: u8 = 60;
    pub const VENDOR: u8 = 40;
    pub const TAG: u8 = 30;
    pub const COLLECTION: u8 = 20;
    pub const DESCRIPTION: u8 = 8;
}

/// How good the match of a piece is: a whole phrase, a whole word, the start of a word, the
/// start of one while it is typed, its end, its middle.
const PHRASE: u32 = 10;
const WHOLE: u32 = 8;
const START: u32 = 6;
const UNFINISHED: u32 = 5;
const END: u32 = 4;
const INSIDE: u32 = 2;
/// Longer words do not end in a head noun of one syllable.
const MAX_COMPOUND: usize = 4;
/// Shorter Latin words are inside too many others.
const MIN_INSIDE: usize = 3;

/// A piece of a term, and the entries that match it with how well.
struct Piece {
    length: usize,
    matches: Vec<(u32, u32)>,
    has_initials: bool,
    /// So little is known of it that descriptions would match by chance.
    is_rough: bool,
}

impl Lexicon {
    /// The documents that match every term; `typing` lets the last one be unfinished.
    pub(super) fn find(&self, terms: &[Term], typing: bool) -> Hits {
        let mut all: Option<Hits> = None;
        for (at, term) in terms.iter().enumerate() {
            let hits = self.find_term(term, typing && at + 1 == terms.len());
            all = Some(match all {
                Some(all) => all.and(&hits),
                None => hits,
            });
        }
        all.unwrap_or_default()
    }

    pub(super) fn find_term(&self, term: &Term, typing: bool) -> Hits {
        let mut reached = self.reached(term);
        let mut found = reached.pop().unwrap_or_default();
        if typing && term.is_hangul {
            for pattern in term.unfinished() {
                found = found.or(self.find_unfinished(&pattern, &reached));
            }
        }
        found
    }

    /// For each place in the term the documents that have, in pieces, all that is before it.
    fn reached(&self, term: &Term) -> Vec<Hits> {
        let length = term.units.len();
        let mut reached = vec![Hits::default(); length + 1];
        for at in 0..length {
            if at > 0 && reached[at].is_empty() {
                continue;
            }
            for (taken, hits) in self.found_from(term, at) {
                let hits = match at {
                    0 => hits,
                    _ => reached[at].and(&hits),
                };
                let known = std::mem::take(&mut reached[at + taken]);
                reached[at + taken] = known.or(hits);
            }
        }
        reached
    }

    /// The documents of every piece that begins at a place of a term, by the piece's length.
    pub(super) fn found_from(&self, term: &Term, at: usize) -> Vec<(usize, Hits)> {
        let pieces = self.pieces(term, at);
        let mut found: Vec<(usize, Hits)> = pieces
            .iter()
            .map(|piece| (piece.length, self.gather(piece)))
            .collect();
        let length = term.letters.len();
        if let Some(single) = singular(&term.letters).filter(|_| !term.is_hangul) {
            found.push((length, self.find_word(&String::from_iter(&single), length)));
            found.extend(self.find_alike(&single, length).map(|hits| (length, hits)));
        }
        for length in term.lengths(at).take(synonyms::LONGEST) {
            let letters = &term.letters[at..at + length];
            found.extend(self.find_alike(letters, length).map(|hits| (length, hits)));
        }
        found
    }

    /// The documents of a word as it is, not in pieces, in the place of one of another length.
    fn find_word(&self, word: &str, length: usize) -> Hits {
        self.piece_of(word, length)
            .map_or(Hits::default(), |piece| self.gather(&piece))
    }

    /// The documents of each synonym. Prose says too many words for synonyms to be meant there,
    /// and short Latin words begin too many others.
    fn find_alike(&self, word: &[char], length: usize) -> impl Iterator<Item = Hits> {
        synonyms::of(word).filter_map(move |word| {
            let mut piece = self.piece_of(word, length)?;
            piece.is_rough = true;
            if word.is_ascii() {
                piece.matches.retain(|(_, grade)| *grade >= WHOLE);
            }
            Some(self.gather(&piece).halved())
        })
    }

    fn piece_of(&self, word: &str, length: usize) -> Option<Piece> {
        let term = Term::new(words(word).pop()?);
        let mut pieces = self.pieces(&term, 0).into_iter();
        let whole = pieces.find(|piece| piece.length == term.units.len())?;
        Some(Piece { length, ..whole })
    }

    /// What is known that begins at a place of a term, by length.
    fn pieces(&self, term: &Term, at: usize) -> Vec<Piece> {
        let units = &term.units[at..];
        let mut pieces: Vec<Piece> = (1..=units.len())
            .map(|length| Piece::new(&units[..length], term.is_hangul))
            .collect();
        let lengths = term.lengths(at);
        for place in self.places_of(&units[..1]) {
            if lengths.contains(&1) {
                self.grade(&mut pieces[0], place, term);
            }
        }
        for place in self.places_of(units).filter(|_| units.len() > 1) {
            let letters = &self.letters(self.entry(place.entry))[usize::from(place.at)..];
            let longest = reach(units, letters);
            for length in (2..=longest).filter(|length| lengths.contains(length)) {
                self.grade(&mut pieces[length - 1], place, term);
            }
        }
        pieces.retain(|piece| !piece.matches.is_empty());
        pieces
    }

    /// The places that may match the first two units, or where a single unit starts or ends.
    fn places_of<'a>(&'a self, units: &'a [Unit]) -> impl Iterator<Item = &'a Place> {
        let class = |at: usize| units.get(at).map_or(Class::END, |unit| unit.class());
        let alone = if units.len() == 1 {
            self.places(Class::START, class(0))
        } else {
            &[]
        };
        let first = units.first().copied();
        self.places(class(0), class(1))
            .iter()
            .chain(alone)
            .filter(move |place| {
                let letter = self.letters(self.entry(place.entry))[usize::from(place.at)];
                first.is_some_and(|unit| unit.takes(letter))
            })
    }

    fn grade(&self, piece: &mut Piece, place: &Place, term: &Term) {
        let is_alone = piece.length == term.units.len();
        let match_of = Match::new(self.entry(place.entry), place, piece.length);
        let grade = if !term.is_hangul {
            match_of.grade_latin(&term.letters)
        } else if piece.is_rough {
            match_of.grade_rough(is_alone, piece.has_initials)
        } else {
            match_of.grade_hangul()
        };
        piece
            .matches
            .extend(grade.map(|grade| (place.entry, grade)));
    }

    fn find_unfinished(&self, pattern: &[Unit], reached: &[Hits]) -> Hits {
        let mut found = Hits::default();
        for at in 0..pattern.len().min(reached.len()) {
            let units = &pattern[at..];
            if at > 0 && reached[at].is_empty() {
                continue;
            }
            let piece = self.unfinished_piece(units);
            // What has moved to a further syllable was typed in this one.
            let length = reached.len() - at;
            let hits = self.gather(&Piece { length, ..piece });
            found = found.or(match at {
                0 => hits,
                _ => reached[at].and(&hits),
            });
        }
        found
    }

    fn unfinished_piece(&self, units: &[Unit]) -> Piece {
        let mut piece = Piece::new(units, true);
        for place in self.places_of(units) {
            let entry = self.entry(place.entry);
            let letters = &self.letters(entry)[usize::from(place.at)..];
            if reach(units, letters) == units.len() {
                let begins = Match::new(entry, place, units.len()).starts;
                let grade = if begins { UNFINISHED } else { INSIDE };
                let counts = begins || units.len() > 1;
                piece.matches.extend(counts.then_some((place.entry, grade)));
            }
        }
        piece
    }

    /// The documents of a piece, each with its best match.
    fn gather(&self, piece: &Piece) -> Hits {
        let mut scores = vec![0_u32; self.documents];
        let length = u32::try_from(piece.length).unwrap_or(u32::MAX);
        for (entry, grade) in &piece.matches {
            let is_sure = *grade >= UNFINISHED && !piece.is_rough;
            for posting in self.postings(self.entry(*entry)) {
                if is_sure || posting.weight > weight::DESCRIPTION {
                    let score = &mut scores[posting.document as usize];
                    *score = (*score).max(u32::from(posting.weight) * grade * length);
                }
            }
        }
        Hits::from_scores(&scores)
    }
}

impl Piece {
    fn new(units: &[Unit], is_hangul: bool) -> Self {
        let has_initials = units.iter().any(|unit| matches!(unit, Unit::Initial(_)));
        Self {
            length: units.len(),
            matches: Vec::new(),
            has_initials,
            is_rough: is_hangul && (has_initials || units.len() == 1),
        }
    }
}

impl Term {
    /// How long the pieces may be that begin at a place: Korean is cut, other words are not.
    fn lengths(&self, at: usize) -> RangeInclusive<usize> {
        let rest = self.units.len() - at;
        if self.is_hangul {
            1..=rest
        } else {
            rest..=rest
        }
    }
}

/// Where in an entry a piece was found.
struct Match {
    is_whole: bool,
    is_phrase: bool,
    starts: bool,
    ends: bool,
    length: usize,
    entry_length: usize,
}

impl Match {
    fn new(entry: &Entry, place: &Place, length: usize) -> Self {
        let ends = usize::from(place.at) + length == entry.len();
        Self {
            is_whole: place.at == 0 && ends,
            is_phrase: entry.is_phrase(),
            starts: place.at == 0 || entry.is_phrase(),
            ends,
            length,
            entry_length: entry.len(),
        }
    }

    fn whole(&self) -> Option<u32> {
        let grade = if self.is_phrase { PHRASE } else { WHOLE };
        self.is_whole.then_some(grade)
    }

    fn grade_hangul(&self) -> Option<u32> {
        let part = match (self.starts, self.ends) {
            (true, _) => START,
            (_, true) => END,
            _ => INSIDE,
        };
        self.whole().or(Some(part))
    }

    /// Initials, or a single syllable: at the start of words; a syllable also as their head. A
    /// single initial says something only when nothing else is said.
    fn grade_rough(&self, is_alone: bool, has_initials: bool) -> Option<u32> {
        if self.length == 1 && has_initials && !is_alone {
            return None;
        }
        let is_head = self.length == 1 && self.ends && self.entry_length <= MAX_COMPOUND;
        let begins = self.starts && (is_alone || self.length > 1);
        self.whole()
            .or(begins.then_some(START))
            .or((is_head && !has_initials).then_some(END))
    }

    fn grade_latin(&self, letters: &[char]) -> Option<u32> {
        let is_word = letters.len() >= MIN_INSIDE && letters.iter().all(|c| c.is_alphabetic());
        let part = match (self.starts, self.ends) {
            (true, _) => Some(START),
            (_, true) => is_word.then_some(END),
            _ => is_word.then_some(INSIDE),
        };
        self.whole().or(part)
    }
}
