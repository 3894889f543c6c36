//! `cargo xtask soak kiosk`: thousands of people at one screen of a store, one after another, and
//! what page, browser and server hold in the end. Nothing may have grown.

use anyhow::{Context, Result, bail};
use lexopt::Arg::{Long, Value};

use crate::running::{Mode, announce, stream};
use crate::running_server::{RunningServer, free_address, remove, seed, url};
use crate::{bundle, npm, place, shop};

const SESSIONS: u32 = 2_000;

/// The command.
pub fn run(mut arguments: lexopt::Parser) -> Result<()> {
    let (mut what, mut sessions) = (None, SESSIONS);
    while let Some(argument) = arguments.next()? {
        match argument {
            Value(value) if what.is_none() => what = Some(value),
            Long("sessions") => {
                let value = arguments.value()?;
                let number = value.to_str().and_then(|value| value.parse().ok());
                sessions = number.context("--sessions wants a number from 1")?;
            }
            _ => return Err(argument.unexpected().into()),
        }
    }
    if what.is_none_or(|what| what != "kiosk") {
        bail!("`cargo xtask soak kiosk` is the one there is");
    }
    kiosk(sessions)
}

/// On the shop as it is shipped, in a database of its own.
fn kiosk(sessions: u32) -> Result<()> {
    let server = shop::build_server(Mode::Release, &bundle::build(Mode::Release)?)?;
    let database = place::target().join("soak/shop.sqlite");
    remove(&database)?;
    seed(&server, &database)?;
    let mut serving = shop::quiet(&server);
    serving.env("BAGUNI_LOG", "warn");
    let running = RunningServer::start(serving, &database, free_address()?)?;
    announce(&format!("{sessions} people at one kiosk"));
    let mut soak = npm::script("kiosk-soak.mjs", &running)?;
    soak.args([sessions.to_string(), running.id().to_string()]);
    stream(soak.env("BAGUNI_DATABASE", url(&database)))
}
