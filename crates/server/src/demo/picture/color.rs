//! Colour for the pictures: [`Rgb`], and the tonal [`Ramp`] every lit surface is painted from.

use std::{fmt::Write, str::FromStr};

use super::canvas::Stop;

/// A plain sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// A text that is not of the form `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAColour;

impl std::fmt::Display for NotAColour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a colour is written #rrggbb")
    }
}

impl std::error::Error for NotAColour {}

impl FromStr for Rgb {
    type Err = NotAColour;

    fn from_str(text: &str) -> Result<Self, NotAColour> {
        let digits = text.strip_prefix('#').ok_or(NotAColour)?;
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(NotAColour);
        }
        let whole = u32::from_str_radix(digits, 16).map_err(|_| NotAColour)?;
        Ok(Rgb::whole(whole))
    }
}

/// The tones one surface takes under the studio light, from the highlight to the core shadow.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ramp {
    pub glow: Rgb,
    pub light: Rgb,
    pub base: Rgb,
    pub shade: Rgb,
    pub deep: Rgb,
    pub bounce: Rgb,
}

impl Ramp {
    pub fn of(base: Rgb) -> Ramp {
        Ramp {
            glow: base.tone(0.42),
            light: base.tone(0.17),
            base,
            shade: base.tone(-0.12),
            deep: base.tone(-0.28),
            bounce: base.tone(-0.14).mix(Rgb(214, 180, 150), 0.16),
        }
    }
}

impl Ramp {
    /// Gradient stops in writing: `"0 light, .4 base, 1 deep .5"` gives each its place, its tone
    /// and, where it is not opaque, its opacity.
    pub fn stops(&self, text: &str) -> Vec<Stop> {
        text.split(", ").map(|stop| self.stop(stop)).collect()
    }

    fn stop(&self, text: &str) -> Stop {
        let mut words = text.split(' ');
        let mut word = || words.next();
        let at = word()
            .and_then(|at| at.parse().ok())
            .expect("a stop opens with its place");
        let tone = word()
            .and_then(|name| self.named(name))
            .expect("a stop names its tone");
        let alpha = word().map_or(1.0, |a| a.parse().expect("an opacity is a number"));
        (at, tone, alpha)
    }

    fn named(&self, name: &str) -> Option<Rgb> {
        Some(match name {
            "glow" => self.glow,
            "light" => self.light,
            "base" => self.base,
            "shade" => self.shade,
            "deep" => self.deep,
            "bounce" => self.bounce,
            "bright" => self.glow.tone(0.5),
            "dark" => self.deep.tone(-0.3),
            "white" => Rgb::WHITE,
            "dusk" => Rgb::DUSK,
            _ => return None,
        })
    }
}

/// Stops of shadow and light alone, in the writing of [`Ramp::stops`].
pub(super) fn neutral(text: &str) -> Vec<Stop> {
    Ramp::of(Rgb::DUSK).stops(text)
}

impl Rgb {
    pub(super) const WHITE: Rgb = Rgb(255, 255, 255);
    pub(super) const DUSK: Rgb = Rgb(68, 51, 34);

    pub(super) const fn whole(value: u32) -> Rgb {
        Rgb((value >> 16) as u8, (value >> 8) as u8, value as u8)
    }

    pub(super) fn hex(self) -> String {
        let Rgb(r, g, b) = self;
        let mut out = String::with_capacity(7);
        let short = [r, g, b].iter().all(|v| v >> 4 == v & 15);
        let _ = match short {
            true => write!(out, "#{:x}{:x}{:x}", r & 15, g & 15, b & 15),
            false => write!(out, "#{r:02x}{g:02x}{b:02x}"),
        };
        out
    }

    pub(super) fn mix(self, other: Rgb, share: f32) -> Rgb {
        let blend = |a: u8, b: u8| (a as f32 + (b as f32 - a as f32) * share).round() as u8;
        Rgb(
            blend(self.0, other.0),
            blend(self.1, other.1),
            blend(self.2, other.2),
        )
    }

    /// Perceived lightness, 0 black to 1 white.
    pub(super) fn lightness(self) -> f32 {
        self.oklab()[0]
    }

    /// Moves towards light (positive) or shadow (negative) without losing the hue: mixing with
    /// black or white would turn every shadow grey.
    pub(super) fn tone(self, step: f32) -> Rgb {
        let [l, a, b] = self.oklab();
        match step >= 0.0 {
            true => {
                let fade = 1.0 - step * 0.55;
                from_oklab([l + (0.99 - l).max(0.0) * step, a * fade, b * fade])
            }
            false => {
                let keep = 1.0 + step * 0.45;
                from_oklab([l * (1.0 + step), a * keep + 0.003, b * keep + 0.004])
            }
        }
    }

    fn oklab(self) -> [f32; 3] {
        let (r, g, b) = (linear(self.0), linear(self.1), linear(self.2));
        let l = (0.412_22 * r + 0.536_33 * g + 0.051_45 * b).cbrt();
        let m = (0.211_9 * r + 0.680_7 * g + 0.107_4 * b).cbrt();
        let s = (0.088_3 * r + 0.281_72 * g + 0.629_98 * b).cbrt();
        [
            0.210_45 * l + 0.793_62 * m - 0.004_07 * s,
            1.978 * l - 2.428_59 * m + 0.450_59 * s,
            0.025_9 * l + 0.782_77 * m - 0.808_68 * s,
        ]
    }
}

fn from_oklab([l, a, b]: [f32; 3]) -> Rgb {
    let x = (l + 0.396_34 * a + 0.215_8 * b).powi(3);
    let y = (l - 0.105_56 * a - 0.063_85 * b).powi(3);
    let z = (l - 0.089_48 * a - 1.291_49 * b).powi(3);
    Rgb(
        encode(4.076_74 * x - 3.307_71 * y + 0.230_97 * z),
        encode(-1.268_44 * x + 2.609_76 * y - 0.341_32 * z),
        encode(-0.004_2 * x - 0.703_42 * y + 1.707_61 * z),
    )
}

fn linear(channel: u8) -> f32 {
    let v = channel as f32 / 255.0;
    if v <= 0.040_45 {
        v / 12.92
    } else {
        ((v + 0.055) / 1.055).powf(2.4)
    }
}

fn encode(v: f32) -> u8 {
    let v = v.clamp(0.0, 1.0);
    let s = if v <= 0.003_13 {
        v * 12.92
    } else {
        1.055 * v.powf(1.0 / 2.4) - 0.055
    };
    (s * 255.0).round() as u8
}
