//! What a basket does not take, so that nobody can make it larger than a shopper needs.

use crate::basket::{Basket, Lines};
use crate::dot::Dots;
use crate::line::{Line, LineKey};
use crate::list::{List, Names, WishlistId};
use crate::merge::Remark;
use crate::operation::{Minted, Operation};
use baguni_commerce::Sku;

impl Basket {
    /// The most lines of one list.
    pub const MAX_LINES: usize = 500;
    /// The most lines of all lists together.
    pub const MAX_ALL_LINES: usize = 4_000;
    /// The most live changes of all lines together.
    pub const MAX_CHANGES: usize = 20_000;
    /// The most wishlists, the first among them.
    pub const MAX_WISHLISTS: usize = 20;
    /// The most dots that wait for their arrival; more means that somebody makes them up.
    pub const MAX_DEFERRED: usize = 4_096;

    pub(crate) fn refuses(
        &self,
        operation: &Operation,
        sells: &dyn Fn(&Sku) -> bool,
    ) -> Option<Remark> {
        let covers = operation.covers();
        if self.deferred.len() + covers.len() > Self::MAX_DEFERRED {
            let waiting = covers.len() - self.held(operation).len();
            if self.deferred.len() + waiting > Self::MAX_DEFERRED {
                return Some(Remark::TooMuch);
            }
        }
        match operation.minted()? {
            Minted::Change(list, key, _) => match self.line(list, key) {
                Some(line) => self.refuses_change(line, covers),
                None => self.refuses_line(list, key, sells),
            },
            Minted::Name(wishlist, ..) => self.refuses_name(wishlist, covers),
        }
    }

    /// What an operation covers and is there.
    pub(crate) fn held(&self, operation: &Operation) -> Dots {
        let of_line = |list, key: &LineKey| self.line(list, key).map(Line::dots);
        let of_names = |id| self.names.get(&id).map(Names::dots);
        let places = match operation {
            Operation::Clear { list, .. } => [Some(self.dots_of(*list)), None],
            Operation::Name { wishlist, .. } => [of_names(*wishlist), None],
            Operation::Discard { wishlist, .. } => {
                let list = List::Wishlist(*wishlist);
                [of_names(*wishlist), Some(self.dots_of(list))]
            }
            Operation::Move {
                key,
                source,
                target,
                ..
            } => [of_line(*source, key), of_line(*target, key)],
            Operation::Add { list, key, .. }
            | Operation::Transfer { list, key, .. }
            | Operation::Set { list, key, .. }
            | Operation::Remove { list, key, .. }
            | Operation::Restore { list, key, .. }
            | Operation::Take { list, key, .. } => [of_line(*list, key), None],
        };
        let there = |dot| places.iter().flatten().any(|place| place.contains(dot));
        let covers = operation.covers().iter();
        covers.filter(|dot| there(*dot)).collect()
    }

    fn refuses_change(&self, line: &Line, covers: &Dots) -> Option<Remark> {
        let covered = line.changes().filter(|(dot, _)| covers.contains(*dot));
        let all = || self.all_lines().map(Line::len).sum::<usize>();
        let too_much = line.len() - covered.count() >= Line::MAX_DOTS
            || (covers.is_empty() && all() >= Self::MAX_CHANGES);
        too_much.then_some(Remark::TooMuch)
    }

    fn refuses_line(
        &self,
        list: List,
        key: &LineKey,
        sells: &dyn Fn(&Sku) -> bool,
    ) -> Option<Remark> {
        if !sells(&key.sku) {
            return Some(Remark::Unknown);
        }
        (!self.has_room(list)).then_some(Remark::Full)
    }

    fn refuses_name(&self, wishlist: WishlistId, covers: &Dots) -> Option<Remark> {
        let Some(names) = self.names.get(&wishlist) else {
            let full = self.wishlists().len() >= Self::MAX_WISHLISTS;
            return full.then_some(Remark::Full);
        };
        let dots = names.dots();
        let left = dots.iter().filter(|dot| !covers.contains(*dot)).count();
        (left >= Names::MAX).then_some(Remark::TooMuch)
    }

    /// Whether a list takes one more line.
    pub(crate) fn has_room(&self, list: List) -> bool {
        let lines = match self.lists.get(&list) {
            Some(lines) => lines.len(),
            None if self.lists.len() >= Self::MAX_WISHLISTS + 2 => Self::MAX_LINES,
            None => 0,
        };
        lines < Self::MAX_LINES
            && self.lists.values().map(Lines::len).sum::<usize>() < Self::MAX_ALL_LINES
    }

    pub(crate) fn all_lines(&self) -> impl Iterator<Item = &Line> {
        self.lists.values().flat_map(|lines| lines.values())
    }
}
