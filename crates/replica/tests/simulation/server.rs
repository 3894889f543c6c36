//! The server: what it keeps, what it has only in memory, and whom it tells after it is kept.

use std::collections::{BTreeMap, BTreeSet};

use super::history::{Fact, History, Id, Join, Place, Puts, Statement};
use super::{SKUS, key};
use baguni_commerce::ShopperId;
use baguni_commerce::cart::GuestMerge;
use baguni_replica::codec::{encode, fingerprint};
use baguni_replica::frame::{Ack, Bye, Cursor, Delta, DeviceKind, Down, Hello, Welcome};
use baguni_replica::join::{JoinPolicy, join};
use baguni_replica::line::Change;
use baguni_replica::merge::{MergeError, Past, merge, needs};
use baguni_replica::session::{Request, Session};
use baguni_replica::{Dot, Dots, Heard, List, Operation, ReplicaId, Seq, Submission, Truth};

/// Everything that a commit makes durable.
#[derive(Clone, Default)]
pub struct Books {
    pub truths: BTreeMap<ShopperId, Truth>,
    pub heard: BTreeMap<ReplicaId, (ShopperId, Heard)>,
    pub ordered: BTreeMap<Dot, Change>,
    checkouts: BTreeSet<u64>,
    aliases: BTreeMap<ShopperId, ShopperId>,
    /// Who a browser is; none after it has signed out.
    sessions: BTreeMap<usize, ShopperId>,
}

/// One connection. What is on its way is lost with it, except what the server has received.
pub struct Connection {
    pub session: usize,
    pub up: std::collections::VecDeque<Vec<u8>>,
    pub down: std::collections::VecDeque<Vec<u8>>,
    /// Whether the server still sends.
    pub open: bool,
    end: Session,
    /// Whose basket it follows, and what was said last of what is pending.
    hello: Option<(ShopperId, Hello)>,
}

#[derive(Default)]
pub struct Server {
    pub kept: Books,
    pub books: Books,
    pub connections: Vec<Connection>,
    /// To be sent when the books are kept.
    words: Vec<Word>,
    kept_facts: usize,
    /// How many of a hundred changes a connection misses.
    pub misses: u64,
}

/// Who is to hear what.
enum Word {
    To(usize, Down),
    /// To all screens of a shopper but one.
    Others(Option<usize>, ShopperId, Delta),
    /// The whole basket, to all of them.
    Epoch(ShopperId),
    /// To all of a session: it is an account's now.
    Rebind(usize),
}

impl Books {
    /// Whose basket it is today.
    pub fn stands_for(&self, shopper: ShopperId) -> ShopperId {
        self.aliases.get(&shopper).copied().unwrap_or(shopper)
    }

    pub fn who(&self, session: usize) -> Option<ShopperId> {
        self.sessions.get(&session).map(|who| self.stands_for(*who))
    }

    fn welcome(&self, shopper: ShopperId, hello: &Hello, whole: bool) -> Welcome {
        let truth = self.truths.get(&shopper).cloned().unwrap_or_default();
        let cursor = Cursor {
            version: truth.version,
            hash: fingerprint(&truth.basket),
        };
        let asked = hello.others.iter().chain([&hello.replica]);
        let own = |id: &ReplicaId| self.heard.get(id).filter(|(owner, _)| *owner == shopper);
        Welcome {
            shopper,
            cursor,
            heard: asked
                .filter_map(|id| Some((*id, own(id)?.1.last)))
                .collect(),
            basket: hello.lacks(cursor, whole).then_some(truth.basket),
            origins: Vec::new(),
        }
    }
}

impl Server {
    pub fn connect(&mut self, session: usize) -> usize {
        self.connections.push(Connection {
            session,
            up: Default::default(),
            down: Default::default(),
            open: true,
            end: Session::default(),
            hello: None,
        });
        self.connections.len() - 1
    }

    pub fn begin_session(&mut self, session: usize, shopper: ShopperId) {
        self.books.sessions.insert(session, shopper);
        self.kept.sessions.insert(session, shopper);
    }

