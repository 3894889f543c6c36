//! Every word of a set of texts, where it stands, and what can be found by its parts.

use super::mend::Spelling;
use super::pattern::Class;
use super::words::{singular, words};
use std::collections::BTreeMap;
use std::ops::Range;

/// All words of all documents. Documents are known by number.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    pub(super) documents: usize,
    letters: Vec<char>,
    entries: Vec<Entry>,
    postings: Vec<Posting>,
    /// Where letters of two classes follow one another, by pair of classes.
    places: Vec<Place>,
    /// For each pair of classes the first of its places, and the end of the last.
    pairs: Vec<u32>,
    pub(super) spelling: Spelling,
}

/// A word, or the words of a phrase without their spaces.
#[derive(Debug)]
pub(super) struct Entry {
    letters: Range<u32>,
    postings: Range<u32>,
    /// The weightiest field it stands in.
    pub weight: u8,
    /// For a phrase where its words begin; empty for a word.
    starts: Vec<u16>,
}

/// That a document has an entry, and in how weighty a field.
#[derive(Clone, Copy, Debug)]
pub(super) struct Posting {
    pub document: u32,
    pub weight: u8,
}

/// A letter of an entry.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    pub entry: u32,
    pub at: u16,
}

/// Longer words and phrases are no names of anything; they are cut.
const MAX_LETTERS: usize = 120;

impl Lexicon {
    pub(super) fn entry(&self, at: u32) -> &Entry {
        &self.entries[at as usize]
    }

    pub(super) fn letters(&self, entry: &Entry) -> &[char] {
        &self.letters[entry.letters.start as usize..entry.letters.end as usize]
    }

    pub(super) fn postings(&self, entry: &Entry) -> &[Posting] {
        &self.postings[entry.postings.start as usize..entry.postings.end as usize]
    }

    /// The places where a letter of the first class is followed by one of the second.
    pub(super) fn places(&self, first: Class, second: Class) -> &[Place] {
        let pair = first.pair(second);
        match self.pairs.get(pair..pair + 2) {
            Some(ends) => &self.places[ends[0] as usize..ends[1] as usize],
            None => &[],
        }
    }

    /// An entry as it is written, a phrase with its spaces.
    pub(super) fn written(&self, entry: &Entry) -> String {
        let mut written = String::new();
        for (at, letter) in self.letters(entry).iter().enumerate() {
            if at > 0 && entry.starts.iter().any(|start| usize::from(*start) == at) {
                written.push(' ');
            }
            written.push(*letter);
        }
        written
    }
}

impl Entry {
    pub(super) fn len(&self) -> usize {
        (self.letters.end - self.letters.start) as usize
    }

    pub(super) fn is_phrase(&self) -> bool {
        !self.starts.is_empty()
    }

    pub(super) fn documents(&self) -> usize {
        (self.postings.end - self.postings.start) as usize
    }
}

/// A lexicon being written.
#[derive(Debug, Default)]
pub(super) struct Draft {
    documents: usize,
    /// Words and phrases by their letters; a phrase is another entry than the word of its letters.
    known: BTreeMap<(bool, Vec<char>), u32>,
    starts: Vec<Vec<u16>>,
    found: Vec<(u32, Posting)>,
}

impl Draft {
    /// Adds the words of a plain text, and its runs of words in one script as phrases.
    pub(super) fn add_name(&mut self, document: usize, text: &str, weight: u8) {
        let words = words(text);
        for run in words.chunk_by(|a, b| a.is_hangul == b.is_hangul) {
            if run.len() > 1 {
                let mut starts = Vec::new();
                let mut letters: Vec<char> = Vec::new();
                for word in run {
                    starts.push(u16::try_from(letters.len()).unwrap_or(u16::MAX));
                    letters.extend(&word.letters);
                }
                self.add(document, letters, starts, weight);
            }
        }
        self.add_words(document, words, weight);
    }

    /// Adds the words of a plain text.
    pub(super) fn add_text(&mut self, document: usize, text: &str, weight: u8) {
        self.add_words(document, words(text), weight);
    }

