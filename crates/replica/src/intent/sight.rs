//! What a shopper sees, and the operations that say what they want of it.

use super::{Refusal, Writer};
use crate::basket::{Basket, Lines};
use crate::dot::{Dot, Dots, Hlc};
use crate::line::{Change, Line, LineKey};
use crate::list::{List, ListName, Names, WishlistId};
use crate::operation::Operation;
use baguni_commerce::Quantity;

#[derive(Clone, Copy)]
pub(super) struct Sight<'a> {
    pub(super) seen: &'a Basket,
    pub(super) writer: Writer,
}

impl<'a> Sight<'a> {
    fn line(self, list: List, key: &LineKey) -> Option<&'a Line> {
        self.seen.line(list, key)
    }

    fn dots(self, list: List, key: &LineKey) -> Dots {
        self.line(list, key).map(Line::dots).unwrap_or_default()
    }

    fn room(self, list: List, key: &LineKey) -> Result<(), Refusal> {
        let full = |lines: &Lines| lines.len() >= Basket::MAX_LINES && !lines.contains_key(key);
        match self.seen.lists.get(&list).is_some_and(full) {
            true => Err(Refusal::Full),
            false => Ok(()),
        }
    }

    pub(super) fn more(
        self,
        list: List,
        key: LineKey,
        quantity: Quantity,
    ) -> Result<Vec<Operation>, Refusal> {
        self.room(list, &key)?;
        let shown = self.seen.quantity(list, &key);
        if shown + quantity.get() > Quantity::MAX {
            return self.set(list, key, Quantity::MAX);
        }
        Ok(self.up(list, key, quantity, shown))
    }

    pub(super) fn step(self, list: List, key: LineKey, by: i32) -> Result<Vec<Operation>, Refusal> {
        let shown = self.seen.quantity(list, &key);
        let quantity = Quantity::try_from(by.unsigned_abs()).map_err(|_| Refusal::Quantity)?;
        match i64::from(shown) + i64::from(by) {
            // A press on a line that has just gone: there is nothing to take away.
            _ if shown == 0 && by < 0 => Ok(Vec::new()),
            ..1 => Ok(self.remove(list, key)),
            sum if sum > i64::from(Quantity::MAX) => Err(Refusal::Quantity),
            _ if by < 0 => Ok(self.down(list, key, quantity, shown)),
            _ => {
                self.room(list, &key)?;
                Ok(self.up(list, key, quantity, shown))
            }
        }
    }

    /// So many more than is shown.
    fn up(self, list: List, key: LineKey, by: Quantity, shown: u32) -> Vec<Operation> {
        let add = |covers| Operation::Add {
            list,
            key: key.clone(),
            by,
            covers,
        };
        let Some(line) = self.line(list, &key).filter(|_| shown > 0) else {
            return vec![add(self.dots(list, &key))];
        };
        let (shows, comes_to) = (i64::from(shown), line.quantity());
        if shows == comes_to {
            return vec![self.added(list, key, by, line)];
        }
        // Two screens took the same, and one is shown: give back what is short.
        let given_back = short_of(line, shown).filter(|_| comes_to < shows);
        match (given_back, Quantity::try_from(shown)) {
            (Some(given_back), _) => vec![add(given_back)],
            (None, Ok(to)) => vec![self.settle(list, key.clone(), to), add(Dots::default())],
            (None, Err(_)) => vec![add(Dots::default())],
        }
    }

    /// So many fewer than is shown, which is more than that. Where the line comes to more than may
    /// be shown, what is shown is said first.
    fn down(self, list: List, key: LineKey, by: Quantity, shown: u32) -> Vec<Operation> {
        let Some(line) = self.line(list, &key) else {
            return Vec::new();
        };
        match Quantity::try_from(shown) {
            Ok(to) if line.quantity() != i64::from(shown) => {
                let from = Dot {
                    replica: self.writer.replica,
                    seq: self.writer.next,
                };
                let covers = Dots::default();
                let take = Operation::Take {
                    list,
                    key: key.clone(),
                    by,
                    from,
                    covers,
                };
                vec![self.settle(list, key, to), take]
            }
            _ => self.taken(list, &key, by.get(), line),
        }
    }

    /// More of it. On a line of very many changes it takes the place of a small one of the same
    /// screen, so that what a tab holds does not grow with every press.
    fn added(self, list: List, key: LineKey, by: Quantity, line: &Line) -> Operation {
        let own = (line.len() > Line::FOLD_ABOVE).then(|| self.smallest_own(line));
        let (covers, by) = match own.flatten() {
            Some((dot, own)) => ([dot].into_iter().collect(), own.plus(by)),
            None => (Dots::default(), by),
        };
        Operation::Add {
            list,
            key,
            by,
            covers,
        }
    }

    /// The smallest that this screen has added and of which nothing was taken.
    fn smallest_own(self, line: &Line) -> Option<(Dot, Quantity)> {
        let taken = |of: Dot| {
            line.changes()
                .any(|(_, change)| matches!(change, Change::Take(_, from) if from == of))
        };
        let own = line.changes().filter_map(|(dot, change)| match change {
            Change::Add(by) if dot.replica == self.writer.replica => Some((dot, by)),
            _ => None,
        });
        own.filter(|(dot, _)| !taken(*dot))
            .min_by_key(|(_, by)| *by)
    }

    /// So many fewer, of whatever has most left, and of the next if that is not enough.
    fn taken(self, list: List, key: &LineKey, fewer: u32, line: &Line) -> Vec<Operation> {
        let mut piles = line.piles();
        let mut said = Vec::new();
        let mut open = i64::from(fewer);
        while open > 0 {
            let Some(most) = piles.iter_mut().max_by_key(|pile| pile.left) else {
                break;
            };
            let by = u32::try_from(most.left.min(open)).unwrap_or_default();
            let Ok(by) = Quantity::try_from(by) else {
                break;
            };
            open -= i64::from(by.get());
            most.left -= i64::from(by.get());
            said.push(Operation::Take {
                list,
                key: key.clone(),
                by,
                from: most.dot,
                covers: Dots::default(),
            });
        }
        said
    }

    fn is_unsettled(self, list: List, key: &LineKey) -> bool {
        let unsettled = |line: &Line| line.quantity() != i64::from(line.shown());
        self.line(list, key).is_some_and(unsettled)
    }

    /// Nobody typed this number, so one that was typed meanwhile is to count before it: it is said
    /// to be no later than what it replaces.
    fn settle(self, list: List, key: LineKey, to: Quantity) -> Operation {
        let at = self.line(list, &key).map(Line::latest).unwrap_or_default();
        self.number(list, key, to, at)
    }

    fn number(self, list: List, key: LineKey, to: Quantity, at: Hlc) -> Operation {
        let covers = self.dots(list, &key);
        Operation::Set {
            list,
            key,
            to,
            at,
            covers,
        }
    }

    pub(super) fn set(self, list: List, key: LineKey, to: u32) -> Result<Vec<Operation>, Refusal> {
        if to == 0 {
            return Ok(self.remove(list, key));
        }
        let quantity = Quantity::try_from(to).map_err(|_| Refusal::Quantity)?;
        self.room(list, &key)?;
        match self.seen.quantity(list, &key) == to {
            true => Ok(Vec::new()),
            false => Ok(vec![self.number(list, key, quantity, self.writer.at)]),
        }
    }

    /// Where it has come back meanwhile, it is more of it.
    pub(super) fn restore(
        self,
        list: List,
        key: LineKey,
        quantity: Quantity,
        since: u64,
    ) -> Result<Vec<Operation>, Refusal> {
        if self.seen.quantity(list, &key) > 0 {
            return self.more(list, key, quantity);
        }
        self.room(list, &key)?;
        let covers = self.dots(list, &key);
        Ok(vec![Operation::Restore {
            list,
            key,
            by: quantity,
            since,
            covers,
        }])
    }

    pub(super) fn remove(self, list: List, key: LineKey) -> Vec<Operation> {
        let covers = self.dots(list, &key);
        match self.seen.quantity(list, &key) {
            0 => Vec::new(),
            _ => vec![Operation::Remove { list, key, covers }],
        }
    }

    /// As many operations as the dots need that one may name.
    pub(super) fn clear(self, list: List) -> Vec<Operation> {
        let dots: Vec<Dot> = self.seen.dots_of(list).iter().collect();
        dots.chunks(Dots::MAX)
            .map(|dots| Operation::Clear {
                list,
                covers: dots.iter().copied().collect(),
            })
            .collect()
    }

    pub(super) fn shift(
        self,
        key: LineKey,
        source: List,
        target: List,
    ) -> Result<Vec<Operation>, Refusal> {
        self.room(target, &key)?;
        let moved = self.seen.quantity(source, &key);
        if moved == 0 || source == target {
            return Ok(Vec::new());
        }
        let to = (moved + self.seen.quantity(target, &key)).min(Quantity::MAX);
        let to = Quantity::try_from(to).map_err(|_| Refusal::Quantity)?;
        let mut covers = self.dots(source, &key);
        covers.extend(self.dots(target, &key).iter());
        let at = self.writer.at;
        Ok(vec![Operation::Move {
            key,
            source,
            target,
            to,
            at,
            covers,
        }])
    }

    /// A copy carries the dot it comes from, so that the same press on two screens is one. Pressed
    /// again where the first is seen, it is meant as more.
    pub(super) fn copy(
        self,
        key: LineKey,
        source: List,
        target: List,
    ) -> Result<Vec<Operation>, Refusal> {
        self.room(target, &key)?;
        let Ok(quantity) = Quantity::try_from(self.seen.quantity(source, &key)) else {
            return Ok(Vec::new());
        };
        let newest = self
            .line(source, &key)
            .and_then(|line| line.changes().map(|(dot, _)| dot).max());
        let Some(from) = newest else {
            return Ok(Vec::new());
        };
        let known = |line: &Line| {
            line.changes()
                .any(|(_, change)| matches!(change, Change::Transfer(_, dot) if dot == from))
        };
        let seen = self.line(target, &key);
        let shown = seen.map_or(0, Line::shown);
        let too_many = shown + quantity.get() > Quantity::MAX;
        let unsettled = shown > 0 && self.is_unsettled(target, &key);
        if seen.is_some_and(known) || too_many || unsettled {
            return self.more(target, key, quantity);
        }
        let covers = match shown {
            0 => self.dots(target, &key),
            _ => Dots::default(),
        };
        Ok(vec![Operation::Transfer {
            list: target,
            key,
            quantity,
            from,
            covers,
        }])
    }

    pub(super) fn wish(self, list: List, key: LineKey) -> Result<Vec<Operation>, Refusal> {
        match self.seen.quantity(list, &key) {
            0 => self.set(list, key, 1),
            _ => Ok(self.remove(list, key)),
        }
    }

    pub(super) fn begin(self, name: ListName) -> Result<Vec<Operation>, Refusal> {
        if self.seen.wishlists().len() >= Basket::MAX_WISHLISTS {
            return Err(Refusal::Wishlists);
        }
        let Writer {
            replica, next: seq, ..
        } = self.writer;
        Ok(vec![
            self.name(WishlistId::begun_by(Dot { replica, seq }), name),
        ])
    }

    pub(super) fn name(self, wishlist: WishlistId, name: ListName) -> Operation {
        let names = self.seen.names.get(&wishlist);
        let covers = names.map(Names::dots).unwrap_or_default();
        Operation::Name {
            wishlist,
            name,
            at: self.writer.at,
            covers,
        }
    }

    pub(super) fn discard(self, wishlist: WishlistId) -> Vec<Operation> {
        let names = self.seen.names.get(&wishlist);
        let mut covers = names.map(Names::dots).unwrap_or_default();
        let list = List::Wishlist(wishlist);
        let lines = self.seen.dots_of(list);
        let mut said = Vec::new();
        match covers.len() + lines.len() <= Dots::MAX {
            true => covers.extend(lines.iter()),
            false => said = self.clear(list),
        }
        if !covers.is_empty() {
            said.push(Operation::Discard { wishlist, covers });
        }
        said
    }
}

/// The fewest takings, in order, without which a line comes to what it shows; `None` where no such
/// number of them does.
fn short_of(line: &Line, shown: u32) -> Option<Dots> {
    let mut left = line.clone();
    let mut given_back = Dots::default();
    let takings = line
        .changes()
        .filter(|(_, change)| matches!(change, Change::Take(..)));
    for (dot, _) in takings {
        left.remove(dot);
        given_back.insert(dot);
        if left.quantity() > 0 {
            break;
        }
    }
    (left.quantity() == i64::from(shown)).then_some(given_back)
}
