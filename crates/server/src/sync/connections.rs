//! Every open connection: how many there are, and which of them a session has.

use super::Measured;
use super::inbox::Inbox;
use baguni_commerce::ShopperId;
use baguni_replica::frame::Down;
use baguni_storage::SessionId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// Connections at the same time: with some 10 KiB each they take 200 MiB.
const MAX_OPEN: usize = 20_000;
/// Of one session: more tabs than a browser keeps awake, each of which may be about to be replaced.
const MAX_OF_ONE: usize = 64;

/// Whose a connection is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    Session(SessionId),
    /// Somebody who looks at a wishlist that this shopper shares.
    Looks(ShopperId),
}

impl From<SessionId> for Who {
    fn from(session: SessionId) -> Self {
        Self::Session(session)
    }
}

/// The table of connections.
pub struct Connections {
    open: Mutex<Open>,
    gone: Notify,
    measured: Arc<Measured>,
}

#[derive(Default)]
struct Open {
    count: usize,
    of: HashMap<Who, Vec<Arc<Inbox>>>,
}

/// A place in the table, until it is dropped.
pub struct Place {
    connections: Arc<Connections>,
    who: Who,
    inbox: Arc<Inbox>,
}

/// There is no more room.
#[derive(Debug)]
pub struct Full;

impl Connections {
    pub fn new(measured: Arc<Measured>) -> Self {
        Self {
            open: Mutex::default(),
            gone: Notify::new(),
            measured,
        }
    }

    /// Whether there is no room for anybody.
    pub fn is_full(&self) -> bool {
        self.lock().count >= MAX_OPEN
    }

    pub fn admit(self: &Arc<Self>, who: Who, inbox: &Arc<Inbox>) -> Result<Place, Full> {
        let mut open = self.lock();
        let count = open.count;
        let of_one = open.of.entry(who).or_default();
        if count >= MAX_OPEN || of_one.len() >= MAX_OF_ONE {
            return Err(Full);
        }
        of_one.push(Arc::clone(inbox));
        open.count += 1;
        self.measured.sockets.inc();
        Ok(Place {
            connections: Arc::clone(self),
            who,
            inbox: Arc::clone(inbox),
        })
    }

    pub fn end_session(&self, session: SessionId, farewell: &Down) {
        for inbox in self.lock().of.get(&session.into()).into_iter().flatten() {
            inbox.end(farewell.clone());
        }
    }

    pub fn end_all(&self, farewell: impl Fn() -> Down) {
        for inbox in self.lock().of.values().flatten() {
            inbox.end(farewell());
        }
    }

    /// Waits until nobody is left.
    pub async fn all_gone(&self) {
        loop {
            let gone = self.gone.notified();
            if self.lock().count == 0 {
                return;
            }
            gone.await;
        }
    }

    fn leave(&self, who: Who, inbox: &Inbox) {
        let mut open = self.lock();
        open.count -= 1;
        if let Some(of_one) = open.of.get_mut(&who) {
            of_one.retain(|other| other.id() != inbox.id());
            if of_one.is_empty() {
                open.of.remove(&who);
            }
        }
        drop(open);
        self.measured.sockets.dec();
        self.gone.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.connections.leave(self.who, &self.inbox);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::inbox::Next;

    fn inbox() -> Arc<Inbox> {
        Arc::new(Inbox::default())
    }

    #[tokio::test]
    async fn a_session_has_so_many_and_no_more() {
        let connections = Arc::new(Connections::new(Arc::default()));
        let admit = |n| connections.admit(SessionId(n).into(), &inbox());
        let mut places: Vec<_> = (0..MAX_OF_ONE).map(|_| admit(1).unwrap()).collect();
        assert!(admit(1).is_err());
        let other = admit(2).unwrap();
        places.pop();
        places.push(admit(1).unwrap());
        drop((places, other));
        connections.all_gone().await;
        assert!(connections.lock().of.is_empty());
    }

    #[tokio::test]
    async fn what_a_session_has_open_is_ended() {
        let connections = Arc::new(Connections::new(Arc::default()));
        let [one, other] = [(); 2].map(|()| inbox());
        let _places = [(1, &one), (2, &other)]
            .map(|(session, inbox)| connections.admit(SessionId(session).into(), inbox).unwrap());
        connections.end_session(SessionId(1), &Down::Rebind { wipe: true });
        assert!(matches!(
            one.try_next(),
            Some(Next::Farewell(Down::Rebind { wipe: true }))
        ));
        assert!(other.try_next().is_none());
        connections.end_all(|| Down::Pulse);
        assert!(matches!(
            other.try_next(),
            Some(Next::Farewell(Down::Pulse))
        ));
    }
}
