//! Where sockets fail: the same messages as server-sent events, each in base64.

use super::connections::{Connections, Full, Place};
use super::fan_out::Subscription;
use super::greeting;
use super::inbox::{Inbox, News, Next};
use crate::accounts::Visitor;
use crate::http::Shop;
use axum::body::{Body, Bytes};
use baguni_commerce::ShopperId;
use baguni_replica::frame::{DeviceKind, Down, Hello};
use baguni_replica::{ReplicaId, codec};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use futures_util::stream;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// As often as a socket's.
const PULSE: Duration = Duration::from_secs(25);

/// A stream of events, to which nothing can be said.
struct Stream {
    shop: Arc<Shop>,
    shopper: ShopperId,
    replica: Option<ReplicaId>,
    inbox: Arc<Inbox>,
    stage: Stage,
    _place: Place,
    _subscription: Subscription,
}

#[derive(PartialEq, Eq)]
enum Stage {
    Opened,
    Running,
    Over,
}

/// What a visitor's basket becomes, for a tab that speaks by other means, as `replica` if that is
/// known.
pub fn body(shop: &Arc<Shop>, visitor: &Visitor, replica: Option<ReplicaId>) -> Result<Body, Full> {
    let board = &shop.switchboard;
    let inbox = Arc::new(Inbox::default());
    let place = Connections::admit(&board.connections, visitor.session.into(), &inbox)?;
    let fan_out = Arc::clone(&board.fan_out);
    let subscription = fan_out.subscribe(visitor.shopper, Arc::clone(&inbox));
    let opened = Stream {
        shop: Arc::clone(shop),
        shopper: visitor.shopper,
        replica,
        inbox,
        stage: Stage::Opened,
        _place: place,
        _subscription: subscription,
    };
    let events = stream::unfold(opened, |mut stream| async {
        let bytes = Box::pin(stream.next()).await?;
        Some((Ok::<_, Infallible>(event(&bytes)), stream))
    });
    Ok(Body::from_stream(events))
}

fn event(message: &[u8]) -> Bytes {
    format!("data: {}\n\n", BASE64_STANDARD.encode(message)).into()
}

impl Stream {
    /// The first says only that the stream stands.
    async fn next(&mut self) -> Option<Bytes> {
        match self.stage {
            Stage::Over => return None,
            Stage::Opened => {
                self.stage = Stage::Running;
                return Some(written(&Down::Pulse));
            }
            Stage::Running => {}
        }
        match timeout(PULSE, self.inbox.next()).await {
            Err(_) => Some(written(&Down::Pulse)),
            Ok(Next::Told(news)) => Some(self.told(news).await),
            Ok(Next::Farewell(farewell)) => {
                self.stage = Stage::Over;
                Some(written(&farewell))
            }
        }
    }

    async fn told(&mut self, news: News) -> Bytes {
        match news {
            News::Answer(answer) => written(&answer),
            News::Changed(change) if Some(change.delta.replica) == self.replica => {
                written(&change.as_ack())
            }
            News::Changed(change) => change.as_delta(),
            News::Reread => match self.reread().await {
                Ok(down) => written(&down),
                Err(farewell) => {
                    self.stage = Stage::Over;
                    written(&farewell)
                }
            },
        }
    }

    async fn reread(&self) -> Result<Down, Down> {
        let hello = Hello {
            // Nobody has the number 0, so of nobody it is told how far it has been heard.
            replica: self.replica.unwrap_or(ReplicaId(0)),
            shopper: None,
            cursor: None,
            others: Vec::new(),
            device: DeviceKind::default(),
        };
        let welcome = greeting::welcome(&self.shop, self.shopper, &hello, true).await;
        welcome.map(Down::Epoch).map_err(Down::Bye)
    }
}

fn written(down: &Down) -> Bytes {
    codec::encode(down).into()
}
