//! The rules of the house, as tests: `cargo test --package xtask tidy`.
//!
//! Each rule looks at every source it concerns and names file and line of what it refuses. The
//! reasons are in ARCHITECTURE.md and docs/decisions.

mod arrows;
mod names;
mod purity;
mod shape;
mod source;
mod versions;

/// Fails with all findings of a rule at once.
fn expect_none(rule: &str, findings: &[String]) {
    assert!(
        findings.is_empty(),
        "\n{rule}:\n  {}\n",
        findings.join("\n  ")
    );
}
