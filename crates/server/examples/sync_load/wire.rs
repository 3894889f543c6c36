//! What goes over the wire: sessions, sockets and the sizes of messages.

use crate::figures::Figures;
use baguni_commerce::{Quantity, Sku};
use baguni_replica::codec::{decode, encode};
use baguni_replica::frame::{DeviceKind, Down, Hello, Up};
use baguni_replica::session::Device;
use baguni_replica::{
    Dot, Dots, Hlc, Intent, LineKey, List, Operation, ReplicaId, Seq, Submission,
};
use futures_util::{SinkExt, StreamExt};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

pub type Socket = WebSocketStream<TcpStream>;

/// What a socket adds to a short message of a browser: two bytes and the mask.
const FRAME: usize = 6;

/// Begins sessions of guests and returns their cookies.
pub async fn sessions(address: SocketAddr, count: usize) -> anyhow::Result<Vec<String>> {
    let mut stream = BufReader::new(TcpStream::connect(address).await?);
    stream.get_ref().set_nodelay(true)?;
    let request = format!(
        "POST /api/shopper/session HTTP/1.1\r\nHost: {address}\r\nContent-Length: 0\r\n\r\n"
    );
    let mut cookies = Vec::with_capacity(count);
    while cookies.len() < count {
        stream.get_mut().write_all(request.as_bytes()).await?;
        let mut cookie = None;
        loop {
            let mut line = String::new();
            anyhow::ensure!(stream.read_line(&mut line).await? > 0, "the server hung up");
            let set = line.strip_prefix("set-cookie: ");
            if let Some(set) = set.filter(|set| set.starts_with("baguni_session=")) {
                cookie = set.split(';').next().map(str::to_owned);
            }
            if line.trim().is_empty() {
                break;
            }
        }
        cookies.push(cookie.ok_or_else(|| anyhow::anyhow!("no session was begun"))?);
    }
    Ok(cookies)
}

/// A socket that has been greeted.
pub async fn greeted(
    address: SocketAddr,
    cookie: &str,
    replica: ReplicaId,
) -> anyhow::Result<(Socket, usize)> {
    let mut request = format!("ws://{address}/api/sync/socket").into_client_request()?;
    request.headers_mut().insert("cookie", cookie.parse()?);
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (mut socket, _) = tokio_tungstenite::client_async(request, stream).await?;
    let hello = Hello {
        replica,
        shopper: None,
        cursor: None,
        others: Vec::new(),
        device: DeviceKind::Phone,
    };
    say(&mut socket, &Up::Hello(hello)).await?;
    let answer = socket.next().await;
    let bytes = answer
        .ok_or_else(|| anyhow::anyhow!("hung up"))??
        .into_data();
    match decode(&bytes)? {
        Down::Welcome(_) => Ok((socket, bytes.len())),
        other => anyhow::bail!("{other:?} instead of a welcome"),
    }
}

pub async fn say(socket: &mut Socket, up: &Up) -> anyhow::Result<()> {
    socket.send(Message::Binary(encode(up).into())).await?;
    Ok(())
}

/// A screen that steps lines up, and now and then types a number: what it says next.
pub struct Talker {
    pub replica: ReplicaId,
    next: Seq,
    skus: Vec<Sku>,
    /// Its own live dots of each line.
    live: BTreeMap<usize, Dots>,
}

impl Talker {
    pub fn new(replica: ReplicaId, skus: &[Sku]) -> Self {
        Self {
            replica,
            next: 1,
            skus: skus.iter().take(8).cloned().collect(),
            live: BTreeMap::new(),
        }
    }

    /// The next operation and its number.
    pub fn says(&mut self) -> (Seq, Up) {
        let (seq, replica) = (self.next, self.replica);
        self.next += 1;
        let at = seq as usize % self.skus.len();
        let key = LineKey::from(self.skus[at].clone());
        let live = self.live.entry(at).or_default();
        let operation = match live.len() {
            0..7 => Operation::Add {
                list: List::Cart,
                key,
                by: Quantity::ONE,
                covers: Dots::default(),
            },
            _ => Operation::Set {
                list: List::Cart,
                key,
                to: Quantity::ONE,
                at: Hlc::at(1_800_000_000_000 + u64::from(seq)),
                covers: std::mem::take(live),
            },
        };
        live.insert(Dot { replica, seq });
        let submission = Submission {
            replica,
            first: seq,
            operations: vec![operation],
        };
        (seq, Up::Ops(submission))
    }
}

/// Of a device that does all that shoppers do, mostly presses of a stepper.
pub fn operation_sizes(skus: &[Sku]) -> Figures {
    let mut device = Device::new(ReplicaId(u64::MAX / 3), DeviceKind::Phone);
    let key = |n: usize| LineKey::from(skus[n % skus.len()].clone());
    let list = List::Cart;
    let mut sizes = Vec::new();
    for n in 0..1_000 {
        let key = key(n / 10);
        let intent = match n % 10 {
            0 => Intent::Add {
                list,
                key,
                quantity: Quantity::ONE,
            },
            1..6 => Intent::Step { list, key, by: 1 },
            6 => Intent::Step { list, key, by: -1 },
            7 => Intent::Set { list, key, to: 3 },
            8 => Intent::Remove { list, key },
            _ => Intent::Move {
                key,
                source: list,
                target: List::Saved,
            },
        };
        let now = 1_800_000_000_000 + n as u64;
        for (dot, operation) in device.intend(intent, now).unwrap_or_default() {
            let submission = Submission {
                replica: dot.replica,
                first: dot.seq,
                operations: vec![operation],
            };
            sizes.push((encode(&Up::Ops(submission)).len() + FRAME) as f64);
        }
    }
    sizes.into_iter().collect()
}

/// As a screen that has nothing gets it in one answer.
pub async fn welcome_of_twenty_lines(address: SocketAddr, skus: &[Sku]) -> anyhow::Result<usize> {
    let cookie = sessions(address, 1).await?.remove(0);
    let replica = ReplicaId(u64::MAX / 5);
    let (mut socket, _) = greeted(address, &cookie, replica).await?;
    let operations = skus.iter().take(20).map(|sku| Operation::Add {
        list: List::Cart,
        key: LineKey::from(sku.clone()),
        by: Quantity::try_from(2).expect("from 1 to 9,999"),
        covers: Dots::default(),
    });
    let submission = Submission {
        replica,
        first: 1,
        operations: operations.collect(),
    };
    anyhow::ensure!(submission.operations.len() == 20, "twenty SKUs are needed");
    say(&mut socket, &Up::Ops(submission)).await?;
    socket.next().await;
    let (_, size) = greeted(address, &cookie, ReplicaId(u64::MAX / 7)).await?;
    Ok(size)
}
