//! The server from outside: its answers over HTTP, its files in and out, and its process.

// What cannot be unwrapped fails the test, in functions beside the tests too.
#![allow(clippy::unwrap_used, clippy::too_many_lines)]

mod accounts;
mod answers;
mod api;
mod assets;
mod authorization;
mod checkout;
mod counter;
mod exchange;
mod forms;
mod guards;
mod hand_off;
mod jar;
mod kiosk;
mod mail;
mod ordering;
mod orders;
mod pages;
mod payments;
mod process;
mod robots;
mod shop;
mod snapshot;
mod staff;
mod staff_kiosk;
mod stock;
mod sync;
mod tab;
#[allow(dead_code, reason = "the other test program uses the rest of it")]
mod torture;
mod torture_run;
mod voice;
