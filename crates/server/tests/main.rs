//! The server from outside: its answers over HTTP, its files in and out, and its process.

mod answers;
mod assets;
mod exchange;
mod forms;
mod guards;
mod pages;
mod process;
mod robots;
mod shop;
