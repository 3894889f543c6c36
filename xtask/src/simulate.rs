//! `cargo xtask simulate`: histories of shoppers on bad networks, each judged, as many as asked.

use anyhow::{Context, Result};
use lexopt::Arg::Long;

use crate::running::{announce, cargo, stream};

const HISTORIES: u64 = 1_000_000;

/// The command. A seed alone is that history again, told step by step.
pub fn run(mut arguments: lexopt::Parser) -> Result<()> {
    let (mut seeds, mut first) = (None, None);
    while let Some(argument) = arguments.next()? {
        let number = match argument {
            Long("seeds") => &mut seeds,
            Long("seed") => &mut first,
            _ => return Err(argument.unexpected().into()),
        };
        let value = arguments.value()?;
        let value = value.to_str().and_then(|value| value.parse::<u64>().ok());
        *number = Some(value.context("--seeds and --seed want a number")?);
    }
    let seeds = seeds.unwrap_or(if first.is_some() { 1 } else { HISTORIES });
    let first = first.unwrap_or_default();
    announce(&format!("{seeds} histories from seed {first}"));
    let simulate = "run --quiet --release --package baguni-replica --example simulate --";
    let simulate: Vec<&str> = simulate.split(' ').collect();
    stream(
        cargo(&simulate)
            .arg(seeds.to_string())
            .arg(first.to_string()),
    )
}
