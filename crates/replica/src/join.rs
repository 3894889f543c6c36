//! A guest signs in: what was in the guest's basket comes into the account's.

use crate::basket::Basket;
use crate::codec::fingerprint;
use crate::dot::{Dot, Heard, ReplicaId};
use crate::line::LineKey;
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
    let mut planned = both(&account.basket, guest, policy.quantities);
    if policy.in_checkout {
        planned.extend(aside(&account.basket, guest));
    }
    account.version += 1;
    account.basket.union(guest);
    let mut heard = heard;
    for plan in planned {
        let at = account.basket.latest().tick(now);
        let operation = plan.operation(&account.basket, at);
        heard = Heard {
            last: heard.last + 1,
            fingerprint: fingerprint(&operation),
        };
        let dot = Dot {
            replica,
            seq: heard.last,
        };
        account.basket.apply(dot, &operation, account.version);
    }
    heard
}

/// What is to be said of one line after the union.
struct Plan {
    key: LineKey,
    source: List,
    target: List,
    to: Quantity,
}

impl Plan {
    fn operation(self, joined: &Basket, at: crate::dot::Hlc) -> Operation {
        let Self {
            key,
            source,
            target,
            to,
        } = self;
        let dots = |list| {
            joined
                .line(list, &key)
                .map(crate::line::Line::dots)
                .unwrap_or_default()
        };
        let mut covers = dots(source);
        if source == target {
            return Operation::Set {
                list: target,
                key,
                to,
                at,
                covers,
            };
        }
        covers.extend(dots(target).iter());
        Operation::Move {
            key,
            source,
            target,
            to,
            at,
            covers,
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
            plans.extend(to.map(|to| Plan {
                key: shown.key.clone(),
                source: list,
                target: list,
                to,
            }));
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
        .filter_map(|line| {
            let saved = account.quantity(List::Saved, line.key);
            let to = (line.quantity + saved).min(Quantity::MAX);
            Some(Plan {
                key: line.key.clone(),
                source: List::Cart,
                target: List::Saved,
                to: Quantity::try_from(to).ok()?,
            })
        })
        .collect()
}

impl Basket {
    /// Everything of both, each dot once. The other's lines come after one's own.
    fn union(&mut self, other: &Self) {
        let last = self
            .lists
            .values()
            .flat_map(|lines| lines.values())
            .map(|line| line.since)
            .max();
        let after = last.unwrap_or_default();
        for (list, lines) in &other.lists {
            let own = self.lists.entry(*list).or_default();
            for (key, line) in lines {
                let fresh = !own.contains_key(key);
                let joined = own.entry(key.clone()).or_default();
                for (dot, change) in line.changes() {
                    joined.insert(dot, change);
                }
                if fresh {
                    joined.since = after.saturating_add(line.since);
                }
            }
        }
        for (wishlist, names) in &other.names {
            self.names
                .entry(*wishlist)
                .or_default()
                .union(names.clone());
        }
        self.deferred.extend(other.deferred.iter());
        self.epoch = self.epoch.max(other.epoch);
    }
}