    /// Takes one message.
    pub fn hears(&mut self, at: usize, bytes: &[u8], world: &mut Record<'_>) -> Result<(), String> {
        let connection = &mut self.connections[at];
        let request = connection.end.received(bytes);
        let request = request.map_err(|bye| format!("the server says {bye:?}"))?;
        let Some(shopper) = self.books.who(connection.session) else {
            self.tell(at, &Down::Bye(Bye::Unknown));
            return Ok(());
        };
        match request {
            Request::Greet { hello, whole } => {
                if hello
                    .shopper
                    .is_some_and(|meant| self.books.stands_for(meant) != shopper)
                {
                    return Err("a tab greets for a foreign shopper".into());
                }
                // What is not kept yet comes after it as changes.
                if let Some(shopper) = self.kept.who(self.connections[at].session) {
                    self.connections[at].hello = Some((shopper, hello.clone()));
                    let welcome = self.kept.welcome(shopper, &hello, whole);
                    self.connections[at].end.welcomes(&welcome);
                    self.tell(at, &Down::Welcome(welcome));
                }
                Ok(())
            }
            Request::Merge(submission) => {
                self.merge(Some(at), shopper, &submission, world);
                Ok(())
            }
            Request::Nothing => Ok(()),
        }
    }

    /// A message that came by itself, of a page that was going.
    pub fn hears_post(&mut self, session: usize, submission: &Submission, world: &mut Record<'_>) {
        if let Some(shopper) = self.books.who(session) {
            self.merge(None, shopper, submission, world);
        }
    }

    fn merge(
        &mut self,
        at: Option<usize>,
        shopper: ShopperId,
        submission: &Submission,
        world: &mut Record<'_>,
    ) {
        let replica = submission.replica;
        let before = self
            .books
            .heard
            .get(&replica)
            .map_or(0, |(_, heard)| heard.last);
        let answer = match self.merged(shopper, submission, world.now) {
            Err(MergeError::Gap { expected }) => Down::Nack { replica, expected },
            Err(MergeError::Fork) => Down::Fork { replica },
            Ok(merged) => {
                let said = (submission.first..).zip(&submission.operations);
                // What stands for a lost operation says nothing.
                let nothing = |operation: &Operation| matches!(operation, Operation::Clear { covers, .. } if covers.is_empty());
                for (seq, operation) in said.filter(|(seq, _)| *seq > before) {
                    if !nothing(operation) {
                        world.arrives(shopper, Dot { replica, seq });
                    }
                }
                let through = merged.heard.last;
                if let Some(changed) = merged.changed.clone() {
                    let delta = Delta {
                        replica,
                        through,
                        device: DeviceKind::Phone,
                        changed,
                    };
                    self.words.push(Word::Others(at, shopper, delta));
                }
                Down::Ack(Ack {
                    replica,
                    through,
                    remarks: merged.remarks,
                    changed: merged.changed,
                })
            }
        };
        self.words.extend(at.map(|at| Word::To(at, answer)));
    }

    fn merged(
        &mut self,
        shopper: ShopperId,
        submission: &Submission,
        now: u64,
    ) -> Result<baguni_replica::Merged, MergeError> {
        let Books {
            truths,
            heard,
            ordered,
            ..
        } = &mut self.books;
        let truth = truths.entry(shopper).or_default();
        let needs = needs(&truth.basket, submission);
        let own = |id: &ReplicaId| {
            let (owner, heard) = heard.get(id)?;
            (*owner == shopper).then_some((*id, *heard))
        };
        let mut past = Past {
            heard: needs.replicas.iter().filter_map(own).collect(),
            ordered: needs
                .dots
                .iter()
                .filter_map(|dot| Some((dot, *ordered.get(&dot)?)))
                .collect(),
        };
        let merged = merge(truth, &mut past, submission, &|_| true, now)?;
        heard.insert(submission.replica, (shopper, merged.heard));
        Ok(merged)
    }

    fn others(&self, but: Option<usize>, shopper: ShopperId) -> Vec<usize> {
        let of = |at: &usize| {
            let connection = &self.connections[*at];
            let follows = connection.hello.as_ref().map(|(follows, _)| *follows);
            connection.open && follows == Some(shopper)
        };
        let all = (0..self.connections.len()).filter(|at| Some(*at) != but);
        all.filter(of).collect()
    }

