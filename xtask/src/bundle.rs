//! `cargo xtask bundle`: what the browser downloads, built by Trunk, compressed and weighed.
//!
//! Trunk writes into a folder of its own, which it empties each time; [`publish`] carries only what
//! changed into the folder the server is built from. An unchanged bundle therefore costs well under
//! a second and does not make Cargo build the server again.

mod publish;
mod sizes;
mod stylesheet;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use lexopt::Arg::Long;

use crate::running::{Mode, announce, cargo, program, rustflags, stream};
use crate::{place, tools};

/// The command.
pub fn run(mut arguments: lexopt::Parser) -> Result<()> {
    let (mut mode, mut accept) = (Mode::Release, false);
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("debug") => mode = Mode::Debug,
            Long("accept") => accept = true,
            _ => return Err(argument.unexpected().into()),
        }
    }
    let folder = build(mode)?;
    match mode {
        Mode::Debug => Ok(()),
        Mode::Release if accept => sizes::accept(&folder),
        Mode::Release => sizes::check(&folder),
    }
}

/// The documents that bundles are built for, without `.html`: the shop's, and that of the screens in
/// stores, so that no phone downloads what only they need.
const SHELLS: [&str; 2] = ["index", "kiosk"];

/// Builds the bundle and returns the folder it lies in, every file with its compressed twin.
pub fn build(mode: Mode) -> Result<PathBuf> {
    tools::ensure()?;
    let _alone = alone()?;
    announce(match mode {
        Mode::Debug => "Bundle for development (about a minute the first time)",
        Mode::Release => "Bundle for release (2 to 3 minutes the first time)",
    });
    // Trunk is told to stay offline, and tells Cargo the same.
    stream(&mut cargo(&["fetch", "--quiet"]))?;
    let mut staged = Vec::new();
    for shell in SHELLS {
        let staging = place::target().join("bundle/trunk");
        let staging = staging.join(mode.folder()).join(shell);
        fs::create_dir_all(&staging)?;
        stream(&mut trunk(mode, shell, &staging)?)?;
        // Trunk calls whatever it was given `index.html`.
        let built = staging.join("index.html");
        let named = staging.join(format!("{shell}.html"));
        if built != named {
            fs::rename(&built, &named)?;
        }
        stylesheet::join(&staging, &named)?;
        staged.push(staging);
    }
    let folder = place::target().join("bundle").join(mode.folder());
    publish::publish(&staged, &folder, mode)?;
    println!("Bundle: {}", folder.display());
    Ok(folder)
}

/// Holds the bundle's folders until dropped: a second build, from another clone perhaps, would have
/// Trunk empty them under the first.
fn alone() -> Result<File> {
    let folder = place::target().join("bundle");
    fs::create_dir_all(&folder)?;
    let lock = File::create(folder.join("lock")).context("cannot lock the bundle's folder")?;
    if lock.try_lock().is_err() {
        println!("Waiting for another bundle to be built ...");
        lock.lock()?;
    }
    Ok(lock)
}

/// Says how large the release bundle in `folder` is, and fails when it has grown too much.
pub fn check_size(folder: &Path) -> Result<()> {
    sizes::check(folder)
}

fn trunk(mode: Mode, shell: &str, staging: &Path) -> Result<Command> {
    let mut command = program(tools::trunk());
    command
        .arg("build")
        .arg(format!("{shell}.html"))
        .arg("--dist")
        .arg(staging)
        .env("PATH", tools::search_path()?);
    // A compile error speaks for itself; where Trunk stood when it met it is noise.
    command.env("RUST_BACKTRACE", "0");
    // Only Cargo's own progress, and not at each build that the minifier cannot read the glue.
    command.env("RUST_LOG", "warn,trunk::processing::minify=error");
    // Trunk wants `true` or `false` where the convention is that any value will do.
    if std::env::var_os("NO_COLOR").is_some() {
        command.env("NO_COLOR", "true");
    }
    match mode {
        Mode::Debug => _ = command.env("RUSTFLAGS", rustflags()),
        Mode::Release => release(&mut command)?,
    }
    Ok(command)
}

/// Names of functions are a quarter of the download, and where this machine keeps the sources of
/// its dependencies is nobody's business; without both, every machine builds the same size.
fn release(command: &mut Command) -> Result<()> {
    command
        .arg("--release")
        .env("BAGUNI_WASM_BINDGEN_ARGS", "--remove-name-section");
    let mut flags = rustflags();
    for folder in sources()? {
        flags.push_str(&format!(" --remap-path-prefix={}=", folder.display()));
    }
    command.env("RUSTFLAGS", flags);
    Ok(())
}

/// The folders Cargo unpacks dependencies into, one for each registry.
fn sources() -> Result<Vec<PathBuf>> {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")));
    let folder = home
        .context("neither CARGO_HOME nor HOME is set")?
        .join("registry/src");
    let Ok(entries) = fs::read_dir(&folder) else {
        return Ok(Vec::new());
    };
    let mut folders: Vec<_> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<_>>()?;
    // Flags separate arguments by spaces; a home with one in its name goes without.
    folders.retain(|folder| !folder.to_string_lossy().contains(' '));
    folders.sort();
    Ok(folders)
}
