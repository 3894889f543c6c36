//! Numbers that look drawn by lot and are always the same: [`draw`].

use sha2::{Digest, Sha256};

/// A number from 0 to `below` exclusive, decided by the words alone.
pub fn draw(words: &[&str], below: u64) -> u64 {
    let mut digest = Sha256::new();
    for word in words {
        digest.update(word.as_bytes());
        digest.update([0]);
    }
    let bytes = digest.finalize();
    let number = bytes
        .iter()
        .take(8)
        .fold(0, |sum, byte| sum << 8 | u64::from(*byte));
    number % below.max(1)
}

/// A GTIN-13 for a SKU. The prefix 21 is of the range that shops use inside their own walls
/// (GS1 General Specifications 2.1.11), so that it never names another maker's thing.
pub fn in_store_gtin(sku: &str) -> String {
    let body = format!("21{:010}", draw(&["gtin", sku], 10_000_000_000));
    let weighted: u32 = body
        .bytes()
        .zip([1, 3].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    format!("{body}{}", (10 - weighted % 10) % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use baguni_commerce::Barcode;

    #[test]
    fn the_same_words_draw_the_same_number() {
        assert_eq!(draw(&["a", "b"], 1_000), draw(&["a", "b"], 1_000));
        assert_ne!(draw(&["a", "b"], u64::MAX), draw(&["ab"], u64::MAX));
        assert_eq!(draw(&["a"], 0), 0);
    }

    #[test]
    fn in_store_codes_are_read_by_scanners() {
        for sku in ["OGM-SSUK-250", "", "행주"] {
            let code = in_store_gtin(sku);
            assert!(code.starts_with('2'), "{code}");
            assert!(code.parse::<Barcode>().unwrap().is_gtin(), "{code}");
        }
    }
}
