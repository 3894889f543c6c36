//! The house stuffs: colours that stay the same whatever the tint of a thing.

use super::color::Rgb;

/// Oiled oak, of handles, rails and floors.
pub(super) const OAK: Rgb = Rgb::whole(0xb88d60);
pub(super) const FLOOR: Rgb = Rgb::whole(0xc69c6d);
pub(super) const HIDE: Rgb = Rgb::whole(0x9a6640);
pub(super) const BRASS: Rgb = Rgb::whole(0xc2a25e);
pub(super) const STEEL: Rgb = Rgb::whole(0xb9b4ab);
pub(super) const BLACK: Rgb = Rgb::whole(0x35312d);
pub(super) const PAPER: Rgb = Rgb::whole(0xf1e9dc);
pub(super) const LINEN: Rgb = Rgb::whole(0xe9dfcf);
pub(super) const PERSIMMON: Rgb = Rgb::whole(0xdb7436);
