//! The messages between a tab and the server: operations go up, whole lines come down.
//!
//! The order of the variants is the wire format: new ones go to the end. Each message is written
//! by [`crate::codec`], and read by [`read_up`] and [`read_down`], which hold it to its limits.

use crate::basket::Basket;
use crate::codec::{CodecError, MAX_MESSAGE, decode};
use crate::dot::{Dots, ReplicaId, Seq};
use crate::merge::{Changed, Remark, Submission};
use baguni_commerce::ShopperId;
use serde::{Deserialize, Serialize};

/// From a tab to the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Up {
    /// The first on every connection.
    Hello(Hello),
    Ops(Submission),
    /// The base is lost or does not match: asks for a [`Down::Welcome`] with the whole basket.
    Again(Hello),
    /// The answer to a pulse.
    Pulse,
}

/// Who is there and what they know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// The replica of this tab.
    pub replica: ReplicaId,
    /// Whose basket the pending operations were meant for; `None` before the first contact.
    pub shopper: Option<ShopperId>,
    /// What the tab has, to be told only what it has not.
    pub cursor: Option<Cursor>,
    /// Other replicas whose pending operations the tab shows: its siblings', and those it adopted.
    pub others: Vec<ReplicaId>,
    pub device: DeviceKind,
}

impl Hello {
    /// The most other replicas in one greeting.
    pub const MAX_OTHERS: usize = 64;
}

/// A state of a basket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    pub version: u64,
    pub hash: u64,
}

/// Which kind of screen, for "added on your phone". It is what the screen says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DeviceKind {
    #[default]
    Desktop,
    Phone,
    Tablet,
    Kiosk,
    /// The shop's own: an associate, or what signing in joined.
    Shop,
}

/// From the server to a tab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Down {
    Welcome(Welcome),
    Ack(Ack),
    Delta(Delta),
    /// An order was placed, or a guest signed in: the whole basket, on every screen.
    Epoch(Welcome),
    /// A submission did not begin where the last one ended.
    Nack {
        replica: ReplicaId,
        expected: Seq,
    },
    /// Somebody else has used this replica's numbers: take a new one.
    Fork {
        replica: ReplicaId,
    },
    /// This device belongs to another shopper from now on. `wipe` means that the last one signed
    /// out: nothing of theirs may stay.
    Rebind {
        wipe: bool,
    },
    Pulse,
    /// The connection ends.
    Bye(Bye),
}

/// The truth, or the assurance that the tab has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    pub shopper: ShopperId,
    pub cursor: Cursor,
    /// `None` where the tab's cursor was this one.
    pub basket: Option<Basket>,
    /// How far the tab's replica and the others it named have been merged.
    pub heard: Vec<(ReplicaId, Seq)>,
    /// On what kind of screen the dots of the basket were minted, where that is known.
    pub origins: Vec<(ReplicaId, DeviceKind)>,
}

/// A submission is durable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ack {
    pub replica: ReplicaId,
    pub through: Seq,
    pub remarks: Vec<(Seq, Remark)>,
    /// `None` where all of it had been merged before.
    pub changed: Option<Changed>,
}

/// Somebody else's submission is durable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delta {
    pub replica: ReplicaId,
    pub through: Seq,
    pub device: DeviceKind,
    pub changed: Changed,
}

/// Why the server ends a connection, and when to come again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bye {
    /// The page is older than the server: reload. The outbox is kept.
    Upgrade,
    /// The server stops or is full; come again after so many milliseconds.
    Later(u32),
    /// What was sent could not be read or broke a rule.
    Malformed,
    /// What was sent belongs to another shopper.
    Foreign,
    /// Who it is is not known: begin a session first.
    Unknown,
}

impl Submission {
    /// The most operations in one.
    pub const MAX: usize = 64;

    fn is_bounded(&self) -> bool {
        let bounded = |covers: &Dots| covers.len() <= Dots::MAX;
        (1..=Self::MAX).contains(&self.operations.len())
            && self.first > 0
            && self.first.checked_add(Self::MAX as u32).is_some()
            && self
                .operations
                .iter()
                .all(|operation| bounded(operation.covers()))
    }
}

/// Reads what a tab sent, on the server.
pub fn read_up(bytes: &[u8]) -> Result<Up, CodecError> {
    if bytes.len() > MAX_MESSAGE {
        return Err(CodecError::TooLong);
    }
    let bounded = |up: &Up| match up {
        Up::Hello(hello) | Up::Again(hello) => hello.others.len() <= Hello::MAX_OTHERS,
        Up::Ops(submission) => submission.is_bounded(),
        Up::Pulse => true,
    };
    decode(bytes).and_then(|up| match bounded(&up) {
        true => Ok(up),
        false => Err(CodecError::Malformed),
    })
}

/// Reads what the server sent, in a tab.
pub fn read_down(bytes: &[u8]) -> Result<Down, CodecError> {
    decode(bytes)
}

/// Several messages as one body, for connections that are not sockets: each after its length.
pub fn batch<'a>(messages: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut body = Vec::new();
    for message in messages {
        body.extend((message.len() as u32).to_le_bytes());
        body.extend(message);
    }
    body
}

/// Undoes [`batch`]. `None` where the body ends within a message.
pub fn batched(mut body: &[u8]) -> Option<Vec<&[u8]>> {
    let mut messages = Vec::new();
    while !body.is_empty() {
        let (length, rest) = body.split_first_chunk()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (message, rest) = rest.split_at_checked(length)?;
        messages.push(message);
        body = rest;
    }
    Some(messages)
}
