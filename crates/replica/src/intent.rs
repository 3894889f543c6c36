//! From what a shopper wants to the operations that say it, given what the shopper sees.

use crate::basket::Basket;
use crate::dot::{Dot, Dots, Hlc, ReplicaId, Seq};
use crate::line::{Line, LineKey, Step};
use crate::list::{List, ListName, WishlistId};
use crate::operation::Operation;
use baguni_commerce::Quantity;

/// What a shopper wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// So many more.
    Add {
        list: List,
        key: LineKey,
        quantity: Quantity,
    },
    /// One press of a stepper, or several. Below 1 the line goes.
    Step {
        list: List,
        key: LineKey,
        by: i32,
    },
    /// A typed number; 0 takes the line away.
    Set {
        list: List,
        key: LineKey,
        to: u32,
    },
    Remove {
        list: List,
        key: LineKey,
    },
    Clear {
        list: List,
    },
    /// Takes a removal back: the exact quantity, at the place where the line was.
    Restore {
        list: List,
        key: LineKey,
        quantity: Quantity,
        since: u64,
    },
    /// All there is of a line, into another list.
    Move {
        key: LineKey,
        source: List,
        target: List,
    },
    /// As many as the source has, into the target, and the source keeps its own.
    Copy {
        key: LineKey,
        source: List,
        target: List,
    },
    /// A heart: on a wishlist or not. It counts once, wherever it was pressed at the same time.
    Wish {
        wishlist: WishlistId,
        key: LineKey,
    },
    /// A new wishlist.
    Begin {
        name: ListName,
    },
    Rename {
        wishlist: WishlistId,
        name: ListName,
    },
    Discard {
        wishlist: WishlistId,
    },
}

/// Why a basket does not take an intent. Nothing has changed then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("a list holds {max} lines", max = Basket::MAX_LINES)]
    Full,
    #[error("a quantity is from 1 to {max}", max = Quantity::MAX)]
    Quantity,
    #[error("there are at most {max} wishlists", max = Basket::MAX_WISHLISTS)]
    Wishlists,
    #[error("too much waits to be sent: come online first")]
    Outbox,
}

/// Who writes: the next dot, and a clock that has seen every time in the basket.
#[derive(Clone, Copy, Debug)]
pub struct Writer {
    pub replica: ReplicaId,
    pub next: Seq,
    pub at: Hlc,
}

/// The operations that say what a shopper wants. None where nothing would change; two where a line
/// is first settled, see [`Line::SETTLE_ABOVE`]. The first gets the dot `writer.next`.
pub fn operations(
    seen: &Basket,
    writer: Writer,
    intent: Intent,
) -> Result<Vec<Operation>, Refusal> {
    let sight = Sight { seen, writer };
    match intent {
        Intent::Add {
            list,
            key,
            quantity,
        } => sight.more(list, key, quantity),
        Intent::Step { list, key, by } => sight.step(list, key, by),
        Intent::Restore {
            list,
            key,
            quantity,
            since,
        } => sight.restore(list, key, quantity, since),
        Intent::Set { list, key, to } => sight.set(list, key, to),
        Intent::Remove { list, key } => Ok(sight.remove(list, key)),
        Intent::Clear { list } => Ok(sight.clear(list)),
        Intent::Move {
            key,
            source,
            target,
        } => sight.shift(key, source, target),
        Intent::Copy {
            key,
            source,
            target,
        } => sight.copy(key, source, target),
        Intent::Wish { wishlist, key } => sight.wish(List::Wishlist(wishlist), key),
        Intent::Begin { name } => sight.begin(name),
        Intent::Rename { wishlist, name } => Ok(vec![sight.name(wishlist, name)]),
        Intent::Discard { wishlist } => Ok(sight.discard(wishlist)),
    }
}

#[derive(Clone, Copy)]
struct Sight<'a> {
    seen: &'a Basket,
    writer: Writer,
}

