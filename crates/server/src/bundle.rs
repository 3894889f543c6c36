//! What the browser downloads besides pages: the bundle that Trunk built, embedded when the server
//! was built or read from a folder.

use crate::media::hex_digest;
use axum::body::Bytes;
use std::collections::HashMap;
use std::path::Path;
use std::{fs, io};

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/bundle.rs"));
}

/// The files of a bundle by their path, and the head that every page gets from it.
#[derive(Debug)]
pub struct Bundle {
    assets: HashMap<String, Asset>,
    /// The inside of the shell's `<head>`, cut where an answer's nonce is written.
    head: Vec<String>,
    /// The whole shell of a screen in a store, cut in the same way.
    kiosk: Vec<String>,
}

/// One file, ready to be sent.
#[derive(Debug)]
pub struct Asset {
    pub bytes: Bytes,
    /// The same, compressed by brotli.
    pub brotli: Option<Bytes>,
    pub content_type: &'static str,
    /// Quoted, as in the header.
    pub etag: String,
    /// Its name changes with its bytes, so it may be kept for ever.
    pub immutable: bool,
}

/// Where Trunk leaves room for the nonce (`Trunk.toml`).
const NONCE_PLACEHOLDER: &str = "%CSP NONCE%";
const SHELL: &str = "index.html";
const KIOSK_SHELL: &str = "kiosk.html";
const COMPRESSED: &str = ".br";
/// Without a bundle pages are plain, but pages.
const BARE_HEAD: &str = r#"<meta name="viewport" content="width=device-width, initial-scale=1">"#;

impl Bundle {
    /// The bundle that the server was built with, or an empty one.
    pub fn embedded() -> Self {
        let files = embedded::FILES;
        Self::new(
            files
                .iter()
                .map(|(name, bytes)| ((*name).to_owned(), Bytes::from_static(bytes))),
        )
    }

    /// Reads a folder as `cargo xtask bundle` leaves it.
    pub fn from_folder(folder: &Path) -> io::Result<Self> {
        let mut files = Vec::new();
        read_folder(folder, "", &mut files)?;
        Ok(Self::new(files))
    }

    fn new(files: impl IntoIterator<Item = (String, Bytes)>) -> Self {
        let mut files: HashMap<String, Bytes> = files.into_iter().collect();
        let shell = files.remove(SHELL).unwrap_or_default();
        let head = cut(&head_of(&String::from_utf8_lossy(&shell)));
        let kiosk = files.remove(KIOSK_SHELL).unwrap_or_default();
        let kiosk = cut(&String::from_utf8_lossy(&kiosk));
        let (twins, originals): (HashMap<_, _>, HashMap<_, _>) = files
            .into_iter()
            .partition(|(name, _)| name.ends_with(COMPRESSED));
        let assets = originals.into_iter().map(|(name, bytes)| {
            let brotli = twins.get(&format!("{name}{COMPRESSED}")).cloned();
            (format!("/{name}"), Asset::new(&name, bytes, brotli))
        });
        Self {
            assets: assets.collect(),
            head,
            kiosk,
        }
    }

    /// Nothing but the bare head: pages will have neither script nor style.
    pub fn is_empty(&self) -> bool {
        self.assets.is_empty()
    }

    /// The file at a path that begins with `/`.
    pub fn asset(&self, path: &str) -> Option<&Asset> {
        self.assets.get(path)
    }

    /// What stands in the head of a page that is answered with this nonce.
    pub fn head(&self, nonce: &str) -> String {
        self.head.join(nonce)
    }

    /// The stylesheets alone, for pages that stand outside of the app.
    pub fn sheets(&self) -> String {
        let head = self.head("");
        let links = head.split("<link ").skip(1);
        let tags = links.filter_map(|rest| rest.split('>').next());
        let sheets = tags.filter(|tag| tag.contains("stylesheet"));
        sheets.map(|tag| format!("<link {tag}>")).collect()
    }

