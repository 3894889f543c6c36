//! The npm packages of the browser tests, as `tests/package-lock.json` pins them.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::running::{announce, program, stream};
use crate::running_server::RunningServer;
use crate::{browser, place};

/// Installs them unless the lock file is the one installed last.
pub fn ensure() -> Result<()> {
    browser::node()?;
    let tests = place::root().join("tests");
    let lock = fs::read(tests.join("package-lock.json")).context("tests/package-lock.json")?;
    let installed = tests.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|before| before == lock) {
        return Ok(());
    }
    announce("Installing the npm packages of the browser tests (under a minute)");
    let mut npm = program("npm");
    npm.current_dir(&tests)
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
