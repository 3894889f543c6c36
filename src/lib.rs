//! The web app: one component tree that the server renders and the browser takes over.

pub mod app;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod visit;
