//! One socket: reads what its screen says, and tells it what is durable and what others changed.

use super::connections::Place;
use super::fan_out::Subscription;
use super::greeting;
use super::inbox::{Inbox, News, Next};
use super::limits::cost;
use super::merger::{Answer, Job};
use super::{COME_BACK, later, nobody};
use crate::accounts::{Visitor, sessions};
use crate::http::Shop;
use axum::body::Bytes;
use axum::extract::ws::{Message, WebSocket};
use axum::http::HeaderMap;
use baguni_commerce::{DeviceId, ShopperId};
use baguni_replica::frame::{Bye, Down, Hello};
use baguni_replica::session::{Request, Session};
use baguni_replica::{Submission, codec};
use baguni_storage::{Entry, Said, SessionId};
use futures_util::SinkExt;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite;

/// Every so often a silent connection is asked whether it is still there: before proxies and
/// mobile networks take it for dead, most of which wait for at least half a minute.
const PULSE: Duration = Duration::from_secs(25);
/// A screen that has not been heard for so long has gone: two pulses and their answers.
const SILENCE: Duration = Duration::from_secs(60);
/// How long a screen may take to read what is sent to it.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a screen may take to hang up after the last word.
const LINGER: Duration = Duration::from_secs(2);

/// A connection from its greeting to its end.
struct Conversation {
    shop: Arc<Shop>,
    shopper: ShopperId,
    session: SessionId,
    /// The store's screen that it is.
    kiosk: Option<DeviceId>,
    socket: WebSocket,
    state: Session,
    hello: Option<Box<Hello>>,
    inbox: Arc<Inbox>,
    heard_at: Instant,
    _place: Place,
    _subscription: Subscription,
}

/// How a connection ends.
enum End {
    /// With a last word.
    Farewell(Box<Down>),
    /// There is nobody to say it to.
    Gone,
}

impl From<Bye> for End {
    fn from(bye: Bye) -> Self {
        Self::Farewell(Box::new(bye.into()))
    }
}

impl From<axum::Error> for End {
    fn from(_: axum::Error) -> Self {
        Self::Gone
    }
}

/// Attends to a socket until it is closed. `visitor` is who its cookie proved to be when it was
/// asked for with `headers`.
pub async fn attend(
    shop: Arc<Shop>,
    visitor: Option<Visitor>,
    headers: HeaderMap,
    mut socket: WebSocket,
) {
    let begun = begin(&shop, visitor, headers).await;
    let (visitor, inbox, place, subscription) = match begun {
        Ok(begun) => begun,
        Err(farewell) => return part(&mut socket, &farewell).await,
    };
    let mut conversation = Conversation {
        shop,
        shopper: visitor.shopper,
        session: visitor.session,
        kiosk: visitor.kiosk,
        socket,
        state: Session::default(),
        hello: None,
        inbox,
        heard_at: Instant::now(),
        _place: place,
        _subscription: subscription,
    };
    if let End::Farewell(farewell) = conversation.run().await {
        Box::pin(part(&mut conversation.socket, &farewell)).await;
    }
}

type Begun = (Visitor, Arc<Inbox>, Place, Subscription);

/// Takes a place and listens. A session that was another's by then is sent away: whoever changed
/// it could not have known of this connection.
async fn begin(shop: &Shop, visitor: Option<Visitor>, headers: HeaderMap) -> Result<Begun, Down> {
    let board = &shop.switchboard;
    let Some(visitor) = visitor else {
        let bye = nobody(shop, &headers);
        board.measured().refuse(reason(bye));
        return Err(bye.into());
    };
    let inbox = Arc::new(Inbox::default());
    let Ok(place) = board.connections.admit(visitor.session.into(), &inbox) else {
        board.measured().refuse("full");
        return Err(later(Duration::from_secs(20)).into());
    };
    let subscription = Arc::clone(&board.fan_out).subscribe(visitor.shopper, Arc::clone(&inbox));
    match sessions::of(shop, &headers).await {
        Ok(Some(now)) if now.session == visitor.session && now.shopper == visitor.shopper => {
            Ok((visitor, inbox, place, subscription))
        }
        Ok(None) if sessions::is_rotated(shop, &headers) => Err(nobody(shop, &headers).into()),
        Ok(now) => Err(Down::Rebind {
            wipe: now.is_none(),
        }),
        Err(_) => Err(later(COME_BACK).into()),
    }
}

/// Says the last word and lets the screen hang up, so that it has read it by then.
async fn part(socket: &mut WebSocket, farewell: &Down) {
    let words = [
        Message::Binary(codec::encode(farewell).into()),
        Message::Close(None),
    ];
    for word in words {
        match timeout(PATIENCE, socket.send(word)).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) | Err(_) => return,
        }
    }
    let hung_up = async { while let Some(Ok(_)) = socket.recv().await {} };
    let _ = timeout(LINGER, hung_up).await;
}

impl Conversation {
    async fn run(&mut self) -> End {
        loop {
            let done = tokio::select! {
                next = self.inbox.next() => Box::pin(self.tell(next)).await,
                message = self.socket.recv() => match message {
                    Some(Ok(message)) => Box::pin(self.hear(message)).await,
                    Some(Err(error)) => Err(self.broken(error)),
                    None => Err(End::Gone),
                },
                () = sleep(PULSE) => Box::pin(self.pulse()).await,
            };
            if let Err(end) = done {
                return end;
            }
        }
    }

    async fn pulse(&mut self) -> Result<(), End> {
        if self.heard_at.elapsed() > SILENCE {
            return Err(End::Gone);
        }
        self.send(&Down::Pulse).await
    }

