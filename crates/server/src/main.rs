//! The `baguni` command.

use std::process::ExitCode;

/// Drawing a page makes and drops thousands of small strings: with the system's allocator that
/// was half of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    baguni_server::cli::run()
}
