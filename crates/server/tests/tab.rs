//! One tab of a browser, as far as the server can tell: a device of `replica` behind a real socket.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "tests and examples that take this file in use different parts of it"
)]

use baguni_commerce::{Quantity, Sku};
use baguni_replica::codec::{decode, encode};
use baguni_replica::frame::{Bye, DeviceKind, Down, Up};
use baguni_replica::session::{Device, Effect};
use baguni_replica::{Intent, LineKey, List, ReplicaId};
use futures_util::{SinkExt, StreamExt};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};

/// A device, and its connection while it has one.
pub struct Tab {
    pub device: Device,
    pub socket: Option<Socket>,
    /// What the server said last to end the connection.
    pub bye: Option<Bye>,
    pub rebound: Option<bool>,
    /// Operations confirmed, by replica.
    pub confirmed: Vec<(ReplicaId, u32)>,
}

pub type Socket = WebSocketStream<TcpStream>;

/// A machine under load is slow; what is not there by then never comes.
const PATIENCE: Duration = Duration::from_secs(20);

pub fn random() -> u64 {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).unwrap();
    u64::from_le_bytes(bytes)
}

pub fn now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.unwrap().as_millis() as u64
}

pub fn key(sku: &Sku) -> LineKey {
    LineKey::from(sku.clone())
}

/// So many more in the cart.
pub fn add(sku: &Sku, quantity: u32) -> Intent {
    Intent::Add {
        list: List::Cart,
        key: key(sku),
        quantity: Quantity::try_from(quantity).unwrap(),
    }
}

/// Opens a socket as a browser does.
pub async fn open(
    address: SocketAddr,
    headers: &[(&'static str, &str)],
) -> Result<Socket, Box<Error>> {
    let url = format!("ws://{address}/api/sync/socket");
    let mut request = url.into_client_request().unwrap();
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse().unwrap());
    }
    let stream = TcpStream::connect(address).await;
    let stream = stream.map_err(|error| Box::new(Error::Io(error)))?;
    let _ = stream.set_nodelay(true);
    let opened = tokio_tungstenite::client_async(request, stream).await;
    opened.map(|(socket, _)| socket).map_err(Box::new)
}

/// The next word of the server; `None` when it has hung up.
pub async fn hear(socket: &mut Socket) -> Option<Down> {
    loop {
        let message = timeout(PATIENCE, socket.next()).await;
        match message.expect("the server says something")? {
            Ok(Message::Binary(bytes)) => return Some(decode(&bytes).unwrap()),
            Ok(Message::Close(_)) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

impl Tab {
    pub fn new(kind: DeviceKind) -> Self {
        Self {
            device: Device::new(ReplicaId(random()), kind),
            socket: None,
            bye: None,
            rebound: None,
            confirmed: Vec::new(),
        }
    }

    /// A tab that is connected and has been greeted.
    pub async fn at(address: SocketAddr, cookie: &str, kind: DeviceKind) -> Self {
        let mut tab = Self::new(kind);
        tab.connect(address, cookie).await.unwrap();
        tab.until(|tab| tab.device.is_live()).await;
        tab
    }

    pub async fn connect(&mut self, address: SocketAddr, cookie: &str) -> Result<(), Box<Error>> {
        self.socket = Some(open(address, &[("cookie", cookie)]).await?);
        let hello = self.device.connected();
        self.send(&hello).await;
        Ok(())
    }

    pub fn hang_up(&mut self) {
        self.device.disconnected();
        self.socket = None;
    }

    /// What cannot be sent stays in the outbox.
    pub async fn send(&mut self, up: &Up) {
        self.send_bytes(encode(up)).await;
    }

    pub async fn send_bytes(&mut self, bytes: Vec<u8>) {
        if let Some(socket) = &mut self.socket
            && socket.send(Message::Binary(bytes.into())).await.is_err()
        {
            self.hang_up();
        }
    }

    pub async fn intend(&mut self, intent: Intent) {
        self.device.intend(intent, now()).unwrap();
        for up in self.device.flush() {
            self.send(&up).await;
        }
    }

    /// Takes the next word of the server; false when it has hung up.
    pub async fn listen(&mut self) -> bool {
        let Some(socket) = &mut self.socket else {
            return false;
        };
        match hear(socket).await {
            Some(down) => {
                self.take(down).await;
                true
            }
            None => {
                self.hang_up();
                false
            }
        }
    }

    pub async fn take(&mut self, down: Down) {
        let mut effects = self.device.received(down);
        while !effects.is_empty() {
            let mut more = Vec::new();
            for effect in effects {
                match effect {
                    Effect::Send(up) => self.send(&up).await,
                    Effect::Renamed { from } => {
                        more.extend(self.device.rename(from, ReplicaId(random())));
                    }
                    Effect::Forget(replica, through) => self.confirmed.push((replica, through)),
                    Effect::Rebind { wipe } => self.rebound = Some(wipe),
                    Effect::Close(bye) => self.bye = Some(bye),
                    _ => {}
                }
            }
            effects = more;
        }
    }

    /// Listens until something is so.
    pub async fn until(&mut self, is_so: impl Fn(&Self) -> bool) {
        while !is_so(self) {
            assert!(
                self.listen().await,
                "the server hung up: {:?} {:?}",
                self.bye,
                self.rebound
            );
        }
    }

    /// Listens until all that was said is confirmed.
    pub async fn settle(&mut self) {
        self.until(|tab| tab.device.waiting() == 0).await;
    }

    pub async fn until_closed(&mut self) {
        while self.listen().await {}
    }

    pub fn in_cart(&self, sku: &Sku) -> u32 {
        self.device.view().quantity(List::Cart, &key(sku))
    }
}
