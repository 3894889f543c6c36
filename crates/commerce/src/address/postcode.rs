//! The five-digit postcode: where it is, how far from another, and what it costs to get there.

use super::region::{District, Region};
use crate::locale::Text;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A Korean postcode of five digits (in use since August 2015). Any five digits are one:
/// [`Postcode::region`] says whether it is anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Postcode(u32);

/// Why something typed is no postcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PostcodeError {
    #[error("is not five digits")]
    NotFiveDigits,
    /// `133-120`: what was in use until July 2015.
    #[error("is a postcode of six digits, which is no longer in use")]
    SixDigits,
}

/// What carriers tell apart in price and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Zone {
    Mainland,
    Jeju,
    /// Reached by ship only: Ulleung and the smaller islands that carriers charge for.
    Island,
}

/// Islands that carriers charge for, each range with both its ends: the ranges in which the
/// surcharge tables (도서산간) of the large parcel carriers agree, as shops print them in their
/// delivery terms. Jeju is a zone of its own. A shop whose carrier draws the line elsewhere
/// changes this table.
const ISLANDS: [(u32, u32); 29] = [
    (22_386, 22_388), // Incheon, Jung-gu
    (23_004, 23_010), // Ganghwa
    (23_100, 23_116), // Ongjin
    (23_124, 23_136), // Ongjin
    (31_708, 31_708), // Dangjin
    (32_133, 32_133), // Taean
    (33_411, 33_411), // Boryeong
    (40_200, 40_240), // Ulleung
    (46_768, 46_771), // Busan, Gangseo-gu
    (52_570, 52_571), // Sacheon
    (53_031, 53_033), // Tongyeong
    (53_089, 53_104), // Tongyeong
    (54_000, 54_000), // Gunsan
    (56_347, 56_349), // Buan
    (57_068, 57_069), // Yeonggwang
    (58_760, 58_762), // Mokpo
    (58_800, 58_810), // Sinan
    (58_816, 58_818), // Sinan
    (58_826, 58_826), // Sinan
    (58_828, 58_866), // Sinan
    (58_953, 58_958), // Jindo
    (59_102, 59_103), // Wando
    (59_106, 59_106), // Wando
    (59_127, 59_127), // Wando
    (59_129, 59_129), // Wando
    (59_137, 59_166), // Wando
    (59_650, 59_650), // Yeosu
    (59_766, 59_766), // Yeosu
    (59_781, 59_790), // Yeosu
];

impl Postcode {
    /// `None` beyond five digits.
    pub(super) fn new(number: u32) -> Option<Self> {
        (number <= 99_999).then_some(Self(number))
    }

    /// The number that the five digits are.
    pub fn number(self) -> u32 {
        self.0
    }

    /// The province or city; `None` for what the post has given to nobody.
    pub fn region(self) -> Option<Region> {
        Region::of_prefix(self.0 / 1_000)
    }

    /// The district, in Seoul.
    pub fn district(self) -> Option<District> {
        District::of_prefix(self.0 / 100)
    }

    /// `서울 성동구`, `Seongdong-gu, Seoul`; only the region outside Seoul.
    pub fn line(self) -> Option<Text> {
        let district = self.district().map(District::line);
        district.or_else(|| self.region().map(Region::name))
    }

    pub fn zone(self) -> Zone {
        if self.region() == Some(Region::Jeju) {
            Zone::Jeju
        } else if ISLANDS
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&self.0))
        {
            Zone::Island
        } else {
            Zone::Mainland
        }
    }

    /// Whether an address there may name `region`. Gunwi went from North Gyeongsang to Daegu in
    /// July 2023, and its postcodes from 390 to 431: people write the old with the new.
    pub(super) fn may_be_in(self, region: Region) -> bool {
        let gunwi = matches!(
            (self.0 / 100, region),
            (390, Region::Daegu) | (431, Region::Gyeongbuk)
        );
        gunwi || self.region() == Some(region)
    }

    /// Latitude and longitude of the middle of the area, in hundredths of a degree.
    fn centre(self) -> Option<(i32, i32)> {
        let district = self.district().map(District::centre);
        district.or_else(|| Region::centre_of_prefix(self.0 / 1_000))
    }
}

/// How far it is between the areas of two postcodes, in kilometres as the crow flies, roughly: the
/// areas are Seoul's districts and, elsewhere, what shares two digits. `None` where one is nowhere.
pub fn distance_km(from: Postcode, to: Postcode) -> Option<u32> {
    let ((from_north, from_east), (to_north, to_east)) = (from.centre()?, to.centre()?);
    // A hundredth of a degree is 1.11 km north and, at Korea's latitudes, 0.89 km east.
    let north = from_north.abs_diff(to_north) * 111;
    let east = from_east.abs_diff(to_east) * 89;
    Some((north * north + east * east).isqrt().div_ceil(100))
}

impl FromStr for Postcode {
    type Err = PostcodeError;

    fn from_str(raw: &str) -> Result<Self, PostcodeError> {
        let raw = raw.trim();
        let digits = raw.bytes().filter(u8::is_ascii_digit).count();
        let plain = raw.len() == digits;
        match digits {
            5 if plain => raw
                .parse()
                .map(Self)
                .map_err(|_| PostcodeError::NotFiveDigits),
            6 if plain || raw.as_bytes().get(3) == Some(&b'-') => Err(PostcodeError::SixDigits),
            _ => Err(PostcodeError::NotFiveDigits),
        }
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:05}", self.0)
    }
}

impl TryFrom<String> for Postcode {
    type Error = PostcodeError;

    fn try_from(raw: String) -> Result<Self, PostcodeError> {
        raw.parse()
    }
}

impl From<Postcode> for String {
    fn from(postcode: Postcode) -> Self {
        postcode.to_string()
    }
}
