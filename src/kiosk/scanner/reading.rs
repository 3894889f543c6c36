//! What a scanned text is: [`Read`]. It is looked at and compared, and never a command, an address
//! to open or markup.

use baguni_commerce::Barcode;

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// A trade item number whose check digit is right.
    Gtin(Barcode),
    /// Digits of a trade item number's length whose check digit is wrong. A shop may have printed
    /// such a code itself; else the scanner has misread.
    Unchecked(Barcode),
    /// May be a code of the shop's own, or a SKU.
    Own(Barcode),
    /// What the QR code of an order that waits at a store holds.
    Pickup(String),
    /// An address: phones open those, a screen in a store does not.
    Address,
    /// Nothing that a shop writes on its things.
    Unknown,
}

/// What pickup codes begin with, as the server writes them.
const PICKUP: &str = "BAGUNI:";

impl Read {
    pub fn of(scanned: &str) -> Self {
        let text = without_symbology(scanned.trim());
        if is_address(text) {
            return Self::Address;
        }
        if text.starts_with(PICKUP) && text.chars().all(is_of_pickup) {
            return Self::Pickup(text.to_owned());
        }
        let Some(code) = text.parse::<Barcode>().ok().filter(is_code) else {
            return Self::Unknown;
        };
        let number = text.bytes().all(|b| b.is_ascii_digit());
        match number && matches!(text.len(), 8 | 12 | 13 | 14) {
            true if code.is_gtin() => Self::Gtin(code),
            true => Self::Unchecked(code),
            false => Self::Own(code),
        }
    }
}

/// Scanners may be set to say first what kind of code it was (ISO/IEC 15424): `]E0` of an EAN.
fn without_symbology(text: &str) -> &str {
    let is_mark = |mark: &str| {
        let mark = mark.as_bytes();
        mark[0] == b']' && mark[1].is_ascii_alphabetic() && mark[2].is_ascii_alphanumeric()
    };
    match text.split_at_checked(3) {
        Some((mark, rest)) if is_mark(mark) => rest,
        _ => text,
    }
}

fn is_address(text: &str) -> bool {
    let scheme = text.split_once(':').map(|(scheme, _)| scheme);
    let known = |scheme: &str| {
        [
            "http",
            "https",
            "ftp",
            "file",
            "javascript",
            "data",
            "blob",
            "chrome",
            "about",
        ]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known))
    };
    scheme.is_some_and(known) || text.contains("://")
}

fn is_of_pickup(c: char) -> bool {
    c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, ':' | '-')
}

/// Whether a shop could have printed it: what Code 39 can hold, in either case, and `_`.
fn is_code(code: &Barcode) -> bool {
    let printed = |c: char| c.is_ascii_alphanumeric() || "-._ $/+%".contains(c);
    code.as_str().chars().all(printed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_what_it_can_be() {
        let code = |text: &str| text.parse::<Barcode>().unwrap();
        let check = |text: &str, read: Read| assert_eq!(Read::of(text), read, "{text}");
        check("8801234567893", Read::Gtin(code("8801234567893")));
        check(" 96385074 ", Read::Gtin(code("96385074")));
        check("8801234567894", Read::Unchecked(code("8801234567894")));
        check("880123456789", Read::Unchecked(code("880123456789")));
        check("]E08801234567893", Read::Gtin(code("8801234567893")));
        check("]Q3SHELF-7", Read::Own(code("SHELF-7")));
        check("]]]", Read::Unknown);
        check("]E0", Read::Unknown);
        check("880123", Read::Own(code("880123")));
        check("SHELF-7/B", Read::Own(code("SHELF-7/B")));
        check("ongi_mug.white", Read::Own(code("ongi_mug.white")));
        let pickup = "BAGUNI:7K3M-9QXT-2DW8:1:0A1B";
        check(pickup, Read::Pickup(pickup.to_owned()));
        check("baguni:7k3m", Read::Unknown);
        check("BAGUNI:<b>", Read::Unknown);
    }

    #[test]
    fn nothing_is_opened_run_or_drawn() {
        let check = |text: &str, read: Read| assert_eq!(Read::of(text), read, "{text}");
        check("https://shop.example/handoff#0123", Read::Address);
        check("HTTPS://EVIL.EXAMPLE", Read::Address);
        check("javascript:alert(1)", Read::Address);
        check("data:text/html,<b>x", Read::Address);
        check("chrome://settings", Read::Address);
        check("x://y", Read::Address);
        check("<script>alert(1)</script>", Read::Unknown);
        check("<img src=x onerror=alert(1)>", Read::Unknown);
        check("'; DROP TABLE session; --", Read::Unknown);
        check("1 OR 1=1", Read::Unknown);
        check("../../etc/passwd;", Read::Unknown);
        check("WIFI:T:WPA;S:x;P:y;;", Read::Unknown);
        check("880123\u{FFFD}", Read::Unknown);
        check("옹기 머그", Read::Unknown);
        check("", Read::Unknown);
        check(&"7".repeat(65), Read::Unknown);
        check(&"<".repeat(256), Read::Unknown);
    }
}
