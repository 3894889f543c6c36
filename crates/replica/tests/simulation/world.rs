//! One history from its first press to the last answer: what happens next is thrown.

use std::collections::{BTreeMap, BTreeSet};

use super::browser::{Browser, Disk, News, Tab};
use super::dice::Dice;
use super::history::{History, Id, Place};
use super::oracle::Oracle;
use super::server::{Record, Server};
use super::{LISTS, SKUS, Tally, key, lines};
use baguni_commerce::{Quantity, ShopperId};
use baguni_replica::codec::encode;
use baguni_replica::frame::{DeviceKind, Up, read_down};
use baguni_replica::session::{Device, Effect};
use baguni_replica::{Dot, Dots, Intent, ReplicaId, Submission, WishlistId};

const NOON: u64 = 1_700_000_000_000;
const ACCOUNT: ShopperId = ShopperId(1);

type Verdict = Result<(), String>;

struct World {
    dice: Dice,
    odds: Odds,
    now: u64,
    server: Server,
    browsers: Vec<Browser>,
    /// None where a tab was closed.
    tabs: Vec<Option<Tab>>,
    /// What pages sent while they were going.
    posts: Vec<(usize, Submission)>,
    checkouts: Vec<(usize, u64, Dots)>,
    history: History,
    ids: BTreeMap<Dot, Id>,
    ordered: BTreeSet<Id>,
    explained: BTreeSet<Id>,
    replicas: u64,
    shoppers: u64,
    tally: Tally,
    /// Whether changes are lost on the way to those that wait for them.
    loses: bool,
    /// Whether to print what happens.
    tells: bool,
}

/// How likely things are in this history: no two are alike.
struct Odds {
    steps: usize,
    cut: u64,
    crash: u64,
    power: u64,
    kill: u64,
    late_commit: u64,
    unwritten: u64,
    order: u64,
    sign: u64,
    news: u64,
}

impl Odds {
    fn throw(dice: &mut Dice) -> Self {
        let mut odds = |often: u64, most: u64| match dice.percent(often) {
            true => dice.below(most as usize) as u64 + 1,
            false => 0,
        };
        Self {
            cut: odds(70, 12),
            crash: odds(25, 4),
            power: odds(25, 4),
            kill: odds(50, 6),
            late_commit: odds(50, 80),
            unwritten: odds(10, 30),
            order: odds(50, 8),
            sign: odds(50, 6),
            news: 100 - odds(60, 90),
            steps: 30 + dice.below(120),
        }
    }
}

/// Runs the history of a seed. An error says what went wrong.
pub fn run(seed: u64) -> Result<Tally, String> {
    live(seed, false)
}

/// The same, and prints all of it.
pub fn tell(seed: u64) -> Result<Tally, String> {
    live(seed, true)
}

fn live(seed: u64, tells: bool) -> Result<Tally, String> {
    let mut world = World::new(seed);
    world.tells = tells;
    for _ in 0..world.odds.steps {
        world.step()?;
    }
    world.come_to_rest()?;
    world.judge()?;
    world.tally.histories = 1;
    world.tally.statements = world.history.statements.len() as u64;
    Ok(world.tally)
}

