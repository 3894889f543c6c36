//! `cargo xtask lighthouse`: how fast and sound the shop is for a phone on a slow line.

use anyhow::{Context, Result};
use lexopt::Arg::Long;

use crate::running::{announce, stream};
use crate::{npm, shop};

const RUNS: u32 = 5;

/// The command.
pub fn run(mut arguments: lexopt::Parser) -> Result<()> {
    let mut runs = RUNS;
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("runs") => {
                let value = arguments.value()?;
                let number = value.to_str().and_then(|value| value.parse().ok());
                runs = number.context("--runs wants a number from 1")?;
            }
            _ => return Err(argument.unexpected().into()),
        }
    }
    let server = shop::open_beside("lighthouse")?;
    announce(&format!(
        "Lighthouse, {runs} runs on 3 pages (about 15 seconds each)"
    ));
    stream(npm::script("lighthouse.mjs", &server)?.arg(runs.to_string()))
}
