//! Shoppers who press buttons on two screens at once, whatever the network does.

use super::chance::Chance;
use crate::tab::{Tab, key, now, random};
use baguni_commerce::{Quantity, ShopperId, Sku};
use baguni_replica::codec::decode;
use baguni_replica::frame::{Bye, DeviceKind, Down};
use baguni_replica::{Basket, Dot, Intent, List, Operation, ReplicaId, WishlistId};
use futures_util::StreamExt;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::Message;

/// One shopper, and what all screens together have only ever added.
pub struct Shopper {
    pub id: ShopperId,
    pub cookie: String,
    skus: Arc<Vec<Sku>>,
    added: Mutex<BTreeMap<Sku, u32>>,
}

/// Adds to one line, at the most: beyond, they would be settled into one number.
const ADDS: u32 = 25;

impl Shopper {
    pub async fn begin(address: SocketAddr, skus: &Arc<Vec<Sku>>) -> Self {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = format!(
            "POST /api/shopper/session HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
             Content-Length: 0\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let cookies = answer
            .lines()
            .filter_map(|line| line.strip_prefix("set-cookie: "));
        let cookies: Vec<&str> = cookies.filter_map(|line| line.split(';').next()).collect();
        let id = cookies
            .iter()
            .find_map(|pair| pair.strip_prefix("baguni_shopper="));
        Self {
            id: id.unwrap().parse().unwrap(),
            cookie: cookies.join("; "),
            skus: Arc::clone(skus),
            added: Mutex::default(),
        }
    }

    /// Something to add to the list where things are only ever added.
    fn adds(&self, chance: &mut Chance) -> Option<Intent> {
        let sku = &self.skus[chance.below(self.skus.len() as u64) as usize];
        let mut added = self.added.lock().unwrap();
        let count = added.entry(sku.clone()).or_default();
        *count += 1;
        (*count <= ADDS).then(|| Intent::Add {
            list: List::Saved,
            key: key(sku),
            quantity: Quantity::ONE,
        })
    }

    /// Anything at all, in the cart and on the wishlist.
    fn fumbles(&self, chance: &mut Chance) -> Intent {
        let (list, key) = (List::Cart, key(&self.skus[chance.below(4) as usize]));
        let (target, wishlist) = (List::Wishlist(WishlistId::FIRST), WishlistId::FIRST);
        match chance.below(14) {
            0..4 => Intent::Step { list, key, by: 1 },
            4 | 5 => Intent::Step { list, key, by: -1 },
            6 => Intent::Set {
                list,
                key,
                to: chance.below(9) as u32,
            },
            7 => Intent::Remove { list, key },
            8 => Intent::Clear { list },
            9 => Intent::Move {
                key,
                source: list,
                target,
            },
            10 => Intent::Move {
                key,
                source: target,
                target: list,
            },
            11 => Intent::Copy {
                key,
                source: target,
                target: list,
            },
            12 => Intent::Wish { wishlist, key },
            _ => Intent::Add {
                list,
                key,
                quantity: Quantity::ONE,
            },
        }
    }

    pub fn check_sums(&self, basket: &Basket, seed: u64) {
        for (sku, count) in self.added.lock().unwrap().iter() {
            let kept = basket.quantity(List::Saved, &key(sku));
            let want = (*count).min(ADDS);
            assert_eq!(kept, want, "{sku} of {}; seed {seed}", self.id);
        }
    }
}

/// One screen.
pub struct Screen {
    shopper: Arc<Shopper>,
    address: SocketAddr,
    chance: Chance,
    tab: Tab,
    /// Replicas of tabs that crashed here and left something.
    left: Vec<ReplicaId>,
    /// How far each replica has been thanked.
    thanked: BTreeMap<ReplicaId, u32>,
    heard_at: Instant,
    said: usize,
    resyncs: u32,
}

/// A screen at its end.
pub struct Lived {
    pub shopper: Arc<Shopper>,
    pub shown: Basket,
    pub said: usize,
    pub resyncs: u32,
}

/// When nothing is heard for so long after something was sent, the connection is taken for dead.
const DEAF: Duration = Duration::from_secs(2);

impl Screen {
    pub fn new(shopper: Arc<Shopper>, address: SocketAddr, chance: Chance) -> Self {
        Self {
            shopper,
            address,
            chance,
            tab: Tab::new(DeviceKind::Phone),
            left: Vec::new(),
            thanked: BTreeMap::new(),
            heard_at: Instant::now(),
            said: 0,
            resyncs: 0,
        }
    }

