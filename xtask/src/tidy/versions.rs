//! What is written down twice is written down the same, and the shell lists every stylesheet.

use std::fs;

use super::expect_none;
use crate::place;
use crate::tools::{TRUNK, WASM_BINDGEN};

#[test]
fn the_tools_have_one_version() {
    let findings: Vec<_> = [
        ("Trunk.toml", format!("trunk-version = \"={TRUNK}\"")),
        ("Trunk.toml", format!("wasm_bindgen = \"{WASM_BINDGEN}\"")),
        ("Cargo.toml", format!("wasm-bindgen = \"={WASM_BINDGEN}\"")),
        ("tools/Cargo.toml", format!("version = \"{WASM_BINDGEN}\"")),
        (
            "tools/Cargo.toml",
            format!("wasm-bindgen-cli = {{ version = \"={WASM_BINDGEN}\""),
        ),
    ]
    .into_iter()
    .filter(|(file, line)| !read(file).contains(line))
    .map(|(file, line)| format!("{file}:1: expected {line}"))
    .collect();
    expect_none(
        "Trunk and wasm-bindgen are pinned in one version everywhere",
        &findings,
    );
}

#[test]
fn the_shell_lists_every_stylesheet() {
    let shell = read("index.html");
    let listed = |name: &String| shell.contains(&format!("href=\"style/{name}\""));
    let missing = stylesheets().into_iter().filter(|name| !listed(name));
    let findings: Vec<_> = missing.map(|name| format!("style/{name}:1")).collect();
    expect_none(
        "a stylesheet index.html does not list is never sent",
        &findings,
    );
}

#[test]
fn stylesheets_import_nothing() {
    let mut findings = Vec::new();
    for name in stylesheets() {
        for (index, line) in read(&format!("style/{name}")).lines().enumerate() {
            if line.trim_start().starts_with("@import") {
                findings.push(format!("style/{name}:{}", index + 1));
            }
        }
    }
    expect_none(
        "Trunk follows no @import; list the stylesheet in index.html",
        &findings,
    );
}

fn stylesheets() -> Vec<String> {
    let Ok(entries) = fs::read_dir(place::root().join("style")) else {
        return Vec::new();
    };
    let names = entries.map(|entry| entry.expect("a readable folder").file_name());
    let mut names: Vec<_> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.retain(|name| name.ends_with(".css"));
    names.sort();
    names
}

fn read(file: &str) -> String {
    fs::read_to_string(place::root().join(file)).expect("a file of the workspace")
}
