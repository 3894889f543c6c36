//! The shopper's end: one tab. What it shows is the truth as last heard, its own pending
//! operations, and those of the tabs beside it.

mod hearing;
mod speaking;

use super::outbox::Outbox;
use crate::basket::Basket;
use crate::dot::{Dot, Dots, Hlc, ReplicaId, Seq};
use crate::frame::{Cursor, DeviceKind, Up};
use crate::intent::{Intent, Refusal, Writer, operations};
use crate::line::LineKey;
use crate::list::List;
use crate::merge::Remark;
use crate::operation::Operation;
use crate::sorted::{Set, Sorted};
use baguni_commerce::ShopperId;

/// One tab of one shopper.
#[derive(Clone, Debug)]
pub struct Device {
    kind: DeviceKind,
    shopper: Option<ShopperId>,
    base: Basket,
    cursor: Option<Cursor>,
    own: Outbox,
    /// What dead tabs left behind, to be sent under their names; empty where all has been sent.
    adopted: Sorted<ReplicaId, Outbox>,
    /// Those of them of which nothing has been forgotten since.
    written: Set<ReplicaId>,
    /// What living tabs have pending; they send it themselves.
    siblings: Sorted<ReplicaId, Outbox>,
    /// Every tab of this device that has been heard beside this one.
    family: Set<ReplicaId>,
    /// How far the truth in `base` has got with others: what they say of earlier operations is no
    /// news any more.
    reached: Sorted<ReplicaId, Seq>,
    /// Of whom that is known to the last: nothing of theirs has been missed since it was heard.
    sure: Set<ReplicaId>,
    /// After whom the last greeting asked.
    asked: Set<ReplicaId>,
    origins: Sorted<ReplicaId, DeviceKind>,
    /// What was taken away on this device: a sibling's word of it that comes late does not bring it
    /// back.
    took: Dots,
    view: Basket,
    clock: Hlc,
    link: Link,
    /// How often a hole or a wrong hash made it ask for the whole basket.
    resyncs: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    Down,
    /// Said hello, or asked for the whole basket, and waits for it.
    Greeting,
    Live,
}

/// What the world around has to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Send(Up),
    /// The view is different now.
    Show,
    /// The truth is different now: worth keeping for the next start.
    Keep,
    /// A line was changed on another screen of this kind.
    Elsewhere(DeviceKind, List, LineKey),
    /// The server says something of an own operation.
    Remarked(Operation, Remark),
    /// These are confirmed: the journal and the outbox on the device may forget them.
    Forget(ReplicaId, Seq),
    /// The own pending operations have other dots now: write them down anew.
    Renamed {
        from: ReplicaId,
    },
    /// Another shopper from now on. With `wipe` nothing of the last one may stay.
    Rebind {
        wipe: bool,
    },
    /// The connection is over.
    Close(crate::frame::Bye),
}

impl Device {
    /// A tab that begins: `replica` is random and has never been used.
    pub fn new(replica: ReplicaId, kind: DeviceKind) -> Self {
        Self {
            kind,
            shopper: None,
            base: Basket::default(),
            cursor: None,
            own: Outbox::new(replica),
            adopted: Sorted::default(),
            written: Set::default(),
            siblings: Sorted::default(),
            family: Set::default(),
            reached: Sorted::default(),
            sure: Set::default(),
            asked: Set::default(),
            origins: Sorted::default(),
            took: Dots::default(),
            view: Basket::default(),
            clock: Hlc::default(),
            link: Link::Down,
            resyncs: 0,
        }
    }

    /// What to show.
    pub fn view(&self) -> &Basket {
        &self.view
    }

    pub fn replica(&self) -> ReplicaId {
        self.own.replica()
    }

    pub fn shopper(&self) -> Option<ShopperId> {
        self.shopper
    }

    /// The truth as last heard, to be kept on the device; see [`Device::recall`].
    pub fn base(&self) -> Option<(ShopperId, Cursor, &Basket)> {
        Some((self.shopper?, self.cursor?, &self.base))
    }

    /// On which kind of screen a dot was minted.
    pub fn origin(&self, replica: ReplicaId) -> Option<DeviceKind> {
        self.origins.get(&replica).copied()
    }