    fn tell(&mut self, at: usize, word: &Down) {
        let connection = &mut self.connections[at];
        if connection.open {
            connection.down.push_back(encode(word));
            if matches!(word, Down::Rebind { .. } | Down::Bye(_)) {
                connection.open = false;
            }
        }
    }

    /// Everything so far is kept, and those who wait are told.
    pub fn commit(&mut self, facts: usize, dice: &mut super::dice::Dice) {
        self.kept.clone_from(&self.books);
        self.kept_facts = facts;
        for word in std::mem::take(&mut self.words) {
            match word {
                Word::To(at, word) => {
                    if let Down::Ack(Ack {
                        changed: Some(changed),
                        ..
                    }) = &word
                    {
                        self.connections[at].end.tells(changed);
                    }
                    self.tell(at, &word);
                }
                Word::Others(but, shopper, delta) => {
                    for at in self.others(but, shopper) {
                        let missed = dice.percent(self.misses);
                        if self.connections[at].end.tells(&delta.changed) && !missed {
                            self.tell(at, &Down::Delta(delta.clone()));
                        }
                    }
                }
                Word::Epoch(shopper) => self.tell_all(shopper),
                Word::Rebind(session) => self.rebind(session, false),
            }
        }
    }

    fn tell_all(&mut self, shopper: ShopperId) {
        if self.books.stands_for(shopper) != shopper {
            return;
        }
        for at in self.others(None, shopper) {
            if let Some((_, hello)) = self.connections[at].hello.clone() {
                let welcome = self.books.welcome(shopper, &hello, true);
                self.connections[at].end.welcomes(&welcome);
                self.tell(at, &Down::Epoch(welcome));
            }
        }
    }

    /// What is not kept is gone, and every connection with it.
    pub fn crash(&mut self, history: &mut History) {
        self.books.clone_from(&self.kept);
        self.words.clear();
        history.facts.truncate(self.kept_facts);
        for connection in &mut self.connections {
            connection.open = false;
            connection.up.clear();
        }
    }

    /// Whether it was taken.
    pub fn order(
        &mut self,
        session: usize,
        checkout: u64,
        confirmed: &Dots,
        world: &mut Record<'_>,
    ) -> bool {
        let Some(shopper) = self.books.who(session) else {
            return false;
        };
        let truth = self.books.truths.entry(shopper).or_default();
        if self.books.checkouts.contains(&checkout) {
            return false;
        }
        let Ok(taken) = baguni_replica::checkout::order(truth, confirmed) else {
            return false;
        };
        self.books.checkouts.insert(checkout);
        world.ordered.extend(taken.keys().map(|dot| world.ids[dot]));
        let confirmed = confirmed.iter().map(|dot| world.ids[&dot]).collect();
        world
            .history
            .facts
            .push(Fact::Ordered { shopper, confirmed });
        self.books.ordered.extend(taken);
        self.words.push(Word::Epoch(shopper));
        true
    }

    /// A session of a guest becomes one of the account.
    pub fn sign_in(
        &mut self,
        session: usize,
        account: ShopperId,
        in_checkout: bool,
        world: &mut Record<'_>,
    ) {
        let Some(guest) = self.books.who(session).filter(|guest| *guest != account) else {
            return;
        };
        self.books.sessions.insert(session, account);
        self.books.aliases.insert(guest, account);
        let theirs = self.books.truths.remove(&guest).unwrap_or_default();
        let own = self.books.truths.entry(account).or_default();
        let only_own = |sku: &usize| {
            let in_cart = |truth: &Truth| truth.basket.quantity(List::Cart, &key(*sku));
            in_checkout && in_cart(own) > 0 && in_cart(&theirs) == 0
        };
        let aside: Vec<usize> = (0..SKUS).filter(only_own).collect();
        let before = [world.live(&theirs), world.live(own)].concat();
        let replica = ReplicaId(account.0 << 32);
        let heard = self
            .books
            .heard
            .get(&replica)
            .map_or(Heard::default(), |(_, heard)| *heard);
        let policy = JoinPolicy {
            quantities: GuestMerge::Max,
            in_checkout,
        };
        let now_heard = join(own, &theirs.basket, policy, (replica, heard), world.now);
        let seqs = heard.last + 1..=now_heard.last;
        let said = world.shop_says(own, replica, seqs, (&before, &aside));
        let after: BTreeSet<Id> = world.live(own).into_iter().collect();
        let gone = before.into_iter().filter(|id| !after.contains(id));
        world.explained.extend(gone);
        for (owner, _) in self
            .books
            .heard
            .values_mut()
            .filter(|(owner, _)| *owner == guest)
        {
            *owner = account;
        }
        if now_heard.last > 0 {
            self.books.heard.insert(replica, (account, now_heard));
        }
        let joined = Fact::Joined(Join {
            guest,
            account,
            in_checkout,
            said,
        });
        world.history.facts.push(joined);
        self.words.push(Word::Rebind(session));
        self.words.push(Word::Epoch(account));
    }

