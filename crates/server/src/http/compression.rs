//! What a request accepts, and compressing pages for those who can read it.
//!
//! Pages are compressed by gzip alone: at the speed that a page drawn for one reader allows, brotli
//! made them no smaller and took no less time. What is compressed once and kept is sent by brotli.

use axum::body::Bytes;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING};
use axum::http::{HeaderMap, HeaderValue};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// How an answer may be sent, besides plainly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    pub gzip: bool,
    pub brotli: bool,
}

/// Reads what a request accepts.
pub fn accepted(headers: &HeaderMap) -> Accepted {
    let mut accepted = Accepted::default();
    let lines = headers.get_all(ACCEPT_ENCODING).iter();
    let parts = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','));
    for part in parts {
        let (name, weight) = part.split_once(';').unwrap_or((part, ""));
        let weight = weight.trim().strip_prefix("q=");
        let is_wanted = weight.is_none_or(|q| q.parse() != Ok(0.0));
        match name.trim() {
            "gzip" => accepted.gzip = is_wanted,
            "br" => accepted.brotli = is_wanted,
            _ => {}
        }
    }
    accepted
}

/// Compresses a page where that is accepted, and says so in its headers.
pub fn compress(page: Bytes, accepted: Accepted, headers: &mut HeaderMap) -> Bytes {
    match accepted.gzip.then(|| gzip(&page)).flatten() {
        Some(compressed) => {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            compressed.into()
        }
        None => page,
    }
}

fn gzip(page: &[u8]) -> Option<Vec<u8>> {
    let room = Vec::with_capacity(page.len() / 4);
    let mut writer = GzEncoder::new(room, Compression::new(3));
    writer.write_all(page).ok()?;
    writer.finish().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_accepted_is_read() {
        let check = |line: &'static str, gzip: bool, brotli: bool| {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(line))]);
            assert_eq!(accepted(&headers), Accepted { gzip, brotli }, "{line}");
        };
        check("", false, false);
        check("gzip, deflate, br, zstd", true, true);
        check("gzip;q=0.5, br;q=0", true, false);
        check("gzip;q=0.0", false, false);
        check("identity", false, false);
    }
}
