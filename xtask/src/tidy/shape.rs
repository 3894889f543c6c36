//! How long things may be, how a file opens, and what no shipped code says.

use super::expect_none;
use super::source::{Source, all_sources, line_at};

const LONGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 70;

#[test]
fn files_open_by_saying_what_they_are() {
    let findings: Vec<_> = all_sources()
        .iter()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| format!("{}:1", source.path))
        .collect();
    expect_none("a file opens with `//!` and what it is", &findings);
}

#[test]
fn files_are_short() {
    let findings: Vec<_> = all_sources()
        .iter()
        .map(|source| (source, source.shipped_lines().count()))
        .filter(|(_, length)| *length > LONGEST_FILE)
        .map(|(source, length)| format!("{}:{LONGEST_FILE}: {length} lines", source.path))
        .collect();
    expect_none("a file has at most 400 lines without its tests", &findings);
}

#[test]
fn functions_are_short() {
    let findings: Vec<_> = all_sources().iter().flat_map(long_functions).collect();
    expect_none("a function has at most 70 lines", &findings);
}

#[test]
fn shipped_code_does_not_unwrap() {
    let findings: Vec<_> = all_sources().iter().flat_map(unwraps).collect();
    expect_none(
        "`unwrap` is for tests; `expect` states the invariant",
        &findings,
    );
}

fn long_functions(source: &Source) -> Vec<String> {
    let lengths = functions(source).into_iter().map(|start| {
        let first = line_at(&source.code, start);
        (
            first,
            line_at(&source.code, source.end_of(start)) - first + 1,
        )
    });
    lengths
        .filter(|(_, length)| *length > LONGEST_FUNCTION)
        .map(|(line, length)| format!("{}:{line}: {length} lines", source.path))
        .collect()
}

/// Where each `fn` stands.
fn functions(source: &Source) -> Vec<usize> {
    let code = &source.code;
    let begins_word = |at: usize| at == 0 || code.as_bytes()[at - 1].is_ascii_whitespace();
    code.match_indices("fn ")
        .map(|(at, _)| at)
        .filter(|at| begins_word(*at))
        .collect()
}

fn unwraps(source: &Source) -> Vec<String> {
    source
        .shipped_lines()
        .filter(|(_, line)| line.contains(".unwrap()"))
        .map(|(line, _)| format!("{}:{line}", source.path))
        .collect()
}

#[test]
fn a_long_function_is_found_where_it_begins() {
    let body = "    let x = \"}\";\n".repeat(LONGEST_FUNCTION);
    let text = format!("//! x\nfn short() {{}}\nfn long() {{\n{body}}}\n");
    let source = Source::new("src/x.rs".into(), text);
    assert_eq!(long_functions(&source), ["src/x.rs:3: 72 lines"]);
}
