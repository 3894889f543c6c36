//! `cargo xtask bench pages|catalogue|sync|taps|checkout`: how fast the released shop is, on this machine, now.

mod beside;
mod catalogue;
mod checkout;
mod load;
mod pages;
mod sync;
mod taps;

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;

use crate::running::Mode;
use crate::running_server::{RunningServer, free_address};
use crate::{bundle, place, shop};

/// The command.
pub fn run(mut arguments: lexopt::Parser) -> Result<()> {
    let what = arguments
        .value()
        .context("say what: pages, catalogue, sync, taps or checkout")?;
    if let Some(argument) = arguments.next()? {
        return Err(argument.unexpected().into());
    }
    match &*what.to_string_lossy() {
        "pages" => pages::run(),
        "catalogue" => catalogue::run(),
        "sync" => sync::run(),
        "taps" => taps::run(),
        "checkout" => checkout::run(),
        other => bail!("there is no benchmark {other:?}: pages, catalogue, sync, taps or checkout"),
    }
}

/// The server as it is shipped, its bundle inside.
fn released_server() -> Result<PathBuf> {
    shop::build_server(Mode::Release, &bundle::build(Mode::Release)?)
}

/// A database of the benchmarks' own, gone before it is used.
fn fresh_database(name: &str) -> Result<PathBuf> {
    let folder = place::target().join("bench");
    fs::create_dir_all(&folder)?;
    let database = folder.join(format!("{name}.sqlite"));
    crate::running_server::remove(&database)?;
    Ok(database)
}

fn serve(server: &std::path::Path, database: &std::path::Path) -> Result<RunningServer> {
    RunningServer::start(shop::quiet(server), database, free_address()?)
}
