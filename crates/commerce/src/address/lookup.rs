//! Finding a postcode without a network: by its digits, or by the name of its region or district.

use super::postcode::Postcode;
use super::region::{District, Region};
use crate::locale::Text;

/// A range of postcodes and the place they are in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostcodeHit {
    pub first: Postcode,
    pub last: Postcode,
    pub region: Region,
    /// In Seoul.
    pub district: Option<District>,
    /// `서울 성동구`, `Seongdong-gu, Seoul`.
    pub line: Text,
}

/// The places that a query means, by postcode: from two digits on (`047`, `04782`), or words of
/// which each is the beginning of the region's or the district's name, in either language. At most
/// 42, and none for an empty query.
pub fn lookup(query: &str) -> Vec<PostcodeHit> {
    let query = query.trim();
    if query.len() >= 2 && query.len() <= 5 && query.bytes().all(|b| b.is_ascii_digit()) {
        return by_digits(query);
    }
    let query = query.to_lowercase();
    let words: Vec<&str> = query.split([' ', ',']).filter(|w| !w.is_empty()).collect();
    match words.as_slice() {
        [] => Vec::new(),
        words => places().filter(|hit| is_called(hit, words)).collect(),
    }
}

fn by_digits(digits: &str) -> Vec<PostcodeHit> {
    let whole = |fill: &str| format!("{digits}{}", &fill[digits.len()..]).parse::<Postcode>();
    let (Ok(first), Ok(last)) = (whole("00000"), whole("99999")) else {
        return Vec::new();
    };
    places()
        .filter(|hit| hit.first <= last && first <= hit.last)
        .map(|hit| PostcodeHit {
            first: hit.first.max(first),
            last: hit.last.min(last),
            ..hit
        })
        .collect()
}

fn is_called(hit: &PostcodeHit, words: &[&str]) -> bool {
    let line = format!("{} {}", hit.line.ko, hit.line.en).to_lowercase();
    words.iter().all(|word| {
        line.split([' ', ',']).any(|name| name.starts_with(word)) || hit.region.is_called(word)
    })
}

/// Seoul's districts, then the other regions; Seoul itself is its districts.
fn places() -> impl Iterator<Item = PostcodeHit> {
    let districts = District::all().filter_map(|district| {
        let (first, last) = district.prefixes();
        place(
            first * 100,
            last * 100 + 99,
            district.line(),
            Some(district),
        )
    });
    let others = Region::ALL
        .iter()
        .filter(|region| **region != Region::Seoul);
    districts.chain(others.filter_map(|region| {
        let (first, last) = region.prefixes();
        place(first * 1_000, last * 1_000 + 999, region.name(), None)
    }))
}

fn place(first: u32, last: u32, line: Text, district: Option<District>) -> Option<PostcodeHit> {
    let first = Postcode::new(first)?;
    Some(PostcodeHit {
        first,
        last: Postcode::new(last)?,
        region: first.region()?,
        district,
        line,
    })
}