    pub fn sign_out(&mut self, session: usize) {
        self.books.sessions.remove(&session);
        self.rebind(session, true);
    }

    fn rebind(&mut self, session: usize, wipe: bool) {
        let of_it = |at: &usize| self.connections[*at].session == session;
        let of_it: Vec<usize> = (0..self.connections.len()).filter(of_it).collect();
        for at in of_it {
            self.tell(at, &Down::Rebind { wipe });
        }
    }
}

/// What the simulation writes down while it runs.
pub struct Record<'a> {
    pub history: &'a mut History,
    pub ids: &'a mut BTreeMap<Dot, Id>,
    /// What was ordered, ever.
    pub ordered: &'a mut BTreeSet<Id>,
    /// What somebody took away who saw it, or signing in left behind.
    pub explained: &'a mut BTreeSet<Id>,
    pub now: u64,
}

impl Record<'_> {
    fn arrives(&mut self, shopper: ShopperId, dot: Dot) {
        self.history.facts.push(Fact::Arrived {
            id: self.ids[&dot],
            by: (shopper, dot),
            now: self.now,
        });
    }

    /// Every change in the lines of a basket.
    pub fn live(&self, truth: &Truth) -> Vec<Id> {
        let dots = super::lines(&truth.basket)
            .into_iter()
            .flat_map(|(_, _, line)| line.changes());
        dots.map(|(dot, _)| self.ids[&dot]).collect()
    }

    /// Puts down as statements what joining has minted.
    fn shop_says(
        &mut self,
        joined: &Truth,
        replica: ReplicaId,
        seqs: std::ops::RangeInclusive<Seq>,
        (before, aside): (&[Id], &[usize]),
    ) -> Vec<(Id, Dot)> {
        let mut said = Vec::new();
        for seq in seqs {
            let dot = Dot { replica, seq };
            let here = |list: List, sku: usize| {
                let line = joined.basket.line(list, &key(sku))?;
                line.changes().find(|(at, _)| *at == dot)
            };
            let places = super::LISTS
                .iter()
                .flat_map(|list| (0..SKUS).map(|sku| (*list, sku)));
            let mut found = places.filter_map(|(list, sku)| Some((list, sku, here(list, sku)?.1)));
            let Some((list, sku, Change::Set(to, at))) = found.next() else {
                continue;
            };
            let both = |place: Place| match place {
                Place::Line(List::Cart, of) if list == List::Saved => {
                    of == sku && aside.contains(&of)
                }
                Place::Line(at, of) => of == sku && at == list,
                Place::Name(_) => false,
            };
            let saw = before.iter().copied().filter(|id| {
                self.history.statements[*id]
                    .puts
                    .is_some_and(|(place, _)| both(place))
            });
            let statement = Statement {
                puts: Some((
                    Place::Line(list, sku),
                    Puts::Number(i64::from(to.get()), at),
                )),
                saw: saw.collect(),
                instead: true,
                by_the_shop: true,
            };
            self.history.statements.push(statement);
            self.ids.insert(dot, self.history.statements.len() - 1);
            said.push((self.history.statements.len() - 1, dot));
        }
        said
    }
}
