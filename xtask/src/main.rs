//! Every development command of Baguni: `cargo xtask <command>`.
//!
//! A new command is one file here and one row in [`COMMANDS`].
#![allow(
    clippy::print_stdout,
    reason = "talking to the terminal is what this program is for"
)]

mod bench;
mod browser;
mod bundle;
mod comparison;
mod fuzz;
mod lighthouse;
mod npm;
mod place;
mod running;
mod running_server;
mod screenshots;
mod shop;
mod simulate;
mod soak;
mod steps;
#[cfg(test)]
mod tidy;
mod tools;
mod torture;

use std::process::ExitCode;

use anyhow::{Context, Result};

struct Command {
    name: &'static str,
    options: &'static str,
    summary: &'static str,
    run: fn(lexopt::Parser) -> Result<()>,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "shop",
        options: "[--listen ADDR] [--fresh]",
        summary: "Build the whole shop for release, fill it with the demonstration shop, serve it.
               The first time takes about ten minutes, most of it making tools.",
        run: shop::run,
    },
    Command {
        name: "test",
        options: "[--only STEP]... [--list] [--keep-going]",
        summary: "Every check a change must pass, in steps; what .ci/run runs.",
        run: steps::run,
    },
    Command {
        name: "bundle",
        options: "[--debug] [--accept]",
        summary: "Build and compress what the browser downloads, and hold its size against
               bundle-size.txt; --accept writes that table anew.",
        run: bundle::run,
    },
    Command {
        name: "bench",
        options: "pages|catalogue|sync|taps",
        summary: "Measure the released server: pages next to a static file, how import, filters and
               suggestions grow with the catalogue, or baskets over thousands of sockets.",
        run: bench::run,
    },
    Command {
        name: "torture",
        options: "[--minutes N] [--seed S]",
        summary: "Kill the server again and again while shoppers press buttons over a bad network,
               and see that nothing is lost or doubled.",
        run: torture::run,
    },
    Command {
        name: "simulate",
        options: "[--seeds N] [--seed S]",
        summary: "Histories of shoppers on bad networks against the oracle, a million without
               --seeds; a --seed alone is that history again, step by step.",
        run: simulate::run,
    },
    Command {
        name: "soak",
        options: "kiosk [--sessions N]",
        summary: "2,000 people at one kiosk, one after another; fails when page, browser, server or
               database have grown.",
        run: soak::run,
    },
    Command {
        name: "fuzz",
        options: "[--seconds N]",
        summary: "libFuzzer on every decoder, 60 seconds each.",
        run: fuzz::run,
    },
    Command {
        name: "tools",
        options: "",
        summary: "Make Trunk and wasm-bindgen at their pinned versions in the cache folder.",
        run: tools::run,
    },
    Command {
        name: "browser",
        options: "",
        summary: "Find Chromium, Node and npm packages for the browser tests; on Debian, as
               root, install what is missing.",
        run: browser::run,
    },
    Command {
        name: "screenshots",
        options: "[--out DIR]",
        summary: "Pictures of every kind of page at three sizes in both languages.",
        run: screenshots::run,
    },
    Command {
        name: "lighthouse",
        options: "[--runs N]",
        summary: "Lighthouse on home, collection and product, as a phone on a slow line sees
               them; the median of 5 runs.",
        run: lighthouse::run,
    },
    Command {
        name: "comparison",
        options: "[--histories N]",
        summary: "The same 10,000 histories on Baguni's cart, on Yjs, Loro and Automerge, and on
               carts as shops keep them today: the tables of docs/comparison.md.",
        run: comparison::run,
    },
];

fn main() -> ExitCode {
    match dispatch() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> Result<()> {
    let mut arguments = lexopt::Parser::from_env();
    let Some(lexopt::Arg::Value(name)) = arguments.next()? else {
        print_help();
        return Ok(());
    };
    let command = COMMANDS
        .iter()
        .find(|command| name == command.name)
        .with_context(|| format!("there is no command {name:?}; `cargo xtask` lists them"))?;
    (command.run)(arguments)
}

fn print_help() {
    println!("cargo xtask <command>\n");
    for command in COMMANDS {
        println!("  {} {}", command.name, command.options);
        println!("               {}\n", command.summary);
    }
    println!(
        "Read from the environment:
  CARGO_TARGET_DIR   where everything is built (now {})
  XDG_CACHE_HOME     the tools lie in baguni/tools below it (now {})
  BAGUNI_CHROMIUM    the browser to test with",
        place::target().display(),
        place::tools().display(),
    );
}
