//! Letters to shoppers, and the ways they can go.

mod folder;
mod form;
mod letters;
mod smtp;

pub use folder::MailFolder;
pub use form::Sender;
pub use smtp::{SmtpMail, SmtpProblem, SmtpUrl};

use async_trait::async_trait;
use baguni_commerce::Email;
use std::io;

/// A way for letters to go. What it cannot do, costs the letter and nothing else.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Whether a letter could be sent now.
    async fn check(&self) -> Result<(), MailError>;

    async fn send(&self, letter: Letter) -> Result<(), MailError>;
}

/// A letter in plain text, to one shopper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub to: Email,
    /// The shopper's name.
    pub name: String,
    pub subject: String,
    pub text: String,
}

/// Why a letter did not go.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("letters cannot be written to the mail folder: {0}")]
    Folder(#[from] io::Error),
    #[error("the letter cannot be put into the form of a mail: {0}")]
    Form(#[from] lettre::error::Error),
    #[error("the address cannot be written to: {0}")]
    Address(#[from] lettre::address::AddressError),
    #[error("the mail server {0} {1}")]
    Server(String, SmtpProblem),
    #[error("the shop has no mail")]
    None,
    #[error("a link needs the shop's own address: give it as --public-url")]
    NoPublicUrl,
}

/// The way of a shop without mail.
pub struct NoMail;

#[async_trait]
impl Mailer for NoMail {
    async fn check(&self) -> Result<(), MailError> {
        Err(MailError::None)
    }

    async fn send(&self, _: Letter) -> Result<(), MailError> {
        Err(MailError::None)
    }
}
