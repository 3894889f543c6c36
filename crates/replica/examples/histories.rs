//! Runs histories of shoppers with several screens through both halves of this crate: a history of
//! `tests/comparison` on each line of the input, its outcome on each line of the output.
//!
//! Messages travel as bytes. What a device gets comes in order, as on a socket, and a request may
//! come twice. On a rough network some answers are a connection made anew.

use std::collections::{BTreeMap, VecDeque};
use std::error::Error;
use std::io::{BufRead, Write, stdin, stdout};

use baguni_commerce::{Quantity, ShopperId, Sku};
use baguni_replica::codec::encode;
use baguni_replica::frame::{
    Ack, Bye, Cursor, Delta, DeviceKind, Down, Hello, Up, Welcome, read_down,
};
use baguni_replica::merge::{MergeError, Past, merge};
use baguni_replica::session::{Device, Effect, Request, Session};
use baguni_replica::{Intent, LineKey, List, ReplicaId, Submission, Truth, codec};
use serde::{Deserialize, Serialize};

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let history: History = serde_json::from_str(&line?)?;
        let outcome = World::new(&history).live(&history)?;
        writeln!(out, "{}", serde_json::to_string(&outcome)?)?;
    }
    Ok(())
}

#[derive(Deserialize)]
struct History {
    seed: u64,
    rough: bool,
    devices: usize,
    steps: Vec<Step>,
}

/// The steps are told in `tests/comparison/histories.mjs`.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
enum Step {
    Tap {
        device: usize,
        #[serde(flatten)]
        tap: Tap,
    },
    Send(Message),
    Reach(Message),
    Answer(Message),
    Show(Message),
}

#[derive(Clone, Copy, Deserialize)]
struct Message {
    device: usize,
    id: usize,
}

#[derive(Deserialize)]
#[serde(tag = "act", rename_all = "lowercase")]
enum Tap {
    Add { line: String, n: u32 },
    Step { line: String, n: i32 },
    Type { line: String, n: u32 },
    Remove { line: String },
    Clear,
}

impl Tap {
    fn intent(&self) -> Result<Intent, Failure> {
        let list = List::Cart;
        let key = |line: &String| line.parse::<Sku>().map(LineKey::from);
        Ok(match self {
            Self::Add { line, n } => Intent::Add {
                list,
                key: key(line)?,
                quantity: Quantity::try_from(*n)?,
            },
            Self::Step { line, n } => Intent::Step {
                list,
                key: key(line)?,
                by: *n,
            },
            Self::Type { line, n } => Intent::Set {
                list,
                key: key(line)?,
                to: *n,
            },
            Self::Remove { line } => Intent::Remove {
                list,
                key: key(line)?,
            },
            Self::Clear => Intent::Clear { list },
        })
    }
}

#[derive(Serialize)]
struct Outcome {
    /// Quantities by line: the server's, then each device's.
    carts: Vec<BTreeMap<String, u32>>,
    /// Bytes of the message that each tap makes.
    weights: Vec<usize>,
    /// Bytes of the message that brings all to a device that knows nothing.
    state: usize,
}

/// One shopper's screens, the server, and what is between them.
struct World {
    server: Server,
    screens: Vec<Screen>,
    /// What left a device, by message.
    sent: BTreeMap<usize, Vec<Vec<u8>>>,
    /// How much of what the server had said each answer is.
    answered: BTreeMap<usize, u64>,
    /// Answers that are a new connection.
    reconnects: Vec<usize>,
    weights: Vec<usize>,
    now: u64,
}

struct Screen {
    device: Device,
    session: Session,
    outgoing: Vec<Vec<u8>>,
    incoming: VecDeque<Vec<u8>>,
    /// How many messages have ever been put into `incoming`, and taken out of it.
    said: u64,
    heard: u64,
}

#[derive(Default)]
struct Server {
    truth: Truth,
    past: Past,
}

