//! `wasm-bindgen`, the tool Trunk calls after each compilation of the bundle.

use std::ffi::OsString;
use std::process::ExitCode;

fn main() -> ExitCode {
    match wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(arguments()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:?}");
            ExitCode::FAILURE
        }
    }
}

/// Trunk cannot pass on every option of this tool, so `cargo xtask bundle` adds them here.
fn arguments() -> Vec<OsString> {
    let added = std::env::var("BAGUNI_WASM_BINDGEN_ARGS").unwrap_or_default();
    std::env::args_os()
        .chain(added.split_whitespace().map(OsString::from))
        .collect()
}
