//! `baguni kiosk-policy`, as it is typed.

use super::values::PublicUrl;
use baguni_commerce::DeviceProfile;
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub struct KioskPolicy {
    /// The shop's address, as the screen reaches it.
    #[arg(
        long,
        env = "BAGUNI_PUBLIC_URL",
        value_name = "URL",
        default_value = "http://127.0.0.1:8080"
    )]
    pub url: PublicUrl,
    /// How the screen is built.
    #[arg(long, env = "BAGUNI_KIOSK_PROFILE", default_value = "portrait-32")]
    pub profile: TypedProfile,
    /// Only one part, without a word around it, so that it can be put into a file.
    #[arg(long, env = "BAGUNI_KIOSK_PART", value_name = "PART")]
    pub part: Option<Part>,
    /// Keep nothing at all over a restart: not even the key, so that an associate has to pair the
    /// screen again, and nothing to work without a line with.
    #[arg(long, env = "BAGUNI_KIOSK_VOLATILE")]
    pub volatile: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TypedProfile {
    /// 32 inches, upright, 1080 × 1920.
    #[value(name = "portrait-32")]
    Portrait32,
    /// 10.1 inches, lying, 1280 × 800.
    #[value(name = "landscape-10")]
    Landscape10,
}

impl TypedProfile {
    pub fn profile(self) -> DeviceProfile {
        match self {
            Self::Portrait32 => DeviceProfile::portrait_32(),
            Self::Landscape10 => DeviceProfile::landscape_10(),
        }
    }
}

/// What a screen needs to be nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// What Chromium is started with, one a line.
    Flags,
    /// What Chromium may do, for /etc/chromium/policies/managed/baguni.json.
    Policy,
    /// Who starts it and starts it again, for /etc/systemd/system/baguni-kiosk.service.
    Unit,
}
