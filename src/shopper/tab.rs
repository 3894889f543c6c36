//! This tab: the replica that a shopper's presses go into, and what has to happen around it.
//!
//! A press changes the replica and the signals first, then the journal, then the tabs beside this
//! one and the outbox, and last it is sent. Each of these may fail without the others noticing.

use super::link::Link;
use super::notice::{self, Notice};
use super::orphans::Orphans;
use super::outbox::Outbox;
use super::siblings::{Siblings, Word};
use super::{Shopper, Standing, identity, journal, platform, set_if_changed};
use baguni_commerce::Sku;
use baguni_replica::frame::{DeviceKind, Up, Welcome};
use baguni_replica::session::{Device, Effect};
use baguni_replica::{Dot, Intent, List, Operation, Refusal, ReplicaId, Seq};
use std::cell::{Cell, RefCell};

thread_local! {
    /// A page has one tab, as long as it lives. On the server there is none.
    static HERE: RefCell<Option<&'static Tab>> = const { RefCell::new(None) };
}

pub struct Tab {
    pub(super) device: RefCell<Device>,
    pub(super) link: Link,
    pub(super) outbox: Outbox,
    pub(super) siblings: Siblings,
    pub(super) orphans: Orphans,
    shopper: Shopper,
    /// Whether the journal took the last that was done.
    pub(super) journals: Cell<bool>,
}

/// Does what a shopper wants.
pub fn intend(intent: Intent) -> Result<(), Refusal> {
    let mut done = Ok(());
    with(|tab| done = tab.intend(intent));
    done
}

