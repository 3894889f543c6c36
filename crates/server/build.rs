//! Embeds the browser bundle: the folder that `BAGUNI_BUNDLE` names, as `cargo xtask bundle` made
//! it. Without one the server has no script and no style, which is enough for its own tests.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const VARIABLE: &str = "BAGUNI_BUNDLE";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-env-changed={VARIABLE}");
    println!("cargo::rerun-if-changed=build.rs");
    let folder = env::var_os(VARIABLE)
        .map(PathBuf::from)
        .filter(|folder| folder.is_dir());
    let mut files = Vec::new();
    if let Some(folder) = &folder {
        println!("cargo::rerun-if-changed={}", folder.display());
        collect(folder, &mut files)?;
        files.sort();
    }
    let table = folder
        .as_deref()
        .map_or_else(empty, |folder| table(folder, &files));
    let out = env::var_os("OUT_DIR")
        .map(PathBuf::from)
        .unwrap_or_default();
    fs::write(out.join("bundle.rs"), table)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn empty() -> String {
    "pub static FILES: &[(&str, &[u8])] = &[];".to_owned()
}

/// Each file by its path under the folder, with `/` between its parts.
fn table(folder: &Path, files: &[PathBuf]) -> String {
    let mut table = "pub static FILES: &[(&str, &[u8])] = &[\n".to_owned();
    for file in files {
        let inside = file.strip_prefix(folder).unwrap_or(file);
        let name = inside.to_string_lossy().replace('\\', "/");
        let _ = writeln!(table, "    ({name:?}, include_bytes!({file:?})),");
    }
    table + "];"
}
