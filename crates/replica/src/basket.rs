//! Everything a shopper has put somewhere: cart, saved for later and wishlists as one value.

use crate::dot::{Dot, Dots, Hlc};
use crate::line::{Line, LineKey};
use crate::list::{List, Names, WishlistId};
use crate::merge::Changed;
use crate::operation::{Minted, Operation};
use crate::sorted::{Set, Sorted};
use serde::{Deserialize, Serialize};

/// The lines of one list by their key.
pub type Lines = Sorted<LineKey, Line>;

/// The lists of one shopper. On the server it is the truth; in a browser it is the truth as last
/// heard, and over it what the device has not been thanked for yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basket {
    /// Grows with every order.
    pub(crate) epoch: u32,
    pub(crate) lists: Sorted<List, Lines>,
    pub(crate) names: Sorted<WishlistId, Names>,
    /// Covered before they arrived: they will be dead when they do.
    pub(crate) deferred: Dots,
}

/// Which lines of a list are there, in the order in which they came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownLine<'a> {
    pub key: &'a LineKey,
    pub line: &'a Line,
    pub quantity: u32,
}

impl Basket {
    pub fn epoch(&self) -> u32 {
        self.epoch
    }

    /// The lines of a list that are present, oldest first. A line that the server has not seen yet
    /// comes after all it has.
    pub fn shown(&self, list: List) -> Vec<ShownLine<'_>> {
        let lines = self.lists.get(&list).into_iter().flatten();
        let shown = lines.map(|(key, line)| ShownLine {
            key,
            line,
            quantity: line.shown(),
        });
        let by_age: Sorted<(u64, &LineKey), ShownLine<'_>> = shown
            .filter(|shown| shown.quantity > 0)
            .map(|shown| ((shown.line.since, shown.key), shown))
            .collect();
        by_age.into_iter().map(|(_, shown)| shown).collect()
    }

    /// How many of a line a list shows: 0 where it is not there.
    pub fn quantity(&self, list: List, key: &LineKey) -> u32 {
        self.line(list, key).map_or(0, Line::shown)
    }

    pub fn line(&self, list: List, key: &LineKey) -> Option<&Line> {
        self.lists.get(&list)?.get(key)
    }

    /// The wishlists that are there: the first, those with a name, and those with a line.
    pub fn wishlists(&self) -> Vec<(WishlistId, Option<&str>)> {
        let with_lines = self.lists.keys().filter_map(|list| match list {
            List::Wishlist(id) if !self.shown(*list).is_empty() => Some(*id),
            _ => None,
        });
        let first = [WishlistId::FIRST].into_iter();
        let there = first.chain(self.names.keys().copied()).chain(with_lines);
        let there: Set<WishlistId> = there.map(|id| (id, ())).collect();
        there.keys().map(|id| (*id, self.name(*id))).collect()
    }

    pub fn name(&self, wishlist: WishlistId) -> Option<&str> {
        Some(self.names.get(&wishlist)?.shown()?.as_str())
    }

    pub fn is_empty(&self) -> bool {
        self.lists.is_empty() && self.names.is_empty()
    }

    /// Every live dot of a list.
    pub(crate) fn dots_of(&self, list: List) -> Dots {
        let lines = self.lists.get(&list).into_iter().flatten();
        lines
            .flat_map(|(_, line)| line.changes())
            .map(|(dot, _)| dot)
            .collect()
    }

    /// What a page showed: of this list only what it named, and the others whole.
    pub(crate) fn as_shown(&self, list: List, seen: &Dots) -> Self {
        let mut shown = self.clone();
        let lines = shown.lists.get_mut(&list).into_iter().flatten();
        for (_, line) in lines {
            line.retain(seen);
        }
        shown
    }

    /// The latest time said anywhere: the next must be after it.
    pub(crate) fn latest(&self) -> Hlc {
        let names = self.names.values().map(Names::latest);
        self.all_lines()
            .map(Line::latest)
            .chain(names)
            .max()
            .unwrap_or_default()
    }

    /// Takes dots out, wherever an operation of this kind may have them, and tells those that were
    /// there.
    pub(crate) fn kill(&mut self, operation: &Operation) -> Dots {
        let mut killed = Dots::default();
        let covers = operation.covers();
        if covers.is_empty() {
            return killed;
        }
        match operation {
            Operation::Clear { list, .. } => self.kill_in_list(*list, covers, &mut killed),
            Operation::Discard { wishlist, .. } => {
                self.kill_in_list(List::Wishlist(*wishlist), covers, &mut killed);
                self.kill_names(*wishlist, covers, &mut killed);
            }
            Operation::Name { wishlist, .. } => self.kill_names(*wishlist, covers, &mut killed),
            Operation::Move {
                key,
                source,
                target,
                ..
            } => {
                self.kill_in_line(*source, key, covers, &mut killed);
                self.kill_in_line(*target, key, covers, &mut killed);
            }
            Operation::Add { list, key, .. }
            | Operation::Transfer { list, key, .. }
            | Operation::Set { list, key, .. }
            | Operation::Remove { list, key, .. }
            | Operation::Restore { list, key, .. }
            | Operation::Take { list, key, .. } => {
                self.kill_in_line(*list, key, covers, &mut killed);
            }
        }
        killed
    }

    fn kill_in_line(&mut self, list: List, key: &LineKey, covers: &Dots, killed: &mut Dots) {
        let Some(lines) = self.lists.get_mut(&list) else {
            return;
        };
        if let Some(line) = lines.get_mut(key) {
            killed.extend(covers.iter().filter(|dot| line.remove(*dot).is_some()));
            if line.is_empty() {
                lines.remove(key);
            }
        }
        if lines.is_empty() {
            self.lists.remove(&list);
        }
    }

    fn kill_in_list(&mut self, list: List, covers: &Dots, killed: &mut Dots) {
        let keys: Vec<LineKey> = self
            .lists
            .get(&list)
            .into_iter()
            .flatten()
            .filter(|(_, line)| line.changes().any(|(dot, _)| covers.contains(dot)))
            .map(|(key, _)| key.clone())
            .collect();
        for key in keys {
            self.kill_in_line(list, &key, covers, killed);
        }
    }

    fn kill_names(&mut self, wishlist: WishlistId, covers: &Dots, killed: &mut Dots) {
        if let Some(names) = self.names.get_mut(&wishlist) {
            for dot in covers
                .iter()
                .filter(|dot| names.contains(*dot))
                .collect::<Vec<_>>()
            {
                names.remove(dot);
                killed.insert(dot);
            }
            if names.is_empty() {
                self.names.remove(&wishlist);
            }
        }
    }

    /// Puts down what an operation mints.
    fn mint(&mut self, dot: Dot, minted: &Minted<'_>, since: u64) {
        match minted {
            Minted::Change(list, key, change) => {
                let lines = self.lists.or_default(*list);
                let line = lines.or_default((*key).clone());
                line.insert(dot, *change);
                line.since = since;
            }
            Minted::Name(wishlist, at, name) => {
                let names = self.names.or_default(*wishlist);
                names.insert(dot, *at, (*name).clone());
            }
        }
    }

    /// Takes out what an operation covers, puts down what it mints unless that was covered before
    /// it came, and tells which dots were there. A line that was shown keeps its place, and one
    /// that was not came in `version`.
    pub(crate) fn apply(&mut self, dot: Dot, operation: &Operation, version: u64) -> Dots {
        let minted = operation.minted();
        let place = match &minted {
            Some(Minted::Change(list, key, _)) => self
                .line(*list, key)
                .filter(|line| line.is_present())
                .map(|line| line.since),
            _ => None,
        };
        let killed = self.kill(operation);
        if let Some(minted) = minted.filter(|_| !self.deferred.remove(dot)) {
            let since = operation.place().unwrap_or(version).min(version);
            self.mint(dot, &minted, place.unwrap_or(since));
        }
        killed
    }

    /// Puts changed lines in the place of what stood there.
    pub(crate) fn replace(&mut self, changed: &Changed) {
        for (list, key, line) in &changed.lines {
            let lines = self.lists.or_default(*list);
            match line.is_empty() {
                true => lines.remove(key),
                false => lines.insert(key.clone(), line.clone()),
            };
            if lines.is_empty() {
                self.lists.remove(list);
            }
        }
        for (wishlist, names) in &changed.names {
            match names.is_empty() {
                true => self.names.remove(wishlist),
                false => self.names.insert(*wishlist, names.clone()),
            };
        }
        self.deferred = changed.deferred.clone();
    }
}
