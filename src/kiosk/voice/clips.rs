//! The server's voice, for browsers that have none for the language: each sentence comes as sound
//! when it is its turn, the next one while this one is heard. It is decoded in memory, so that
//! nothing of it is ever in a file of the browser's. Without a line it is silent.

use super::telling::in_pieces;
use super::{How, PAUSED, Voice};
use crate::kiosk::{Kiosk, desk, line};
use baguni_api::kiosk::{LONGEST_SENTENCE, Sentence, VOICE};
use baguni_api::wire;
use baguni_commerce::Locale;
use js_sys::{ArrayBuffer, Promise, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{
    AbortSignal, AudioBuffer, AudioContext, AudioScheduledSourceNode, RequestInit, Response,
};

/// How long nothing else has to be said before a sentence is asked for, in milliseconds: whoever
/// goes through many things quickly hears the last of them.
const SETTLED_MS: u32 = 40;

/// Nobody waits longer than this for a sentence, in milliseconds.
const PATIENCE_MS: u32 = 10_000;

thread_local! {
    /// Whether the server has a voice, and can be heard.
    static HEARD: Cell<Option<Memo<bool>>> = const { Cell::new(None) };
    static SOUND: RefCell<Option<AudioContext>> = const { RefCell::new(None) };
    /// What is to be said, in its order.
    static WAITING: RefCell<VecDeque<(String, How)>> = const { RefCell::new(VecDeque::new()) };
    static PLAYING: RefCell<Option<AudioScheduledSourceNode>> = const { RefCell::new(None) };
    static SPEAKING: Cell<bool> = const { Cell::new(false) };
    /// How often it was stopped: what was asked for before is not said any more.
    static STOPPED: Cell<u32> = const { Cell::new(0) };
}

pub struct Clips;

impl Voice for Clips {
    fn speaks(&self, _: Locale) -> bool {
        HEARD.get().is_some_and(|heard| heard.get_untracked())
    }

    fn say(&self, sentence: &str, how: How) {
        let pieces = in_pieces(sentence, LONGEST_SENTENCE).into_iter();
        let pieces = pieces.map(|piece| (piece.to_owned(), how));
        WAITING.with_borrow_mut(|waiting| waiting.extend(pieces));
        if !SPEAKING.replace(true) {
            spawn_local(speak(STOPPED.get()));
        }
    }

    fn stop(&self) {
        STOPPED.set(STOPPED.get() + 1);
        SPEAKING.set(false);
        WAITING.take();
        if let Some(playing) = PLAYING.take() {
            let _ = playing.stop();
        }
        self.go_on();
    }

    fn pause(&self) {
        with_sound(|sound| sound.suspend());
    }

    fn go_on(&self) {
        with_sound(|sound| sound.resume());
    }
}

/// Asks the server whether it has a voice, whenever there is a line.
pub fn follow(kiosk: Kiosk) {
    let offered = RwSignal::new(false);
    let online = Memo::new(move |_| kiosk.online.get() && kiosk.setup.with(Option::is_some));
    HEARD.set(Some(Memo::new(move |_| online.get() && offered.get())));
    Effect::new(move || {
        if online.get() {
            spawn_local(async move {
                if let Ok(speaks) = desk::get(VOICE).await {
                    offered.set(speaks);
                }
            });
        }
    });
}

/// To be told when that changes.
pub fn track() {
    if let Some(heard) = HEARD.get() {
        heard.track();
    }
}

pub fn forget() {
    if let Some(sound) = SOUND.take() {
        let _ = sound.close();
    }
}

fn with_sound(act: impl FnOnce(&AudioContext) -> Result<Promise, JsValue>) {
    SOUND.with_borrow(|sound| {
        let _ = sound.as_ref().map(act);
    });
}

/// Says what waits, one after another, until it is stopped.
async fn speak(begun: u32) {
    let is_stopped = || STOPPED.get() != begun;
    line::pause(SETTLED_MS).await;
    let mut coming = None;
    while !is_stopped() {
        let Some((fetched, how)) = coming.take().or_else(next) else {
            return SPEAKING.set(false);
        };
        let fetched = JsFuture::from(fetched).await;
        if is_stopped() {
            return;
        }
        coming = next();
        if let Ok(file) = fetched
            && let Ok(decoded) = decode(&file.unchecked_into()).await
            && !is_stopped()
            && let Ok(heard) = play(&decoded, how.voice.volume)
        {
            let _ = JsFuture::from(heard).await;
        }
    }
}

/// Begins to fetch what is said next.
fn next() -> Option<(Promise, How)> {
    let (words, how) = WAITING.with_borrow_mut(VecDeque::pop_front)?;
    Some((future_to_promise(fetch(words, how)), how))
}

async fn fetch(words: String, how: How) -> Result<JsValue, JsValue> {
    let sentence = Sentence {
        locale: how.locale,
        rate: (how.voice.rate * 100.0).round() as u8,
        words,
    };
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&Uint8Array::from(wire::question(&sentence).as_slice()));
    init.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
    let answer = JsFuture::from(window().fetch_with_str_and_init(VOICE, &init)).await?;
    let answer: Response = answer.dyn_into()?;
    match answer.ok() {
        true => JsFuture::from(answer.array_buffer()?).await,
        false => Err(JsValue::NULL),
    }
}

async fn decode(file: &ArrayBuffer) -> Result<AudioBuffer, JsValue> {
    let decoded = sound()?.decode_audio_data(file)?;
    JsFuture::from(decoded).await?.dyn_into()
}

/// Resolves when it has been heard, or was stopped.
fn play(decoded: &AudioBuffer, volume: f32) -> Result<Promise, JsValue> {
    let sound = sound()?;
    if !PAUSED.get() {
        // A browser may have wanted a touch before.
        let _ = sound.resume()?;
    }
    let (source, loudness) = (sound.create_buffer_source()?, sound.create_gain()?);
    source.set_buffer(Some(decoded));
    loudness.gain().set_value(volume);
    source
        .connect_with_audio_node(&loudness)?
        .connect_with_audio_node(&sound.destination())?;
    let source: AudioScheduledSourceNode = source.into();
    let heard = Promise::new(&mut |resolve, _| source.set_onended(Some(&resolve)));
    source.start()?;
    PLAYING.set(Some(source));
    Ok(heard)
}

fn sound() -> Result<AudioContext, JsValue> {
    SOUND.with_borrow_mut(|kept| {
        let sound = match kept.take() {
            Some(sound) => sound,
            None => AudioContext::new()?,
        };
        Ok(kept.insert(sound).clone())
    })
}
