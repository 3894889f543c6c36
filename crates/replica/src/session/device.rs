//! The shopper's end: one tab. What it shows is the truth as last heard, its own pending
//! operations, and those of the tabs beside it.

use super::outbox::Outbox;
use crate::basket::Basket;
use crate::codec::fingerprint;
use crate::dot::{Dot, Dots, Hlc, ReplicaId, Seq};
use crate::frame::{Ack, Cursor, Delta, DeviceKind, Down, Hello, Up, Welcome};
use crate::intent::{Intent, Refusal, Writer, operations};
use crate::line::LineKey;
use crate::list::List;
use crate::merge::{Changed, Remark};
use crate::operation::Operation;
use baguni_commerce::ShopperId;
use std::collections::BTreeMap;

/// One tab of one shopper.
#[derive(Clone, Debug)]
pub struct Device {
    kind: DeviceKind,
    shopper: Option<ShopperId>,
    base: Basket,
    cursor: Option<Cursor>,
    own: Outbox,
    /// What dead tabs left behind, to be sent under their names.
    adopted: BTreeMap<ReplicaId, Outbox>,
    /// What living tabs have pending; they send it themselves.
    siblings: BTreeMap<ReplicaId, Outbox>,
    /// Every tab of this device that has been heard beside this one, and how far the truth in
    /// `base` has got with it: what it says again of earlier operations is no news.
    family: BTreeMap<ReplicaId, Seq>,
    origins: BTreeMap<ReplicaId, DeviceKind>,
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
            adopted: BTreeMap::new(),
            siblings: BTreeMap::new(),
            family: BTreeMap::new(),
            origins: BTreeMap::new(),
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
    pub fn awaits(&self) -> bool {
        self.link == Link::Greeting
            || self.own.awaits()
            || self.adopted.values().any(Outbox::awaits)
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

    /// A sibling tab of this device has said something.
    pub fn sibling(&mut self, dot: Dot, operation: Operation) {
        if dot.replica == self.own.replica() || self.adopted.contains_key(&dot.replica) {
            return;
        }
        if dot.seq > *self.family.entry(dot.replica).or_default() {
            let outbox = self.siblings.entry(dot.replica);
            let outbox = outbox.or_insert_with(|| Outbox::new(dot.replica));
            outbox.insert(dot.seq, operation);
            self.refresh();
        }
    }

    /// A sibling tab has heard that its operations are in the truth from this version on. Where the
    /// own truth is older, the server will say so in time.
    pub fn sibling_confirmed(&mut self, replica: ReplicaId, through: Seq, version: u64) {
        let reached = self.cursor.is_some_and(|cursor| cursor.version >= version);
        if reached && replica != self.own.replica() && !self.adopted.contains_key(&replica) {
            self.family.entry(replica).or_default();
            self.confirm(replica, through, &mut Vec::new());
            self.refresh();
        }
    }

    /// A tab has died and left this: from now on it is sent from here.
    pub fn adopt(&mut self, replica: ReplicaId, left: Vec<(Seq, Operation)>) {
        let mut outbox = self
            .siblings
            .remove(&replica)
            .unwrap_or_else(|| Outbox::new(replica));
        for (seq, operation) in left {
            outbox.insert(seq, operation);
        }
        outbox.rewind(1);
        self.adopted.insert(replica, outbox);
        self.refresh();
    }

    /// A connection stands: the greeting to send.
    pub fn connected(&mut self) -> Up {
        self.link = Link::Greeting;
        self.own.rewind(1);
        self.adopted
            .values_mut()
            .for_each(|outbox| outbox.rewind(1));
        self.greeting()
    }

    /// The greeting alone, for posts that each stand on their own.
    pub fn greeting(&self) -> Up {
        Up::Hello(self.hello())
    }

    pub fn disconnected(&mut self) {
        self.link = Link::Down;
    }

    /// What can be sent now.
    pub fn flush(&mut self) -> Vec<Up> {
        if self.link != Link::Live {
            return Vec::new();
        }
        self.unsent()
    }

    /// Everything pending as messages, the greeting first, for a last word when the page goes.
    pub fn farewell(&mut self) -> Vec<Up> {
        let mut words = vec![Up::Hello(self.hello())];
        self.own.rewind(1);
        self.adopted
            .values_mut()
            .for_each(|outbox| outbox.rewind(1));
        words.extend(self.unsent());
        words
    }

    fn unsent(&mut self) -> Vec<Up> {
        let mut words = Vec::new();
        for outbox in self.adopted.values_mut().chain([&mut self.own]) {
            while let Some(submission) = outbox.take_unsent() {
                words.push(Up::Ops(submission));
            }
        }
        words
    }

    fn hello(&self) -> Hello {
        let others = self.adopted.keys().chain(self.siblings.keys());
        Hello {
            replica: self.own.replica(),
            shopper: self.shopper,
            cursor: self.cursor,
            others: others.copied().take(Hello::MAX_OTHERS).collect(),
            device: self.kind,
        }
    }

    /// Takes a message of the server.
    pub fn received(&mut self, word: Down) -> Vec<Effect> {
        match word {
            Down::Welcome(welcome) | Down::Epoch(welcome) => self.welcomed(welcome),
            Down::Ack(ack) => self.acknowledged(ack),
            Down::Delta(delta) => self.told(delta),
            Down::Nack { replica, expected } => self.refused(replica, expected),
            Down::Fork { replica } => vec![Effect::Renamed { from: replica }],
            Down::Rebind { wipe } => vec![Effect::Rebind { wipe }],
            Down::Pulse => vec![Effect::Send(Up::Pulse)],
            Down::Bye(bye) => {
                self.disconnected();
                vec![Effect::Close(bye)]
            }
        }
    }

    /// Sends again from where the server stands. If what comes there is lost, as a dead tab's first
    /// operations may be, the rest is said under a new name.
    fn refused(&mut self, replica: ReplicaId, expected: Seq) -> Vec<Effect> {
        let Some(outbox) = self.outbox(replica) else {
            return Vec::new();
        };
        outbox.rewind(expected);
        match outbox.is_empty() || outbox.get(expected).is_some() {
            true => self.sending(Vec::new()),
            false => vec![Effect::Renamed { from: replica }],
        }
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

    fn welcomed(&mut self, welcome: Welcome) -> Vec<Effect> {
        let known = self.cursor.is_some_and(|cursor| cursor == welcome.cursor);
        match welcome.basket {
            Some(basket) => self.base = basket,
            None if known => {}
            None => {
                self.link = Link::Live;
                return self.ask_again(Vec::new());
            }
        }
        self.shopper = Some(welcome.shopper);
        self.cursor = Some(welcome.cursor);
        self.origins = welcome.origins.into_iter().collect();
        self.link = Link::Live;
        let mut effects = vec![Effect::Show, Effect::Keep];
        for (replica, through) in welcome.heard {
            self.confirm(replica, through, &mut effects);
        }
        self.refresh();
        self.sending(effects)
    }

    fn acknowledged(&mut self, ack: Ack) -> Vec<Effect> {
        let mut effects = Vec::new();
        for (seq, remark) in ack.remarks {
            let said = self.outbox(ack.replica).and_then(|outbox| outbox.get(seq));
            effects.extend(said.map(|said| Effect::Remarked(said.clone(), remark)));
        }
        match ack.changed {
            Some(changed) => self.change(ack.replica, ack.through, &changed, effects),
            None => {
                self.confirm(ack.replica, ack.through, &mut effects);
                self.refresh();
                effects.push(Effect::Show);
                self.sending(effects)
            }
        }
    }

    fn told(&mut self, delta: Delta) -> Vec<Effect> {
        self.origins.insert(delta.replica, delta.device);
        let on_this_device = self.family.contains_key(&delta.replica);
        let lines = delta.changed.lines.iter().filter(|_| !on_this_device);
        let elsewhere =
            lines.map(|(list, key, _)| Effect::Elsewhere(delta.device, *list, key.clone()));
        let effects = elsewhere.collect();
        self.change(delta.replica, delta.through, &delta.changed, effects)
    }

    /// Brings the truth forward by one version, if it follows on what is known.
    fn change(
        &mut self,
        replica: ReplicaId,
        through: Seq,
        changed: &Changed,
        mut effects: Vec<Effect>,
    ) -> Vec<Effect> {
        let version = self.cursor.map(|cursor| cursor.version);
        if version.is_some_and(|version| version >= changed.to) {
            // The whole basket overtook it.
            self.confirm(replica, through, &mut effects);
        } else if version == Some(changed.from) {
            self.base.replace(changed);
            if fingerprint(&self.base) != changed.hash {
                return self.ask_again(effects);
            }
            self.cursor = Some(Cursor {
                version: changed.to,
                hash: changed.hash,
            });
            self.confirm(replica, through, &mut effects);
            effects.push(Effect::Keep);
        } else {
            return self.ask_again(effects);
        }
        self.refresh();
        effects.push(Effect::Show);
        self.sending(effects)
    }

    fn ask_again(&mut self, mut effects: Vec<Effect>) -> Vec<Effect> {
        if self.link == Link::Live {
            self.resyncs += 1;
            self.link = Link::Greeting;
            self.cursor = None;
            effects.push(Effect::Send(Up::Again(self.hello())));
        }
        effects
    }

    fn confirm(&mut self, replica: ReplicaId, through: Seq, effects: &mut Vec<Effect>) {
        if replica == self.own.replica() {
            self.own.confirm(through);
            effects.push(Effect::Forget(replica, through));
        } else if let Some(left) = self.adopted.get_mut(&replica) {
            left.confirm(through);
            effects.push(Effect::Forget(replica, through));
            if left.is_empty() {
                self.adopted.remove(&replica);
            }
        } else if let Some(reached) = self.family.get_mut(&replica) {
            *reached = through.max(*reached);
            if let Some(sibling) = self.siblings.get_mut(&replica) {
                sibling.confirm(through);
            }
            self.siblings.retain(|_, sibling| !sibling.is_empty());
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
        let outboxes = self
            .adopted
            .values()
            .chain(self.siblings.values())
            .chain([&self.own]);
        let pending: Vec<(Dot, &Operation)> = outboxes.flat_map(Outbox::pending).collect();
        let covered: Dots = pending
            .iter()
            .flat_map(|(_, said)| said.covers().iter())
            .collect();
        view.deferred.extend(covered.iter());
        for (place, (dot, operation)) in pending.into_iter().enumerate() {
            view.apply(dot, operation, PENDING + place as u64);
        }
        view.deferred = Dots::default();
        self.view = view;
    }
}

/// Lines that the server has not seen are shown after those it has.
const PENDING: u64 = 1 << 63;