    /// The document that a screen in a store opens.
    pub fn kiosk(&self, nonce: &str) -> String {
        self.kiosk.join(nonce)
    }
}

impl Asset {
    fn new(name: &str, bytes: Bytes, brotli: Option<Bytes>) -> Self {
        Self {
            etag: format!("\"{}\"", hex_digest(&bytes, 16)),
            content_type: content_type(name),
            immutable: is_hashed(name),
            bytes,
            brotli,
        }
    }
}

/// Cut where a nonce is to be written.
fn cut(document: &str) -> Vec<String> {
    let parts = document.split(NONCE_PLACEHOLDER);
    parts.map(str::to_owned).collect()
}

/// The inside of a document's head. A minified document may lack the head's start tag.
fn head_of(document: &str) -> String {
    let after = |tag: &str| {
        let start = document.find(tag)?;
        Some(start + document[start..].find('>')? + 1)
    };
    let start = after("<head")
        .or_else(|| after("<html"))
        .or_else(|| after("<!doctype"));
    let end = document.find("</head>");
    match (start, end) {
        (Some(start), Some(end)) if start <= end => document[start..end].trim().to_owned(),
        _ => BARE_HEAD.to_owned(),
    }
}

/// Whether some part of the name is the 15 or 16 hexadecimal digits of Trunk's hash.
fn is_hashed(name: &str) -> bool {
    let is_hash = |part: &str| {
        matches!(part.len(), 15 | 16)
            && part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    };
    name.split(['-', '_', '.', '/']).any(is_hash)
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

fn read_folder(folder: &Path, inside: &str, files: &mut Vec<(String, Bytes)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let last = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let name = format!("{inside}{last}");
        if path.is_dir() {
            read_folder(&path, &format!("{name}/"), files)?;
        } else {
            files.push((name, fs::read(&path)?.into()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_found_with_and_without_its_start_tag() {
        let check = |document: &str, want: &str| assert_eq!(head_of(document), want, "{document}");
        check(
            "<!doctype html><html><head><title>a</title></head>",
            "<title>a</title>",
        );
        check(
            "<!doctype html><html lang=ko><meta a></head><body>",
            "<meta a>",
        );
        check("<!doctype html><meta a></head><body>", "<meta a>");
        check("", BARE_HEAD);
        check("</head><head>", BARE_HEAD);
    }

    #[test]
    fn the_nonce_is_written_where_there_is_room_for_it() {
        let shell = "<head><script nonce=\"%CSP NONCE%\"></script></head>";
        let file = |name: &str| (name.to_owned(), Bytes::from(shell));
        let bundle = Bundle::new([file(SHELL), file(KIOSK_SHELL)]);
        let written = "<script nonce=\"abc\"></script>";
        assert_eq!(bundle.head("abc"), written);
        assert_eq!(bundle.kiosk("abc"), format!("<head>{written}</head>"));
    }

    #[test]
    fn names_with_a_hash_are_known() {
        let check = |name, hashed| assert_eq!(is_hashed(name), hashed, "{name}");
        check("storefront-4d5f2c1b0a998877_bg.wasm", true);
        check("main-d5f2c1b0a998877.css", true);
        check("icon.svg", false);
        check("manifest.webmanifest", false);
        check("snippets/abc/inline0.js", false);
    }

    #[test]
    fn a_compressed_twin_is_no_file_of_its_own() {
        let file = |name: &str| (name.to_owned(), Bytes::from(name.to_owned()));
        let bundle = Bundle::new([file("a.js"), file("a.js.br"), file(SHELL)]);
        assert_eq!(
            bundle.asset("/a.js").unwrap().brotli.as_deref(),
            Some(&b"a.js.br"[..])
        );
        assert!(bundle.asset("/a.js.br").is_none());
        assert!(bundle.asset("/index.html").is_none());
    }
}
