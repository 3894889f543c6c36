//! `cargo xtask test`: every check a change must pass, as named steps.

mod browser_tests;

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use lexopt::Arg::Long;

use crate::bundle;
use crate::running::{Mode, announce, answer, cargo, program, stream};

struct Step {
    name: &'static str,
    summary: &'static str,
    run: fn() -> Result<Outcome>,
}

pub enum Outcome {
    Passed,
    Skipped(&'static str),
}

/// In this order: what fails fastest first, and nothing built twice.
const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        summary: "the code is formatted",
        run: fmt,
    },
    Step {
        name: "tidy",
        summary: "the rules of the house, and xtask's own tests",
        run: tidy,
    },
    Step {
        name: "clippy",
        summary: "no warnings, for the server and the browser",
        run: clippy,
    },
    Step {
        name: "unit",
        summary: "unit, contract and documentation tests",
        run: unit,
    },
    Step {
        name: "bundle",
        summary: "the bundle builds for development",
        run: debug_bundle,
    },
    Step {
        name: "browser",
        summary: "journeys in a real browser",
        run: browser_tests::run,
    },
    Step {
        name: "size",
        summary: "the release bundle stays small",
        run: size,
    },
    Step {
        name: "deny",
        summary: "licences and sources of dependencies",
        run: deny,
    },
];

/// The command.
pub fn run(mut arguments: lexopt::Parser) -> Result<()> {
    let (mut only, mut keep_going) = (Vec::new(), false);
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("only") => only.push(known(&arguments.value()?.to_string_lossy())?),
            Long("keep-going") => keep_going = true,
            Long("list") => return list(),
            _ => return Err(argument.unexpected().into()),
        }
    }
    let chosen = STEPS
        .iter()
        .filter(|step| only.is_empty() || only.contains(&step.name));
    run_steps(chosen, keep_going)
}

fn known(name: &str) -> Result<&'static str> {
    match STEPS.iter().find(|step| step.name == name) {
        Some(step) => Ok(step.name),
        None => bail!("there is no step `{name}`; `cargo xtask test --list` lists them"),
    }
}

fn list() -> Result<()> {
    for step in STEPS {
        println!("{:<8} {}", step.name, step.summary);
    }
    Ok(())
}

/// Runs the steps and sums up what happened, also when one of them ended the run.
fn run_steps(steps: impl Iterator<Item = &'static Step>, keep_going: bool) -> Result<()> {
    let mut summary = Vec::new();
    let mut failures = Vec::new();
    for step in steps {
        announce(&format!("{}: {}", step.name, step.summary));
        let start = Instant::now();
        let outcome = (step.run)();
        summary.push(summary_line(step, start.elapsed(), &outcome));
        if let Err(error) = outcome {
            eprintln!("\n{}: {error:#}", step.name);
            failures.push(step.name);
            if !keep_going {
                break;
            }
        }
    }
    println!("\n{}", summary.join("\n"));
    if !failures.is_empty() {
        bail!("failed: {}", failures.join(", "));
    }
    Ok(())
}

fn summary_line(step: &Step, time: Duration, outcome: &Result<Outcome>) -> String {
    let result = match outcome {
        Ok(Outcome::Passed) => "ok".to_owned(),
        Ok(Outcome::Skipped(reason)) => format!("skipped: {reason}"),
        Err(_) => "FAILED".to_owned(),
    };
    format!("{:<8} {:>7.1} s  {result}", step.name, time.as_secs_f64())
}

fn passes(command: &mut Command) -> Result<Outcome> {
    stream(command)?;
    Ok(Outcome::Passed)
}

fn fmt() -> Result<Outcome> {
    stream(&mut cargo(&["fmt", "--all", "--check"]))?;
    let tools = ["fmt", "--manifest-path", "tools/Cargo.toml", "--check"];
    passes(&mut cargo(&tools))
}

/// Without backtraces: a rule names the lines itself.
fn tidy() -> Result<Outcome> {
    let mut tests = cargo(&["test", "--quiet", "--package", "xtask"]);
    passes(tests.env("RUST_BACKTRACE", "0"))
}

/// Twice, because half of the web app is compiled only for one side.
fn clippy() -> Result<Outcome> {
    let native = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    stream(&mut cargo(&native))?;
    let web = [
        "clippy",
        "--package",
        "baguni",
        "--target",
        "wasm32-unknown-unknown",
    ];
    let mut web = cargo(&web);
    passes(web.args([
        "--no-default-features",
        "--features",
        "hydrate",
        "--",
        "-D",
        "warnings",
    ]))
}

fn unit() -> Result<Outcome> {
    passes(&mut cargo(&["test", "--workspace", "--exclude", "xtask"]))
}

fn debug_bundle() -> Result<Outcome> {
    bundle::build(Mode::Debug)?;
    Ok(Outcome::Passed)
}

fn size() -> Result<Outcome> {
    let folder = bundle::build(Mode::Release)?;
    bundle::check_size(&folder)?;
    Ok(Outcome::Passed)
}

/// Where cargo-deny is not installed, building it would take longer than all the rest.
fn deny() -> Result<Outcome> {
    if answer(program("cargo").args(["deny", "--version"])).is_none() {
        return Ok(Outcome::Skipped("cargo-deny is not installed"));
    }
    passes(program("cargo").args(["deny", "--workspace", "check"]))
}