    async fn hear(&mut self, message: Message) -> Result<(), End> {
        self.heard_at = Instant::now();
        let bytes = match message {
            Message::Binary(bytes) => bytes,
            Message::Text(_) => return Err(self.refuse(Bye::Malformed)),
            Message::Close(_) => return Err(End::Gone),
            Message::Ping(_) | Message::Pong(_) => return Ok(()),
        };
        if self.shop.switchboard.is_closing() {
            return Err(later(COME_BACK).into());
        }
        match self.state.received(&bytes) {
            Ok(Request::Greet { hello, whole }) => self.greet(hello, whole).await,
            Ok(Request::Merge(submission)) => self.submit(submission).await,
            Ok(Request::Nothing) => Ok(()),
            Err(bye) => Err(self.refuse(bye)),
        }
    }

    async fn greet(&mut self, hello: Hello, whole: bool) -> Result<(), End> {
        if whole {
            self.shop.switchboard.measured().resyncs.inc();
        }
        self.spend(1.0)?;
        let welcome = greeting::welcome(&self.shop, self.shopper, &hello, whole).await;
        let welcome = welcome.map_err(|bye| self.refuse(bye))?;
        if welcome.shopper != self.shopper {
            return Err(End::Farewell(Box::new(Down::Rebind { wipe: false })));
        }
        self.state.welcomes(&welcome);
        self.hello = Some(Box::new(hello));
        let bytes = codec::encode(&Down::Welcome(welcome));
        let allowances = &self.shop.switchboard.allowances;
        allowances.charge(self.session, bytes.len());
        self.feed(bytes.into()).await?;
        in_time(self.socket.flush()).await
    }

    /// Takes a price from the session, or sends it away until it can pay.
    fn spend(&self, cost: f64) -> Result<(), End> {
        let board = &self.shop.switchboard;
        let allowed = board.allowances.spend(self.session, cost, Instant::now());
        allowed.map_err(|wait| {
            board.measured().refuse("limit");
            later(wait + COME_BACK).into()
        })
    }

    async fn submit(&mut self, submission: Submission) -> Result<(), End> {
        self.spend(cost(&submission))?;
        let Some(hello) = &self.hello else {
            return Err(self.refuse(Bye::Malformed));
        };
        let answer = Answer::Inbox {
            inbox: Arc::clone(&self.inbox),
            shopper: self.shopper,
            replica: submission.replica,
        };
        let entry = Entry {
            shopper: self.shopper,
            device: hello.device,
            kiosk: self.kiosk,
            said: Said::Submission {
                submission,
                meant_for: hello.shopper,
            },
        };
        let job = Job::Merge(Box::new(entry), self.session, answer);
        let queued = self.shop.switchboard.queue.send(job).await;
        queued.map_err(|_| later(COME_BACK).into())
    }

    /// Tells what waits, all of it before the socket is flushed.
    async fn tell(&mut self, first: Next) -> Result<(), End> {
        let mut next = Some(first);
        while let Some(told) = next {
            match told {
                Next::Told(news) => self.pass_on(news).await?,
                Next::Farewell(farewell) => return Err(End::Farewell(Box::new(farewell))),
            }
            next = self.inbox.try_next();
        }
        in_time(self.socket.flush()).await
    }

    async fn pass_on(&mut self, news: News) -> Result<(), End> {
        let Some(hello) = &self.hello else {
            // Nothing has been said to this screen yet; the welcome will have all of it.
            return Ok(());
        };
        let bytes = match news {
            News::Answer(answer) => codec::encode(&*answer).into(),
            News::Changed(change) => {
                let is_news = self.state.tells(&change.delta.changed);
                let is_own = change.by == Some(self.inbox.id());
                match is_own || change.delta.replica == hello.replica {
                    true => codec::encode(&change.as_ack()).into(),
                    false if is_news => change.as_delta(),
                    false => return Ok(()),
                }
            }
            News::Reread => {
                let welcome = greeting::welcome(&self.shop, self.shopper, hello, true).await?;
                self.state.welcomes(&welcome);
                codec::encode(&Down::Epoch(welcome)).into()
            }
        };
        self.feed(bytes).await
    }

    async fn send(&mut self, word: &Down) -> Result<(), End> {
        self.feed(codec::encode(word).into()).await?;
        in_time(self.socket.flush()).await
    }

    async fn feed(&mut self, bytes: Bytes) -> Result<(), End> {
        in_time(self.socket.feed(Message::Binary(bytes))).await
    }

    /// A connection that breaks is nobody's fault; nothing can be read after what is too long or
    /// no message at all.
    fn broken(&self, error: axum::Error) -> End {
        use tungstenite::error::ProtocolError::ResetWithoutClosingHandshake;
        match error.into_inner().downcast_ref() {
            Some(tungstenite::Error::Protocol(ResetWithoutClosingHandshake)) | None => End::Gone,
            Some(tungstenite::Error::Capacity(_) | tungstenite::Error::Protocol(_)) => {
                self.refuse(Bye::Malformed)
            }
            Some(_) => End::Gone,
        }
    }

    fn refuse(&self, bye: Bye) -> End {
        self.shop.switchboard.measured().refuse(reason(bye));
        bye.into()
    }
}

fn reason(bye: Bye) -> &'static str {
    match bye {
        Bye::Upgrade => "version",
        Bye::Malformed => "malformed",
        Bye::Foreign => "foreign",
        Bye::Unknown => "unknown",
        Bye::Later(_) => "later",
    }
}

/// A screen that does not read is gone.
async fn in_time(sent: impl Future<Output = Result<(), axum::Error>>) -> Result<(), End> {
    timeout(PATIENCE, sent)
        .await
        .map_err(|_| End::Gone)?
        .map_err(End::from)
}
