//! `cargo xtask bench sync`: baskets on the released server over real sockets, and what the disk
//! takes in the same minutes. The load is `crates/server/examples/sync_load`.

use anyhow::Result;

use super::{fresh_database, serve};
use crate::running::{Mode, announce, cargo, program, stream};
use crate::running_server::seed;
use crate::{bundle, place, shop};

/// The benchmark.
pub fn run() -> Result<()> {
    let bundle = bundle::build(Mode::Release)?;
    let server = shop::build_server(Mode::Release, &bundle)?;
    announce("The load");
    let load = ["build", "--release", "--package", "baguni-server"];
    // With the same bundle inside, or the server would be compiled once more.
    let mut load = cargo(&load);
    stream(
        load.args(["--example", "sync_load"])
            .env("BAGUNI_BUNDLE", bundle),
    )?;
    let database = fresh_database("sync")?;
    seed(&server, &database)?;
    let running = serve(&server, &database)?;
    announce("Baskets (a minute)");
    let folder = place::target().join(Mode::Release.folder());
    stream(
        program(folder.join("examples/sync_load"))
            .arg(running.url().trim_start_matches("http://"))
            .arg(running.id().to_string())
            .arg(database),
    )
}
