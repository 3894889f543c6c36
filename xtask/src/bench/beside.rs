//! A load of the server's own examples beside a released server.

use anyhow::Result;

use super::{fresh_database, serve};
use crate::running::{Mode, announce, cargo, program, stream};
use crate::running_server::{RunningServer, seed};
use crate::{bundle, place, shop};

/// Builds the example `NAME_load`, starts a released server over the demo shop, and runs the load with
/// the server's address, what else it is to know of the server, and the database.
pub fn load(
    name: &str,
    what: &str,
    more: impl FnOnce(&RunningServer) -> Vec<String>,
) -> Result<()> {
    let bundle = bundle::build(Mode::Release)?;
    let server = shop::build_server(Mode::Release, &bundle)?;
    announce("The load");
    let example = format!("{name}_load");
    let build = ["build", "--release", "--package", "baguni-server"];
    // With the same bundle inside, or the server would be compiled once more.
    stream(
        cargo(&build)
            .args(["--example", &example])
            .env("BAGUNI_BUNDLE", bundle),
    )?;
    let database = fresh_database(name)?;
    seed(&server, &database)?;
    let running = serve(&server, &database)?;
    announce(what);
    let folder = place::target().join(Mode::Release.folder());
    stream(
        program(folder.join("examples").join(example))
            .arg(running.url().trim_start_matches("http://"))
            .args(more(&running))
            .arg(database),
    )
}
