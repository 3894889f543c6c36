//! Wishlists that anybody may look at who has their address, and who looks is told of changes.

use super::connections::{Connections, Place, Who};
use super::fan_out::Subscription;
use super::inbox::{Inbox, News, Next};
use crate::http::Shop;
use axum::body::{Body, Bytes};
use baguni_commerce::ShopperId;
use baguni_replica::{LineKey, List, WishlistId};
use baguni_storage::{ShareToken, Storage, StorageError};
use futures_util::stream;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// Reads shared wishlists for the pages that show them.
pub struct SharedLists(pub Arc<dyn Storage>);

/// What is on a shared wishlist.
pub struct Shared {
    pub name: Option<String>,
    /// Newest first, with how many are wished for.
    pub lines: Vec<(LineKey, u32)>,
}

impl SharedLists {
    /// The wishlist under a token; `None` where nobody shares one under it.
    pub async fn find(&self, token: &str) -> Result<Option<Shared>, StorageError> {
        let Ok(token) = token.parse() else {
            return Ok(None);
        };
        let Some((shopper, wishlist)) = self.0.shared(token).await? else {
            return Ok(None);
        };
        let basket = self.0.basket(shopper, Vec::new()).await?.truth.basket;
        let lines = basket.shown(List::Wishlist(wishlist)).into_iter().rev();
        Ok(Some(Shared {
            name: basket.name(wishlist).map(ToOwned::to_owned),
            lines: lines
                .map(|line| (line.key.clone(), line.quantity))
                .collect(),
        }))
    }
}

/// Nothing has to be said so often, or a proxy takes the stream for dead.
const PULSE: Duration = Duration::from_secs(25);

struct Watch {
    shop: Arc<Shop>,
    token: ShareToken,
    wishlist: WishlistId,
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

/// Events that say that a shared wishlist has changed, and not how. `None` where there is no room.
pub fn watch(
    shop: &Arc<Shop>,
    token: ShareToken,
    (shopper, wishlist): (ShopperId, WishlistId),
) -> Option<Body> {
    let board = &shop.switchboard;
    let inbox = Arc::new(Inbox::default());
    let place = Connections::admit(&board.connections, Who::Looks(shopper), &inbox).ok()?;
    let subscription = Arc::clone(&board.fan_out).subscribe(shopper, Arc::clone(&inbox));
    let opened = Watch {
        shop: Arc::clone(shop),
        token,
        wishlist,
        inbox,
        stage: Stage::Opened,
        _place: place,
        _subscription: subscription,
    };
    let events = stream::unfold(opened, |mut watch| async {
        let event = Box::pin(watch.next()).await?;
        Some((Ok::<_, Infallible>(Bytes::from_static(event)), watch))
    });
    Some(Body::from_stream(events))
}

const CHANGED: &[u8] = b"data: changed\n\n";
/// A comment, which no listener hears.
const NOTHING: &[u8] = b": \n\n";

impl Watch {
    async fn next(&mut self) -> Option<&'static [u8]> {
        match self.stage {
            Stage::Over => return None,
            Stage::Opened => {
                self.stage = Stage::Running;
                return Some(NOTHING);
            }
            Stage::Running => {}
        }
        loop {
            match timeout(PULSE, self.inbox.next()).await {
                Err(_) => return Some(NOTHING),
                Ok(Next::Farewell(_)) => return None,
                Ok(Next::Told(news)) if self.concerns(&news) => return Some(CHANGED),
                Ok(Next::Told(News::Reread)) => return Some(self.again().await),
                Ok(Next::Told(_)) => {}
            }
        }
    }

    fn concerns(&self, news: &News) -> bool {
        let News::Changed(change) = news else {
            return false;
        };
        let (changed, list) = (&change.delta.changed, List::Wishlist(self.wishlist));
        let named = changed.names.iter().any(|(id, _)| *id == self.wishlist);
        named || changed.lines.iter().any(|(of, ..)| *of == list)
    }

    /// The owner may have ended the sharing; then this was the last event.
    async fn again(&mut self) -> &'static [u8] {
        if !matches!(self.shop.storage.shared(self.token).await, Ok(Some(_))) {
            self.stage = Stage::Over;
        }
        CHANGED
    }
}
