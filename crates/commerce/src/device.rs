//! The screens that a store sets up: what they are called, and how large everything is on them.
//!
//! Sizes are millimetres, because a finger and an eye are the same on every screen. The numbers
//! K1 to K8 are those of docs/decisions/0020-barrier-free.md.

use crate::ident::{CommandId, Handle, sixteen_bytes};
use serde::{Deserialize, Serialize};

sixteen_bytes! {
    /// Names a screen of a store. It proves nothing: that is what its key is for.
    DeviceId
}

/// How a screen is built and where it hangs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeviceProfile {
    /// What can be seen of it, in physical pixels.
    pub width_px: u32,
    pub height_px: u32,
    /// Physical pixels to one CSS pixel.
    pub ratio: f64,
    /// Of what can be seen of it, in millimetres.
    pub height_mm: f64,
    /// Its lower edge above the floor, in millimetres.
    pub floor_mm: f64,
}

impl DeviceProfile {
    /// A control is at least this wide and this high, in millimetres (K1).
    pub const CONTROL: f64 = 12.0;
    /// What leads on is larger (K1).
    pub const PRIMARY: f64 = 20.0;
    /// At least this much, in square millimetres (K1).
    pub const CONTROL_AREA: f64 = 150.0;
    /// Between two controls (K2).
    pub const GAP: f64 = 2.5;
    /// Controls hang between these, above the floor (K7).
    pub const LOWEST: f64 = 400.0;
    pub const HIGHEST: f64 = 1_220.0;
    /// What somebody in a wheelchair reaches without leaning: the low position's upper end (K7).
    pub const HIGHEST_LOW: f64 = 1_000.0;
    /// Screens up to this diagonal are read from near (K4).
    const NEAR: f64 = 280.0;

    /// 32 inches, upright, on a stand.
    pub fn portrait_32() -> Self {
        Self {
            width_px: 1_080,
            height_px: 1_920,
            ratio: 1.0,
            height_mm: 708.4,
            floor_mm: 640.0,
        }
    }

    /// 10.1 inches, lying, on a counter.
    pub fn landscape_10() -> Self {
        Self {
            width_px: 1_280,
            height_px: 800,
            ratio: 1.0,
            height_mm: 136.0,
            floor_mm: 900.0,
        }
    }

    /// CSS pixels to a millimetre.
    pub fn px_per_mm(&self) -> f64 {
        f64::from(self.height_px) / self.ratio / self.height_mm
    }

    /// Of what can be seen, in millimetres.
    pub fn width_mm(&self) -> f64 {
        self.height_mm * f64::from(self.width_px) / f64::from(self.height_px)
    }

    /// How high a letter is at least, in millimetres (K4).
    pub fn letter_mm(&self) -> f64 {
        match self.width_mm().hypot(self.height_mm) <= Self::NEAR {
            true => 7.25,
            false => 12.0,
        }
    }

    /// How much of the screen, from its upper edge, lies above what can be reached: millimetres
    /// without controls (K7).
    pub fn out_of_reach_mm(&self, low: bool) -> f64 {
        let highest = if low {
            Self::HIGHEST_LOW
        } else {
            Self::HIGHEST
        };
        let above = self.floor_mm + self.height_mm - highest;
        // Whatever hangs too high for anybody keeps half of itself for controls.
        above.clamp(0.0, self.height_mm / 2.0)
    }

    /// Whether a screen can be built like this at all.
    pub fn is_plausible(&self) -> bool {
        let px = |px: u32| (320..=8_192).contains(&px);
        px(self.width_px)
            && px(self.height_px)
            && (0.5..=4.0).contains(&self.ratio)
            && (80.0..=2_000.0).contains(&self.height_mm)
            && (0.0..=2_000.0).contains(&self.floor_mm)
    }
}

/// How a screen is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)] // What is kept of earlier ones lacks what later ones have.
pub struct Heartbeat {
    pub version: String,
    pub uptime_s: u32,
    /// Used by scripts, in bytes; 0 where the browser does not say.
    pub heap: u64,
    /// Since somebody last touched it, in seconds.
    pub idle_s: u32,
    /// What kind of screen it shows, as `product`: never which product.
    pub screen: String,
    /// How long the last heartbeat took, in milliseconds.
    pub round_trip_ms: Option<u32>,
    /// Changes of the cart that wait for the line.
    pub queue: u32,
    /// How old the catalogue it shows is, in seconds.
    pub snapshot_s: Option<u32>,
    /// What it has done of what it was told.
    pub done: Vec<CommandId>,
}

/// What a screen is told to do, with a name so that it does it once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub id: CommandId,
    pub order: DeviceOrder,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeviceOrder {
    /// Loads itself anew, once nobody uses it.
    Reload,
    Lock,
    Unlock,
    /// Shows this on the attract screen; nothing takes it away.
    Message(Option<String>),
    /// Fetches the app and the catalogue anew, and loads itself once nobody uses it.
    Update,
}

impl DeviceOrder {
    /// The longest message, in characters.
    pub const MESSAGE: usize = 120;

    pub fn code(&self) -> &'static str {
        match self {
            Self::Reload => "reload",
            Self::Lock => "lock",
            Self::Unlock => "unlock",
            Self::Message(_) => "message",
            Self::Update => "update",
        }
    }
}

/// Why somebody is called to a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallReason {
    /// About a product.
    Advice,
    /// The screen does not do what it should.
    Trouble,
    /// Help with using it.
    Assistance,
    /// To pay, or to pick something up.
    Counter,
}

impl CallReason {
    pub const ALL: [Self; 4] = [Self::Advice, Self::Trouble, Self::Assistance, Self::Counter];

    pub fn code(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Trouble => "trouble",
            Self::Assistance => "assistance",
            Self::Counter => "counter",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// Which way a basket goes between a screen and a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From the screen to the phone.
    ToPhone,
    /// The phone's basket comes to the screen.
    ToScreen,
}

/// How something is to be had that was chosen at a kiosk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum KioskWay {
    /// To an address that is said on the phone or at the counter.
    Home,
    /// At a store, this one or another.
    Store(Handle),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn millimetres_become_pixels() {
        let check = |profile: DeviceProfile, twelve: f64, letter: f64| {
            assert!(
                (12.0 * profile.px_per_mm() - twelve).abs() < 0.1,
                "{profile:?}"
            );
            assert!(
                (profile.letter_mm() - letter).abs() < f64::EPSILON,
                "{profile:?}"
            );
            assert!(profile.is_plausible(), "{profile:?}");
        };
        check(DeviceProfile::portrait_32(), 32.5, 12.0);
        check(DeviceProfile::landscape_10(), 70.6, 7.25);
    }

    #[test]
    fn controls_stay_within_reach() {
        let check = |profile: DeviceProfile, low: bool, out: f64| {
            assert!(
                (profile.out_of_reach_mm(low) - out).abs() < 0.1,
                "{profile:?}, low: {low}"
            );
        };
        check(DeviceProfile::portrait_32(), false, 128.4);
        check(DeviceProfile::portrait_32(), true, 348.4);
        check(DeviceProfile::landscape_10(), false, 0.0);
        check(DeviceProfile::landscape_10(), true, 36.0);
    }
}
