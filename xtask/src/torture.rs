//! `cargo xtask torture`: the server killed again and again under load and over a bad network, for
//! as long as asked. What is promised then stands in `crates/server/tests/torture`.

use anyhow::{Context, Result};
use lexopt::Arg::Long;

use crate::place;
use crate::running::{announce, cargo, program, stream};

/// The command.
pub fn run(mut arguments: lexopt::Parser) -> Result<()> {
    let (mut minutes, mut seed) = (1.0, None);
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("minutes") => minutes = number(&mut arguments)?,
            Long("seed") => seed = Some(number::<u64>(&mut arguments)?),
            _ => return Err(argument.unexpected().into()),
        }
    }
    let built = ["build", "--package", "baguni-server", "--bin", "baguni"];
    stream(cargo(&built).args(["--example", "torture"]))?;
    let debug = place::target().join("debug");
    announce(&format!("Torture, for {minutes} min"));
    let mut torture = program(debug.join("examples/torture"));
    torture.arg(debug.join("baguni")).arg(minutes.to_string());
    stream(torture.args(seed.map(|seed| seed.to_string())))
}

fn number<T: std::str::FromStr>(arguments: &mut lexopt::Parser) -> Result<T> {
    let value = arguments.value()?;
    let number = value.to_str().and_then(|value| value.parse().ok());
    number.with_context(|| format!("{value:?} is no number"))
}
