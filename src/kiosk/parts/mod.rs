//! What screens are made of. Nothing that can be pressed is without words.

mod button;
mod symbol;
mod turning;

pub use button::{Press, Weight};
pub use symbol::{Sign, Symbol};
pub use turning::{Turning, shown_now};
