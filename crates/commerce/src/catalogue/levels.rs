//! Levels of every variant at every location, in pieces that catalogues share until one changes
//! them: another catalogue for each sale costs next to nothing.

use crate::stock::StockLevel;
use std::sync::Arc;

/// Variants of one piece: what is copied when a level changes.
const PIECE: usize = 128;

/// Variants are numbered through all products, as in [`crate::listing`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Levels {
    locations: usize,
    pieces: Vec<Arc<Vec<StockLevel>>>,
}

impl Levels {
    pub fn new(variants: usize, locations: usize) -> Self {
        let piece = Arc::new(vec![StockLevel::default(); PIECE * locations]);
        Self {
            locations,
            pieces: vec![piece; variants.div_ceil(PIECE)],
        }
    }

    /// The variant's level at each location.
    pub fn of(&self, variant: usize) -> &[StockLevel] {
        &self.pieces[variant / PIECE][variant % PIECE * self.locations..][..self.locations]
    }

    /// Tells whether another number of pieces is available now.
    pub fn set(&mut self, variant: usize, location: usize, level: StockLevel) -> bool {
        let piece = Arc::make_mut(&mut self.pieces[variant / PIECE]);
        let kept = &mut piece[variant % PIECE * self.locations + location];
        let before = std::mem::replace(kept, level);
        before.available() != level.available()
    }
}
