//! What a tab says to the server, and when.

use super::{Device, Link};
use crate::dot::ReplicaId;
use crate::frame::{Hello, Up};

impl Device {
    /// A connection stands: the greeting to send.
    pub fn connected(&mut self) -> Up {
        self.link = Link::Greeting;
        self.own.rewind(1);
        self.adopted
            .values_mut()
            .for_each(|outbox| outbox.rewind(1));
        Up::Hello(self.asking())
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
        // The truth here may contain what a sibling said before it was heard of.
        let known = |replica| self.asked.contains_key(replica) || self.sure.contains_key(replica);
        let news = !self.siblings.keys().all(known);
        let greeting = news.then(|| Up::Hello(self.asking()));
        greeting.into_iter().chain(self.unsent()).collect()
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

    pub(super) fn asking(&mut self) -> Hello {
        self.asked = self.others().map(|replica| (replica, ())).collect();
        self.hello()
    }

    /// Whose pending operations are here, or still written down.
    fn others(&self) -> impl Iterator<Item = ReplicaId> {
        let adopted = self.adopted.iter();
        let open = adopted.filter(|(id, left)| !left.is_empty() || self.written.contains_key(id));
        open.map(|(id, _)| *id).chain(self.siblings.keys().copied())
    }

    fn hello(&self) -> Hello {
        Hello {
            replica: self.own.replica(),
            shopper: self.shopper,
            cursor: self.cursor,
            others: self.others().take(Hello::MAX_OTHERS).collect(),
            device: self.kind,
        }
    }
}
