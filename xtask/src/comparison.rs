//! `cargo xtask comparison`: Baguni's cart beside those of Yjs, Loro, Automerge and the shops of
//! today, on the same histories. What comes out is the tables of `docs/comparison.md`.

use std::path::Path;

use anyhow::{Context, Result};
use lexopt::Arg::Long;

use crate::npm;
use crate::running::{announce, program, stream};

const HISTORIES: u32 = 10_000;

/// The command.
pub fn run(mut arguments: lexopt::Parser) -> Result<()> {
    let mut histories = HISTORIES;
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("histories") => {
                let value = arguments.value()?;
                let number = value.to_str().and_then(|value| value.parse().ok());
                histories = number.context("--histories wants a number from 1")?;
            }
            _ => return Err(argument.unexpected().into()),
        }
    }
    npm::ensure_in(Path::new("tests/comparison"))?;
    announce(&format!(
        "{histories} histories on every cart (about a minute for 2,500)"
    ));
    stream(
        program("node")
            .arg("tests/comparison/run.mjs")
            .arg(histories.to_string()),
    )
}
