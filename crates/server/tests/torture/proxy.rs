//! A bad network between screens and server.

use super::chance::Chance;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::sleep;

/// Passes connections on, most of them badly.
pub struct Proxy {
    address: SocketAddr,
    weather: Arc<Weather>,
    calm: watch::Sender<bool>,
}

struct Weather {
    upstream: SocketAddr,
    chance: Mutex<Chance>,
    is_calm: AtomicBool,
    connections: AtomicUsize,
    faults: AtomicUsize,
}

/// What becomes of one connection.
#[derive(Clone, Copy, Debug)]
enum Fate {
    /// It is only slow.
    Slow,
    /// Both ends are closed after so many bytes from the screen.
    Cut(usize),
    /// After so many bytes nothing arrives any more, and nobody is told.
    Silent(usize),
    /// As [`Fate::Silent`], but only what the server says is lost: thanks, above all.
    Deaf(usize),
    /// All that the screen says is said a second time, over a connection of its own.
    Twice,
}

impl Proxy {
    pub async fn start(upstream: SocketAddr, chance: Chance) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let weather = Arc::new(Weather {
            upstream,
            chance: Mutex::new(chance),
            is_calm: AtomicBool::new(false),
            connections: AtomicUsize::new(0),
            faults: AtomicUsize::new(0),
        });
        let (calm, _) = watch::channel(false);
        let (carrier, calms) = (Arc::clone(&weather), calm.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(carry(Arc::clone(&carrier), stream, calms.subscribe()));
            }
        });
        Self {
            address,
            weather,
            calm,
        }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// No more faults; what is silent is cut, as a network does in the end.
    pub fn calm(&self) {
        self.weather.is_calm.store(true, Ordering::SeqCst);
        self.calm.send_replace(true);
    }

    pub fn connections(&self) -> usize {
        self.weather.connections.load(Ordering::Relaxed)
    }

    pub fn faults(&self) -> usize {
        self.weather.faults.load(Ordering::Relaxed)
    }
}

impl Weather {
    fn fate(&self) -> Fate {
        self.connections.fetch_add(1, Ordering::Relaxed);
        if self.is_calm.load(Ordering::SeqCst) {
            return Fate::Slow;
        }
        let mut chance = self.chance.lock().unwrap();
        let bytes = 400 + chance.below(6_000) as usize;
        let fate = match chance.below(10) {
            0..3 => Fate::Cut(bytes),
            3 | 4 => Fate::Silent(bytes),
            5 | 6 => Fate::Deaf(bytes),
            7 => Fate::Twice,
            _ => return Fate::Slow,
        };
        self.faults.fetch_add(1, Ordering::Relaxed);
        fate
    }

    fn delay(&self) -> Duration {
        match self.is_calm.load(Ordering::SeqCst) {
            true => Duration::ZERO,
            false => self.chance.lock().unwrap().millis(0..25),
        }
    }
}

async fn carry(weather: Arc<Weather>, screen: TcpStream, mut calm: watch::Receiver<bool>) {
    let fate = weather.fate();
    // The server may be dead at this moment.
    let Ok(server) = TcpStream::connect(weather.upstream).await else {
        return;
    };
    let second = match fate {
        Fate::Twice => TcpStream::connect(weather.upstream).await.ok(),
        _ => None,
    };
    let (from_screen, to_screen) = screen.into_split();
    let (from_server, to_server) = server.into_split();
    let silence = Arc::new(AtomicBool::new(false));
    let up = Up {
        weather: Arc::clone(&weather),
        fate,
        silence: Arc::clone(&silence),
        from: from_screen,
        to: to_server,
        second,
    };
    tokio::select! {
        () = up.run() => {}
        () = down(&weather, &silence, from_server, to_screen) => {}
        // Whoever hears nothing any more will not find out by itself in time.
        () = async {
            let _ = calm.wait_for(|calm| *calm).await;
            while !silence.load(Ordering::SeqCst) {
                sleep(Duration::from_millis(50)).await;
            }
        } => {}
    }
}

struct Up {
    weather: Arc<Weather>,
    fate: Fate,
    silence: Arc<AtomicBool>,
    from: OwnedReadHalf,
    to: OwnedWriteHalf,
    second: Option<TcpStream>,
}

impl Up {
    async fn run(mut self) {
        let (mut passed, mut bytes) = (0, vec![0; 4_096]);
        while let Ok(count @ 1..) = self.from.read(&mut bytes).await {
            sleep(self.weather.delay()).await;
            passed += count;
            let calm = self.weather.is_calm.load(Ordering::SeqCst);
            match self.fate {
                // In the middle of a message, most likely.
                Fate::Cut(at) if passed >= at && !calm => {
                    let _ = self.to.write_all(&bytes[..count / 2]).await;
                    return;
                }
                Fate::Silent(at) if passed >= at => {
                    self.silence.store(true, Ordering::SeqCst);
                    continue;
                }
                Fate::Deaf(at) if passed >= at => self.silence.store(true, Ordering::SeqCst),
                _ => {}
            }
            if let Some(second) = &mut self.second {
                let _ = second.write_all(&bytes[..count]).await;
            }
            if self.to.write_all(&bytes[..count]).await.is_err() {
                return;
            }
        }
    }
}

async fn down(
    weather: &Weather,
    silence: &AtomicBool,
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
) {
    let mut bytes = vec![0; 4_096];
    while let Ok(count @ 1..) = from.read(&mut bytes).await {
        sleep(weather.delay()).await;
        if silence.load(Ordering::SeqCst) {
            continue;
        }
        if to.write_all(&bytes[..count]).await.is_err() {
            return;
        }
    }
    // A dead server hangs up, but who is deaf does not hear that either.
    while silence.load(Ordering::SeqCst) {
        sleep(Duration::from_millis(50)).await;
    }
}
