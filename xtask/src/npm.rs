//! The npm packages of the browser tests, as `tests/package-lock.json` pins them.

use std::fs;

use anyhow::{Context, Result};

use crate::running::{announce, program, stream};
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
