//! What the shop keeps of the systems that talk to it: their keys, and what they were answered.

use crate::{StorageError, TokenHash};
use async_trait::async_trait;
use baguni_commerce::Handle;
use baguni_commerce::order::{Role, Staff};

/// How long an answer is kept for whoever asks the same again, in milliseconds: a day.
pub const ANSWER_LIFE: u64 = 24 * 60 * 60 * 1_000;
/// How long a request may be worked on before somebody else may take it up, in milliseconds. It is
/// longer than any request may take.
pub const WORKED_ON: u64 = 30 * 1_000;
/// How many answers are kept for one caller; the oldest goes first.
pub const MAX_ANSWERS: u32 = 5_000;

/// Keys and answers. Times are milliseconds since 1970 and the caller's. Each call is one
/// transaction, as in [`crate::Storage`].
#[async_trait]
pub trait ApiKeys: Send + Sync {
    /// Lets a system work for the shop. Only a merchant works nowhere, and a name is taken once
    /// ([`StorageError::Invalid`]). [`StorageError::Unknown`] where the place is not there.
    async fn add_api_key(&self, key: NewApiKey, now: u64) -> Result<Staff, StorageError>;

    /// The system behind a key; `None` where it was revoked or never was.
    async fn api_key(&self, token: &TokenHash) -> Result<Option<Staff>, StorageError>;

    /// Every system, by name, and since when.
    async fn api_keys(&self) -> Result<Vec<(Staff, u64)>, StorageError>;

    /// Ends a key at once; tells whether there was one.
    async fn revoke_api_key(&self, name: &str) -> Result<bool, StorageError>;

    /// Takes a request up, unless it has been answered or is being worked on. Forgets some answers
    /// that are older than [`ANSWER_LIFE`].
    async fn take_up(&self, asked: Asked, now: u64) -> Result<TakenUp, StorageError>;

    /// Keeps the answer to what was taken up.
    async fn keep_answer(&self, asked: &Asked, answer: KeptAnswer) -> Result<(), StorageError>;

    /// Lets go of what was taken up, so that it can be asked again.
    async fn let_go(&self, asked: &Asked) -> Result<(), StorageError>;
}

/// A key on its way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewApiKey {
    /// 64 random bits, by which histories name it.
    pub id: u64,
    pub name: String,
    pub token: TokenHash,
    pub role: Role,
    pub location: Option<Handle>,
}

/// A request under the name that its sender gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub caller: String,
    pub name: String,
    /// SHA-256 of what was sent, and where to.
    pub fingerprint: [u8; 32],
}

/// What a request was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAnswer {
    pub status: u16,
    pub body: Vec<u8>,
}

/// Whether a request is to be worked on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakenUp {
    /// By whoever asked now.
    Go,
    /// Somebody else does at this moment.
    Busy,
    Answered(KeptAnswer),
    /// The name stands for another request.
    Other,
}