    /// How many operations wait for the server, of this tab and of those it adopted.
    pub fn waiting(&self) -> usize {
        self.own.len() + self.adopted.values().map(Outbox::len).sum::<usize>()
    }

    /// Whether something was sent and has not been confirmed.
    pub fn is_unanswered(&self) -> bool {
        self.link == Link::Greeting
            || self.own.is_unanswered()
            || self.adopted.values().any(Outbox::is_unanswered)
    }

    pub fn is_live(&self) -> bool {
        self.link == Link::Live
    }

    pub fn resyncs(&self) -> u32 {
        self.resyncs
    }

    /// The pending operations of this tab.
    pub fn pending(&self) -> impl Iterator<Item = (Dot, &Operation)> {
        self.own.pending()
    }

    /// Everything pending that is shown, its own and of others: what a new tab should know too, and
    /// from time to time, while [`Device::siblings`] names any, whoever took over a dead one.
    pub fn all_pending(&self) -> Vec<(Dot, Operation)> {
        let said = self.outboxes().flat_map(Outbox::pending);
        said.map(|(dot, said)| (dot, said.clone())).collect()
    }

    fn outboxes(&self) -> impl Iterator<Item = &Outbox> {
        let others = self.adopted.values().chain(self.siblings.values());
        others.chain([&self.own])
    }

    /// What a replica of this tab has pending: its own, or one that it adopted.
    pub fn said_by(&self, replica: ReplicaId) -> Vec<(Dot, Operation)> {
        let outboxes = self.adopted.values().chain([&self.own]);
        let outbox = outboxes.filter(|outbox| outbox.replica() == replica);
        let said = outbox.flat_map(Outbox::pending);
        said.map(|(dot, said)| (dot, said.clone())).collect()
    }

    /// Begins with a truth kept from an earlier tab.
    pub fn recall(&mut self, shopper: ShopperId, cursor: Cursor, base: Basket) {
        self.shopper = Some(shopper);
        self.cursor = Some(cursor);
        self.base = base;
        self.refresh();
    }

    /// Begins with no more than whose basket it will be.
    pub fn expect(&mut self, shopper: ShopperId) {
        self.shopper = Some(shopper);
    }

    /// Does what the shopper wants: the view is changed at once. What comes back is to be written
    /// down first and then sent by [`Device::flush`].
    pub fn intend(&mut self, intent: Intent, now: u64) -> Result<Vec<(Dot, Operation)>, Refusal> {
        if self.own.len() >= Outbox::MAX {
            return Err(Refusal::Outbox);
        }
        let at = self.clock.max(self.view.latest()).tick(now);
        let writer = Writer {
            replica: self.own.replica(),
            next: self.own.next(),
            at,
        };
        let said = operations(&self.view, writer, intent)?;
        self.clock = at;
        let mut minted = Vec::with_capacity(said.len());
        for operation in said {
            self.take_away(operation.covers());
            let seq = self.own.push(operation.clone());
            minted.push((
                Dot {
                    replica: self.own.replica(),
                    seq,
                },
                operation,
            ));
        }
        self.refresh();
        Ok(minted)
    }

    fn take_away(&mut self, covers: &Dots) {
        if self.took.len() > Dots::MAX {
            self.took = Dots::default();
        }
        self.took.extend(covers.iter());
    }

    /// A sibling tab of this device has said something. Of one that was adopted it is the last that
    /// it said.
    pub fn sibling(&mut self, dot: Dot, operation: Operation) {
        let Dot { replica, seq } = dot;
        if replica == self.own.replica() {
            return;
        }
        if seq <= self.reached(replica) {
            // The truth has it, and so what it took away is gone, should that be heard of later.
            self.take_away(operation.covers());
            self.refresh();
            return;
        }
        self.family.add(replica);
        // What was lost of a dead tab and has been filled up stays lost.
        let filled = |adopted: &Outbox| adopted.get(seq).is_some();
        if self.adopted.get(&replica).is_some_and(filled) {
            return;
        }
        self.take_away(operation.covers());
        match self.adopted.get_mut(&replica) {
            Some(adopted) => adopted.insert(seq, operation),
            None => {
                let sibling = self.siblings.remove(&replica);
                let mut sibling = sibling.unwrap_or_else(|| Outbox::new(replica));
                sibling.insert(seq, operation);
                self.siblings.insert(replica, sibling);
            }
        }
        self.refresh();
    }

