//! What takes the whole machine for a while: a program of its own, so that nothing else is measured
//! by its patience meanwhile. One test at a time.

#![allow(clippy::unwrap_used, clippy::too_many_lines)]
#![allow(
    dead_code,
    reason = "of the rooms that it shares with the other tests it uses a part"
)]

mod client;
mod jar;
mod killed;
mod ordering;
mod race;
mod shop;
mod tab;
mod torture;

use tokio::sync::Mutex;

/// Held by the test that runs.
static ALONE: Mutex<()> = Mutex::const_new(());
