//! `cargo xtask bench checkout`: orders on the released server over real connections, and what the
//! disk takes in the same minutes. The load is `crates/server/examples/checkout_load`. Then the
//! quote of a large cart, on this machine.

use anyhow::Result;

use super::beside;
use crate::running::{announce, cargo, stream};

/// The benchmark.
pub fn run() -> Result<()> {
    beside::load("checkout", "Orders (half a minute)", |_| Vec::new())?;
    announce("Quotes");
    let quote = ["run", "--release", "--package", "baguni-commerce"];
    stream(cargo(&quote).args(["--example", "quote"]))
}
