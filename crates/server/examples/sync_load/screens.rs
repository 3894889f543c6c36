//! The shoppers of the load: each has a screen that talks and one that listens.

use crate::figures::Figures;
use crate::wire::{Socket, Talker, greeted, say, sessions};
use baguni_commerce::Sku;
use baguni_replica::codec::decode;
use baguni_replica::frame::Down;
use baguni_replica::{ReplicaId, Seq};
use futures_util::StreamExt;
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinHandle;

/// When an operation was due, by its number, as long as both screens have not heard of it.
type Due = Arc<Mutex<VecDeque<(Seq, Instant)>>>;

/// The sockets of one shopper.
pub struct Pair {
    talker: Talker,
    talks: Socket,
    listens: Socket,
}

impl Pair {
    pub async fn open(
        address: SocketAddr,
        count: usize,
        skus: &[Sku],
    ) -> anyhow::Result<Vec<Self>> {
        let mut pairs = Vec::with_capacity(count);
        for (n, cookie) in (1..).zip(sessions(address, count).await?) {
            // Ids of the load's own, apart from each other and from run to run.
            let replica = |part| ReplicaId(nanoseconds() << 20 | n << 1 | part);
            let talker = Talker::new(replica(0), skus);
            pairs.push(Self {
                talks: greeted(address, &cookie, talker.replica).await?.0,
                listens: greeted(address, &cookie, replica(1)).await?.0,
                talker,
            });
        }
        Ok(pairs)
    }
}

fn nanoseconds() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.unwrap_or_default().as_nanos() as u64
}

/// Sockets that have been greeted and say nothing.
pub async fn idle(address: SocketAddr, count: usize) -> anyhow::Result<Vec<Socket>> {
    let mut idle = Vec::with_capacity(count);
    for (n, cookie) in (1..).zip(sessions(address, count).await?) {
        idle.push(greeted(address, &cookie, ReplicaId(n)).await?.0);
    }
    Ok(idle)
}

/// All shoppers, at work.
pub struct Load {
    screens: Vec<Screen>,
    acks: Arc<Mutex<Vec<f64>>>,
    others: Arc<Mutex<Vec<f64>>>,
}

struct Screen {
    /// Tells the talking screen to say something that was due then.
    due: mpsc::UnboundedSender<Instant>,
    /// One for each operation that was thanked for.
    thanked: Arc<Semaphore>,
    _tasks: [JoinHandle<()>; 2],
}

impl Load {
    pub fn new(pairs: Vec<Pair>) -> Self {
        let (acks, others) = (Arc::default(), Arc::default());
        let screens = pairs
            .into_iter()
            .map(|pair| Screen::start(pair, &acks, &others));
        Self {
            screens: screens.collect(),
            acks,
            others,
        }
    }

    /// So many operations a second, one screen after the other.
    pub async fn steady(&self, rate: u32, lasting: Duration) -> (Figures, Figures) {
        let start = Instant::now();
        let mut said = 0_u32;
        let mut tick = tokio::time::interval(Duration::from_millis(1));
        while start.elapsed() < lasting {
            tick.tick().await;
            loop {
                let due = start + Duration::from_secs(1) * said / rate;
                if due > Instant::now() {
                    break;
                }
                let _ = self.screens[said as usize % self.screens.len()]
                    .due
                    .send(due);
                said += 1;
            }
        }
        self.drained().await;
        (taken(&self.acks), taken(&self.others))
    }

    /// So many operations under way at each screen at any time.
    pub async fn flat_out(&self, ahead: usize, lasting: Duration) -> (usize, Figures) {
        let until = Instant::now() + lasting;
        let busy = self.screens.iter().map(|screen| async move {
            screen.thanked.forget_permits(usize::MAX >> 4);
            screen.thanked.add_permits(ahead);
            while Instant::now() < until {
                let Ok(permit) = screen.thanked.acquire().await else {
                    return;
                };
                permit.forget();
                let _ = screen.due.send(Instant::now());
            }
        });
        futures_util::future::join_all(busy).await;
        let count = locked(&self.acks).len();
        self.drained().await;
        taken(&self.others);
        (count, taken(&self.acks))
    }

    /// Nothing has been heard for a while.
    async fn drained(&self) {
        let heard = || locked(&self.acks).len() + locked(&self.others).len();
        let mut before = usize::MAX;
        while before != heard() {
            before = heard();
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    }
}

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn taken(figures: &Mutex<Vec<f64>>) -> Figures {
    std::mem::take(&mut *locked(figures)).into_iter().collect()
}

impl Screen {
    fn start(pair: Pair, acks: &Arc<Mutex<Vec<f64>>>, others: &Arc<Mutex<Vec<f64>>>) -> Self {
        let Pair {
            talker,
            talks,
            listens,
        } = pair;
        let (due, dues) = mpsc::unbounded_channel();
        let thanked = Arc::new(Semaphore::new(0));
        let sent = [(); 2].map(|()| Due::default());
        let own = Heard(Arc::clone(&sent[0]), Arc::clone(acks));
        let other = Heard(Arc::clone(&sent[1]), Arc::clone(others));
        let talk = talk(talks, talker, dues, sent, (own, Arc::clone(&thanked)));
        Self {
            due,
            thanked,
            _tasks: [tokio::spawn(talk), tokio::spawn(listen(listens, other))],
        }
    }
}

/// What a screen waits for, and where it puts down how long that took.
struct Heard(Due, Arc<Mutex<Vec<f64>>>);

impl Heard {
    /// Everything up to this number has come.
    fn through(&self, through: Seq) -> usize {
        let now = Instant::now();
        let mut due = locked(&self.0);
        let mut took = Vec::new();
        while let Some((_, at)) = due.pop_front_if(|(seq, _)| *seq <= through) {
            took.push(now.saturating_duration_since(at).as_secs_f64() * 1e3);
        }
        let count = took.len();
        locked(&self.1).extend(took);
        count
    }
}

async fn talk(
    mut socket: Socket,
    mut talker: Talker,
    mut dues: mpsc::UnboundedReceiver<Instant>,
    sent: [Due; 2],
    (heard, thanked): (Heard, Arc<Semaphore>),
) {
    loop {
        tokio::select! {
            due = dues.recv() => {
                let Some(due) = due else { return };
                let (seq, up) = talker.says();
                for sent in &sent {
                    locked(sent).push_back((seq, due));
                }
                if say(&mut socket, &up).await.is_err() { return }
            }
            message = socket.next() => {
                let Some(Ok(message)) = message else { return };
                match decode(&message.into_data()) {
                    Ok(Down::Ack(ack)) => thanked.add_permits(heard.through(ack.through)),
                    Ok(Down::Pulse) | Err(_) => {}
                    Ok(other) => {
                        eprintln!("{other:?} where thanks were expected");
                        std::process::exit(1);
                    }
                }
            }
        }
    }
}

async fn listen(mut socket: Socket, heard: Heard) {
    while let Some(Ok(message)) = socket.next().await {
        if let Ok(Down::Delta(delta)) = decode(&message.into_data()) {
            heard.through(delta.through);
        }
    }
}
