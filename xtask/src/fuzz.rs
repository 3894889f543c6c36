//! `cargo xtask fuzz`: libFuzzer on every decoder, so long each. Needs a C++ compiler.

use anyhow::{Context, Result};
use lexopt::Arg::Long;
use std::fs;

use crate::place;
use crate::running::{announce, program, stream};

const TARGETS: &[&str] = &["up", "down", "truth", "texts"];
const SECONDS: u64 = 60;

/// The instruments by which libFuzzer sees which way the code goes.
const INSTRUMENTS: &str = "--cfg fuzzing -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares \
    -Ccodegen-units=1";

/// More than a decoder may ever take.
const MEMORY_MB: u32 = 512;

/// The command.
pub fn run(mut arguments: lexopt::Parser) -> Result<()> {
    let mut seconds = SECONDS;
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("seconds") => {
                let value = arguments.value()?;
                let number = value.to_str().and_then(|value| value.parse().ok());
                seconds = number.context("--seconds wants a number")?;
            }
            _ => return Err(argument.unexpected().into()),
        }
    }
    TARGETS.iter().try_for_each(|target| fuzz(target, seconds))
}

fn fuzz(target: &str, seconds: u64) -> Result<()> {
    announce(&format!("{target}: {seconds} s"));
    let folder = place::target().join("fuzz");
    let corpus = folder.join("corpus").join(target);
    fs::create_dir_all(&corpus)?;
    let host = host()?;
    let mut build = program("cargo");
    build.env("CARGO_TARGET_DIR", &folder);
    build.env("RUSTFLAGS", INSTRUMENTS);
    // With a target named, build scripts are built without the instruments.
    let build = build.args([
        "build",
        "--quiet",
        "--release",
        "--locked",
        "--target",
        &host,
    ]);
    stream(build.args(["--manifest-path", "fuzz/Cargo.toml", "--bin", target]))?;
    let fuzzer = folder.join(&host).join("release").join(target);
    let mut fuzzer = program(fuzzer);
    fuzzer.arg(format!("-max_total_time={seconds}"));
    fuzzer.arg(format!("-rss_limit_mb={MEMORY_MB}"));
    fuzzer.args(["-max_len=4096", "-timeout=5", "-print_final_stats=1"]);
    fuzzer.arg(format!("-artifact_prefix={}/", folder.display()));
    stream(fuzzer.arg(&corpus))
}

/// The name of this machine's target.
fn host() -> Result<String> {
    let output = program("rustc").arg("-vV").output()?;
    let text = String::from_utf8(output.stdout)?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc names no host")?.to_owned())
}
