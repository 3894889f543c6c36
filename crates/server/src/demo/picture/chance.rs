//! Repeatable irregularity: [`Chance`] is a small seeded generator, so that a speckle falls in
//! the same place on every build.

pub(super) struct Chance(u32);

impl Chance {
    pub fn new(seed: u32) -> Chance {
        Chance(seed.wrapping_mul(0x9E37_79B9) | 1)
    }

    /// A number between the two bounds.
    pub fn range(&mut self, low: f32, high: f32) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        low + (high - low) * (self.0 >> 8) as f32 / 16_777_216.0
    }
}
