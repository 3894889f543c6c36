//! `cargo xtask bench taps`: how long a press takes in a browser, with the released bundle.

use anyhow::Result;

use crate::running::{announce, stream};
use crate::{npm, shop};

pub fn run() -> Result<()> {
    let server = shop::open_beside("taps")?;
    announce("400 presses on each of four carts (about a minute)");
    stream(&mut npm::script("taps.mjs", &server)?)
}
