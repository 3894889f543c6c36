//! `cargo xtask screenshots`: pictures of every kind of page, for eyes.

use anyhow::Result;
use lexopt::Arg::Long;
use std::path::PathBuf;

use crate::running::{announce, stream};
use crate::{npm, place, shop};

/// The command.
pub fn run(mut arguments: lexopt::Parser) -> Result<()> {
    let mut folder = place::target().join("screenshots");
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("out") => folder = std::path::absolute(PathBuf::from(arguments.value()?))?,
            _ => return Err(argument.unexpected().into()),
        }
    }
    let server = shop::open_beside("screenshots")?;
    announce("Taking pictures (about two minutes)");
    stream(npm::script("screenshots.mjs", &server)?.arg(folder))
}
