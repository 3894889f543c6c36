//! The npm packages of the browser tests and of the comparison, as their lock files pin them.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::running::{announce, program, stream};
use crate::running_server::RunningServer;
use crate::{browser, place};

/// Installs those of the browser tests.
pub fn ensure() -> Result<()> {
    ensure_in(Path::new("tests"))
}

/// Installs what a folder of the workspace pins, unless its lock file is the one installed last.
pub fn ensure_in(folder: &Path) -> Result<()> {
    browser::node()?;
    let place = place::root().join(folder);
    let lock = place.join("package-lock.json");
    let lock = fs::read(&lock).with_context(|| lock.display().to_string())?;
    let installed = place.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|before| before == lock) {
        return Ok(());
    }
    announce(&format!(
        "Installing the npm packages of {} (under a minute)",
        folder.display()
    ));
    let mut npm = program("npm");
    npm.current_dir(&place)
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    // The machine's own Chromium is used.
    npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .env("PUPPETEER_SKIP_DOWNLOAD", "1");
    stream(&mut npm)?;
    fs::write(&installed, lock).with_context(|| installed.display().to_string())
}

/// One of the programs in `tests/`, to be run on an open shop.
pub fn script(name: &str, server: &RunningServer) -> Result<Command> {
    ensure()?;
    let mut node = program("node");
    node.arg(place::root().join("tests").join(name))
        .env("BAGUNI_URL", server.url())
        .env("BAGUNI_CHROMIUM", browser::chromium()?);
    Ok(node)
}
