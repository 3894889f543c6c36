//! Which crate may depend on which, as layout and ARCHITECTURE.md draw it.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use super::expect_none;
use super::source::line_at;
use crate::place;
use crate::running::{answer, program};

/// A crate, and the crates of ours it may name. `baguni` is the web app at the root.
const ARROWS: &[(&str, &[&str])] = &[
    ("baguni-commerce", &[]),
    ("baguni-replica", &["baguni-commerce"]),
    ("baguni-api", &["baguni-commerce", "baguni-replica"]),
    (
        "baguni",
        &["baguni-commerce", "baguni-replica", "baguni-api"],
    ),
    ("baguni-storage", &["baguni-commerce", "baguni-replica"]),
    (
        "baguni-server",
        &[
            "baguni",
            "baguni-commerce",
            "baguni-replica",
            "baguni-api",
            "baguni-storage",
        ],
    ),
    ("xtask", &[]),
];

/// Only for tests, and only where no browser is.
const TEST_ARROWS: &[(&str, &[&str])] = &[("baguni", &["baguni-server", "baguni-storage"])];

/// What the vocabulary and the mergeable cart may take from outside.
const PURE: &[&str] = &["baguni-commerce", "baguni-replica"];
/// Ways of writing and hashing values, and no more.
const WELCOME: &[&str] = &["postcard", "serde", "thiserror", "xxhash-rust"];

#[test]
fn there_are_no_other_crates() {
    let known: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    let findings: Vec<_> = packages()
        .iter()
        .filter(|package| !known.contains(text(package, "name")))
        .map(|package| at(package, "name"))
        .collect();
    expect_none(
        "a new crate needs a new wall: another target, program or database",
        &findings,
    );
}

#[test]
fn arrows_point_inwards() {
    let findings = refused(|package, dependency| {
        let ours = dependency["path"].is_string();
        !ours || allowed(ARROWS, package, dependency) || test_arrow(package, dependency)
    });
    expect_none(
        "an arrow between crates that layout does not draw",
        &findings,
    );
}

#[test]
fn the_pure_crates_take_little_from_outside() {
    let findings = refused(|package, dependency| {
        let name = text(dependency, "name");
        !PURE.contains(&text(package, "name"))
            || dependency["kind"] == "dev"
            || dependency["path"].is_string()
            || WELCOME.contains(&name)
            || name.starts_with("unicode-")
    });
    expect_none(
        "commerce and replica take only what writes and hashes values from outside",
        &findings,
    );
}

fn allowed(arrows: &[(&str, &[&str])], package: &Value, dependency: &Value) -> bool {
    let from = text(package, "name");
    let to = text(dependency, "name");
    arrows
        .iter()
        .any(|(name, targets)| *name == from && targets.contains(&to))
}

/// A test of the web app may run a server, but what is compiled for the browser never sees it.
fn test_arrow(package: &Value, dependency: &Value) -> bool {
    dependency["kind"] == "dev"
        && dependency["target"]
            .as_str()
            .is_some_and(|target| target.contains("not(target_"))
        && allowed(TEST_ARROWS, package, dependency)
}

/// The dependencies a rule does not let pass.
fn refused(passes: impl Fn(&Value, &Value) -> bool) -> Vec<String> {
    let mut findings = Vec::new();
    for package in packages() {
        for dependency in list(&package, "dependencies") {
            if !passes(&package, dependency) {
                findings.push(at(&package, text(dependency, "name")));
            }
        }
    }
    findings
}

/// What Cargo says about the members of the workspace.
fn packages() -> Vec<Value> {
    let arguments = ["metadata", "--format-version=1", "--no-deps", "--offline"];
    let metadata = answer(program("cargo").args(arguments)).expect("manifests Cargo understands");
    let metadata: Value = serde_json::from_str(&metadata).expect("Cargo writes JSON");
    list(&metadata, "packages").to_vec()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// The line of a package's manifest that begins with `word`.
fn at(package: &Value, word: &str) -> String {
    let path = text(package, "manifest_path");
    let manifest = fs::read_to_string(path).expect("a readable manifest");
    let line = manifest
        .rfind(&format!("\n{word}"))
        .map_or(1, |offset| line_at(&manifest, offset + 1));
    let path = path
        .strip_prefix(&*place::root().to_string_lossy())
        .unwrap_or(path);
    format!("{}:{line}: {word}", path.trim_start_matches('/'))
}
