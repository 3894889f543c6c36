//! The mergeable basket. What it means, and why, is told in the README that follows.

#![doc = include_str!("../README.md")]

pub mod basket;
pub mod checkout;
pub mod codec;
pub mod dot;
pub mod frame;
pub mod intent;
pub mod join;
mod limits;
pub mod line;
pub mod list;
pub mod merge;
pub mod operation;
pub mod session;
pub mod sorted;

pub use basket::{Basket, ShownLine};
pub use dot::{Dot, Dots, Heard, Hlc, ReplicaId, Seq};
pub use intent::{Intent, Refusal};
pub use line::{Change, Line, LineKey};
pub use list::{List, ListName, WishlistId};
pub use merge::{Changed, Merged, Remark, Submission, Truth};
pub use operation::Operation;
