//! The other tabs of this browser: they are told at once what is done here, without a server, and
//! what a dead one left is taken over. There is no leader.

use super::{platform, tab};
use baguni_commerce::ShopperId;
use baguni_replica::codec::{decode, encode};
use baguni_replica::sorted::Set;
use baguni_replica::{Dot, Operation, ReplicaId, Seq};
use gloo::timers::callback::{Interval, Timeout};
use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

/// Another name with every change of [`Word`], so that two builds never mistake each other.
const CHANNEL: &str = "baguni.2";

/// How long living tabs have to answer a greeting, and how often it is looked for dead ones, in
/// milliseconds.
const ANSWER_MS: u32 = 1_500;
const LOOK_MS: u32 = 15_000;

/// What tabs say to each other. Both are of one build, or do not understand each other and go on
/// by way of the server.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Word {
    /// A tab has come; the others answer with what they have pending.
    Here(ReplicaId),
    Alive(ReplicaId),
    /// What a shopper wants and the server does not know yet.
    Said(Option<ShopperId>, Vec<(Dot, Operation)>),
    /// The server has these, from a version of this shopper's basket on.
    Confirmed(ReplicaId, Seq, ShopperId, u64),
    /// What this replica had pending has been said again by another.
    Gone(ReplicaId),
    /// This shopper has left: nothing of theirs may stay.
    Wiped(Option<ShopperId>),
}

pub struct Siblings {
    /// None while the page rests in the back/forward cache.
    channel: RefCell<Option<BroadcastChannel>>,
    /// Held as long as this tab lives: whoever gets it knows that the tab is dead.
    life: RefCell<Option<platform::Held>>,
    /// Who has answered, where there are no locks to tell.
    alive: RefCell<Set<ReplicaId>>,
}

impl Siblings {
    pub fn new() -> Self {
        let siblings = Self {
            channel: RefCell::new(None),
            life: RefCell::new(None),
            alive: RefCell::new(Set::default()),
        };
        siblings.listen();
        siblings
    }

    fn listen(&self) {
        let channel = BroadcastChannel::new(CHANNEL).ok();
        if let Some(channel) = &channel {
            let heard = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
                let bytes = Uint8Array::new(&event.data()).to_vec();
                if let Ok(word) = decode(&bytes) {
                    tab::with(|tab| tab.hear(word));
                }
            });
            channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
            heard.forget();
        }
        self.channel.replace(channel);
    }

    /// Greets the others, and begins to look for those that have died: at once where locks tell,
    /// else when the living have had time to answer.
    pub fn greet(&self, own: ReplicaId) {
        self.live(own);
        self.tell(&Word::Here(own));
        self.adopt_after_answers();
        Interval::new(LOOK_MS, || tab::with(tab::Tab::look_around)).forget();
    }

    /// Asks who lives, where locks do not tell, and looks for the dead when they have had time to
    /// answer.
    pub fn roll_call(&self, own: ReplicaId) {
        if self.life.borrow().is_none() {
            self.alive.borrow_mut().clear();
            self.tell(&Word::Here(own));
        }
        self.adopt_after_answers();
    }

    /// Looks for the dead: at once where locks tell.
    pub fn adopt_after_answers(&self) {
        let locks_tell = self.life.borrow().is_some();
        let wait = if locks_tell { 0 } else { ANSWER_MS };
        Timeout::new(wait, || tab::with(tab::Tab::adopt_orphans)).forget();
    }

    pub fn live(&self, own: ReplicaId) {
        self.life.replace(platform::Held::take(&name(own)));
    }

    /// Goes on as another replica, and leaves what the former one had to whoever takes it.
    pub fn renew(&self, own: ReplicaId) {
        if let Some(life) = self.life.take() {
            life.release();
        }
        self.live(own);
    }

    /// The page may be kept in the back/forward cache, and a held lock or a message of another tab
    /// would keep it out. It goes on as the same replica if it comes back: whoever adopted it
    /// meanwhile has only sent.
    pub fn rest(&self) {
        if let Some(channel) = self.channel.take() {
            channel.close();
        }
        if let Some(life) = self.life.take() {
            life.release();
        }
    }

    /// The page is back from the back/forward cache.
    pub fn resume(&self, own: ReplicaId) {
        self.listen();
        self.live(own);
        self.tell(&Word::Here(own));
    }

    pub fn tell(&self, word: &Word) {
        if let Some(channel) = &*self.channel.borrow() {
            let _ = channel.post_message(&Uint8Array::from(encode(word).as_slice()));
        }
    }

    pub fn met(&self, sibling: ReplicaId) {
        self.alive.borrow_mut().add(sibling);
    }

    /// Calls back if the replica's tab is dead; from then on it is this tab's.
    pub fn claim(&self, orphan: ReplicaId, claimed: impl FnOnce() + 'static) {
        let answered = self.alive.borrow().contains_key(&orphan);
        let without_locks = self.life.borrow().is_none();
        if without_locks && answered {
            return;
        }
        platform::take_if_free(&name(orphan), move |free| {
            if free {
                claimed();
            }
        });
    }
}

fn name(replica: ReplicaId) -> String {
    format!("baguni-tab-{replica}")
}
