//! Why a command did not do what it was told: one line for the person who typed it, and a code for
//! the script that did.

use crate::catalogue::LoadError;
use baguni_storage::StorageError;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

/// A command's failure. [`Failure::code`] is documented in the command's `--help`.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error("the catalogue could not be indexed; the log says where")]
    Indexing,
    #[error(
        "{0} is in use already: stop the program that listens there, or choose another address \
         with {1}"
    )]
    AddressInUse(SocketAddr, &'static str),
    #[error("cannot listen on {0} ({1} chooses another address): {2}")]
    CannotListen(SocketAddr, &'static str, io::Error),
    #[error("{} cannot be read: {}", .0.display(), plainly(.1))]
    CannotRead(PathBuf, io::Error),
    #[error("{} cannot be written: {}", .0.display(), plainly(.1))]
    CannotWrite(PathBuf, io::Error),
    #[error("{0}")]
    Refused(String),
    #[error("{0} products of the file were left out; the list above says why")]
    LeftOut(u64),
    #[error("the process cannot start its threads: {0}")]
    Runtime(io::Error),
}

impl Failure {
    /// The process's exit code.
    pub fn code(&self) -> u8 {
        match self {
            Self::Refused(_) | Self::Indexing | Self::Runtime(_) => 1,
            Self::Storage(_) => 3,
            Self::AddressInUse(..) | Self::CannotListen(..) => 4,
            Self::CannotRead(..) | Self::CannotWrite(..) => 5,
            Self::LeftOut(_) => 6,
        }
    }
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Storage(error) => Self::Storage(error),
            LoadError::Indexing => Self::Indexing,
        }
    }
}

/// The system's own words for the commonest errors are for programmers.
fn plainly(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "it is not allowed".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    }
}
