//! `cargo xtask shop`: from a fresh clone to a shop one can walk through.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use lexopt::Arg::Long;

use crate::running::{Mode, announce, cargo, stream};
use crate::running_server::{RunningServer, remove, seed};
use crate::{bundle, place};

/// The command.
pub fn run(mut arguments: lexopt::Parser) -> Result<()> {
    let mut listen: SocketAddr = ([127, 0, 0, 1], 3000).into();
    let mut fresh = false;
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("listen") => listen = listen_at(&mut arguments)?,
            Long("fresh") => fresh = true,
            _ => return Err(argument.unexpected().into()),
        }
    }
    let server = build_server(Mode::Release, &bundle::build(Mode::Release)?)?;
    let database = place::root().join("var/shop.sqlite");
    if fresh {
        remove(&database)?;
    }
    if !database.exists() {
        seed(&server, &database)?;
    }
    serve(&server, &database, listen)
}

/// Compiles the server around a bundle and returns its program.
pub fn build_server(mode: Mode, bundle: &Path) -> Result<PathBuf> {
    announce("Server (3 to 5 minutes the first time)");
    let mut build = cargo(mode, &["build", "--package", "baguni-server"]);
    if mode == Mode::Release {
        build.arg("--release");
    }
    stream(build.env("BAGUNI_BUNDLE", bundle))?;
    let program = format!("baguni{}", std::env::consts::EXE_SUFFIX);
    Ok(place::target().join(mode.folder()).join(program))
}

fn serve(server: &Path, database: &Path, listen: SocketAddr) -> Result<()> {
    announce("Opening the shop");
    let running = RunningServer::start(server, database, listen)?;
    println!(
        "\n  The shop is open: {}\n  Ctrl-C closes it.\n",
        running.url()
    );
    running.wait()
}

fn listen_at(arguments: &mut lexopt::Parser) -> Result<SocketAddr> {
    let value = arguments.value()?.to_string_lossy().into_owned();
    value
        .parse()
        .with_context(|| format!("--listen wants an address like 0.0.0.0:3000, not {value}"))
}
