//! What is said of an associate on a screen that everybody sees.

/// Family names of two syllables; all others have one.
const LONG_FAMILY_NAMES: [&str; 7] = ["남궁", "황보", "제갈", "사공", "선우", "서문", "독고"];

/// The first name as far as it can be told from a whole one: of 김미나 it is 미나, of Mina Kim it is
/// Mina.
pub fn first_name(name: &str) -> String {
    let name = name.trim();
    let is_hangul = |c: char| ('가'..='힣').contains(&c);
    let syllables = name.chars().count();
    if !name.chars().all(is_hangul) || syllables < 2 {
        return name
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned();
    }
    let long = syllables > 2
        && LONG_FAMILY_NAMES
            .iter()
            .any(|family| name.starts_with(family));
    let family = match () {
        () if long => 2,
        // Two syllables may well be the first name alone.
        () if syllables == 2 => 0,
        () => 1,
    };
    name.chars().skip(family).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_names() {
        let check = |name: &str, want: &str| assert_eq!(first_name(name), want, "{name}");
        check("김미나", "미나");
        check("남궁민수", "민수");
        check("이 준", "이");
        check("미나", "미나");
        check("Mina Kim", "Mina");
        check(" mina ", "mina");
        check("", "");
    }
}
