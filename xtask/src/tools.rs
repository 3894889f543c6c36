//! `cargo xtask tools`: the tools that turn the web app into a bundle, at pinned versions.
//!
//! They are built from source, once for each machine and version, so that nothing but Cargo's own
//! registry is needed. See docs/decisions/0002-tools.md.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::place;
use crate::running::{announce, answer, program, stream};

pub const TRUNK: &str = "0.21.14";
pub const WASM_BINDGEN: &str = "0.2.130";
const WASM: &str = "wasm32-unknown-unknown";

struct Tool {
    name: &'static str,
    version: &'static str,
    patience: &'static str,
    install: fn(&mut Command),
}

const TOOLS: &[Tool] = &[
    Tool {
        name: "trunk",
        version: TRUNK,
        patience: "3 to 4 minutes, once",
        install: install_trunk,
    },
    Tool {
        name: "wasm-bindgen",
        version: WASM_BINDGEN,
        patience: "1 to 2 minutes, once",
        install: install_wasm_bindgen,
    },
];

/// The command.
pub fn run(mut arguments: lexopt::Parser) -> Result<()> {
    if let Some(argument) = arguments.next()? {
        return Err(argument.unexpected().into());
    }
    ensure()?;
    for tool in TOOLS {
        println!(
            "{:<13} {:<9} {}",
            tool.name,
            tool.version,
            tool.binary().display()
        );
    }
    Ok(())
}

/// Makes what is missing. Quick when nothing is.
pub fn ensure() -> Result<()> {
    ensure_wasm_target()?;
    let missing: Vec<_> = TOOLS
        .iter()
        .filter(|tool| !tool.binary().is_file())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    missing.into_iter().try_for_each(make)?;
    // More than a gigabyte, and the next version would use little of it.
    fs::remove_dir_all(building()).context("cannot remove what the tools were built in")
}

fn building() -> PathBuf {
    place::tools().join("build")
}

/// `PATH` with the pinned tools before any other of the same names.
pub fn search_path() -> Result<OsString> {
    let ours = TOOLS.iter().map(|tool| tool.folder().join("bin"));
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths(ours.chain(env::split_paths(&path))).context("cannot compose PATH")
}

/// The program file of Trunk.
pub fn trunk() -> PathBuf {
    TOOLS[0].binary()
}

impl Tool {
    fn folder(&self) -> PathBuf {
        place::tools().join(format!("{}-{}", self.name, self.version))
    }

    fn binary(&self) -> PathBuf {
        self.folder()
            .join("bin")
            .join(format!("{}{}", self.name, env::consts::EXE_SUFFIX))
    }
}

fn make(tool: &Tool) -> Result<()> {
    announce(&format!(
        "Making {} {} ({})",
        tool.name, tool.version, tool.patience
    ));
    let start = Instant::now();
    let mut command = program("cargo");
    command
        .arg("install")
        .arg("--locked")
        .arg("--root")
        .arg(tool.folder());
    // Apart from the shop's target folder: other flags, other lock files, and it may be cleaned.
    command.env("CARGO_TARGET_DIR", building());
    command.env_remove("RUSTFLAGS");
    (tool.install)(&mut command);
    stream(&mut command)?;
    println!(
        "Made {} in {:.0} s.",
        tool.name,
        start.elapsed().as_secs_f64()
    );
    Ok(())
}

/// As published, Trunk is optimised for nine and a half minutes on two cores; it mostly waits for
/// Cargo, so it is built as quickly as possible instead.
fn install_trunk(command: &mut Command) {
    command
        .args(["trunk", "--version", TRUNK, "--no-default-features"])
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "false");
}

fn install_wasm_bindgen(command: &mut Command) {
    command.args(["--path", "tools"]);
}

fn ensure_wasm_target() -> Result<()> {
    let libraries = answer(program("rustc").args(["--print", "target-libdir", "--target", WASM]));
    if libraries.is_some_and(|folder| PathBuf::from(folder).is_dir()) {
        return Ok(());
    }
    announce("Adding the WebAssembly target");
    stream(program("rustup").args(["target", "add", WASM]))
        .with_context(|| format!("this Rust cannot compile for {WASM}, and rustup did not help"))
}
