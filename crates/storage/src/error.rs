//! What can go wrong with the database, in words for the merchant whose shop it is.

use baguni_commerce::order::OrderNumber;
use baguni_commerce::{DeviceId, Handle, ShopperId, Sku};
use rusqlite::ErrorCode;
use std::fmt;
use std::path::{Path, PathBuf};

/// Why something was not kept or not found. Whichever it is, nothing has been changed.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    #[error("{what} belongs to {owner} already")]
    Conflict { what: Subject, owner: Subject },
    #[error("there is no {0}")]
    Unknown(Subject),
    #[error("{what} {reason}")]
    Invalid { what: Subject, reason: String },
    #[error("the database {} is in use by another program: close that, or try again", .0.display())]
    Locked(PathBuf),
    #[error(
        "the database {} was made by a newer Baguni (it has format {found}, this one knows {known}): \
         upgrade Baguni or use another file",
        path.display()
    )]
    Newer {
        path: PathBuf,
        found: u32,
        known: u32,
    },
    #[error("the disk is full: the database {} cannot grow; make room and try again", .0.display())]
    DiskFull(PathBuf),
    #[error("{} is not a database of Baguni: use another file", .0.display())]
    NotADatabase(PathBuf),
    #[error("the database {} is damaged ({detail}): put a backup in its place", path.display())]
    Damaged { path: PathBuf, detail: String },
    #[error("the database {} cannot be opened: {reason}", path.display())]
    CannotOpen { path: PathBuf, reason: String },
    #[error(
        "the database {} cannot be written: allow it for the file and for its folder",
        .0.display()
    )]
    ReadOnly(PathBuf),
    #[error("the work on the database {} broke off; the log says where", .0.display())]
    BrokenOff(PathBuf),
    #[error("the database {} failed: {source}", path.display())]
    Database {
        path: PathBuf,
        source: rusqlite::Error,
    },
}

/// What an error is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    Sku(Sku),
    /// The name itself, whatever it names.
    Handle(Handle),
    Product(Handle),
    Collection(Handle),
    Location(Handle),
    Promotion(Handle),
    ShippingMethod(Handle),
    Shopper(ShopperId),
    Account(ShopperId),
    Order(OrderNumber),
    ApiKey(String),
    Device(DeviceId),
    /// Which, is not said: errors are logged.
    Email,
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sku(sku) => write!(f, "SKU {sku}"),
            Self::Handle(handle) => write!(f, "handle {handle}"),
            Self::Product(handle) => write!(f, "product {handle}"),
            Self::Collection(handle) => write!(f, "collection {handle}"),
            Self::Location(handle) => write!(f, "location {handle}"),
            Self::Promotion(handle) => write!(f, "promotion {handle}"),
            Self::ShippingMethod(handle) => write!(f, "shipping method {handle}"),
            Self::Shopper(shopper) => write!(f, "shopper {shopper}"),
            Self::Account(shopper) => write!(f, "account {shopper}"),
            Self::Order(number) => write!(f, "order {number}"),
            Self::ApiKey(name) => write!(f, "key {name}"),
            Self::Device(id) => write!(f, "screen {id}"),
            Self::Email => f.write_str("this e-mail address"),
        }
    }
}

/// A failure inside a transaction, where the path of the database is not known.
#[derive(Debug)]
pub(crate) enum Fault {
    Refused(StorageError),
    Sql(rusqlite::Error),
}

impl From<StorageError> for Fault {
    fn from(error: StorageError) -> Self {
        Self::Refused(error)
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl Fault {
    pub fn at(self, path: &Path) -> StorageError {
        match self {
            Self::Refused(error) => error,
            Self::Sql(error) => explain(error, path.to_owned()),
        }
    }
}

fn explain(error: rusqlite::Error, path: PathBuf) -> StorageError {
    use rusqlite::Error as Sql;
    let detail = error.to_string();
    if let Sql::FromSqlConversionFailure(..)
    | Sql::InvalidColumnType(..)
    | Sql::IntegralValueOutOfRange(..)
    | Sql::Utf8Error(..) = error
    {
        return StorageError::Damaged { path, detail };
    }
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StorageError::Locked(path),
        Some(ErrorCode::DiskFull) => StorageError::DiskFull(path),
        Some(ErrorCode::NotADatabase) => StorageError::NotADatabase(path),
        Some(ErrorCode::DatabaseCorrupt) => StorageError::Damaged { path, detail },
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StorageError::ReadOnly(path),
        Some(ErrorCode::CannotOpen) => StorageError::CannotOpen {
            reason: why_not_open(&path).unwrap_or(detail),
            path,
        },
        _ => StorageError::Database {
            path,
            source: error,
        },
    }
}

/// SQLite says only that it could not; the system knows why.
fn why_not_open(path: &Path) -> Option<String> {
    if path.is_dir() {
        return Some("it is a folder".to_owned());
    }
    let folder = path.parent().filter(|folder| *folder != Path::new(""))?;
    if !folder.is_dir() {
        return Some(format!("there is no folder {}", folder.display()));
    }
    let opened = std::fs::OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .open(path);
    opened.err().map(|error| error.to_string())
}
