//! From what a shopper wants to the operations that say it, given what the shopper sees.

mod sight;

use crate::basket::Basket;
use crate::dot::{Hlc, ReplicaId, Seq};
use crate::line::LineKey;
use crate::list::{List, ListName, WishlistId};
use crate::operation::Operation;
use baguni_commerce::Quantity;
use sight::Sight;

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

impl Intent {
    /// The list that it changes, the source of a move or a copy.
    pub fn list(&self) -> List {
        match self {
            Self::Add { list, .. }
            | Self::Step { list, .. }
            | Self::Set { list, .. }
            | Self::Remove { list, .. }
            | Self::Clear { list }
            | Self::Restore { list, .. } => *list,
            Self::Move { source, .. } | Self::Copy { source, .. } => *source,
            Self::Wish { wishlist, .. }
            | Self::Rename { wishlist, .. }
            | Self::Discard { wishlist } => List::Wishlist(*wishlist),
            Self::Begin { .. } => List::Wishlist(WishlistId::FIRST),
        }
    }
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

/// The operations that say what a shopper wants. None where nothing would change; more than one
/// where a line is first settled, or where what is taken has to be taken from several. The first
/// gets the dot `writer.next`.
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
