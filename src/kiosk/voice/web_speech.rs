//! The browser's own voice, where it has one on the device for the language: nothing that is said
//! leaves the screen.

use super::{How, Voice};
use baguni_commerce::Locale;
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

pub struct WebSpeech;

impl Voice for WebSpeech {
    fn speaks(&self, locale: Locale) -> bool {
        speech().is_some_and(|speech| voice_of(&speech, locale).is_some())
    }

    fn say(&self, sentence: &str, how: How) {
        let Some(speech) = speech() else { return };
        let Some(voice) = voice_of(&speech, how.locale) else {
            return;
        };
        if let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(sentence) {
            utterance.set_voice(Some(&voice));
            utterance.set_lang(how.locale.code());
            utterance.set_volume(how.voice.volume);
            utterance.set_rate(how.voice.rate);
            speech.speak(&utterance);
        }
    }

    fn stop(&self) {
        if let Some(speech) = speech() {
            speech.cancel();
            // What was paused stays so, and what is said next would wait.
            speech.resume();
        }
    }

    fn pause(&self) {
        if let Some(speech) = speech() {
            speech.pause();
        }
    }

    fn go_on(&self) {
        if let Some(speech) = speech() {
            speech.resume();
        }
    }
}

fn speech() -> Option<SpeechSynthesis> {
    window().speech_synthesis().ok()
}

fn voice_of(speech: &SpeechSynthesis, locale: Locale) -> Option<SpeechSynthesisVoice> {
    let voices = speech.get_voices().into_iter();
    let voices = voices.filter_map(|voice| voice.dyn_into::<SpeechSynthesisVoice>().ok());
    let speaks = |voice: &SpeechSynthesisVoice| voice.lang().starts_with(locale.code());
    voices.filter(|voice| voice.local_service()).find(speaks)
}
