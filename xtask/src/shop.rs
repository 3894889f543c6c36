//! `cargo xtask shop`: from a fresh clone to a shop one can walk through.

use std::env;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use lexopt::Arg::Long;

use crate::running::{Mode, announce, cargo, program, stream};
use crate::running_server::{RunningServer, free_address, remove, seed};
use crate::{bundle, place};

/// The command.
pub fn run(mut arguments: lexopt::Parser) -> Result<()> {
    let mut listen: SocketAddr = ([127, 0, 0, 1], 8080).into();
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

/// The demonstration shop as it is shipped, in a database of its own, for the command that looks
/// at it.
pub fn open_beside(command: &str) -> Result<RunningServer> {
    let server = build_server(Mode::Release, &bundle::build(Mode::Release)?)?;
    let database = place::target().join(command).join("shop.sqlite");
    remove(&database)?;
    seed(&server, &database)?;
    let mut serving = quiet(&server);
    serving.env("BAGUNI_LOG", "warn");
    RunningServer::start(serving, &database, free_address()?)
}

/// The server's program, without the second address it tells measurements at: two shops on one
/// machine would quarrel over it. What the user has set stands.
pub fn quiet(server: &Path) -> Command {
    let mut command = program(server);
    if env::var_os("BAGUNI_METRICS_LISTEN").is_none() {
        command.env("BAGUNI_METRICS_LISTEN", "off");
    }
    command
}

/// Compiles the server and returns its program. For release the bundle becomes part of it; in
/// development it is told where the bundle lies when it runs, so that neither waits for the other.
pub fn build_server(mode: Mode, bundle: &Path) -> Result<PathBuf> {
    announce("Server (3 to 5 minutes the first time)");
    let mut build = cargo(&["build", "--package", "baguni-server"]);
    if mode == Mode::Release {
        build.arg("--release").env("BAGUNI_BUNDLE", bundle);
    }
    stream(&mut build)?;
    let program = format!("baguni{}", env::consts::EXE_SUFFIX);
    Ok(place::target().join(mode.folder()).join(program))
}

fn serve(server: &Path, database: &Path, listen: SocketAddr) -> Result<()> {
    announce("Opening the shop");
    let running = RunningServer::start(quiet(server), database, listen)?;
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
        .with_context(|| format!("--listen wants an address like 0.0.0.0:8080, not {value}"))
}