    /// Presses buttons for so long, and then waits until both screens show what is kept.
    pub async fn live(mut self, lasting: Duration) -> Lived {
        let end = Instant::now() + lasting;
        while Instant::now() < end {
            self.press().await;
            let pause = self.chance.millis(20..90);
            self.listen(pause).await;
            if self.chance.one_in(150) {
                self.crash();
            }
        }
        // The other screen may still be saying something: it is awaited too.
        let quiet = Duration::from_millis(1_500);
        let mut still = Instant::now();
        while self.tab.device.waiting() > 0 || !self.tab.device.is_live() || still.elapsed() < quiet
        {
            if self.listen(Duration::from_millis(50)).await || self.tab.device.waiting() > 0 {
                still = Instant::now();
            }
            assert!(
                end.elapsed() < Duration::from_secs(60),
                "it does not settle"
            );
        }
        self.resyncs += self.tab.device.resyncs();
        Lived {
            shown: self
                .tab
                .device
                .base()
                .expect("it has been welcomed")
                .2
                .clone(),
            shopper: self.shopper,
            said: self.said,
            resyncs: self.resyncs,
        }
    }

    async fn press(&mut self) {
        if self.tab.device.waiting() > 400 {
            return;
        }
        let intent = match self.chance.one_in(2) {
            true => self.shopper.adds(&mut self.chance),
            false => Some(self.shopper.fumbles(&mut self.chance)),
        };
        let Some(intent) = intent else { return };
        // A step below nothing or above the most is refused, and nothing happens.
        if let Ok(said) = self.tab.device.intend(intent, now()) {
            self.said += said.len();
            for up in self.tab.device.flush() {
                self.tab.send(&up).await;
            }
        }
    }

    /// Reads for so long, and connects if there is no connection. Tells whether anything but the
    /// usual was heard.
    async fn listen(&mut self, pause: Duration) -> bool {
        if self.tab.socket.is_none() {
            self.connect().await;
            return true;
        }
        if self.tab.device.is_unanswered() && self.heard_at.elapsed() > DEAF {
            self.tab.hang_up();
            return true;
        }
        let until = Instant::now() + pause;
        let mut heard = false;
        while let Some(socket) = &mut self.tab.socket {
            let left = until.saturating_duration_since(Instant::now());
            match timeout(left, socket.next()).await {
                Err(_) => break,
                Ok(Some(Ok(Message::Binary(bytes)))) => {
                    let down = decode(&bytes).expect("the network repeats and cuts, no more");
                    heard |= down != Down::Pulse;
                    self.take(down).await;
                }
                Ok(Some(Ok(_))) => {}
                Ok(Some(Err(_)) | None) => self.tab.hang_up(),
            }
        }
        heard
    }

    async fn connect(&mut self) {
        let pause = match self.tab.bye.take() {
            Some(Bye::Later(wait)) => Duration::from_millis(u64::from(wait).min(1_500)),
            Some(bye) => panic!("sent away with {bye:?}"),
            None => self.chance.millis(10..300),
        };
        sleep(pause).await;
        let cookie = self.shopper.cookie.clone();
        let connected = self.tab.connect(self.address, &cookie);
        if !matches!(timeout(DEAF, connected).await, Ok(Ok(()))) {
            self.tab.hang_up();
        }
        self.heard_at = Instant::now();
    }

    async fn take(&mut self, down: Down) {
        self.heard_at = Instant::now();
        if let Down::Welcome(welcome) | Down::Epoch(welcome) = &down {
            self.check_kept(&welcome.heard);
        }
        assert!(!matches!(down, Down::Fork { .. }), "nobody forked");
        self.tab.take(down).await;
        for (replica, through) in self.tab.confirmed.drain(..) {
            let thanked = self.thanked.entry(replica).or_default();
            *thanked = through.max(*thanked);
        }
        assert_eq!(self.tab.rebound, None);
    }

    /// What was thanked for before is there after a kill.
    fn check_kept(&self, heard: &[(ReplicaId, u32)]) {
        let heard: BTreeMap<_, _> = heard.iter().copied().collect();
        let asked = std::iter::once(self.tab.device.replica()).chain(self.left.iter().copied());
        for replica in asked {
            let thanked = self.thanked.get(&replica).copied().unwrap_or(0);
            let kept = heard.get(&replica).copied();
            assert!(
                kept.is_none_or(|kept| kept >= thanked)
                    && (kept.is_some() || thanked == 0 || replica != self.tab.device.replica()),
                "{replica} was thanked through {thanked}, and {kept:?} is kept"
            );
        }
    }

    /// The tab dies and another takes its place: with what was written down, under a new name.
    fn crash(&mut self) {
        let old = &self.tab.device;
        self.resyncs += old.resyncs();
        let mut fresh = Tab::new(DeviceKind::Phone);
        fresh.device = baguni_replica::session::Device::new(ReplicaId(random()), DeviceKind::Phone);
        if let Some((shopper, cursor, base)) = old.base() {
            fresh.device.recall(shopper, cursor, base.clone());
        }
        self.left.push(old.replica());
        let mut still_left = Vec::new();
        for replica in std::mem::take(&mut self.left) {
            let said: Vec<(Dot, Operation)> = old.said_by(replica);
            if !said.is_empty() {
                let said = said
                    .into_iter()
                    .map(|(dot, operation)| (dot.seq, operation));
                fresh.device.adopt(replica, said.collect());
                still_left.push(replica);
            }
        }
        self.left = still_left;
        self.tab = fresh;
    }
}