    /// A sibling tab has heard that its operations are in the truth from this version on, of the
    /// shopper whose truth this tab has: versions of another's say nothing, as while one of them
    /// knows of a sign-in already. Where the own truth is older, the server will say so in time.
    pub fn sibling_confirmed(&mut self, replica: ReplicaId, through: Seq, version: u64) {
        let reached = self.cursor.is_some_and(|cursor| cursor.version >= version);
        if reached && replica != self.own.replica() && !self.adopted.contains_key(&replica) {
            self.confirm(replica, through, &mut Vec::new());
            self.refresh();
        }
    }

    /// Of whom something pending is shown that they are to send themselves. Whoever of them has died
    /// is to be adopted, even where nothing was left in writing.
    pub fn siblings(&self) -> Vec<ReplicaId> {
        self.siblings.keys().copied().collect()
    }

    /// A sibling tab goes on as another replica: what it had pending it has said again.
    pub fn sibling_gone(&mut self, replica: ReplicaId) {
        if self.siblings.remove(&replica).is_some() {
            self.refresh();
        }
    }

    /// A tab has died and left this: from now on it is sent from here.
    pub fn adopt(&mut self, replica: ReplicaId, left: Vec<(Seq, Operation)>) {
        if replica == self.own.replica() {
            return;
        }
        let heard = self.siblings.remove(&replica);
        let mut outbox = self
            .adopted
            .remove(&replica)
            .or(heard)
            .unwrap_or_else(|| Outbox::new(replica));
        for (seq, operation) in left {
            outbox.insert(seq, operation);
        }
        // What the truth here contains already would be shown a second time over what came after
        // it. The journal forgets it when the server says so.
        outbox.confirm(self.reached(replica));
        outbox.rewind(1);
        self.adopted.insert(replica, outbox);
        self.written.add(replica);
        self.refresh();
    }

    fn reached(&self, replica: ReplicaId) -> Seq {
        self.reached.get(&replica).copied().unwrap_or_default()
    }

    /// Goes on as another replica, after [`Effect::Renamed`]: `replica` is random and new.
    pub fn rename(&mut self, from: ReplicaId, replica: ReplicaId) -> Vec<Effect> {
        if from == self.own.replica() {
            let own = std::mem::replace(&mut self.own, Outbox::new(replica));
            self.own = own.said_by(replica);
        } else if let Some(left) = self.adopted.remove(&from) {
            self.adopted.insert(replica, left.said_by(replica));
        }
        self.refresh();
        self.sending(vec![Effect::Show])
    }

    fn outbox(&mut self, replica: ReplicaId) -> Option<&mut Outbox> {
        match replica == self.own.replica() {
            true => Some(&mut self.own),
            false => self.adopted.get_mut(&replica),
        }
    }

    fn sending(&mut self, mut effects: Vec<Effect>) -> Vec<Effect> {
        effects.extend(self.flush().into_iter().map(Effect::Send));
        effects
    }

    /// The view: the base, whatever is minted and pending, less all that is covered anywhere. The
    /// order does not matter, because nothing that is covered ever comes back.
    fn refresh(&mut self) {
        let mut view = self.base.clone();
        let pending: Vec<(Dot, &Operation)> = self.outboxes().flat_map(Outbox::pending).collect();
        let covered: Dots = pending
            .iter()
            .flat_map(|(_, said)| said.covers().iter())
            .collect();
        view.deferred.extend(covered.iter().chain(self.took.iter()));
        for (place, (dot, operation)) in pending.into_iter().enumerate() {
            view.apply(dot, operation, PENDING + place as u64);
        }
        view.deferred = Dots::default();
        self.view = view;
    }
}

/// Lines that the server has not seen are shown after those it has.
const PENDING: u64 = 1 << 63;
