//! `cargo xtask browser`: what the browser tests run with, Chromium, Node and npm packages.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::npm;
use crate::running::{announce, answer, on_path, program, stream};

const NODE: u32 = 20;

/// The command.
pub fn run(mut arguments: lexopt::Parser) -> Result<()> {
    if let Some(argument) = arguments.next()? {
        return Err(argument.unexpected().into());
    }
    println!("chromium  {}", chromium()?.display());
    println!("node      {}", node()?.display());
    npm::ensure()
}

/// The browser, installed first where that is possible.
pub fn chromium() -> Result<PathBuf> {
    if let Some(named) = env::var_os("BAGUNI_CHROMIUM").map(PathBuf::from) {
        if !named.is_file() {
            bail!(
                "BAGUNI_CHROMIUM names {}, which is no file",
                named.display()
            );
        }
        return Ok(named);
    }
    found_or_installed(
        find_chromium,
        &["chromium", "fonts-noto-cjk"],
        "Chromium, as `chromium`, `chromium-browser` or `google-chrome` on PATH or named by \
         BAGUNI_CHROMIUM, and a font with Hangul",
    )
}

/// Node, with npm beside it.
pub fn node() -> Result<PathBuf> {
    let wanted = format!("Node {NODE} or later with npm");
    found_or_installed(find_node, &["nodejs", "npm"], &wanted)
}

fn find_chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find_map(on_path)
}

fn find_node() -> Option<PathBuf> {
    let node = on_path("node").filter(|_| on_path("npm").is_some())?;
    let version = answer(program(&node).arg("--version"))?;
    let major: u32 = version
        .trim_start_matches('v')
        .split('.')
        .next()?
        .parse()
        .ok()?;
    (major >= NODE).then_some(node)
}

fn found_or_installed(
    find: fn() -> Option<PathBuf>,
    packages: &[&str],
    wanted: &str,
) -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    let by_hand = format!("on Debian: apt-get install --no-install-recommends {packages:?}")
        .replace(['[', ']', '"', ','], "");
    if !may_install() {
        bail!("the browser tests need {wanted}; {by_hand}");
    }
    announce(&format!(
        "Installing {} (a minute or two, once)",
        packages.join(" and ")
    ));
    install(packages)?;
    match find() {
        Some(found) => Ok(found),
        None => bail!("the packages {packages:?} of this machine are not {wanted}"),
    }
}

/// Whether this is root on a machine with Debian's packages, a container most likely.
fn may_install() -> bool {
    let root = answer(program("id").arg("-u")).is_some_and(|user| user == "0");
    root && Path::new("/etc/debian_version").exists() && on_path("apt-get").is_some()
}

fn install(packages: &[&str]) -> Result<()> {
    stream(program("apt-get").args(["update", "--quiet", "--quiet"]))?;
    let mut command = program("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
        .args(["install", "--yes", "--quiet", "--no-install-recommends"])
        .args(packages);
    stream(&mut command)
}
