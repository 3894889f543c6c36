//! The `baguni` command.
fn main() {}
