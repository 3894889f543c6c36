//! Millimetres become pixels: what the device's profile and the person's choices say, for the
//! stylesheets, as attributes and properties of the root element.

use super::Kiosk;
use super::choices::Choices;
use baguni_commerce::DeviceProfile;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// How much of the em a letter of Hangul is high, in the fonts that the stylesheets name. The test
/// of sizes measures it.
const LETTER_OF_EM: f64 = 0.88;

/// Brings the root element to the choices whenever they change.
pub fn follow(kiosk: Kiosk) {
    Effect::new(move || {
        let choices = kiosk.choices.get();
        kiosk.setup.with(|setup| match setup {
            Some(setup) => apply(&setup.profile, &choices),
            None => apply(&guess(), &choices),
        });
    });
}

/// The screen of its shape that most stores have, until it is known.
fn guess() -> DeviceProfile {
    let px = |side: Result<wasm_bindgen::JsValue, _>| side.ok().and_then(|px| px.as_f64());
    match px(window().inner_width()) > px(window().inner_height()) {
        true => DeviceProfile::landscape_10(),
        false => DeviceProfile::portrait_32(),
    }
}

pub fn apply(profile: &DeviceProfile, choices: &Choices) {
    let root = document().document_element();
    let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let mm = profile.px_per_mm();
    let zoomed = mm * choices.zoom.factor();
    let em = profile.letter_mm() / LETTER_OF_EM * choices.text.factor();
    let style = root.style();
    let set = |name, px: f64| {
        let _ = style.set_property(name, &format!("{px:.3}px"));
    };
    set("--mm", zoomed);
    set("--true-mm", mm);
    set("--em", em * zoomed);
    set("--letter", profile.letter_mm() / LETTER_OF_EM * mm);
    set("--out-of-reach", profile.out_of_reach_mm(choices.low) * mm);
    let lies = profile.width_px > profile.height_px;
    let say = |name, value: &str| {
        let _ = root.set_attribute(name, value);
    };
    say("lang", choices.locale.code());
    say("data-shape", if lies { "landscape" } else { "portrait" });
    say(
        "data-contrast",
        if choices.high_contrast {
            "high"
        } else {
            "usual"
        },
    );
    say("data-low", if choices.low { "low" } else { "usual" });
    say("data-still", if choices.still { "still" } else { "usual" });
    say(
        "data-zoom",
        &format!("{}", choices.zoom.factor() * choices.text.factor()),
    );
}
