//! A voice for screens whose browser has none: a program that the shop runs beside itself makes
//! sound of sentences.
//!
//! What is said is somebody's. It stands in no log and on no disk, and goes to the program where no
//! list of processes shows it; of what was said before, the sound is kept in memory, not the words.

mod kept;
mod program;
mod wav;

pub use program::{Program, ProgramError};

use crate::accounts::limits::{Buckets, every};
use axum::body::Bytes;
use baguni_api::kiosk::{LONGEST_SENTENCE, RATES, Sentence};
use baguni_commerce::DeviceId;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// So many sentences are made at the same time, in all.
const AT_ONCE: usize = 2;

/// How long one may take, with its waiting for others. A screen waits a little longer.
const PATIENCE: Duration = Duration::from_secs(8);

/// What speaks, if anything does.
pub struct Voice {
    program: Option<Program>,
    places: Semaphore,
    patience: Duration,
    /// Sentences that were not kept, by screen: reading a whole shop aloud never comes to this.
    sentences: Buckets,
    kept: Mutex<kept::Kept>,
}

/// Why nothing is to be heard.
#[derive(Debug, thiserror::Error)]
pub enum VoiceError {
    #[error("the shop has no voice")]
    NoVoice,
    #[error("{0}")]
    Wrong(&'static str),
    #[error("too many sentences")]
    TooMany(Duration),
    #[error(transparent)]
    Program(#[from] ProgramError),
}

impl Default for Voice {
    /// Silence.
    fn default() -> Self {
        Self {
            program: None,
            places: Semaphore::new(AT_ONCE),
            patience: PATIENCE,
            sentences: Buckets::new(every(240, 1)),
            kept: Mutex::default(),
        }
    }
}

impl Voice {
    pub fn of(program: Program) -> Self {
        Self {
            program: Some(program),
            ..Self::default()
        }
    }

    /// The same with another length of time that a sentence may take.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    pub fn speaks(&self) -> bool {
        self.program.is_some()
    }

    /// A sentence as a WAV file, for the screen that asks.
    pub async fn say(&self, device: DeviceId, sentence: &Sentence) -> Result<Bytes, VoiceError> {
        let program = self.program.as_ref().ok_or(VoiceError::NoVoice)?;
        let sentence = checked(sentence)?;
        let key = kept::key(&sentence);
        if let Some(sound) = self.kept().get(&key) {
            return Ok(sound);
        }
        let counted = self.sentences.take(&device.0, Instant::now());
        counted.map_err(VoiceError::TooMany)?;
        let sound = timeout(self.patience, self.made(program, &sentence)).await;
        let sound = sound.map_err(|_| ProgramError::TooSlow)??;
        self.kept().put(key, sound.clone());
        Ok(sound)
    }

    async fn made(&self, program: &Program, sentence: &Sentence) -> Result<Bytes, ProgramError> {
        let _place = self.places.acquire().await;
        let sound = program.say(sentence).await?;
        wav::mended(sound)
            .map(Bytes::from)
            .ok_or(ProgramError::NoSound)
    }

    fn kept(&self) -> MutexGuard<'_, kept::Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A sentence that is nothing but words, of a length that can be said.
fn checked(sentence: &Sentence) -> Result<Sentence, VoiceError> {
    if !RATES.contains(&sentence.rate) {
        return Err(VoiceError::Wrong("nobody speaks at this speed"));
    }
    let words = plain(&sentence.words);
    match words.chars().count() {
        0 => Err(VoiceError::Wrong("there is nothing to say")),
        1..=LONGEST_SENTENCE => Ok(Sentence {
            words,
            ..sentence.clone()
        }),
        _ => Err(VoiceError::Wrong("the sentence is too long")),
    }
}

/// Without what a voice would take for an order: control characters, and the brackets that
/// espeak-ng reads phonemes in.
fn plain(words: &str) -> String {
    let is_order = |c: char| c.is_control() || matches!(c, '[' | ']');
    let words = words.split(|c: char| c.is_whitespace() || is_order(c));
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_words_is_said() {
        let check = |typed: &str, want: &str| assert_eq!(plain(typed), want, "{typed:?}");
        check("장바구니, 버튼", "장바구니, 버튼");
        check(" a\n\nb\tc ", "a b c");
        check("a\u{1}30Sb\0c\u{1b}", "a 30Sb c");
        check("[[h@'loU]] <b>", "h@'loU <b>");
        check("-v en $(id) `id`; --help", "-v en $(id) `id`; --help");
        check("\n \u{7f}[]", "");
    }

    #[test]
    fn a_sentence_is_short_and_at_a_speed_that_is_offered() {
        let check = |words: &str, rate: u8, is_good: bool| {
            let sentence = Sentence {
                words: words.to_owned(),
                rate,
                ..Sentence::default()
            };
            assert_eq!(checked(&sentence).is_ok(), is_good, "{rate} {words:.20}");
        };
        check("가", 100, true);
        check("가", 50, true);
        check("가", 200, true);
        check("가", 49, false);
        check("가", 201, false);
        check("", 100, false);
        check(" \n ", 100, false);
        check(&"가".repeat(LONGEST_SENTENCE), 100, true);
        check(&"가".repeat(LONGEST_SENTENCE + 1), 100, false);
        check(&"a".repeat(10_000), 100, false);
    }
}
