//! The `baguni` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    baguni_server::cli::run()
}