impl World {
    fn new(history: &History) -> Self {
        let screen = |number: u64| {
            let replica = ReplicaId(codec::fingerprint(&(history.seed, number)));
            Screen::new(Device::new(replica, DeviceKind::Phone))
        };
        let mut world = Self {
            server: Server::default(),
            screens: (0..history.devices as u64).map(screen).collect(),
            sent: BTreeMap::new(),
            answered: BTreeMap::new(),
            reconnects: reconnects(history),
            weights: Vec::new(),
            now: 1_800_000_000_000,
        };
        for screen in 0..world.screens.len() {
            world.connect(screen);
            world.screens[screen].hear(u64::MAX);
        }
        world
    }

    fn live(mut self, history: &History) -> Result<Outcome, Failure> {
        for step in &history.steps {
            self.now += 1_000;
            match step {
                Step::Tap { device, tap } => self.tap(*device, tap.intent()?)?,
                Step::Send(Message { device, id }) => {
                    let screen = &mut self.screens[*device];
                    screen.flush();
                    let messages = std::mem::take(&mut screen.outgoing);
                    self.sent.insert(*id, messages);
                }
                Step::Reach(Message { device, id }) => {
                    for bytes in self.sent.get(id).cloned().unwrap_or_default() {
                        self.reach(*device, &bytes);
                    }
                }
                Step::Answer(Message { device, id }) => {
                    if self.reconnects.contains(id) {
                        self.connect(*device);
                    }
                    self.answered.insert(*id, self.screens[*device].said);
                }
                Step::Show(Message { device, id }) => {
                    self.screens[*device].hear(self.answered[id]);
                }
            }
        }
        self.settle();
        Ok(self.outcome())
    }

    fn tap(&mut self, screen: usize, intent: Intent) -> Result<(), Failure> {
        let device = &mut self.screens[screen].device;
        let minted = device.intend(intent, self.now)?;
        let Some((dot, _)) = minted.first() else {
            return Ok(());
        };
        let submission = Submission {
            replica: dot.replica,
            first: dot.seq,
            operations: minted.iter().map(|(_, said)| said.clone()).collect(),
        };
        self.weights.push(encode(&Up::Ops(submission)).len());
        Ok(())
    }

    /// Whatever was under way to the screen is lost with the old connection.
    fn connect(&mut self, number: usize) {
        let screen = &mut self.screens[number];
        screen.outgoing.clear();
        screen.heard += screen.incoming.drain(..).len() as u64;
        screen.session = Session::default();
        screen.device.disconnected();
        let hello = encode(&screen.device.connected());
        self.reach(number, &hello);
    }

    /// A message of a screen is at the server.
    fn reach(&mut self, from: usize, bytes: &[u8]) {
        match self.screens[from].session.received(bytes) {
            Ok(Request::Greet { hello, whole }) => {
                let welcome = self.server.welcome(&hello, whole);
                self.screens[from].session.welcomes(&welcome);
                self.screens[from].say(&Down::Welcome(welcome));
            }
            Ok(Request::Merge(submission)) => self.merge(from, &submission),
            Ok(Request::Nothing) => {}
            Err(bye) => self.screens[from].say(&Down::Bye(bye)),
        }
    }

    fn merge(&mut self, from: usize, submission: &Submission) {
        let Server { truth, past } = &mut self.server;
        let replica = submission.replica;
        match merge(truth, past, submission, &|_| true, self.now) {
            Ok(merged) => {
                past.heard.insert(replica, merged.heard);
                let through = merged.heard.last;
                self.fan_out(from, replica, through, &merged);
            }
            Err(MergeError::Gap { expected }) => {
                self.screens[from].say(&Down::Nack { replica, expected });
            }
            Err(MergeError::Fork) => self.screens[from].say(&Down::Fork { replica }),
        }
    }

    fn fan_out(
        &mut self,
        from: usize,
        replica: ReplicaId,
        through: u32,
        merged: &baguni_replica::Merged,
    ) {
        for (number, screen) in self.screens.iter_mut().enumerate() {
            let news = merged.changed.as_ref();
            let news = news.filter(|changed| screen.session.tells(changed));
            if number == from {
                screen.say(&Down::Ack(Ack {
                    replica,
                    through,
                    remarks: merged.remarks.clone(),
                    changed: news.cloned(),
                }));
            } else if let Some(changed) = news {
                screen.say(&Down::Delta(Delta {
                    replica,
                    through,
                    device: DeviceKind::Phone,
                    changed: changed.clone(),
                }));
            }
        }
    }

