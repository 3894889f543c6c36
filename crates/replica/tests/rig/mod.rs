//! A server and some screens of one shopper, joined by nothing but messages as bytes.
#![allow(dead_code, reason = "each test takes what it needs")]

use std::collections::{BTreeMap, VecDeque};

use baguni_commerce::{Quantity, ShopperId};
use baguni_replica::codec::{encode, fingerprint};
use baguni_replica::dot::HeardOf;
use baguni_replica::frame::{Ack, Cursor, Delta, DeviceKind, Down, Hello, Up, Welcome, read_down};
use baguni_replica::line::Change;
use baguni_replica::merge::{MergeError, Past, merge, needs};
use baguni_replica::session::{Device, Effect, Request, Session};
use baguni_replica::{Dot, Intent, LineKey, List, Merged, ReplicaId, Submission, Truth};

pub const SHOPPER: ShopperId = ShopperId(7);
pub const NOON: u64 = 1_700_000_000_000;

/// The server: one basket and the rows beside it.
#[derive(Default)]
pub struct Shop {
    pub truth: Truth,
    pub heard: HeardOf,
    pub ordered: BTreeMap<Dot, Change>,
}

/// The shop, and its screens with their connections.
pub struct Rig {
    pub shop: Shop,
    pub tabs: Vec<Device>,
    ends: Vec<Session>,
    unsaid: VecDeque<(usize, Up)>,
}

impl Shop {
    /// Merges with no more of the past than the merge asks for.
    pub fn merge(&mut self, submission: &Submission) -> Result<Merged, MergeError> {
        let needs = needs(&self.truth.basket, submission);
        let heard = self.heard.iter().map(|(id, heard)| (*id, *heard));
        let ordered = self.ordered.iter().map(|(dot, change)| (*dot, *change));
        let mut past = Past {
            heard: heard
                .filter(|(id, _)| needs.replicas.contains(id))
                .collect(),
            ordered: ordered
                .filter(|(dot, _)| needs.dots.contains(*dot))
                .collect(),
        };
        let merged = merge(&mut self.truth, &mut past, submission, &|_| true, NOON)?;
        self.heard.insert(submission.replica, merged.heard);
        Ok(merged)
    }

    pub fn order(&mut self) {
        let confirmed = self.truth.basket.confirmable();
        let taken = baguni_replica::checkout::order(&mut self.truth, &confirmed);
        self.ordered.extend(taken.expect("nothing has changed"));
    }

    pub fn welcome(&self, hello: &Hello, whole: bool) -> Welcome {
        let cursor = Cursor {
            version: self.truth.version,
            hash: fingerprint(&self.truth.basket),
        };
        let asked = hello.others.iter().chain([&hello.replica]);
        Welcome {
            shopper: SHOPPER,
            cursor,
            basket: hello
                .lacks(cursor, whole)
                .then(|| self.truth.basket.clone()),
            heard: asked
                .filter_map(|id| Some((*id, self.heard.get(id)?.last)))
                .collect(),
            origins: Vec::new(),
        }
    }
}

impl Rig {
    /// Screens that have said hello.
    pub fn with(kinds: &[DeviceKind]) -> Self {
        let replicas = (1..).map(|n| ReplicaId(n * 0x0101_0101_0101));
        let mut rig = Self {
            shop: Shop::default(),
            tabs: replicas
                .zip(kinds)
                .map(|(replica, kind)| Device::new(replica, *kind))
                .collect(),
            ends: vec![Session::default(); kinds.len()],
            unsaid: VecDeque::new(),
        };
        (0..kinds.len()).for_each(|tab| {
            rig.connect(tab);
        });
        rig
    }

    pub fn connect(&mut self, tab: usize) -> Vec<(usize, Effect)> {
        self.ends[tab] = Session::default();
        let hello = self.tabs[tab].connected();
        self.unsaid.push_back((tab, hello));
        self.settle()
    }

