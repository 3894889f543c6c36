//! What screens are made of. Nothing that can be pressed is without words.

mod asking;
mod button;
pub mod catalogue;
pub mod goods;
mod pad;
mod photo;
mod remembered;
mod room;
mod scroller;
mod symbol;
mod turning;
mod words;

pub use asking::{answered, asked, first};
pub use button::{Press, Weight};
pub use pad::{Digits, Pad, Wrong};
pub use photo::{Backdrop, Photo};
pub use remembered::Remembered;
pub use room::Room;
pub use scroller::Scroller;
pub use symbol::{Sign, Symbol};
pub use turning::{Turning, pages_of, shown_now};
