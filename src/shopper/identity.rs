//! Whose lists this tab shows, and what becomes of it when that is somebody else.

use super::siblings::Word;
use super::tab::Tab;
use super::{Notice, jar, journal, platform};
use baguni_api::forms::cookies;
use baguni_commerce::ShopperId;
use baguni_replica::frame::{Bye, Welcome};
use baguni_replica::session::Device;

/// Who is here: the cookie says it, or else the page, which the session was known to.
pub fn here(seed: Option<&Welcome>) -> Option<ShopperId> {
    let named = jar::read(cookies::SHOPPER).and_then(|named| named.parse().ok());
    named.or(seed.map(|welcome| welcome.shopper))
}

/// A new device of theirs, with the latest that is known of their basket and what was left of
/// their doing.
pub fn device(here: Option<ShopperId>, seed: Option<&Welcome>) -> Device {
    let mut device = Device::new(platform::fresh_replica(), platform::device_kind());
    if let Some(shopper) = here {
        match known(shopper, seed) {
            Some((of, cursor, basket)) => device.recall(of, cursor, basket),
            None => device.expect(shopper),
        }
    }
    for (of, dot, operation) in journal::left() {
        if of.is_none() || of == here {
            device.sibling(dot, operation);
        }
    }
    device
}

fn known(shopper: ShopperId, seed: Option<&Welcome>) -> Option<journal::Truth> {
    let seeded = seed
        .filter(|welcome| welcome.shopper == shopper)
        .and_then(|welcome| Some((shopper, welcome.cursor, welcome.basket.clone()?)));
    let kept = journal::kept(shopper);
    match (seeded, kept) {
        (Some(seeded), Some(kept)) if kept.1.version > seeded.1.version => Some(kept),
        (seeded, kept) => seeded.or(kept),
    }
}

impl Tab {
    fn whose(&self) -> Option<ShopperId> {
        self.device.borrow().shopper().or(here(None))
    }

    /// The session is another's: with `wipe` somebody has left.
    pub(super) fn rebind(&self, wipe: bool) {
        if wipe {
            let gone = self.whose();
            self.siblings.tell(&Word::Wiped(gone));
            self.begin_anew(gone);
        }
        self.link.restart();
    }

    /// Another tab says that somebody has left.
    pub(super) fn hear_wiped(&self, gone: Option<ShopperId>) {
        if self.device.borrow().shopper() == gone {
            self.begin_anew(gone);
            self.link.restart();
        }
    }

    /// Nothing of whoever is gone stays on this device, nor of those whom nobody knew.
    fn begin_anew(&self, gone: Option<ShopperId>) {
        self.wipe(&|of| gone.is_none() || of.is_none() || of == gone);
        self.renew(gone);
    }

    /// Goes on as a new device, of whoever is here now.
    fn renew(&self, gone: Option<ShopperId>) {
        self.link.stop();
        let device = device(here(None).filter(|here| Some(*here) != gone), None);
        let replica = device.replica();
        self.device.replace(device);
        self.orphans.renew();
        self.siblings.renew(replica);
        let claimed = self.orphans.claimed.take();
        claimed
            .into_iter()
            .for_each(|(replica, ())| self.adopt(replica));
        self.siblings.adopt_after_answers();
        self.show();
        self.tell_standing();
    }

    /// Whoever was here is gone, and until somebody is let in nothing more is sent.
    pub fn forget(&self) {
        jar::forget(cookies::SHOPPER);
        self.begin_anew(None);
        self.link.shut();
    }

    /// The server has ended the connection.
    pub(super) fn close(&self, bye: Bye) {
        match bye {
            Bye::Upgrade => self.notice(Notice::Outdated),
            Bye::Later(_) | Bye::Malformed => {}
            Bye::Foreign | Bye::Unknown => {
                let gone = self.whose();
                // If the session is over, here or from another device, what it showed is nobody's
                // here. If it is another's by now, only this tab has not heard of it.
                let is_over = !platform::keeps() || here(None).is_none_or(|of| Some(of) == gone);
                if bye == Bye::Unknown && is_over {
                    jar::forget(cookies::SHOPPER);
                    self.siblings.tell(&Word::Wiped(gone));
                }
                self.begin_anew(gone);
            }
        }
        self.link.closed(bye);
    }

    /// The page is back from the back/forward cache.
    pub fn resume(&self) {
        let own = self.device.borrow().replica();
        self.siblings.resume(own);
        self.look_who_is_here();
        self.link.want();
    }

    /// While nobody told this tab, the device may have become somebody else's. What waits and is
    /// not written down is not left behind for that: the server will say so.
    pub fn look_who_is_here(&self) {
        let device = self.device.borrow();
        let (whose, unheard) = (device.shopper(), !device.is_live());
        let safe = device.waiting() == 0 || self.journals.get();
        drop(device);
        if platform::keeps() && whose.is_some() && unheard && safe && whose != here(None) {
            self.renew(whose);
        }
    }
}
