//! Both ends of a connection as state machines: messages and the time go in, messages come out.

pub mod device;
pub mod outbox;
pub mod server;

pub use device::{Device, Effect};
pub use outbox::Outbox;
pub use server::{Request, Session};
