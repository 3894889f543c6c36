//! The step `browser`: the whole product from outside, by `node --test` on `tests/*.test.mjs`,
//! against a server of its own on the development bundle, which names file and line when a page
//! does not hydrate.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::Outcome;
use crate::running::{Mode, announce, program, stream};
use crate::running_server::{RunningServer, free_address, remove, seed};
use crate::{browser, bundle, npm, place, shop};

pub fn run() -> Result<Outcome> {
    let tests = tests()?;
    if tests.is_empty() {
        return Ok(Outcome::Skipped("there are no tests/*.test.mjs"));
    }
    let chromium = browser::chromium()?;
    npm::ensure()?;
    let binary = shop::build_server(Mode::Debug, &bundle::build(Mode::Debug)?)?;
    let database = place::target().join("browser-tests/shop.sqlite");
    remove(&database)?;
    seed(&binary, &database)?;
    let server = RunningServer::start(&binary, &database, free_address()?)?;
    announce("Journeys in the browser");
    let mut node = program("node");
    node.args(["--test", "--test-reporter=spec", "--test-timeout=180000"])
        .args(tests);
    node.env("BAGUNI_URL", server.url());
    node.env("BAGUNI_CHROMIUM", chromium)
        .env("BAGUNI_BIN", binary);
    stream(&mut node)?;
    Ok(Outcome::Passed)
}

/// The test files, by their path from the root, in order.
fn tests() -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(place::root().join("tests"))? {
        let name = entry?.file_name();
        if name.to_string_lossy().ends_with(".test.mjs") {
            found.push(Path::new("tests").join(name));
        }
    }
    found.sort();
    Ok(found)
}
