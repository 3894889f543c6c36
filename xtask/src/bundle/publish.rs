//! Carries a built bundle into its final folder and compresses it there, touching only what
//! changed: the server's build watches these files.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};

use crate::running::Mode;

/// Makes `to` hold exactly the files of all of `from`, each compressible one with a `.br` beside it.
pub fn publish(from: &[PathBuf], to: &Path, mode: Mode) -> Result<()> {
    let mut all = Vec::new();
    for folder in from {
        let names = files(folder)?.into_iter();
        all.extend(names.map(|name| (folder, name)));
    }
    let mut kept = BTreeSet::new();
    for (folder, name) in all {
        let bytes = fs::read(folder.join(&name))?;
        let target = to.join(&name);
        let changed = write_if_changed(&target, &bytes)?;
        let twin = compressed_name(&target);
        if worth_compressing(&name, bytes.len()) {
            if changed || !twin.is_file() {
                compress(&twin, &bytes, mode)?;
            }
            kept.insert(twin);
        }
        kept.insert(target);
    }
    remove_others(to, &kept)
}

/// The files under `folder`, by their path inside it, in order.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        let entries = fs::read_dir(&next).with_context(|| next.display().to_string())?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path.strip_prefix(folder)?.to_path_buf());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// `app.js` is sent as `app.js.br` to whoever reads brotli, which is every browser.
pub fn compressed_name(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".br");
    PathBuf::from(name)
}

/// Pictures and fonts are compressed already, and below a packet there is nothing to win.
fn worth_compressing(name: &Path, length: usize) -> bool {
    const TEXTS: [&str; 10] = [
        "css",
        "html",
        "ico",
        "js",
        "json",
        "svg",
        "txt",
        "wasm",
        "webmanifest",
        "xml",
    ];
    let extension = name.extension().unwrap_or_default().to_string_lossy();
    length >= 512 && TEXTS.contains(&&*extension)
}

fn write_if_changed(file: &Path, bytes: &[u8]) -> Result<bool> {
    if fs::read(file).is_ok_and(|old| old == bytes) {
        return Ok(false);
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, bytes).with_context(|| file.display().to_string())?;
    Ok(true)
}

/// The best there is for release; in development only fast, so that the same paths are exercised.
fn compress(twin: &Path, bytes: &[u8], mode: Mode) -> Result<()> {
    let quality = if mode == Mode::Release { 11 } else { 4 };
    let start = Instant::now();
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, quality, 22);
    writer.write_all(bytes)?;
    fs::write(twin, writer.into_inner()).with_context(|| twin.display().to_string())?;
    if start.elapsed().as_secs() >= 2 {
        let name = twin.file_name().unwrap_or_default().to_string_lossy();
        println!(
            "Compressed {name} in {:.0} s.",
            start.elapsed().as_secs_f64()
        );
    }
    Ok(())
}

fn remove_others(folder: &Path, kept: &BTreeSet<PathBuf>) -> Result<()> {
    for name in files(folder)? {
        let file = folder.join(name);
        if !kept.contains(&file) {
            fs::remove_file(&file).with_context(|| file.display().to_string())?;
        }
    }
    Ok(())
}
