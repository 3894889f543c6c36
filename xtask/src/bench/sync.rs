//! `cargo xtask bench sync`: baskets on the released server over real sockets, and what the disk
//! takes in the same minutes. The load is `crates/server/examples/sync_load`.

use anyhow::Result;

use super::beside;

/// The benchmark.
pub fn run() -> Result<()> {
    beside::load("sync", "Baskets (a minute)", |running| {
        vec![running.id().to_string()]
    })
}
