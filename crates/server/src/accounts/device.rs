//! What a shopper knows a device by: its browser and its system.

use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;

/// Such as `Chrome · Android`; what is not known is left out. Browsers name each other in what
/// they send, so who stands first in these lists is looked for first.
pub fn label(headers: &HeaderMap) -> String {
    let sent = headers.get(USER_AGENT);
    let sent = sent.and_then(|sent| sent.to_str().ok()).unwrap_or_default();
    let named = |names: &[(&str, &'static str)]| {
        let mut names = names.iter();
        names
            .find(|(mark, _)| sent.contains(mark))
            .map(|(_, name)| *name)
    };
    let known: Vec<&str> = [named(BROWSERS), named(SYSTEMS)]
        .into_iter()
        .flatten()
        .collect();
    known.join(" · ")
}

const BROWSERS: &[(&str, &str)] = &[
    ("KAKAOTALK", "KakaoTalk"),
    ("NAVER(", "NAVER"),
    ("Whale/", "Whale"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
];

const SYSTEMS: &[(&str, &str)] = &[
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_named() {
        let check = |sent: &str, want: &str| {
            let headers = HeaderMap::from_iter([(USER_AGENT, sent.parse().unwrap())]);
            assert_eq!(label(&headers), want, "{sent}");
        };
        check(
            "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) \
             Chrome/148.0.0.0 Mobile Safari/537.36",
            "Chrome · Android",
        );
        check(
            "Mozilla/5.0 (Linux; Android 15; SM-S931N) AppleWebKit/537.36 (KHTML, like Gecko) \
             SamsungBrowser/29.0 Chrome/140.0.0.0 Mobile Safari/537.36",
            "Samsung Internet · Android",
        );
        check(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 \
             (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
            "Safari · iPhone",
        );
        check(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
             Chrome/148.0.0.0 Safari/537.36 Edg/148.0.0.0",
            "Edge · Windows",
        );
        check(
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 15.1; rv:150.0) Gecko/20100101 Firefox/150.0",
            "Firefox · macOS",
        );
        check("curl/8.0", "");
        assert_eq!(label(&HeaderMap::new()), "");
    }
}
