//! Running other programs, Cargo above all, with their output left on the terminal.

use std::env;
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::place;

/// How the shop is built. Everything in one mode, for the server and for the browser, is compiled
/// with the same flags, or the page the server renders would not be the page the bundle expects.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Debug,
    Release,
}

impl Mode {
    /// The name of this mode's folders.
    pub fn folder(self) -> &'static str {
        match self {
            Mode::Debug => "debug",
            Mode::Release => "release",
        }
    }
}

/// The user's own flags, and those of `.cargo/config.toml`, which a `RUSTFLAGS` would hide.
pub fn rustflags() -> String {
    let own = env::var("RUSTFLAGS").unwrap_or_default();
    format!("{own} --cfg erase_components").trim().to_owned()
}

/// A Cargo command.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = program("cargo");
    command.args(arguments);
    command.env("RUSTFLAGS", rustflags());
    command
}

/// A program to run at the workspace's root, building where everything is built.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command
        .current_dir(place::root())
        .env("CARGO_TARGET_DIR", place::target());
    // Cargo describes the running package, this one, in the environment. Handed on, that would
    // make build scripts which watch such variables run again after every `cargo xtask`.
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&*name);
        }
    }
    command
}

/// Runs to the end with the output on the terminal.
pub fn stream(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("could not start {}", line(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// Runs to the end and returns what was printed, or nothing when it failed or does not exist.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Says what is about to be done, and how long that takes if it is long.
pub fn announce(what: &str) {
    println!("\n\x1b[1m▶ {what}\x1b[0m");
}

/// The file `name` in the first folder of `PATH` that has it.
pub fn on_path(name: &str) -> Option<std::path::PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| is_program(file))
}

fn is_program(file: &Path) -> bool {
    file.is_file()
}

/// A command as one would type it.
fn line(command: &Command) -> String {
    let name = Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    let mut words = vec![name.to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|argument| argument.to_string_lossy().into_owned()),
    );
    words.join(" ")
}
