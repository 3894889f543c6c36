//! The order in which shoppers expect sizes: XS before S before M, 9 before 10, one size first.

use std::cmp::Ordering;

/// Where a size stands among sizes. Names that are no size come last, by their letters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SizeRank {
    place: Place,
    rest: Vec<Part>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Named(i16),
    Number,
    NoSize,
}

/// Digits compare as numbers, all else by its letters.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Digits(String),
    Letters(String),
}

/// Names of sizes in their order; those on one line are the same size.
const NAMED: [&[&str]; 14] = [
    &[
        "one",
        "onesize",
        "free",
        "os",
        "f",
        "프리",
        "원사이즈",
        "단일",
    ],
    &["xxs", "2xs"],
    &["xs", "xsmall", "extrasmall", "미니", "mini"],
    &["s", "small", "스몰", "소", "소형"],
    &["m", "medium", "미디엄", "미듐", "중", "중형"],
    &["l", "large", "라지", "대", "대형"],
    &["xl", "xlarge", "extralarge", "특대", "특대형"],
    &["xxl", "2xl"],
    &["xxxl", "3xl"],
    &["single", "싱글"],
    &["supersingle", "슈퍼싱글"],
    &["double", "더블"],
    &["queen", "퀸"],
    &["king", "킹"],
];
const LARGEST_LETTER: &str = "xl";

impl SizeRank {
    pub(crate) fn of(name: &str) -> Self {
        let name = name.trim().to_lowercase();
        let place = match named(&name) {
            Some(place) => Place::Named(place),
            None if name.starts_with(|c: char| c.is_ascii_digit()) => Place::Number,
            None => Place::NoSize,
        };
        Self {
            place,
            rest: parts(&name),
        }
    }

    pub(crate) fn is_size(&self) -> bool {
        self.place != Place::NoSize
    }
}

/// The place of a named size, read from the whole name or from its first word: `S / 90`.
fn named(name: &str) -> Option<i16> {
    let whole: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let first = name.split(|c: char| !c.is_alphanumeric()).next()?;
    place_of(&whole).or_else(|| place_of(first))
}

fn place_of(word: &str) -> Option<i16> {
    let place = NAMED.iter().position(|names| names.contains(&word));
    let larger = || {
        let times: i16 = word.strip_suffix(LARGEST_LETTER)?.parse().ok()?;
        (4..=9).contains(&times).then_some(100 + times)
    };
    match place.and_then(|at| i16::try_from(at).ok()) {
        // Between the letters and the beds there is room for 4XL and above.
        Some(at) if at >= 9 => Some(at + 200),
        Some(at) => Some(at),
        None => larger(),
    }
}

fn parts(name: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for c in name.chars() {
        match (parts.last_mut(), c.is_ascii_digit()) {
            (Some(Part::Digits(run)), true) | (Some(Part::Letters(run)), false) => run.push(c),
            (_, true) => parts.push(Part::Digits(c.to_string())),
            (_, false) => parts.push(Part::Letters(c.to_string())),
        }
    }
    parts
}

impl Ord for Part {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Digits(a), Self::Digits(b)) => {
                let (short, long) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
                (short.len(), short, a).cmp(&(long.len(), long, b))
            }
            (Self::Letters(a), Self::Letters(b)) => a.cmp(b),
            (Self::Digits(_), Self::Letters(_)) => Ordering::Less,
            (Self::Letters(_), Self::Digits(_)) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_stand_in_their_order() {
        let check = |sizes: &[&str]| {
            let mut sorted = sizes.to_vec();
            sorted.reverse();
            sorted.sort_by_key(|name| SizeRank::of(name));
            assert_eq!(sorted, sizes);
        };
        check(&["Free", "XS", "S", "M", "L", "XL", "XXL", "3XL", "4XL"]);
        check(&["Extra small", "Small", "Medium", "Large", "X-Large"]);
        check(&["소", "중", "대", "특대"]);
        check(&["9", "10", "85", "100", "tall"]);
        check(&["240mm", "245mm", "1000mm"]);
        check(&["S / 90", "M / 95", "L / 100"]);
        check(&["싱글", "슈퍼싱글", "퀸", "킹"]);
        check(&["90×180", "90×200", "120×200"]);
    }

    #[test]
    fn colors_are_no_sizes() {
        let check = |name: &str, size| assert_eq!(SizeRank::of(name).is_size(), size, "{name}");
        check("White", false);
        check("화이트", false);
        check("L", true);
        check("350 ml", true);
        check("", false);
    }
}
