//! The screen aloud (K10): what has the focus, what was pressed, each new screen, and what is told
//! meanwhile.
//!
//! [`reading`] finds the words on the page, [`telling`] makes sentences of them, and the first
//! [`Voice`] that speaks the language says them. Whatever would be said is in the [`transcript`]
//! whether or not somebody listens. Nothing inside of an element with `data-private` is said (K17).

mod click;
mod clips;
mod reading;
mod telling;
pub mod transcript;
mod watching;
mod web_speech;

use super::choices::{Choices, VoiceChoice};
use super::{Kiosk, keypad};
use baguni_commerce::Locale;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use web_sys::Element;

pub use telling::volume_told;

/// Something that can say a sentence. Another kind is a file beside [`web_speech`] and a line in
/// [`VOICES`].
trait Voice {
    /// Whether it can be heard now, in this language.
    fn speaks(&self, locale: Locale) -> bool;
    /// Says it after what is being said.
    fn say(&self, sentence: &str, how: How);
    fn stop(&self);
    fn pause(&self);
    fn go_on(&self);
}

/// How a sentence is said.
#[derive(Clone, Copy, Debug, PartialEq)]
struct How {
    locale: Locale,
    voice: VoiceChoice,
}

/// In the order in which they are asked: what a device can do by itself needs no line.
const VOICES: [&dyn Voice; 2] = [&web_speech::WebSpeech, &clips::Clips];

/// So many sentences are remembered, to be repeated.
const REMEMBERED: usize = 3;

thread_local! {
    static HERE: Cell<Option<Kiosk>> = const { Cell::new(None) };
    static PAUSED: Cell<bool> = const { Cell::new(false) };
    /// What was said last, for whoever missed it: the newest at the end.
    static RECENT: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    /// How often something was said, or stopped or went on: what answers a press by itself.
    static SAID: Cell<u32> = const { Cell::new(0) };
}

/// Begins to speak of what happens on this page.
pub fn follow(kiosk: Kiosk) {
    HERE.set(Some(kiosk));
    transcript::open();
    clips::follow(kiosk);
    watching::begin(kiosk);
}

/// Says this now, instead of what is being said.
pub fn say(sentence: &str) {
    PAUSED.set(false);
    VOICES.iter().for_each(|voice| voice.stop());
    add(sentence);
}

/// Says this after what is being said.
pub fn add(sentence: &str) {
    let sentence = telling::aloud(sentence, locale());
    if sentence.is_empty() {
        return;
    }
    if let Some(how) = how() {
        transcript::write(&sentence, how.locale);
        if how.voice.on
            && let Some(voice) = speaker(how.locale)
        {
            voice.say(&sentence, how);
        }
        answered();
        RECENT.with_borrow_mut(|recent| {
            recent.push(sentence);
            let before = recent.len().saturating_sub(REMEMBERED);
            recent.drain(..before);
        });
    }
}

/// What was said last, again.
pub fn repeat() {
    let last = RECENT.with_borrow(|recent| recent.last().cloned());
    say(&last.unwrap_or_default());
}

/// What was said before the control was told that has the focus: for a button that repeats.
pub fn repeat_before_this() {
    let own = document().active_element();
    let own = own.map(|own| telling::aloud(&reading::control(&own, locale()), locale()));
    let before = RECENT.with_borrow(|recent| {
        let other = |said: &&String| Some(*said) != own.as_ref();
        recent.iter().rev().find(other).cloned()
    });
    say(&before.unwrap_or_default());
}

/// Stops for a while, and goes on where it was.
pub fn pause() {
    let paused = !PAUSED.get();
    PAUSED.set(paused);
    answered();
    for voice in VOICES {
        match paused {
            true => voice.pause(),
            false => voice.go_on(),
        }
    }
}

fn speaker(locale: Locale) -> Option<&'static dyn Voice> {
    VOICES.into_iter().find(|voice| voice.speaks(locale))
}

/// Whether anybody would be heard, in this language. Where it is asked in an effect it is asked again
/// when that changes.
pub fn can_be_heard(locale: Locale) -> bool {
    clips::track();
    speaker(locale).is_some()
}

fn answered() {
    SAID.set(SAID.get() + 1);
}

/// Everything on the screen, or in the question over it, in the order it is read in.
pub fn read_all() {
    say("");
    let scope = keypad::scope();
    for sentence in scope
        .iter()
        .flat_map(|scope| reading::everything(scope, locale()))
    {
        add(&sentence);
    }
}

/// What a control is.
pub fn say_control(control: &Element) {
    say(&reading::control(control, locale()));
}

/// Nothing of what was said stays, and nobody speaks.
pub fn forget() {
    VOICES.iter().for_each(|voice| voice.stop());
    transcript::forget();
    RECENT.take();
    click::forget();
    clips::forget();
}

/// Whether somebody listens.
pub fn is_on() -> bool {
    how().is_some_and(|how| how.voice.on)
}

/// On where it is off, and off where it is on; it says so in both cases.
pub fn switch(kiosk: Kiosk) {
    let on = kiosk.choices.with_untracked(|choices| choices.voice.on);
    let words = telling::switched_told(locale(), !on);
    if on {
        say(words);
    }
    kiosk.choices.update(|choices| choices.voice.on = !on);
    if !on {
        say(words);
    }
}

/// Changes what is chosen for ears, and says what it is now.
pub fn choose(change: impl FnOnce(&mut VoiceChoice)) {
    if let Some(kiosk) = HERE.get() {
        kiosk.choices.update(|choices| change(&mut choices.voice));
        say(&volume_told(locale(), kiosk.choices.get_untracked().voice));
    }
}

fn how() -> Option<How> {
    let choices: Choices = HERE.get()?.choices.get_untracked();
    Some(How {
        locale: choices.locale,
        voice: choices.voice,
    })
}

fn locale() -> Locale {
    how().map(|how| how.locale).unwrap_or_default()
}
