//! Names that say nothing, refused for files and modules.

use super::expect_none;
use super::source::all_sources;

const REFUSED: &[&str] = &[
    "common", "core", "data", "helper", "helpers", "info", "manager", "managers", "misc",
    "service", "services", "util", "utils",
];

#[test]
fn no_file_is_a_drawer() {
    let findings: Vec<_> = all_sources()
        .iter()
        .filter(|source| {
            let mut parts = source.path.trim_end_matches(".rs").split('/');
            parts.any(|part| REFUSED.contains(&part))
        })
        .map(|source| format!("{}:1", source.path))
        .collect();
    expect_none("a file is named for what is in it", &findings);
}

#[test]
fn no_module_is_a_drawer() {
    let mut findings = Vec::new();
    for source in all_sources() {
        for (index, line) in source.code.lines().enumerate() {
            if module(line).is_some_and(|name| REFUSED.contains(&name)) {
                findings.push(format!("{}:{}", source.path, index + 1));
            }
        }
    }
    expect_none("a module is named for what is in it", &findings);
}

fn module(line: &str) -> Option<&str> {
    let mut words = line.trim().split([' ', '{', ';']);
    words.by_ref().find(|word| *word == "mod")?;
    words.next()
}
