//! What happened, told without a word of how it is merged.

use std::collections::BTreeSet;

use baguni_commerce::ShopperId;
use baguni_replica::{Dot, Hlc, List, WishlistId};

/// The place of a statement in the history.
pub type Id = usize;

/// Where something may be: a line by the number of its SKU, or the name of a wishlist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Line(List, usize),
    Name(WishlistId),
}

/// What was put there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Puts {
    More(i64),
    /// So many fewer of this.
    Fewer(i64, Id),
    /// So many, said at this time.
    Number(i64, Hlc),
    /// As many more, of what was seen elsewhere under this name.
    Copy(i64, Id),
    Name(Hlc),
}

/// Something that a shopper did in one tab, or that signing in brought with it.
#[derive(Clone, Debug)]
pub struct Statement {
    pub puts: Option<(Place, Puts)>,
    /// What was seen where it was done.
    pub saw: Vec<Id>,
    /// Whether it was meant in the place of what was seen, and not beside it.
    pub instead: bool,
    /// Nobody tapped it.
    pub by_the_shop: bool,
}

/// What became durable on the server, in this order.
#[derive(Clone, Debug)]
pub enum Fact {
    /// By whom, and the server's clock in milliseconds. The dot decides between numbers of the
    /// same time.
    Arrived {
        id: Id,
        by: (ShopperId, Dot),
        now: u64,
    },
    Ordered {
        shopper: ShopperId,
        confirmed: BTreeSet<Id>,
    },
    Joined(Join),
}

/// A guest signed in.
#[derive(Clone, Debug)]
pub struct Join {
    pub guest: ShopperId,
    pub account: ShopperId,
    pub in_checkout: bool,
    /// What the shop said by itself: each has arrived with this.
    pub said: Vec<(Id, Dot)>,
}

#[derive(Clone, Debug, Default)]
pub struct History {
    pub statements: Vec<Statement>,
    pub facts: Vec<Fact>,
    /// What was only in a memory that is gone: it may be missing.
    pub forgotten: BTreeSet<Id>,
}
