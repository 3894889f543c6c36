//! This tab: the replica that a shopper's presses go into, and what has to happen around it.
//!
//! A press changes the replica and the signals first, then the journal, then the tabs beside this
//! one and the outbox, and last it is sent. Each of these may fail without the others noticing.

use super::link::Link;
use super::notice::{self, Notice};
use super::outbox::Outbox;
use super::siblings::{Siblings, Word};
use super::{Shopper, Standing, jar, journal, platform, set_if_changed};
use baguni_api::forms::{Problem, cookies};
use baguni_commerce::{ShopperId, Sku};
use baguni_replica::frame::{Bye, DeviceKind, Up, Welcome};
use baguni_replica::session::{Device, Effect};
use baguni_replica::sorted::{Set, Sorted};
use baguni_replica::{Dot, Intent, List, Operation, Refusal, Remark, ReplicaId, Seq};
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
    shopper: Shopper,
    /// What was left in the outbox by other tabs and not adopted yet.
    found: RefCell<Sorted<Dot, Operation>>,
    claimed: RefCell<Set<ReplicaId>>,
    /// Whether the journal took the last that was done.
    journals: Cell<bool>,
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
        let replica = platform::fresh_replica();
        let mut device = Device::new(replica, platform::device_kind());
        if let Some((whose, cursor, basket)) = known(seed) {
            device.recall(whose, cursor, basket);
        }
        for (dot, operation) in journal::left() {
            device.sibling(dot, operation);
        }
        // It lives as long as the page.
        let tab: &'static Self = Box::leak(Box::new(Self {
            device: RefCell::new(device),
            link: Link::default(),
            outbox: Outbox::default(),
            siblings: Siblings::new(),
            shopper,
            found: RefCell::default(),
            claimed: RefCell::default(),
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
        self.siblings.tell(&Word::Said(minted));
        self.flush();
        Ok(())
    }

    fn write_down(&self, said: &[(Dot, Operation)]) {
        self.journals.set(journal::write(said));
        self.outbox.put(said);
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
        let effects = self.device.borrow_mut().received(word);
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
                Effect::Remarked(_, remark) => self.notice(remarked(remark)),
                Effect::Forget(replica, through) => self.confirmed(replica, through),
                Effect::Renamed { from } => self.rename(from),
                Effect::Rebind { wipe } => self.rebind(wipe),
                Effect::Close(bye) => self.close(bye),
            }
        }
    }

    fn notice(&self, said: Notice) {
        notice::show(self.shopper.notice, said);
    }

    /// Brings the signals to what the replica shows.
    fn show(&self) {
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
        self.siblings.tell(&Word::Said(said));
        journal::forget(from, Seq::MAX);
        self.outbox.forget(from, Seq::MAX);
        self.perform(effects);
    }

    /// Says how safe the lists are.
    pub fn tell_standing(&self) {
        let device = self.device.borrow();
        let (waits, live) = (device.waiting() > 0, device.is_live());
        let standing = match (waits, live) {
            (true, true) => Standing::Syncing,
            (false, true) => Standing::Synced,
            (true, false) if !self.journals.get() && !self.outbox.works() => Standing::AtRisk,
            (_, false) if self.link.has_failed() => Standing::Offline,
            (false, false) if device.base().is_some() => Standing::Synced,
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
                self.siblings.tell(&Word::Said(device.all_pending()));
            }
            Word::Alive(sibling) => self.siblings.met(sibling),
            Word::Said(said) => {
                let mut device = self.device.borrow_mut();
                for (dot, operation) in said {
                    self.siblings.met(dot.replica);
                    device.sibling(dot, operation);
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
            }
            Word::Gone(sibling) => {
                self.device.borrow_mut().sibling_gone(sibling);
                self.show();
            }
            Word::Wiped => self.begin_anew(),
        }
    }

    /// The outbox of earlier tabs, once it has been read.
    pub fn found(&self, left: Vec<(Dot, Operation)>) {
        self.found.borrow_mut().extend(left);
        let device = self.device.borrow();
        let pending: Vec<_> = device
            .pending()
            .map(|(dot, said)| (dot, said.clone()))
            .collect();
        drop(device);
        self.outbox.put(&pending);
        self.tell_standing();
    }

    /// From time to time: says again what others are believed to send, in case the word that it is
    /// settled was lost, and looks for tabs that have died.
    pub fn look_around(&self) {
        let device = self.device.borrow();
        if !device.siblings().is_empty() {
            self.siblings.tell(&Word::Said(device.all_pending()));
        }
        self.siblings.roll_call(device.replica());
    }

    /// Sends in the name of tabs that have died what they left in the journal and in the outbox, and
    /// what they said before they could write it down.
    pub fn adopt_orphans(&self) {
        let own = self.device.borrow().replica();
        let mut left = self.found.borrow().clone();
        left.extend(journal::left());
        let said = self.device.borrow().siblings();
        let replicas = left.keys().map(|dot| dot.replica).chain(said);
        let replicas: Set<ReplicaId> = replicas.map(|replica| (replica, ())).collect();
        for (replica, ()) in replicas {
            if replica != own && !self.claimed.borrow().contains_key(&replica) {
                // Where there are no locks, the answer comes before this returns.
                self.siblings
                    .claim(replica, move || with(|tab| tab.adopt(replica)));
            }
        }
    }

    fn adopt(&self, replica: ReplicaId) {
        if !self.claimed.borrow_mut().add(replica) {
            return;
        }
        let mut left = self.found.borrow().clone();
        left.extend(journal::left());
        let left = left.into_iter().filter(|(dot, _)| dot.replica == replica);
        let left = left.map(|(dot, operation)| (dot.seq, operation)).collect();
        self.found
            .borrow_mut()
            .retain(|dot, _| dot.replica != replica);
        self.device.borrow_mut().adopt(replica, left);
        self.show();
        self.link.greet_again();
    }

    fn rebind(&self, wipe: bool) {
        if wipe {
            self.siblings.tell(&Word::Wiped);
            self.begin_anew();
        }
        self.link.restart();
    }

    /// Nothing of the last shopper stays on this device.
    fn begin_anew(&self) {
        journal::wipe();
        self.outbox.wipe();
        self.found.borrow_mut().clear();
        let replica = platform::fresh_replica();
        self.device
            .replace(Device::new(replica, platform::device_kind()));
        self.siblings.live(replica);
        self.show();
        self.tell_standing();
    }

    /// Whoever was here is gone, and until somebody is let in nothing more is sent.
    pub fn forget(&self) {
        jar::forget(cookies::SHOPPER);
        self.begin_anew();
        self.link.shut();
    }

    fn close(&self, bye: Bye) {
        match bye {
            Bye::Upgrade => self.notice(Notice::Outdated),
            Bye::Later(_) | Bye::Malformed => {}
            // The session is over, here or from another device: what it showed is nobody's here.
            Bye::Foreign | Bye::Unknown => {
                jar::forget(cookies::SHOPPER);
                self.siblings.tell(&Word::Wiped);
                self.begin_anew();
            }
        }
        self.link.closed(bye);
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

    /// The page is back from the back/forward cache.
    pub fn resume(&self) {
        let own = self.device.borrow().replica();
        self.siblings.resume(own);
        self.link.want();
    }
}

/// Who the cookie says is here, and the latest that is known of their basket.
fn known(seed: Option<&Welcome>) -> Option<journal::Truth> {
    let shopper: ShopperId = jar::read(cookies::SHOPPER)?.parse().ok()?;
    let seeded = seed
        .filter(|welcome| welcome.shopper == shopper)
        .and_then(|welcome| Some((shopper, welcome.cursor, welcome.basket.clone()?)));
    let kept = journal::kept(shopper);
    match (seeded, kept) {
        (Some(seeded), Some(kept)) if kept.1.version > seeded.1.version => Some(kept),
        (seeded, kept) => seeded.or(kept),
    }
}

fn remarked(remark: Remark) -> Notice {
    match remark {
        Remark::Full => Notice::Problem(Problem::Full),
        Remark::Unknown => Notice::Problem(Problem::Sku),
        Remark::TooMuch => Notice::Problem(Problem::NotSaved),
        Remark::AlreadyOrdered => Notice::AlreadyOrdered,
        Remark::Kept(quantity) => Notice::Kept(quantity),
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
