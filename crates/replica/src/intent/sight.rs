//! What a shopper sees, and the operations that say what they want of it.

use super::{Refusal, Writer};
use crate::basket::{Basket, Lines};
use crate::dot::{Dot, Dots, Hlc};
use crate::line::{Change, Line, LineKey, Step};
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
        let by = Step::new(quantity.get() as i32).ok_or(Refusal::Quantity)?;
        Ok(self.stepped(list, key, by, shown))
    }

    pub(super) fn step(self, list: List, key: LineKey, by: i32) -> Result<Vec<Operation>, Refusal> {
        let shown = self.seen.quantity(list, &key);
        let Some(step) = Step::new(by) else {
            return Err(Refusal::Quantity);
        };
        match i64::from(shown) + i64::from(by) {
            // A press on a line that has just gone: there is nothing to take away.
            _ if shown == 0 && by < 0 => Ok(Vec::new()),
            ..1 => Ok(self.remove(list, key)),
            sum if sum > i64::from(Quantity::MAX) => Err(Refusal::Quantity),
            _ => {
                self.room(list, &key)?;
                Ok(self.stepped(list, key, step, shown))
            }
        }
    }

    /// A step on what is shown. Where the changes of the line come to something else than what is
    /// shown, or are too many, what is shown is said first: the same on every screen that does it.
    fn stepped(self, list: List, key: LineKey, by: Step, shown: u32) -> Vec<Operation> {
        let settled = Quantity::try_from(shown)
            .ok()
            .filter(|_| self.is_unsettled(list, &key))
            .map(|to| self.settle(list, key.clone(), to));
        let covers = match shown {
            0 => self.dots(list, &key),
            _ => Dots::default(),
        };
        let add = Operation::Add {
            list,
            key,
            by,
            covers,
        };
        settled.into_iter().chain([add]).collect()
    }

    fn is_unsettled(self, list: List, key: &LineKey) -> bool {
        let unsettled = |line: &Line| {
            line.quantity() != i64::from(line.shown()) || line.len() > Line::SETTLE_ABOVE
        };
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
        let by = Step::new(quantity.get() as i32).ok_or(Refusal::Quantity)?;
        let covers = self.dots(list, &key);
        Ok(vec![Operation::Restore {
            list,
            key,
            by,
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
