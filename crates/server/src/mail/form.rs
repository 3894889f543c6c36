//! A letter in the form of a mail.

use super::{Letter, MailError};
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::{Address, Message};

/// Whom letters come from.
#[derive(Clone, Debug)]
pub struct Sender(Mailbox);

impl Sender {
    /// The shop's own address, from which nobody reads answers.
    pub fn at_host(host: &str) -> Result<Self, MailError> {
        Ok(Self::new(Address::new("no-reply", host)?))
    }

    pub fn new(address: Address) -> Self {
        Self(Mailbox::new(Some("Baguni".to_owned()), address))
    }

    /// What follows the `@`.
    pub fn host(&self) -> &str {
        self.0.email.domain()
    }

    pub fn write(&self, letter: Letter) -> Result<Message, MailError> {
        let to = Mailbox::new(Some(one_line(&letter.name)), letter.to.as_str().parse()?);
        let message = Message::builder()
            .from(self.0.clone())
            .to(to)
            .subject(one_line(&letter.subject))
            .message_id(Some(self.message_id()))
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text)?;
        Ok(message)
    }

    /// Named for our host: mail servers wonder about letters that come from `localhost`.
    fn message_id(&self) -> String {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)
            .expect("the system gives random bytes, or nothing here is safe");
        format!("<{:032x}@{}>", u128::from_be_bytes(bytes), self.host())
    }
}

/// A header is one line, and nothing that it holds may begin another.
fn one_line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
