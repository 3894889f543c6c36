//! A short sound at every press, for whoever listens (K12).

use std::cell::RefCell;
use wasm_bindgen::JsValue;
use web_sys::AudioContext;

/// How high and how long it is, and how loud at most.
const HERTZ: f32 = 880.0;
const SECONDS: f64 = 0.03;
const LOUDEST: f32 = 0.25;

thread_local! {
    static SOUND: RefCell<Option<AudioContext>> = const { RefCell::new(None) };
}

/// Sounds as loud as the voice is, from 0 to 1.
pub fn sound(volume: f32) {
    // A device without loudspeakers is silent.
    let _ = try_sound(volume);
}

fn try_sound(volume: f32) -> Result<(), JsValue> {
    SOUND.with_borrow_mut(|sound| {
        let context = match sound.take() {
            Some(context) => context,
            None => AudioContext::new()?,
        };
        let (tone, loudness) = (context.create_oscillator()?, context.create_gain()?);
        tone.frequency().set_value(HERTZ);
        loudness.gain().set_value(volume * LOUDEST);
        tone.connect_with_audio_node(&loudness)?
            .connect_with_audio_node(&context.destination())?;
        tone.start()?;
        tone.stop_with_when(context.current_time() + SECONDS)?;
        sound.replace(context);
        Ok(())
    })
}

pub fn forget() {
    if let Some(context) = SOUND.take() {
        let _ = context.close();
    }
}