impl<'a> Sight<'a> {
    fn line(self, list: List, key: &LineKey) -> Option<&'a Line> {
        self.seen.line(list, key)
    }

    fn dots(self, list: List, key: &LineKey) -> Dots {
        self.line(list, key).map(Line::dots).unwrap_or_default()
    }

    fn room(self, list: List, key: &LineKey) -> Result<(), Refusal> {
        let full = |lines: &crate::basket::Lines| {
            lines.len() >= Basket::MAX_LINES && !lines.contains_key(key)
        };
        match self.seen.lists.get(&list).is_some_and(full) {
            true => Err(Refusal::Full),
            false => Ok(()),
        }
    }

    fn more(self, list: List, key: LineKey, quantity: Quantity) -> Result<Vec<Operation>, Refusal> {
        self.room(list, &key)?;
        let shown = self.seen.quantity(list, &key);
        if shown + quantity.get() > Quantity::MAX {
            return self.set(list, key, Quantity::MAX);
        }
        let by = Step::new(quantity.get() as i32).ok_or(Refusal::Quantity)?;
        Ok(self.stepped(list, key, by, shown))
    }

    fn step(self, list: List, key: LineKey, by: i32) -> Result<Vec<Operation>, Refusal> {
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
        let seen = self.line(list, &key);
        let odd =
            |line: &Line| line.quantity() != i64::from(shown) || line.len() > Line::SETTLE_ABOVE;
        let settled = Quantity::try_from(shown)
            .ok()
            .filter(|_| seen.is_some_and(odd))
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

    fn settle(self, list: List, key: LineKey, to: Quantity) -> Operation {
        let covers = self.dots(list, &key);
        Operation::Set {
            list,
            key,
            to,
            at: self.writer.at,
            covers,
        }
    }

    fn set(self, list: List, key: LineKey, to: u32) -> Result<Vec<Operation>, Refusal> {
        if to == 0 {
            return Ok(self.remove(list, key));
        }
        let quantity = Quantity::try_from(to).map_err(|_| Refusal::Quantity)?;
        self.room(list, &key)?;
        match self.seen.quantity(list, &key) == to {
            true => Ok(Vec::new()),
            false => Ok(vec![self.settle(list, key, quantity)]),
        }
    }

    /// Where it has come back meanwhile, it is more of it.
    fn restore(
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

    fn remove(self, list: List, key: LineKey) -> Vec<Operation> {
        let covers = self.dots(list, &key);
        match self.seen.quantity(list, &key) {
            0 => Vec::new(),
            _ => vec![Operation::Remove { list, key, covers }],
        }
    }

    /// As many operations as the dots need that one may name.
    fn clear(self, list: List) -> Vec<Operation> {
        let lines = self.seen.lists.get(&list).into_iter().flatten();
        let dots: Vec<Dot> = lines
            .flat_map(|(_, line)| line.changes())
            .map(|(dot, _)| dot)
            .collect();
        dots.chunks(Dots::MAX)
            .map(|dots| Operation::Clear {
                list,
                covers: dots.iter().copied().collect(),
            })
            .collect()
    }

    fn shift(self, key: LineKey, source: List, target: List) -> Result<Vec<Operation>, Refusal> {
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
    fn copy(self, key: LineKey, source: List, target: List) -> Result<Vec<Operation>, Refusal> {
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
            line.changes().any(|(_, change)| {
                matches!(change, crate::line::Change::Transfer(_, dot) if dot == from)
            })
        };
        let seen = self.line(target, &key);
        let shown = seen.map_or(0, Line::shown);
        if seen.is_some_and(known) || shown + quantity.get() > Quantity::MAX {
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

    fn wish(self, list: List, key: LineKey) -> Result<Vec<Operation>, Refusal> {
        match self.seen.quantity(list, &key) {
            0 => self.set(list, key, 1),
            _ => Ok(self.remove(list, key)),
        }
    }

    fn begin(self, name: ListName) -> Result<Vec<Operation>, Refusal> {
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

    fn name(self, wishlist: WishlistId, name: ListName) -> Operation {
        let names = self.seen.names.get(&wishlist);
        let covers = names.map(crate::list::Names::dots).unwrap_or_default();
        Operation::Name {
            wishlist,
            name,
            at: self.writer.at,
            covers,
        }
    }

    fn discard(self, wishlist: WishlistId) -> Vec<Operation> {
        let names = self.seen.names.get(&wishlist);
        let mut covers = names.map(crate::list::Names::dots).unwrap_or_default();
        let lines = self
            .seen
            .lists
            .get(&List::Wishlist(wishlist))
            .into_iter()
            .flatten();
        covers.extend(
            lines
                .flat_map(|(_, line)| line.changes())
                .map(|(dot, _)| dot),
        );
        match covers.is_empty() {
            true => Vec::new(),
            false => vec![Operation::Discard { wishlist, covers }],
        }
    }
}
