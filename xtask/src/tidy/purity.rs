//! What the vocabulary and the mergeable cart never touch: clock, files, network, waiting.

use super::expect_none;
use super::source::{Source, sources};

/// In shipped code and in tests alike: a test that needs the clock tests the wrong thing.
const REFUSED: &[&str] = &[
    "std::time",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "async fn",
    "async move",
    ".await",
    "rand::",
    "Instant::now",
    "SystemTime",
    "HashMap",
    "HashSet",
];

#[test]
fn the_trade_and_the_cart_are_pure() {
    let sources = sources(&["crates/commerce/src", "crates/replica/src"]);
    let findings: Vec<_> = sources.iter().flat_map(impurities).collect();
    expect_none(
        "commerce and replica know no IO, clock, randomness or order by hash",
        &findings,
    );
}

fn impurities(source: &Source) -> Vec<String> {
    let mut findings = Vec::new();
    for (index, line) in source.code.lines().enumerate() {
        for word in REFUSED.iter().filter(|word| line.contains(**word)) {
            findings.push(format!("{}:{}: {word}", source.path, index + 1));
        }
    }
    findings
}
