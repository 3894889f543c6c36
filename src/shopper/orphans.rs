//! What tabs that have died left behind: it is sent from here in their name, if it is this shopper's.
//!
//! What was done by somebody else on this device is shown to nobody. Only the server knows whether
//! that was the guest whom the shopper was, so it is asked first.

use super::journal::Entry;
use super::tab::{Tab, with};
use super::{identity, journal, wire};
use baguni_commerce::ShopperId;
use baguni_replica::session::Device;
use baguni_replica::sorted::{Set, Sorted};
use baguni_replica::{Dot, Operation, ReplicaId};
use std::cell::RefCell;
use wasm_bindgen_futures::spawn_local;

#[derive(Default)]
pub struct Orphans {
    /// What was left in the outbox by other tabs and not adopted yet.
    found: RefCell<Sorted<Dot, (Option<ShopperId>, Operation)>>,
    pub(super) claimed: RefCell<Set<ReplicaId>>,
    /// The guests that whoever is here was.
    guests: RefCell<Set<ShopperId>>,
}

impl Orphans {
    /// Another is here, who was none of these guests.
    pub fn renew(&self) {
        self.guests.borrow_mut().clear();
    }

    /// A guest has become whoever is here now.
    pub fn belong(&self, guest: ShopperId) {
        self.guests.borrow_mut().add(guest);
    }

    /// Whether what was done by this shopper is this tab's to show and to send.
    pub fn are_of(&self, device: &Device, of: Option<ShopperId>) -> bool {
        of.is_none_or(|of| {
            let here = device.shopper().or_else(|| identity::here(None));
            here == Some(of) || self.guests.borrow().contains_key(&of)
        })
    }

    fn left(&self) -> impl Iterator<Item = Entry> {
        let mut left = self.found.borrow().clone();
        let journal = journal::left().into_iter();
        left.extend(journal.map(|(of, dot, operation)| (dot, (of, operation))));
        left.into_iter()
            .map(|(dot, (of, operation))| (of, dot, operation))
    }
}

impl Tab {
    /// The outbox of earlier tabs, once it has been read.
    pub fn found(&self, left: Vec<Entry>) {
        let left = left.into_iter();
        let left = left.map(|(of, dot, operation)| (dot, (of, operation)));
        self.orphans.found.borrow_mut().extend(left);
        let device = self.device.borrow();
        let own = device.pending().map(|(dot, said)| (dot, said.clone()));
        self.outbox.put(device.shopper(), &own.collect::<Vec<_>>());
        drop(device);
        self.tell_standing();
    }

    /// From time to time: says again what others are believed to send, in case the word that it is
    /// settled was lost, and looks for tabs that have died.
    pub fn look_around(&self) {
        let device = self.device.borrow();
        if !device.siblings().is_empty() {
            self.say(device.all_pending());
        }
        self.siblings.roll_call(device.replica());
    }

    /// Sends in the name of tabs that have died what they left in the journal and in the outbox, and
    /// what they said before they could write it down.
    pub fn adopt_orphans(&self) {
        let device = self.device.borrow();
        let mut replicas: Set<ReplicaId> = Set::default();
        replicas.extend(device.siblings().into_iter().map(|replica| (replica, ())));
        let (mut strays, mut others) = (Set::default(), Set::default());
        for (of, Dot { replica, .. }, _) in self.orphans.left() {
            replicas.add(replica);
            if let Some(of) = of.filter(|_| !self.orphans.are_of(&device, of)) {
                strays.add(replica);
                others.add(of);
            }
        }
        let own = device.replica();
        drop(device);
        for (replica, ()) in replicas {
            let is_claimed = self.orphans.claimed.borrow().contains_key(&replica);
            if replica != own && !is_claimed && !strays.contains_key(&replica) {
                // Where there are no locks, the answer comes before this returns.
                self.siblings
                    .claim(replica, move || with(|tab| tab.adopt(replica)));
            }
        }
        others.into_iter().for_each(|(of, ())| ask_about(of));
    }

    pub(super) fn adopt(&self, replica: ReplicaId) {
        if !self.orphans.claimed.borrow_mut().add(replica) {
            return;
        }
        let mut device = self.device.borrow_mut();
        let left = self
            .orphans
            .left()
            .filter(|(of, dot, _)| dot.replica == replica && self.orphans.are_of(&device, *of));
        let left = left
            .map(|(_, dot, operation)| (dot.seq, operation))
            .collect();
        device.adopt(replica, left);
        drop(device);
        let found = &self.orphans.found;
        found.borrow_mut().retain(|dot, _| dot.replica != replica);
        self.show();
        self.link.greet_again();
    }

    /// What the server says of somebody else's operations, while `asker` was here.
    fn judge(&self, of: ShopperId, asker: Option<ShopperId>, is_ours: Option<bool>) {
        if self.device.borrow().shopper() != asker {
            return;
        }
        match is_ours {
            Some(true) => self.orphans.belong(of),
            Some(false) => self.wipe(&|entry| entry == Some(of)),
            None => return,
        }
        self.adopt_orphans();
    }

    /// Takes from this device what those who are gone did on it.
    pub(super) fn wipe(&self, is_gone: &dyn Fn(Option<ShopperId>) -> bool) {
        journal::wipe(is_gone);
        let found = &self.orphans.found;
        found.borrow_mut().retain(|_, (of, _)| !is_gone(*of));
        self.outbox.wipe();
        for (of, dot, operation) in self.orphans.left() {
            self.outbox.put(of, &[(dot, operation)]);
        }
    }
}

fn ask_about(of: ShopperId) {
    // Without a session there is nobody whose they could be.
    if let Some(asker) = identity::here(None) {
        spawn_local(async move {
            let is_ours = wire::is_ours(of).await;
            with(|tab| tab.judge(of, Some(asker), is_ours));
        });
    }
}
