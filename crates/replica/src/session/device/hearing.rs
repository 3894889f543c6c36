//! What the server says, and what a tab makes of it.

use super::{Device, Effect, Link};
use crate::codec::fingerprint;
use crate::dot::{ReplicaId, Seq};
use crate::frame::{Ack, Cursor, Delta, Down, Up, Welcome};
use crate::merge::Changed;

impl Device {
    /// Takes a message of the server.
    pub fn received(&mut self, word: Down) -> Vec<Effect> {
        match word {
            Down::Welcome(welcome) | Down::Epoch(welcome) => self.welcomed(welcome),
            Down::Ack(ack) => self.acknowledged(ack),
            Down::Delta(delta) => self.told(&delta),
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

    /// Sends again from where the server stands. What comes there may be lost, as some operations
    /// of a dead tab may be: the rest goes on without it, or, if too much is missing, under a new
    /// name.
    fn refused(&mut self, replica: ReplicaId, expected: Seq) -> Vec<Effect> {
        let Some(outbox) = self.outbox(replica) else {
            return Vec::new();
        };
        outbox.rewind(expected);
        match outbox.fill(expected) {
            true => self.sending(Vec::new()),
            false => vec![Effect::Renamed { from: replica }],
        }
    }

    fn welcomed(&mut self, welcome: Welcome) -> Vec<Effect> {
        let known = self.cursor.is_some_and(|cursor| cursor == welcome.cursor);
        match welcome.basket {
            Some(basket) => {
                self.base = basket;
                self.sure.clear();
            }
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
            // It was merged by way of another connection, and the truth here may not have it yet.
            None if self.waits_for(ack.replica, ack.through) => {
                let hello = Up::Hello(self.asking());
                effects.push(Effect::Send(hello));
                effects
            }
            None => {
                self.confirm(ack.replica, ack.through, &mut effects);
                self.sending(effects)
            }
        }
    }

    fn waits_for(&mut self, replica: ReplicaId, through: Seq) -> bool {
        let outbox = self.outbox(replica);
        let first = outbox.and_then(|outbox| outbox.pending().next().map(|(dot, _)| dot.seq));
        first.is_some_and(|first| first <= through)
    }

    fn told(&mut self, delta: &Delta) -> Vec<Effect> {
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
            let mut next = self.base.clone();
            next.replace(changed);
            if fingerprint(&next) != changed.hash {
                return self.ask_again(effects);
            }
            self.base = next;
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
            let again = Up::Again(self.asking());
            effects.push(Effect::Send(again));
        }
        effects
    }

    pub(super) fn confirm(&mut self, replica: ReplicaId, through: Seq, effects: &mut Vec<Effect>) {
        if replica == self.own.replica() {
            self.own.confirm(through);
            effects.push(Effect::Forget(replica, through));
            return;
        }
        let reached = self.reached.or_default(replica);
        *reached = through.max(*reached);
        self.sure.add(replica);
        if let Some(left) = self.adopted.get_mut(&replica) {
            left.confirm(through);
            self.written.remove(&replica);
            effects.push(Effect::Forget(replica, through));
        }
        if let Some(sibling) = self.siblings.get_mut(&replica) {
            sibling.confirm(through);
        }
        self.siblings.retain(|_, sibling| !sibling.is_empty());
    }
}