/// Does something with this page's tab, if it has begun.
pub fn with(act: impl FnOnce(&'static Tab)) {
    if let Some(tab) = HERE.with_borrow(|here| *here) {
        act(tab);
    }
}

impl Tab {
    /// Begins: with the basket that the page was drawn with, or with what the device has kept.
    pub fn open(shopper: Shopper, seed: Option<&Welcome>) {
        let device = identity::device(identity::here(seed), seed);
        let replica = device.replica();
        // It lives as long as the page.
        let tab: &'static Self = Box::leak(Box::new(Self {
            device: RefCell::new(device),
            link: Link::default(),
            outbox: Outbox::default(),
            siblings: Siblings::new(),
            orphans: Orphans::default(),
            shopper,
            journals: Cell::new(true),
        }));
        HERE.set(Some(tab));
        tab.show();
        tab.outbox.open();
        tab.siblings.greet(replica);
        tab.link.begin();
    }

    fn intend(&self, intent: Intent) -> Result<(), Refusal> {
        let minted = self.device.borrow_mut().intend(intent, platform::now())?;
        self.show();
        self.write_down(&minted);
        self.say(minted);
        self.flush();
        Ok(())
    }

    fn write_down(&self, said: &[(Dot, Operation)]) {
        let of = self.device.borrow().shopper();
        self.journals.set(journal::write(of, said));
        self.outbox.put(of, said);
    }

    /// Tells the other tabs.
    pub(super) fn say(&self, said: Vec<(Dot, Operation)>) {
        let of = self.device.borrow().shopper();
        self.siblings.tell(&Word::Said(of, said));
    }

    /// Sends what can be sent, or sees to it that there is a connection.
    pub fn flush(&self) {
        let words = self.device.borrow_mut().flush();
        self.send(words);
        self.link.want();
        self.tell_standing();
    }

    fn send(&self, words: Vec<Up>) {
        for word in words {
            self.link.send(&word);
        }
    }

    /// Takes a message of the server.
    pub fn receive(&self, word: baguni_replica::frame::Down) {
        let mut device = self.device.borrow_mut();
        let was = device.shopper();
        let effects = device.received(word);
        let is = device.shopper();
        drop(device);
        if let Some(was) = was.filter(|_| was != is) {
            self.orphans.belong(was);
        }
        self.perform(effects);
        self.tell_standing();
    }

    fn perform(&self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Send(word) => self.link.send(&word),
                Effect::Show => self.show(),
                Effect::Keep => self.keep(),
                Effect::Elsewhere(device, ..) => self.notice(Notice::Elsewhere(device)),
                Effect::Remarked(_, remark) => self.notice(remark.into()),
                Effect::Forget(replica, through) => self.confirmed(replica, through),
                Effect::Renamed { from } => self.rename(from),
                Effect::Rebind { wipe } => self.rebind(wipe),
                Effect::Close(bye) => self.close(bye),
            }
        }
    }

    pub(super) fn notice(&self, said: Notice) {
        notice::show(self.shopper.notice, said);
    }

    /// Brings the signals to what the replica shows.
    pub(super) fn show(&self) {
        let device = self.device.borrow();
        self.shopper.show(device.view());
        set_if_changed(self.shopper.elsewhere, from_elsewhere(&device));
    }

    fn keep(&self) {
        if let Some(truth) = self.device.borrow().base() {
            journal::keep(truth);
        }
    }

    fn confirmed(&self, replica: ReplicaId, through: Seq) {
        journal::forget(replica, through);
        self.outbox.forget(replica, through);
        let device = self.device.borrow();
        if let Some((shopper, cursor, _)) = device.base() {
            let word = Word::Confirmed(replica, through, shopper, cursor.version);
            self.siblings.tell(&word);
        }
    }

    /// The same operations under new dots. The new ones are written down before the old ones go.
    fn rename(&self, from: ReplicaId) {
        let replica = platform::fresh_replica();
        let mut device = self.device.borrow_mut();
        let own = device.replica() == from;
        let effects = device.rename(from, replica);
        let said = device.said_by(replica);
        drop(device);
        if own {
            self.siblings.live(replica);
        }
        self.write_down(&said);
        self.siblings.tell(&Word::Gone(from));
        self.say(said);
        journal::forget(from, Seq::MAX);
        self.outbox.forget(from, Seq::MAX);
        self.perform(effects);
    }

    /// Says how safe the lists are, with what the tabs beside this one have yet to send.
    pub fn tell_standing(&self) {
        let device = self.device.borrow();
        let waits = device.waiting() > 0 || !device.siblings().is_empty();
        let live = device.is_live();
        let standing = match (waits, live) {
            (true, true) => Standing::Syncing,
            (false, true) => Standing::Synced,
            (true, false) if !self.journals.get() && !self.outbox.works() => Standing::AtRisk,
            (_, false) if self.link.has_failed() => Standing::Offline,
            (false, false) if device.base().is_some() && !self.link.is_shut() => Standing::Synced,
            (_, false) => Standing::SavedHere,
        };
        drop(device);
        set_if_changed(self.shopper.standing, standing);
    }

    /// Takes a word of another tab.
    pub fn hear(&self, word: Word) {
        match word {
            Word::Here(sibling) => {
                self.siblings.met(sibling);
                let device = self.device.borrow();
                self.siblings.tell(&Word::Alive(device.replica()));
                self.say(device.all_pending());
            }
            Word::Alive(sibling) => self.siblings.met(sibling),
            Word::Said(of, said) => {
                let mut device = self.device.borrow_mut();
                let is_ours = self.orphans.are_of(&device, of);
                for (dot, operation) in said {
                    self.siblings.met(dot.replica);
                    if is_ours {
                        device.sibling(dot, operation);
                    }
                }
                drop(device);
                self.show();
                // There may be something to ask the server, and the other tab may just have begun
                // the shopper's session.
                self.flush();
            }
            Word::Confirmed(replica, through, shopper, version) => {
                let mut device = self.device.borrow_mut();
                if device.shopper() == Some(shopper) {
                    device.sibling_confirmed(replica, through, version);
                }
                drop(device);
                self.show();
                self.link.want();
                self.tell_standing();
            }
            Word::Gone(sibling) => {
                self.device.borrow_mut().sibling_gone(sibling);
                self.show();
                self.tell_standing();
            }
            Word::Wiped(of) => self.hear_wiped(of),
        }
    }

    /// The page goes, for good or into the back/forward cache: a last word with all that waits.
    pub fn rest(&self) {
        let mut device = self.device.borrow_mut();
        if device.waiting() > 0 {
            self.link.post_last(&device.farewell());
        }
        device.disconnected();
        drop(device);
        self.siblings.rest();
    }
}

/// The lines of the cart of which something was put there on another kind of screen.
fn from_elsewhere(device: &Device) -> Vec<(Sku, DeviceKind)> {
    let own = platform::device_kind();
    let view = device.view();
    let lines = view.shown(List::Cart).into_iter();
    lines
        .filter_map(|shown| {
            let kinds = shown
                .line
                .changes()
                .filter_map(|(dot, _)| device.origin(dot.replica));
            let other = kinds.filter(|kind| *kind != own).last()?;
            Some((shown.key.sku.clone(), other))
        })
        .collect()
}