impl World {
    fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let odds = Odds::throw(&mut dice);
        let mut world = Self {
            odds,
            now: NOON,
            server: Server::default(),
            browsers: Vec::new(),
            tabs: Vec::new(),
            posts: Vec::new(),
            checkouts: Vec::new(),
            history: History::default(),
            ids: BTreeMap::new(),
            ordered: BTreeSet::new(),
            explained: BTreeSet::new(),
            replicas: 0,
            shoppers: ACCOUNT.0,
            tally: Tally::default(),
            loses: false,
            tells: false,
            dice,
        };
        world.loses = world.dice.percent(10);
        world.server.misses = if world.loses { 10 } else { 0 };
        let one_account = world.dice.percent(40);
        for _ in 0..1 + world.dice.below(3) {
            let of_it = one_account || world.dice.percent(30);
            world.open_browser(of_it).expect("nothing can fail yet");
        }
        world
    }

    fn open_browser(&mut self, of_the_account: bool) -> Verdict {
        let session = self.browsers.len();
        let shopper = match of_the_account {
            true => ACCOUNT,
            false => self.new_guest(),
        };
        self.server.begin_session(session, shopper);
        let skew = match self.dice.below(4) {
            0 => self.dice.below(7_200_000) as i64 - 3_600_000,
            1 => 40_000_000_000,
            _ => 0,
        };
        self.browsers.push(Browser {
            session,
            disk: Disk::default(),
            synced: Disk::default(),
            skew,
        });
        for _ in 0..1 + self.dice.below(2) {
            self.open_tab(session);
            if self.dice.percent(80) {
                let tab = self.tabs.len() - 1;
                self.connect(tab)?;
            }
        }
        Ok(())
    }

    fn new_guest(&mut self) -> ShopperId {
        self.shoppers += 1;
        ShopperId(self.shoppers)
    }

    fn fresh(&mut self) -> ReplicaId {
        self.replicas += 1;
        // In no order of their making.
        ReplicaId(self.replicas.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 8)
    }

    fn open_tab(&mut self, browser: usize) {
        let mut device = Device::new(self.fresh(), DeviceKind::Phone);
        let Browser { session, disk, .. } = &self.browsers[browser];
        let who = self.server.kept.who(*session);
        let kept = disk.truth.clone();
        if let Some((shopper, cursor, basket)) = kept.filter(|(of, ..)| Some(*of) == who) {
            device.recall(shopper, cursor, basket);
        }
        for (dot, operation) in &disk.journal {
            device.sibling(*dot, operation.clone());
        }
        let mut tab = Tab::new(browser, device);
        let others = self.tabs.iter().flatten();
        for other in others.filter(|other| other.browser == browser) {
            tab.news.push_back(News::Said(other.device.all_pending()));
        }
        self.tabs.push(Some(tab));
    }

    fn living(&self) -> Vec<usize> {
        let all = 0..self.tabs.len();
        all.filter(|tab| self.tabs[*tab].is_some()).collect()
    }

    fn say(&self, what: impl FnOnce() -> String) {
        if self.tells {
            eprintln!("{}", what());
        }
    }

    fn tab(&mut self, at: usize) -> &mut Tab {
        self.tabs[at].as_mut().expect("a tab that lives")
    }

    fn step(&mut self) -> Verdict {
        self.now += self.dice.below(5_000) as u64;
        let living = self.living();
        let Some(tab) = self.dice.pick(&living) else {
            let browser = self.dice.below(self.browsers.len());
            self.open_tab(browser);
            return Ok(());
        };
        let Odds {
            cut,
            crash,
            power,
            kill,
            order,
            sign,
            ..
        } = self.odds;
        let weights = [40, 35, 35, 8, 4, 8, cut, crash, power, kill, order, sign];
        let mut thrown = self.dice.below(weights.iter().sum::<u64>() as usize) as u64;
        let mut what = 0;
        while thrown >= weights[what] {
            thrown -= weights[what];
            what += 1;
        }
        match what {
            0 => self.tap(tab),
            1 => self.up(None),
            2 => self.down(None),
            3 => self.connect(tab),
            4 => self.adopt(tab),
            5 => self.stray(),
            6 => self.cut(tab),
            7 => self.crash_server(),
            8 => self.power_cut(tab),
            9 => self.close(tab),
            10 => self.order(tab),
            _ => self.sign(tab),
        }?;
        self.gossip(100 - self.odds.news.min(100))
    }

    fn record<T>(&mut self, with: impl FnOnce(&mut Server, &mut Dice, &mut Record<'_>) -> T) -> T {
        let mut record = Record {
            history: &mut self.history,
            ids: &mut self.ids,
            ordered: &mut self.ordered,
            explained: &mut self.explained,
            now: self.now,
        };
        with(&mut self.server, &mut self.dice, &mut record)
    }

    fn intent(&mut self, tab: usize) -> Intent {
        let dice = &mut self.dice;
        let list = LISTS[[0, 0, 0, 0, 1, 2, 2][dice.below(7)]];
        let other = LISTS[dice.below(3)];
        let key = key(dice.below(SKUS));
        let quantity = match dice.below(12) {
            0 => 9_000,
            n => 1 + n as u32 % 4,
        };
        let quantity = Quantity::try_from(quantity).expect("it is in bounds");
        let thrown = dice.below(100);
        let wishlists = self.tabs[tab]
            .as_ref()
            .map(|tab| tab.device.view().wishlists());
        let wishlists: Vec<WishlistId> =
            wishlists.into_iter().flatten().map(|(id, _)| id).collect();
        let wishlist = self.dice.pick(&wishlists).unwrap_or_default();
        let name = || "For the garden".to_owned().try_into().expect("a good name");
        match thrown {
            0..30 => Intent::Step { list, key, by: 1 },
            30..44 => Intent::Step { list, key, by: -1 },
            44..54 => Intent::Add {
                list,
                key,
                quantity,
            },
            54..64 => Intent::Set {
                list,
                key,
                to: quantity.get(),
            },
            64..74 => Intent::Remove { list, key },
            74..77 => Intent::Clear { list },
            77..86 if list != other => Intent::Move {
                key,
                source: list,
                target: other,
            },
            86..90 if list != other => Intent::Copy {
                key,
                source: list,
                target: other,
            },
            77..93 => Intent::Wish {
                wishlist: WishlistId::FIRST,
                key,
            },
            93..95 => Intent::Restore {
                list,
                key,
                quantity,
                since: 1,
            },
            95..97 => Intent::Begin { name: name() },
            97..99 => Intent::Rename {
                wishlist,
                name: name(),
            },
            _ => Intent::Discard { wishlist },
        }
    }

    fn tap(&mut self, at: usize) -> Verdict {
        let intent = self.intent(at);
        let mut tab = self.tabs[at].take().expect("a tab that lives");
        let now = self
            .now
            .saturating_add_signed(self.browsers[tab.browser].skew);
        let minted = self.record(|_, _, record| tab.tap(&intent, now, record));
        let browser = tab.browser;
        self.tabs[at] = Some(tab);
        let minted = minted.map_err(|wrong| format!("tab {at}: {wrong}"))?;
        self.say(|| format!("tab {at} taps {minted:?}"));
        if !self.dice.percent(self.odds.unwritten) {
            self.browsers[browser]
                .disk
                .journal
                .extend(minted.iter().cloned());
        }
        self.tell_siblings(at, &News::Said(minted));
        let words = self.tab(at).device.flush();
        self.send(at, &words);
        self.check(at)
    }

    fn tell_siblings(&mut self, from: usize, news: &News) {
        let browser = self.tab(from).browser;
        for (at, tab) in self.tabs.iter_mut().enumerate() {
            if let Some(tab) = tab
                .as_mut()
                .filter(|tab| tab.browser == browser && at != from)
            {
                tab.news.push_back(news.clone());
            }
        }
    }

    fn send(&mut self, at: usize, words: &[Up]) {
        if let Some(connection) = self.tab(at).connection {
            let up = &mut self.server.connections[connection].up;
            up.extend(words.iter().map(encode));
        }
    }

    fn check(&mut self, at: usize) -> Verdict {
        let mut tab = self.tabs[at].take().expect("a tab that lives");
        let sound = self.record(|_, _, record| tab.check(record));
        self.tabs[at] = Some(tab);
        sound.map_err(|wrong| format!("tab {at}: {wrong}"))
    }

    /// A message arrives at the server.
    fn up(&mut self, connection: Option<usize>) -> Verdict {
        let all = 0..self.server.connections.len();
        let waiting: Vec<usize> = all
            .filter(|at| !self.server.connections[*at].up.is_empty())
            .collect();
        let Some(at) = connection.or_else(|| self.dice.pick(&waiting)) else {
            return Ok(());
        };
        self.tally.messages += 1;
        let bytes = self.server.connections[at].up.pop_front();
        if let Some(bytes) = bytes {
            self.say(|| {
                format!(
                    "server hears on {at} {:?}",
                    baguni_replica::frame::read_up(&bytes)
                )
            });
            self.record(|server, _, record| server.hears(at, &bytes, record))?;
        }
        self.maybe_commit();
        Ok(())
    }

    fn maybe_commit(&mut self) {
        if !self.dice.percent(self.odds.late_commit) {
            self.commit();
        }
    }

    fn commit(&mut self) {
        self.say(|| "commit".into());
        let facts = self.history.facts.len();
        self.server.commit(facts, &mut self.dice);
    }

    /// A message arrives at a tab.
    fn down(&mut self, tab: Option<usize>) -> Verdict {
        let waiting: Vec<usize> = self
            .living()
            .into_iter()
            .filter(|at| self.has_mail(*at))
            .collect();
        let Some(at) = tab.or_else(|| self.dice.pick(&waiting)) else {
            return Ok(());
        };
        let Some(connection) = self.tab(at).connection else {
            return Ok(());
        };
        self.tally.messages += 1;
        let Some(bytes) = self.server.connections[connection].down.pop_front() else {
            return Ok(());
        };
        let word = read_down(&bytes).map_err(|error| format!("tab {at} cannot read: {error}"))?;
        self.say(|| format!("tab {at} hears {word:?}"));
        let effects = self.tab(at).device.received(word);
        self.perform(at, effects)?;
        self.check(at)
    }

    fn has_mail(&self, at: usize) -> bool {
        let connection = self.tabs[at].as_ref().and_then(|tab| tab.connection);
        connection.is_some_and(|connection| !self.server.connections[connection].down.is_empty())
    }

    fn perform(&mut self, at: usize, effects: Vec<Effect>) -> Verdict {
        for effect in effects {
            match effect {
                Effect::Send(word) => self.send(at, &[word]),
                Effect::Keep => self.keep(at),
                Effect::Forget(replica, through) => {
                    let tab = self.tabs[at].as_ref().expect("a tab that lives");
                    let base = tab.device.base();
                    let version = base.map(|(shopper, cursor, _)| (shopper, cursor.version));
                    let journal = &mut self.browsers[tab.browser].disk.journal;
                    journal.retain(|dot, _| dot.replica != replica || dot.seq > through);
                    if let Some(version) = version {
                        self.tell_siblings(at, &News::Confirmed(replica, through, version));
                    }
                }
                Effect::Renamed { from } => self.rename(at, from)?,
                Effect::Rebind { wipe: false } | Effect::Close(_) => self.disconnect(at),
                Effect::Rebind { wipe: true } => return Err(format!("tab {at} is wiped twice")),
                Effect::Show | Effect::Elsewhere(..) | Effect::Remarked(..) => {}
            }
        }
        Ok(())
    }

    fn keep(&mut self, at: usize) {
        let tab = self.tabs[at].as_ref().expect("a tab that lives");
        let disk = &mut self.browsers[tab.browser].disk;
        if let Some((shopper, cursor, basket)) = tab.device.base() {
            let later = disk
                .truth
                .as_ref()
                .is_some_and(|(of, kept, _)| *of == shopper && kept.version > cursor.version);
            if !later {
                disk.truth = Some((shopper, cursor, basket.clone()));
            }
        }
    }

    fn rename(&mut self, at: usize, from: ReplicaId) -> Verdict {
        self.say(|| format!("tab {at} renames {from}"));
        self.tally.renames += 1;
        let replica = self.fresh();
        let tab = self.tab(at);
        let before = tab.device.said_by(from);
        let effects = tab.device.rename(from, replica);
        let after = tab.device.said_by(replica);
        tab.adopted.remove(&from);
        tab.adopted.insert(replica);
        let browser = tab.browser;
        for ((old, _), (new, _)) in before.iter().zip(&after) {
            let id = self.ids[old];
            self.ids.insert(*new, id);
        }
        let journal = &mut self.browsers[browser].disk.journal;
        journal.extend(after.iter().cloned());
        journal.retain(|dot, _| dot.replica != from);
        self.tell_siblings(at, &News::Gone(from));
        self.tell_siblings(at, &News::Said(after));
        self.perform(at, effects)
    }

    fn disconnect(&mut self, at: usize) {
        self.say(|| format!("tab {at} is offline"));
        let tab = self.tab(at);
        tab.device.disconnected();
        tab.connection = None;
    }

    fn connect(&mut self, at: usize) -> Verdict {
        self.say(|| format!("tab {at} connects"));
        if self.tab(at).connection.is_none() {
            let browser = self.tab(at).browser;
            let session = self.browsers[browser].session;
            let connection = self.server.connect(session);
            let tab = self.tab(at);
            tab.connection = Some(connection);
            let hello = tab.device.connected();
            self.send(at, &[hello]);
        }
        Ok(())
    }

    /// The line breaks; what the server has received already it may still read.
    fn cut(&mut self, at: usize) -> Verdict {
        self.say(|| format!("tab {at} is cut"));
        if let Some(connection) = self.tab(at).connection {
            self.disconnect(at);
            self.hang_up(connection);
        }
        Ok(())
    }

    fn hang_up(&mut self, connection: usize) {
        let half_open = self.dice.percent(50);
        let connection = &mut self.server.connections[connection];
        connection.down.clear();
        if !half_open {
            connection.up.clear();
            connection.open = false;
        }
    }

    /// Takes over what a dead tab of the same browser left.
    fn adopt(&mut self, at: usize) -> Verdict {
        self.say(|| format!("tab {at} adopts"));
        let browser = self.tab(at).browser;
        let alive = self
            .tabs
            .iter()
            .flatten()
            .filter(|tab| tab.browser == browser);
        let mut owned: BTreeSet<ReplicaId> =
            alive.clone().map(|tab| tab.device.replica()).collect();
        owned.extend(alive.flat_map(|tab| tab.adopted.iter().copied()));
        let journal = &self.browsers[browser].disk.journal;
        let shown = self.tabs[at].iter().flat_map(|tab| tab.device.siblings());
        let left = journal.keys().map(|dot| dot.replica);
        let orphans: BTreeSet<ReplicaId> = left.chain(shown).collect();
        for replica in orphans.difference(&owned).copied().collect::<Vec<_>>() {
            let journal = self.browsers[browser].disk.journal.iter();
            let left = journal.filter(|(dot, _)| dot.replica == replica);
            let left = left.map(|(dot, said)| (dot.seq, said.clone())).collect();
            let tab = self.tab(at);
            tab.device.adopt(replica, left);
            tab.adopted.insert(replica);
            if tab.connection.is_some() {
                let hello = tab.device.connected();
                self.send(at, &[hello]);
            }
        }
        // Whoever has taken over a dead tab may not have heard its last words.
        let device = &self.tab(at).device;
        if !device.siblings().is_empty() {
            let all = device.all_pending();
            self.tell_siblings(at, &News::Said(all));
        }
        self.check(at)
    }

    /// What a page sent while it was going arrives, or an order; either may come twice.
    fn stray(&mut self) -> Verdict {
        self.say(|| "something stray".into());
        let again = self.dice.percent(30);
        let index = |dice: &mut Dice, n: usize| (n > 0).then(|| dice.below(n));
        if let Some(at) = index(&mut self.dice, self.posts.len()) {
            let (session, post) = match again {
                true => self.posts[at].clone(),
                false => self.posts.swap_remove(at),
            };
            self.record(|server, _, record| server.hears_post(session, &post, record));
        }
        if let Some(at) = index(&mut self.dice, self.checkouts.len()) {
            let (session, checkout, confirmed) = match again {
                true => self.checkouts[at].clone(),
                false => self.checkouts.swap_remove(at),
            };
            let placed = self
                .record(|server, _, record| server.order(session, checkout, &confirmed, record));
            self.tally.orders += u64::from(placed);
        }
        self.maybe_commit();
        Ok(())
    }

    fn crash_server(&mut self) -> Verdict {
        self.say(|| "the server crashes".into());
        self.tally.crashes += 1;
        self.server.crash(&mut self.history);
        for at in self.living() {
            let connection = self.tab(at).connection;
            if connection.is_some_and(|at| self.server.connections[at].down.is_empty()) {
                self.disconnect(at);
            }
        }
        Ok(())
    }

    /// A tab goes, with a last word or without.
    fn close(&mut self, at: usize) -> Verdict {
        self.say(|| format!("tab {at} closes"));
        let mut tab = self.tabs[at].take().expect("a tab that lives");
        let session = self.browsers[tab.browser].session;
        if self.dice.percent(50) {
            for word in tab.device.farewell() {
                if let Up::Ops(submission) = word {
                    self.posts.push((session, submission));
                }
            }
        }
        self.bury(&tab);
        if self.dice.percent(60) {
            self.open_tab(tab.browser);
        }
        Ok(())
    }

    /// What is nowhere but in the memory of this tab may be lost from now on.
    fn bury(&mut self, tab: &Tab) {
        if let Some(connection) = tab.connection {
            self.hang_up(connection);
        }
        let journal = &self.browsers[tab.browser].disk.journal;
        let replicas = tab.adopted.iter().copied().chain([tab.device.replica()]);
        for (dot, _) in replicas.flat_map(|replica| tab.device.said_by(replica)) {
            if !journal.contains_key(&dot) {
                self.history.forgotten.insert(self.ids[&dot]);
            }
        }
    }

    /// All tabs of a browser at once, and what was written last is not there afterwards.
    fn power_cut(&mut self, at: usize) -> Verdict {
        self.say(|| format!("power cut at tab {at}"));
        let browser = self.tab(at).browser;
        let lost = std::mem::take(&mut self.browsers[browser].disk);
        self.browsers[browser].disk = self.browsers[browser].synced.clone();
        let journal = &self.browsers[browser].disk.journal;
        let gone = lost.journal.keys().filter(|dot| !journal.contains_key(dot));
        let gone: Vec<Id> = gone.map(|dot| self.ids[dot]).collect();
        self.history.forgotten.extend(gone);
        for at in 0..self.tabs.len() {
            if self.tabs[at]
                .as_ref()
                .is_some_and(|tab| tab.browser == browser)
            {
                let tab = self.tabs[at].take().expect("a tab that lives");
                self.bury(&tab);
            }
        }
        self.open_tab(browser);
        Ok(())
    }

    /// Confirms what the screen shows.
    fn order(&mut self, at: usize) -> Verdict {
        let tab = self.tabs[at].as_ref().expect("a tab that lives");
        let confirmed = tab.device.view().confirmable();
        if !confirmed.is_empty() {
            let session = self.browsers[tab.browser].session;
            let checkout = self.dice.next();
            self.checkouts.push((session, checkout, confirmed));
            if self.dice.percent(60) {
                return self.stray();
            }
        }
        Ok(())
    }

    /// Signs in, or out.
    fn sign(&mut self, at: usize) -> Verdict {
        self.say(|| format!("tab {at} signs in or out"));
        let browser = self.tab(at).browser;
        let session = self.browsers[browser].session;
        if self.dice.percent(75) {
            let in_checkout = self.dice.percent(25);
            let guest = self.server.books.who(session) != Some(ACCOUNT);
            self.record(|server, _, record| server.sign_in(session, ACCOUNT, in_checkout, record));
            self.tally.joins += u64::from(guest);
            self.maybe_commit();
            return Ok(());
        }
        self.commit();
        self.server.sign_out(session);
        let lost = std::mem::take(&mut self.browsers[browser].disk);
        let lost = lost.journal.keys().map(|dot| self.ids[dot]);
        self.history.forgotten.extend(lost);
        self.browsers[browser].synced = Disk::default();
        for at in self.living() {
            if self.tab(at).browser == browser {
                let tab = self.tabs[at].take().expect("a tab that lives");
                self.bury(&tab);
            }
        }
        let guest = self.new_guest();
        self.browsers[browser].session = self.browsers.len() + self.shoppers as usize;
        let session = self.browsers[browser].session;
        self.server.begin_session(session, guest);
        self.commit();
        self.open_tab(browser);
        Ok(())
    }

    /// Tabs hear of each other, and disks catch up.
    fn gossip(&mut self, late: u64) -> Verdict {
        let told = self.tells;
        for at in self.living() {
            while !self.tab(at).news.is_empty() && !self.dice.percent(late) {
                let tab = self.tabs[at].as_mut().expect("a tab that lives");
                if let Some(news) = tab.news.pop_front() {
                    if told {
                        eprintln!("tab {at} is told {news:?}");
                    }
                    tab.hear(news, &self.ids);
                    let words = tab.device.flush();
                    self.send(at, &words);
                }
                self.check(at)?;
            }
        }
        for browser in &mut self.browsers {
            if self.dice.percent(15) {
                browser.synced = browser.disk.clone();
            }
        }
        Ok(())
    }

    /// Nothing goes wrong any more: after a while nobody waits for anything.
    fn come_to_rest(&mut self) -> Verdict {
        // What nobody says anything after is found out with the next connection.
        if std::mem::take(&mut self.server.misses) > 0 {
            for at in self.living() {
                self.cut(at)?;
            }
        }
        for _ in 0..60 {
            self.commit();
            self.gossip(0)?;
            for browser in 0..self.browsers.len() {
                if !self.tabs.iter().flatten().any(|tab| tab.browser == browser) {
                    self.open_tab(browser);
                }
            }
            let mut rests = true;
            for at in self.living() {
                self.adopt(at)?;
                self.connect(at)?;
                while self.has_mail(at) {
                    rests = false;
                    self.down(Some(at))?;
                }
                let closed = |world: &Self, at: usize| {
                    let connection = world.tabs[at].as_ref().and_then(|tab| tab.connection);
                    connection.is_some_and(|at| !world.server.connections[at].open)
                };
                if closed(self, at) {
                    self.disconnect(at);
                    rests = false;
                }
                rests &= self.tab(at).device.is_live() && self.tab(at).news.is_empty();
            }
            while let Some((session, post)) = self.posts.pop() {
                self.record(|server, _, record| server.hears_post(session, &post, record));
                rests = false;
            }
            for connection in 0..self.server.connections.len() {
                while !self.server.connections[connection].up.is_empty() {
                    self.up(Some(connection))?;
                    rests = false;
                }
            }
            if rests {
                return Ok(());
            }
        }
        let waiting: Vec<_> = self
            .tabs
            .iter()
            .flatten()
            .map(|tab| tab.device.waiting())
            .collect();
        Err(format!(
            "it never comes to rest: {waiting:?} operations wait"
        ))
    }

    fn judge(&mut self) -> Verdict {
        let oracle = Oracle::of(&self.history)?;
        for (shopper, truth) in &self.server.kept.truths {
            for list in LISTS {
                for sku in 0..SKUS {
                    let place = Place::Line(list, sku);
                    let (want, got) = (
                        oracle.shown(*shopper, place),
                        truth.basket.quantity(list, &key(sku)),
                    );
                    let live = oracle.live(*shopper, |at| at == place);
                    let line = truth.basket.line(list, &key(sku));
                    let kept: BTreeSet<Id> = line
                        .into_iter()
                        .flat_map(|line| line.changes())
                        .map(|(dot, _)| self.ids[&dot])
                        .collect();
                    if want != got || !kept.iter().eq(&live) {
                        return Err(format!(
                            "{place:?} of {shopper} shows {got} {kept:?}, not {want} {live:?}"
                        ));
                    }
                }
            }
        }
        for at in self.living() {
            self.settled(at)?;
        }
        let left: Vec<_> = self
            .browsers
            .iter()
            .flat_map(|browser| browser.disk.journal.keys())
            .collect();
        match left.is_empty() {
            true => Ok(()),
            false => Err(format!("the journal still has {left:?}")),
        }
    }

    /// A tab shows the truth, and waits for nothing.
    fn settled(&mut self, at: usize) -> Verdict {
        let browser = self.tab(at).browser;
        let who = self.server.kept.who(self.browsers[browser].session);
        let tab = self.tabs[at].as_ref().expect("a tab that lives");
        let truth = who.and_then(|who| self.server.kept.truths.get(&who));
        let truth = truth.cloned().unwrap_or_default().basket;
        let view = tab.device.view();
        let base = tab.device.base().map(|(_, _, base)| base.clone());
        let (shown, want) = (lines(view), lines(&truth));
        if base != Some(truth.clone()) || shown != want || view.wishlists() != truth.wishlists() {
            return Err(format!("tab {at} shows {shown:?}, not {want:?}"));
        }
        let resyncs = tab.device.resyncs();
        self.tally.resyncs += u64::from(resyncs);
        if resyncs > 0 && !self.loses && self.tally.joins == 0 {
            return Err(format!(
                "tab {at} asked {resyncs} times for what it should have had"
            ));
        }
        match tab.device.waiting() {
            0 => Ok(()),
            n => Err(format!("tab {at} still waits with {n} operations")),
        }
    }
}
