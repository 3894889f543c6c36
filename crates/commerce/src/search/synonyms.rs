//! Words that shoppers use for the same thing, in both languages.
//!
//! To extend: add a word to the line of what it means, or a line. A word is one word without
//! spaces, in lower case; it may stand in several lines. What is found by a synonym comes after
//! what is found by the word itself.

const SAME: [&[&str]; 37] = [
    &["머그", "머그컵", "컵", "잔", "찻잔", "mug", "cup"],
    &["유리컵", "유리잔", "물컵", "glass", "tumbler"],
    &["텀블러", "보온병", "tumbler", "flask"],
    &["접시", "플레이트", "plate", "dish"],
    &["그릇", "볼", "대접", "bowl"],
    &["주전자", "티포트", "케틀", "teapot", "kettle"],
    &["냄비", "pot"],
    &["수저", "숟가락", "스푼", "spoon", "cutlery"],
    &["젓가락", "chopsticks"],
    &["도마", "cuttingboard"],
    &["화병", "꽃병", "vase"],
    &["화분", "플랜터", "planter", "pot"],
    &["티", "티셔츠", "반팔", "tshirt", "tee"],
    &["셔츠", "남방", "shirt"],
    &["바지", "팬츠", "슬랙스", "pants", "trousers"],
    &["치마", "스커트", "skirt"],
    &["원피스", "드레스", "dress"],
    &["외투", "코트", "자켓", "재킷", "아우터", "coat", "jacket"],
    &["스웨터", "니트", "sweater", "knit", "jumper"],
    &["양말", "삭스", "socks", "sock"],
    &["모자", "캡", "hat", "cap", "beanie"],
    &["목도리", "머플러", "스카프", "scarf", "muffler"],
    &["가방", "백", "에코백", "토트백", "bag", "tote"],
    &["지갑", "wallet", "purse"],
    &["신발", "슈즈", "shoes", "shoe"],
    &["이불", "침구", "베딩", "duvet", "bedding"],
    &["베개", "쿠션", "pillow", "cushion"],
    &["담요", "블랭킷", "blanket", "throw"],
    &["수건", "타월", "타올", "towel"],
    &["조명", "램프", "스탠드", "lamp", "light"],
    &["향초", "캔들", "양초", "candle"],
    &["의자", "체어", "스툴", "chair", "stool"],
    &["바구니", "바스켓", "basket"],
    &["린넨", "리넨", "linen"],
    &["면", "코튼", "cotton"],
    &["나무", "원목", "우드", "wood", "wooden"],
    &["선물", "기프트", "gift"],
];

/// No word of the table is longer, in letters.
pub(super) const LONGEST: usize = 12;

/// The words that mean the same as a word, itself among them; none for a word without others.
pub(super) fn of(word: &[char]) -> impl Iterator<Item = &'static str> {
    let is_word = |known: &str| known.chars().eq(word.iter().copied());
    SAME.iter()
        .filter(move |line| line.iter().any(|known| is_word(known)))
        .flat_map(|line| line.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_longer_than_the_longest() {
        for word in SAME.iter().copied().flatten() {
            assert!(word.chars().count() <= LONGEST, "{word}");
        }
    }
}
