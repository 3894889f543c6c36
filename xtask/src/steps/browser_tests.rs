//! The step `browser`: the whole product from outside, by `node --test` on `tests/*.test.mjs`,
//! against a server of its own on the development bundle, which names file and line when a page
//! does not hydrate.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::Outcome;
use crate::running::{Mode, announce, program, stream};
use crate::running_server::{RunningServer, free_address, remove, seed, url};
use crate::{browser, bundle, npm, place, shop};

pub fn run() -> Result<Outcome> {
    let tests = tests()?;
    if tests.is_empty() {
        return Ok(Outcome::Skipped("there are no tests/*.test.mjs"));
    }
    let chromium = browser::chromium()?;
    npm::ensure()?;
    let bundle = bundle::build(Mode::Debug)?;
    let binary = shop::build_server(Mode::Debug, &bundle)?;
    let database = place::target().join("browser-tests/shop.sqlite");
    remove(&database)?;
    seed(&binary, &database)?;
    // What the server and the tests are told is the same, for a test may start servers of its own.
    let told = |mut command: Command| {
        command
            .env("BAGUNI_BUNDLE_FOLDER", &bundle)
            .env("BAGUNI_METRICS_LISTEN", "off")
            .env("BAGUNI_MAIL_FOLDER", database.with_file_name("mail"))
            // All shoppers of the tests come from one address.
            .env("BAGUNI_SIGN_UPS", "1000");
        command.env(
            "BAGUNI_LOG",
            env::var_os("BAGUNI_LOG").unwrap_or_else(|| "warn".into()),
        );
        command
    };
    let server = RunningServer::start(told(program(&binary)), &database, free_address()?)?;
    announce("Journeys in the browser");
    let mut node = told(program("node"));
    node.args(["--test", "--test-reporter=spec", "--test-timeout=600000"])
        .args(tests);
    node.env("BAGUNI_URL", server.url())
        .env("BAGUNI_CHROMIUM", chromium)
        .env("BAGUNI_BIN", binary)
        .env("BAGUNI_DATABASE", url(&database));
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
