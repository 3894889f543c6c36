//! Compressing pages for those who can read it.

use axum::body::Bytes;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING};
use axum::http::{HeaderMap, HeaderValue};
use std::io::Write;

/// How an answer may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Plain,
    Gzip,
    Brotli,
}

/// The best of what a request accepts.
pub fn accepted(headers: &HeaderMap) -> Encoding {
    let mut best = Encoding::Plain;
    let lines = headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|line| line.to_str().ok());
    for part in lines.flat_map(|line| line.split(',')) {
        let (name, weight) = part.split_once(';').unwrap_or((part, ""));
        let refused = weight
            .trim()
            .strip_prefix("q=")
            .is_some_and(|q| q.parse() == Ok(0.0));
        match name.trim() {
            _ if refused => {}
            "br" => return Encoding::Brotli,
            "gzip" => best = Encoding::Gzip,
            _ => {}
        }
    }
    best
}

/// Compresses quickly rather than well, since every page is compressed for one reader.
pub fn compress(body: Bytes, accepted: Encoding, headers: &mut HeaderMap) -> Bytes {
    let compressed = match accepted {
        Encoding::Plain => None,
        Encoding::Gzip => gzip(&body).map(|bytes| (bytes, "gzip")),
        Encoding::Brotli => brotli(&body).map(|bytes| (bytes, "br")),
    };
    let Some((bytes, name)) = compressed else {
        return body;
    };
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
    bytes.into()
}

fn gzip(body: &[u8]) -> Option<Vec<u8>> {
    let level = flate2::Compression::new(3);
    let mut writer = flate2::write::GzEncoder::new(Vec::with_capacity(body.len() / 4), level);
    writer.write_all(body).ok()?;
    writer.finish().ok()
}

fn brotli(body: &[u8]) -> Option<Vec<u8>> {
    const QUALITY: u32 = 3;
    const WINDOW: u32 = 18;
    let sink = Vec::with_capacity(body.len() / 4);
    let mut writer = brotli::CompressorWriter::new(sink, 1 << 14, QUALITY, WINDOW);
    writer.write_all(body).ok()?;
    Some(writer.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_accepted_encoding_is_taken() {
        let check = |line: &'static str, want| {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(line))]);
            assert_eq!(accepted(&headers), want, "{line}");
        };
        check("", Encoding::Plain);
        check("gzip, deflate, br, zstd", Encoding::Brotli);
        check("gzip;q=0.5, br;q=0", Encoding::Gzip);
        check("gzip;q=0.0", Encoding::Plain);
        check("identity", Encoding::Plain);
    }
}
