//! `baguni move`, as it is typed.

use baguni_commerce::Handle;
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub enum Move {
    /// Give a product another handle.
    Product(Handles),
    /// Give a collection another handle.
    Collection(Handles),
}

#[derive(Debug, Args)]
pub struct Handles {
    /// The handle it has.
    pub old: Handle,
    /// The handle it gets.
    pub new: Handle,
}
