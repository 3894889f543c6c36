//! Which kind of screen a browser runs on, as far as it says.

use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;
use baguni_replica::frame::DeviceKind;

/// For "added on your phone", and nothing that matters.
pub fn device_kind(headers: &HeaderMap) -> DeviceKind {
    let sent = headers.get(USER_AGENT);
    let sent = sent.and_then(|sent| sent.to_str().ok()).unwrap_or_default();
    let says = |mark: &str| sent.contains(mark);
    match () {
        () if says("iPad") || says("Tablet") || (says("Android") && !says("Mobile")) => {
            DeviceKind::Tablet
        }
        () if says("Mobile") || says("iPhone") => DeviceKind::Phone,
        () => DeviceKind::Desktop,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn screens_are_told_apart() {
        let check = |sent: &str, want: DeviceKind| {
            let headers = HeaderMap::from_iter([(USER_AGENT, sent.parse().unwrap())]);
            assert_eq!(device_kind(&headers), want, "{sent}");
        };
        check(
            "Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/148.0.0.0 Mobile Safari/537.36",
            DeviceKind::Phone,
        );
        check(
            "Mozilla/5.0 (Linux; Android 15; SM-X910) Chrome/148.0.0.0 Safari/537.36",
            DeviceKind::Tablet,
        );
        check(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148",
            DeviceKind::Phone,
        );
        check(
            "Mozilla/5.0 (X11; Linux x86_64) Chrome/148.0.0.0 Safari/537.36",
            DeviceKind::Desktop,
        );
        check("", DeviceKind::Desktop);
    }
}