    fn add_words(&mut self, document: usize, words: Vec<super::words::Word>, weight: u8) {
        for word in words {
            if let Some(single) = singular(&word.letters) {
                self.add(document, single, Vec::new(), weight);
            }
            self.add(document, word.letters, Vec::new(), weight);
        }
    }

    fn add(&mut self, document: usize, mut letters: Vec<char>, starts: Vec<u16>, weight: u8) {
        letters.truncate(MAX_LETTERS);
        self.documents = self.documents.max(document + 1);
        let next = count(self.starts.len());
        let entry = *self
            .known
            .entry((!starts.is_empty(), letters))
            .or_insert(next);
        if entry == next {
            self.starts.push(starts);
        }
        let document = count(document);
        self.found.push((entry, Posting { document, weight }));
    }

    pub(super) fn finish(mut self) -> Lexicon {
        let mut lexicon = Lexicon {
            documents: self.documents,
            ..Lexicon::default()
        };
        let mut spelled = vec![Vec::new(); self.starts.len()];
        for ((_, letters), entry) in std::mem::take(&mut self.known) {
            spelled[entry as usize] = letters;
        }
        self.found.sort_unstable_by_key(|(entry, posting)| {
            (*entry, posting.document, u8::MAX - posting.weight)
        });
        self.found
            .dedup_by_key(|(entry, posting)| (*entry, posting.document));
        let mut found = self.found.as_slice();
        for ((entry, letters), starts) in (0..).zip(&spelled).zip(self.starts) {
            let mine = found.partition_point(|(at, _)| *at == entry);
            lexicon.add(letters, starts, &found[..mine]);
            found = &found[mine..];
        }
        lexicon.index_places();
        lexicon.spelling = Spelling::new(&lexicon, lexicon.entries.len());
        lexicon
    }
}

impl Lexicon {
    fn add(&mut self, letters: &[char], starts: Vec<u16>, found: &[(u32, Posting)]) {
        let (first_letter, first) = (count(self.letters.len()), count(self.postings.len()));
        self.letters.extend(letters);
        self.postings
            .extend(found.iter().map(|(_, posting)| posting));
        self.entries.push(Entry {
            letters: first_letter..count(self.letters.len()),
            postings: first..count(self.postings.len()),
            weight: found.iter().map(|(_, p)| p.weight).max().unwrap_or(0),
            starts,
        });
    }

    /// Sorts all places by their pair, by counting them first.
    fn index_places(&mut self) {
        let mut pairs = vec![0_u32; Class::PAIRS + 1];
        self.each_place(|pair, _| pairs[pair + 1] += 1);
        for pair in 1..pairs.len() {
            pairs[pair] += pairs[pair - 1];
        }
        let mut next = pairs.clone();
        let mut places = vec![Place::default(); pairs[Class::PAIRS] as usize];
        self.each_place(|pair, place| {
            places[next[pair] as usize] = place;
            next[pair] += 1;
        });
        (self.pairs, self.places) = (pairs, places);
    }

    /// The start and every letter of a word; of a phrase the letters that begin its words.
    fn each_place(&self, mut see: impl FnMut(usize, Place)) {
        for (number, entry) in (0..).zip(&self.entries) {
            let letters = self.letters(entry);
            let class = |at: usize| letters.get(at).map_or(Class::END, |c| Class::of(*c));
            let mut see_at = |at: usize| {
                let place = Place {
                    entry: number,
                    at: u16::try_from(at).unwrap_or(u16::MAX),
                };
                see(class(at).pair(class(at + 1)), place);
            };
            if entry.is_phrase() {
                let starts = entry.starts.iter().map(|at| usize::from(*at));
                starts.filter(|at| *at < letters.len()).for_each(see_at);
                continue;
            }
            (0..letters.len()).for_each(&mut see_at);
            let place = Place {
                entry: number,
                at: 0,
            };
            see(Class::START.pair(class(0)), place);
        }
    }
}

pub(super) fn count(len: usize) -> u32 {
    u32::try_from(len).expect("a catalogue holds fewer than four thousand million letters")
}
