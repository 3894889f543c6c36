//! The process that serves the shop.