    /// What a screen does now, without a word to anybody.
    pub fn tap(&mut self, tab: usize, intent: Intent) {
        let said = self.tabs[tab].intend(intent, NOON);
        said.expect("a tap that is taken");
    }

    /// Sends what a screen has to say, and lets everybody hear what comes of it.
    pub fn deliver(&mut self, tab: usize) -> Vec<(usize, Effect)> {
        let words = self.tabs[tab].flush();
        self.unsaid
            .extend(words.into_iter().map(|word| (tab, word)));
        self.settle()
    }

    /// Lets all be said that somebody has begun to say.
    fn settle(&mut self) -> Vec<(usize, Effect)> {
        let mut effects = Vec::new();
        while let Some((tab, word)) = self.unsaid.pop_front() {
            effects.extend(self.say(tab, &word));
        }
        effects
    }

    /// The order of what is in the cart, heard on every screen.
    pub fn order(&mut self) -> Vec<(usize, Effect)> {
        self.shop.order();
        let told = (0..self.tabs.len()).flat_map(|tab| {
            let Up::Hello(hello) = self.tabs[tab].greeting() else {
                unreachable!("a greeting is a hello")
            };
            let welcome = self.shop.welcome(&hello, true);
            self.ends[tab].welcomes(&welcome);
            self.hear(tab, &Down::Epoch(welcome))
        });
        told.collect()
    }

    fn say(&mut self, tab: usize, word: &Up) -> Vec<(usize, Effect)> {
        match self.ends[tab].received(&encode(word)).expect("a good word") {
            Request::Greet { hello, whole } => {
                let welcome = self.shop.welcome(&hello, whole);
                self.ends[tab].welcomes(&welcome);
                self.hear(tab, &Down::Welcome(welcome))
            }
            Request::Merge(submission) => self.submit(tab, &submission),
            Request::Nothing => Vec::new(),
        }
    }

    fn submit(&mut self, tab: usize, submission: &Submission) -> Vec<(usize, Effect)> {
        let merged = self.shop.merge(submission).expect("no gap and no fork");
        let (replica, through) = (submission.replica, merged.heard.last);
        let ack = Ack {
            replica,
            through,
            remarks: merged.remarks,
            changed: merged.changed.clone(),
        };
        let mut effects = self.hear(tab, &Down::Ack(ack));
        let Some(changed) = merged.changed else {
            return effects;
        };
        self.ends[tab].tells(&changed);
        for other in (0..self.tabs.len()).filter(|other| *other != tab) {
            if self.ends[other].tells(&changed) {
                let delta = Delta {
                    replica,
                    through,
                    device: DeviceKind::Phone,
                    changed: changed.clone(),
                };
                effects.extend(self.hear(other, &Down::Delta(delta)));
            }
        }
        effects
    }

    fn hear(&mut self, tab: usize, word: &Down) -> Vec<(usize, Effect)> {
        let word = read_down(&encode(word)).expect("a word that can be read");
        let mut effects = Vec::new();
        for effect in self.tabs[tab].received(word) {
            match effect {
                Effect::Send(word) => self.unsaid.push_back((tab, word)),
                effect => effects.push((tab, effect)),
            }
        }
        effects
    }

    /// How many of a line everybody agrees on.
    pub fn agreed(&self, list: List, key: &LineKey) -> u32 {
        let truth = self.shop.truth.basket.quantity(list, key);
        for tab in &self.tabs {
            assert_eq!(
                tab.view(),
                &self.shop.truth.basket,
                "every screen shows the truth"
            );
            assert_eq!(tab.resyncs(), 0, "nobody asked for the whole");
            assert_eq!(tab.view().quantity(list, key), truth);
        }
        truth
    }
}

pub fn key(sku: &str) -> LineKey {
    LineKey::from(sku.parse::<baguni_commerce::Sku>().expect("a good SKU"))
}

pub fn quantity(n: u32) -> Quantity {
    Quantity::try_from(n).expect("a good quantity")
}