    /// Everything that is still to be said is said.
    fn settle(&mut self) {
        const ROUNDS: usize = 20;
        for _ in 0..ROUNDS {
            for number in 0..self.screens.len() {
                let screen = &mut self.screens[number];
                screen.hear(u64::MAX);
                screen.flush();
                for bytes in std::mem::take(&mut screen.outgoing) {
                    self.reach(number, &bytes);
                }
            }
        }
    }

    fn outcome(self) -> Outcome {
        let basket = &self.server.truth.basket;
        let views = self.screens.iter().map(|screen| screen.device.view());
        let shown = |basket: &baguni_replica::Basket| {
            let lines = basket.shown(List::Cart).into_iter();
            lines
                .map(|line| (line.key.sku.to_string(), line.quantity))
                .collect()
        };
        let stranger = Device::new(ReplicaId(0), DeviceKind::Phone).connected();
        let state = match stranger {
            Up::Hello(hello) => encode(&Down::Welcome(self.server.welcome(&hello, true))).len(),
            _ => 0,
        };
        Outcome {
            carts: [basket].into_iter().chain(views).map(shown).collect(),
            weights: self.weights,
            state,
        }
    }
}

impl Screen {
    fn new(device: Device) -> Self {
        Self {
            device,
            session: Session::default(),
            outgoing: Vec::new(),
            incoming: VecDeque::new(),
            said: 0,
            heard: 0,
        }
    }

    fn say(&mut self, down: &Down) {
        self.incoming.push_back(encode(down));
        self.said += 1;
    }

    fn flush(&mut self) {
        let words = self.device.flush();
        self.outgoing.extend(words.iter().map(encode));
    }

    /// Takes what the server said, up to its message with this number.
    fn hear(&mut self, through: u64) {
        while self.heard < through {
            let Some(bytes) = self.incoming.pop_front() else {
                return;
            };
            self.heard += 1;
            let word = read_down(&bytes).unwrap_or(Down::Bye(Bye::Malformed));
            for effect in self.device.received(word) {
                if let Effect::Send(up) = effect {
                    self.outgoing.push(encode(&up));
                }
            }
        }
    }
}

impl Server {
    fn welcome(&self, hello: &Hello, whole: bool) -> Welcome {
        let Truth { version, basket } = &self.truth;
        let cursor = Cursor {
            version: *version,
            hash: codec::fingerprint(basket),
        };
        let replicas = hello.others.iter().chain([&hello.replica]);
        let heard = |replica: &ReplicaId| Some((*replica, self.past.heard.get(replica)?.last));
        Welcome {
            shopper: ShopperId(1),
            cursor,
            basket: hello.lacks(cursor, whole).then(|| basket.clone()),
            heard: replicas.filter_map(heard).collect(),
            origins: Vec::new(),
        }
    }
}

/// On a rough network, every second answer that stands alone: nothing else leaves for the server or
/// arrives from it until the device has it. Others would make the server know other taps at this
/// moment than the history says.
fn reconnects(history: &History) -> Vec<usize> {
    let answers = history.steps.iter().enumerate();
    let alone = answers.filter_map(|(at, step)| match step {
        Step::Answer(answer) if history.rough && answer.id % 2 == 0 => {
            stands_alone(&history.steps[at + 1..], *answer).then_some(answer.id)
        }
        _ => None,
    });
    alone.collect()
}

fn stands_alone(after: &[Step], answer: Message) -> bool {
    let next = after.iter().find_map(|step| match step {
        Step::Send(message) | Step::Answer(message) if message.device == answer.device => {
            Some(false)
        }
        Step::Show(message) if message.device == answer.device => Some(message.id == answer.id),
        _ => None,
    });
    next == Some(true)
}
