//! What the server knew of the screens of a store before it drew their pages, and the form with which
//! a screen is set up.

use baguni_api::kiosk::Heartbeat;
use baguni_commerce::{DeviceId, DeviceProfile, Handle};
use std::str::FromStr;

#[derive(Clone, Debug)]
pub struct DevicesPage {
    pub devices: Vec<DeviceSeen>,
    /// The store that a new screen is for; none where one looks at no store.
    pub store: Option<Handle>,
    pub form: DeviceForm,
    pub wrong: Vec<DeviceField>,
    /// What sets a screen up: shown this once.
    pub code: Option<Digits>,
}

/// One screen of a store.
#[derive(Clone, Debug)]
pub struct DevicePage {
    pub device: DeviceSeen,
    /// The newest first.
    pub log: Vec<Noted>,
    pub command: String,
    /// What opens its staff's screen: shown this once.
    pub pass: Option<Digits>,
}

/// A secret of digits, and until when it is good, in milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digits {
    pub digits: String,
    pub until: u64,
}

/// A line of a screen's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    pub who: String,
    pub what: String,
    pub at: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DeviceSeen {
    pub id: DeviceId,
    pub name: String,
    pub location: Handle,
    pub profile: DeviceProfile,
    /// In seconds.
    pub idle_s: u32,
    /// When, and by whom.
    pub paired: (u64, String),
    pub revoked: Option<(u64, String)>,
    pub locked: bool,
    pub message: Option<String>,
    /// The last heartbeat, and when it came.
    pub heard: Option<(u64, Heartbeat)>,
    pub state: DeviceState,
}

/// How a screen is, what somebody has to look after first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeviceState {
    /// Not heard of for so many minutes: an alarm.
    Silent(u64),
    Locked,
    Good,
    Revoked,
}

impl DeviceState {
    pub fn code(self) -> &'static str {
        match self {
            Self::Revoked => "revoked",
            Self::Silent(_) => "silent",
            Self::Locked => "locked",
            Self::Good => "good",
        }
    }
}

/// What is filled in for a new screen, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceForm {
    pub name: String,
    /// One of [`DeviceForm::SCREENS`].
    pub screen: String,
    pub width_px: String,
    pub height_px: String,
    pub ratio: String,
    pub height_mm: String,
    pub floor_mm: String,
    pub idle_s: String,
}

/// What can be wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceField {
    Name,
    Screen,
    Idle,
}

impl DeviceField {
    /// The field that it is said at.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Screen => "width_px",
            Self::Idle => "idle_s",
        }
    }
}

impl Default for DeviceForm {
    fn default() -> Self {
        Self {
            name: String::new(),
            screen: Self::PORTRAIT.to_owned(),
            width_px: String::new(),
            height_px: String::new(),
            ratio: "1".to_owned(),
            height_mm: String::new(),
            floor_mm: String::new(),
            idle_s: "60".to_owned(),
        }
    }
}

impl DeviceForm {
    pub const PORTRAIT: &str = "portrait-32";
    pub const LANDSCAPE: &str = "landscape-10";
    pub const OWN: &str = "own";
    pub const SCREENS: [&str; 3] = [Self::PORTRAIT, Self::LANDSCAPE, Self::OWN];
    /// The longest name, in characters.
    pub const NAME: usize = 40;
    /// How long nobody may touch a screen, in seconds.
    pub const IDLE: std::ops::RangeInclusive<u32> = 30..=180;

    /// Name, profile and seconds, or everything that is wrong.
    pub fn check(&self) -> Result<(String, DeviceProfile, u32), Vec<DeviceField>> {
        let name = self.name.trim();
        let is_named =
            (1..=Self::NAME).contains(&name.chars().count()) && !name.chars().any(char::is_control);
        let profile = self.profile().filter(DeviceProfile::is_plausible);
        let idle = number::<u32>(&self.idle_s).filter(|idle| Self::IDLE.contains(idle));
        let wrong = [
            (is_named, DeviceField::Name),
            (profile.is_some(), DeviceField::Screen),
            (idle.is_some(), DeviceField::Idle),
        ];
        match (profile, idle) {
            (Some(profile), Some(idle)) if is_named => Ok((name.to_owned(), profile, idle)),
            _ => {
                let wrong = wrong.into_iter().filter(|(is_good, _)| !is_good);
                Err(wrong.map(|(_, field)| field).collect())
            }
        }
    }

    fn profile(&self) -> Option<DeviceProfile> {
        match self.screen.as_str() {
            Self::PORTRAIT => Some(DeviceProfile::portrait_32()),
            Self::LANDSCAPE => Some(DeviceProfile::landscape_10()),
            Self::OWN => Some(DeviceProfile {
                width_px: number(&self.width_px)?,
                height_px: number(&self.height_px)?,
                ratio: number(&self.ratio)?,
                height_mm: number(&self.height_mm)?,
                floor_mm: number(&self.floor_mm)?,
            }),
            _ => None,
        }
    }
}

fn number<T: FromStr>(typed: &str) -> Option<T> {
    typed.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screen_is_set_up_as_something_that_can_be_built() {
        use DeviceField::{Idle, Name, Screen};
        let check = |spoil: fn(&mut DeviceForm), want: &[DeviceField]| {
            let mut form = DeviceForm {
                name: "창가".to_owned(),
                ..DeviceForm::default()
            };
            spoil(&mut form);
            assert_eq!(form.check().err().unwrap_or_default(), want, "{form:?}");
        };
        let own = |form: &mut DeviceForm| {
            form.screen = DeviceForm::OWN.to_owned();
            form.width_px = "1080".to_owned();
            form.height_px = "1920".to_owned();
            form.height_mm = "596.7".to_owned();
            form.floor_mm = "700".to_owned();
        };
        check(|_| {}, &[]);
        check(own, &[]);
        check(|form| form.name = " ".to_owned(), &[Name]);
        check(|form| form.name = "가".repeat(41), &[Name]);
        check(|form| form.name = "a\nb".to_owned(), &[Name]);
        check(|form| form.screen = "sphere".to_owned(), &[Screen]);
        check(|form| form.screen = DeviceForm::OWN.to_owned(), &[Screen]);
        check(|form| form.idle_s = "29".to_owned(), &[Idle]);
        check(|form| form.idle_s = "181".to_owned(), &[Idle]);
        check(|form| form.idle_s = "-60".to_owned(), &[Idle]);
        check(
            |form| {
                *form = DeviceForm {
                    name: String::new(),
                    screen: DeviceForm::OWN.to_owned(),
                    ratio: "NaN".to_owned(),
                    idle_s: String::new(),
                    ..DeviceForm::default()
                }
            },
            &[Name, Screen, Idle],
        );
        let mut form = DeviceForm {
            name: " 창가 ".to_owned(),
            ..DeviceForm::default()
        };
        own(&mut form);
        form.ratio = "inf".to_owned();
        assert_eq!(form.check(), Err(vec![Screen]));
        form.ratio = "1.5".to_owned();
        let (name, profile, idle) = form.check().unwrap();
        assert_eq!((name.as_str(), profile.ratio, idle), ("창가", 1.5, 60));
    }
}
