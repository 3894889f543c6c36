//! A guest signs in, or takes the basket of a store's screen to a phone: what was in the one basket
//! comes into the other.

use crate::basket::Basket;
use crate::codec::fingerprint;
use crate::dot::{Dot, Dots, Heard, HeardOf, ReplicaId};
use crate::line::{Line, LineKey};
use crate::list::List;
use crate::merge::Truth;
use crate::operation::Operation;
use baguni_commerce::Quantity;
use baguni_commerce::cart::GuestMerge;

/// What a sign-in asks for.
#[derive(Clone, Copy, Debug, Default)]
pub struct JoinPolicy {
    pub quantities: GuestMerge,
    /// In the middle of a checkout the account's other lines are saved for later instead of
    /// joining an order that the shopper has already looked through.
    pub in_checkout: bool,
}

impl From<GuestMerge> for JoinPolicy {
    fn from(quantities: GuestMerge) -> Self {
        Self {
            quantities,
            in_checkout: false,
        }
    }
}

/// Joins the guest's basket into the account's. Dots keep their names, so operations of the guest's
/// screens that come later still find what they cover; the server writes one number for each line
/// that both had, under `replica`, and says how far that has got. Joining twice is joining once as
/// long as the caller joins each guest once.
pub fn join(
    account: &mut Truth,
    guest: &Basket,
    policy: JoinPolicy,
    (replica, heard): (ReplicaId, Heard),
    now: u64,
) -> Heard {
    let mut voices = Voices {
        of: &|_| replica,
        heard: HeardOf::from([(replica, heard)]),
    };
    join_as(account, guest, policy, &mut voices, now);
    voices.heard.remove(&replica).unwrap_or_default()
}

/// Under which replicas a join writes: a number that it writes stands for what it covers, and who
/// knows where that came from may want to know it of the number too.
pub struct Voices<'a> {
    /// The replica for a number that covers these dots. Nobody else may write under it.
    pub of: &'a dyn Fn(&Dots) -> ReplicaId,
    /// How far each of them has got; one that is not there has not said anything.
    pub heard: HeardOf,
}

/// As [`join`], each number under the replica that is chosen for it.
pub fn join_as(
    account: &mut Truth,
    guest: &Basket,
    policy: JoinPolicy,
    voices: &mut Voices<'_>,
    now: u64,
) {
    let mut planned = both(&account.basket, guest, policy.quantities);
    if policy.in_checkout {
        planned.extend(aside(&account.basket, guest));
    }
    account.basket.union(guest);
    let last = account.basket.all_lines().map(|line| line.since).max();
    account.version = last.unwrap_or_default().max(account.version) + 1;
    for plan in planned {
        if let Some(operation) = plan.operation(&account.basket, now) {
            let dot = voices.say(&operation);
            account.basket.apply(dot, &operation, account.version);
        }
    }
}

impl Voices<'_> {
    fn say(&mut self, operation: &Operation) -> Dot {
        let replica = (self.of)(operation.covers());
        let heard = self.heard.entry(replica).or_default();
        *heard = Heard {
            last: heard.last + 1,
            fingerprint: fingerprint(operation),
        };
        let seq = heard.last;
        Dot { replica, seq }
    }
}

/// What is to be said of one line after the union.
enum Plan {
    /// Both had it.
    Number(List, LineKey, Quantity),
    /// Out of the cart, and saved for later.
    Aside(LineKey),
}

impl Plan {
    /// Nobody typed the number of a line that both had, so one that a shopper did type and that
    /// comes late is to count before it: it is said to be no later than what it replaces.
    fn operation(self, joined: &Basket, now: u64) -> Option<Operation> {
        let line = |list, key: &LineKey| joined.line(list, key).cloned().unwrap_or_default();
        match self {
            Self::Number(list, key, to) => {
                let line = line(list, &key);
                Some(Operation::Set {
                    list,
                    key,
                    to,
                    at: line.latest(),
                    covers: line.dots(),
                })
            }
            Self::Aside(key) => {
                let (cart, saved) = (line(List::Cart, &key), line(List::Saved, &key));
                let mut covers = cart.dots();
                covers.extend(saved.dots().iter());
                let to = (cart.shown() + saved.shown()).min(Quantity::MAX);
                Some(Operation::Move {
                    key,
                    source: List::Cart,
                    target: List::Saved,
                    to: Quantity::try_from(to).ok()?,
                    at: joined.latest().tick(now),
                    covers,
                })
            }
        }
    }
}

fn both(account: &Basket, guest: &Basket, quantities: GuestMerge) -> Vec<Plan> {
    let mut plans = Vec::new();
    for list in guest.lists.keys().copied() {
        for shown in guest.shown(list) {
            let theirs = account.quantity(list, shown.key);
            let to = match quantities {
                _ if theirs == 0 => continue,
                GuestMerge::Max => theirs.max(shown.quantity),
                GuestMerge::Sum => (theirs + shown.quantity).min(Quantity::MAX),
                GuestMerge::Guest => shown.quantity,
            };
            let to = Quantity::try_from(to).ok();
            plans.extend(to.map(|to| Plan::Number(list, shown.key.clone(), to)));
        }
    }
    plans
}

fn aside(account: &Basket, guest: &Basket) -> Vec<Plan> {
    let only_theirs = account
        .shown(List::Cart)
        .into_iter()
        .filter(|line| guest.quantity(List::Cart, line.key) == 0);
    only_theirs
        .map(|line| Plan::Aside(line.key.clone()))
        .collect()
}

impl Basket {
    /// Everything of both that is there, each dot once, as far as there is room. The other's lines
    /// come after one's own. What is left of a line that nobody sees any more stays behind: it must
    /// take nothing from the line of the same name that the other has.
    fn union(&mut self, other: &Self) {
        let last = self.all_lines().map(|line| line.since).max();
        let after = last.unwrap_or_default();
        for list in other.lists.keys().copied() {
            for shown in other.shown(list) {
                self.take_line(list, shown.key, shown.line, after);
            }
        }
        for (wishlist, names) in &other.names {
            if self.names.contains_key(wishlist) || self.wishlists().len() < Self::MAX_WISHLISTS {
                let own = self.names.or_default(*wishlist);
                own.union(names.clone());
            }
        }
        let room = Self::MAX_DEFERRED.saturating_sub(self.deferred.len());
        self.deferred.extend(other.deferred.iter().take(room));
        self.epoch = self.epoch.max(other.epoch);
    }

    fn take_line(&mut self, list: List, key: &LineKey, line: &Line, after: u64) {
        let there = self.quantity(list, key) > 0;
        if !there && self.line(list, key).is_none() && !self.has_room(list) {
            return;
        }
        let own = self.lists.or_default(list);
        let own = own.or_default(key.clone());
        if !there {
            *own = Line::default();
            own.since = after.saturating_add(line.since);
        }
        for (dot, change) in line.changes() {
            own.insert(dot, change);
        }
    }
}
