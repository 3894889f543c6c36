//! Letters to a mail server that sends them on.

use super::form::Sender;
use super::{Letter, MailError, Mailer};
use async_trait::async_trait;
use baguni_commerce::cart::percent_decode;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{AsyncSmtpTransport, Error};
use lettre::{AsyncTransport as _, Tokio1Executor};
use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::time::timeout;

/// Hands each letter to a mail server, over a connection of its own.
pub struct SmtpMail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Sender,
    host: String,
    patience: Duration,
    /// When the server was last seen to take letters.
    seen: Mutex<Option<Instant>>,
}

/// How long one letter may take, from the connection to the server's word that it has it.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long one answer of the server may take.
const ANSWER: Duration = Duration::from_secs(10);
/// For how long a server that took a letter is believed to take another.
const FRESH: Duration = Duration::from_secs(60);

impl SmtpMail {
    pub fn new(url: &SmtpUrl, from: Sender) -> Result<Self, MailError> {
        Self::within(url, from, PATIENCE)
    }

    /// The same with another patience.
    pub fn within(url: &SmtpUrl, from: Sender, patience: Duration) -> Result<Self, MailError> {
        let failed = |error| MailError::Server(url.host.clone(), problem(&error));
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&url.host)
            .port(url.port)
            .tls(url.tls().map_err(failed)?)
            .hello_name(ClientId::Domain(from.host().to_owned()))
            .timeout(Some(ANSWER.min(patience)));
        if let Some((name, password)) = &url.credentials {
            builder = builder.credentials(Credentials::new(name.clone(), password.clone()));
        }
        Ok(Self {
            transport: builder.build(),
            from,
            host: url.host.clone(),
            patience,
            seen: Mutex::default(),
        })
    }

    async fn within_patience<T>(
        &self,
        talk: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, MailError> {
        let done = match timeout(self.patience, talk).await {
            Ok(done) => done.map_err(|error| problem(&error)),
            Err(_) => Err(SmtpProblem::TimedOut),
        };
        let seen = done.is_ok().then(Instant::now);
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = seen;
        done.map_err(|problem| MailError::Server(self.host.clone(), problem))
    }

    fn is_fresh(&self) -> bool {
        let seen = *self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.is_some_and(|seen| seen.elapsed() < FRESH)
    }
}

#[async_trait]
impl Mailer for SmtpMail {
    async fn check(&self) -> Result<(), MailError> {
        if self.is_fresh() {
            return Ok(());
        }
        let there = self.within_patience(self.transport.test_connection()).await;
        match there? {
            true => Ok(()),
            false => Err(MailError::Server(
                self.host.clone(),
                SmtpProblem::Refused(String::new()),
            )),
        }
    }

    async fn send(&self, letter: Letter) -> Result<(), MailError> {
        let message = self.from.write(letter)?;
        let taken = self.within_patience(self.transport.send(message)).await;
        taken.map(drop)
    }
}

/// What a mail server does not do.
#[derive(Debug, thiserror::Error)]
pub enum SmtpProblem {
    #[error("did not answer in time")]
    TimedOut,
    #[error("cannot be reached: {0}")]
    Unreachable(String),
    #[error("could not be spoken to in secret: {0}")]
    Tls(String),
    #[error("does not know this name and password: {0}")]
    NotLetIn(String),
    #[error("does not take the letter: {0}")]
    Refused(String),
}

fn problem(error: &Error) -> SmtpProblem {
    let said = error.to_string();
    match error.status().map(|code| code.to_string()) {
        // RFC 4954, section 6: what is answered to a name and password.
        Some(code) if ["530", "534", "535", "538"].contains(&&*code) => SmtpProblem::NotLetIn(said),
        Some(_) => SmtpProblem::Refused(said),
        None if error.is_timeout() => SmtpProblem::TimedOut,
        None if error.is_tls() => SmtpProblem::Tls(said),
        None => SmtpProblem::Unreachable(said),
    }
}

/// `smtp://name:password@host:587`, or `smtps://…` where the server speaks TLS from the first byte.
///
/// With `smtp` the connection is made secret before anything is said (STARTTLS), and there is none
/// with a server that cannot; only on this machine itself that is left out.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpUrl {
    host: String,
    port: u16,
    from_the_start: bool,
    credentials: Option<(String, String)>,
}

impl SmtpUrl {
    fn tls(&self) -> Result<Tls, Error> {
        if !self.from_the_start && self.is_here() {
            return Ok(Tls::None);
        }
        let parameters = TlsParameters::new_rustls(self.host.clone())?;
        Ok(match self.from_the_start {
            true => Tls::Wrapper(parameters),
            false => Tls::Required(parameters),
        })
    }

    fn is_here(&self) -> bool {
        let address: Result<IpAddr, _> = self.host.parse();
        self.host == "localhost" || address.is_ok_and(|address| address.is_loopback())
    }
}

impl FromStr for SmtpUrl {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        let (scheme, rest) = raw.split_once("://").unwrap_or_default();
        let (from_the_start, usual) = match scheme {
            "smtp" => (false, 587),
            "smtps" => (true, 465),
            _ => return Err("write it as smtp://name:password@host:587, or smtps://…".to_owned()),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (credentials, place) = match rest.rsplit_once('@') {
            Some((credentials, place)) => (Some(name_and_password(credentials)?), place),
            None => (None, rest),
        };
        let (host, port) = host_and_port(place).ok_or("the server's name is missing or wrong")?;
        Ok(Self {
            host,
            port: port.unwrap_or(usual),
            from_the_start,
            credentials,
        })
    }
}

fn name_and_password(raw: &str) -> Result<(String, String), String> {
    let (name, password) = raw
        .split_once(':')
        .ok_or("the password is missing after the name")?;
    let wrong = || "write what is special in name and password as %40".to_owned();
    let decoded = percent_decode(name).zip(percent_decode(password));
    decoded.ok_or_else(wrong)
}

/// The host as it is looked up, and the port if there is one. An IPv6 address stands in brackets.
fn host_and_port(raw: &str) -> Option<(String, Option<u16>)> {
    if let Some(rest) = raw.strip_prefix('[') {
        let (address, port) = rest.split_once(']')?;
        let address: Ipv6Addr = address.parse().ok()?;
        let port = match port {
            "" => None,
            port => Some(port.strip_prefix(':')?.parse().ok()?),
        };
        return Some((address.to_string(), port));
    }
    let (host, port) = match raw.split_once(':') {
        Some((host, port)) => (host, Some(port.parse().ok()?)),
        None => (raw, None),
    };
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'.' || b == b'-';
    let is_host = !host.is_empty() && host.bytes().all(allowed);
    is_host.then(|| (host.to_owned(), port))
}

/// Without the password, wherever it is printed.
impl fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SmtpUrl({}:{})", self.host, self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_servers_are_read() {
        type Read<'a> = (&'a str, u16, bool, Option<(&'a str, &'a str)>);
        let check = |raw: &str, want: Option<Read>| {
            let read = raw.parse::<SmtpUrl>().ok();
            let parts = read.as_ref().map(|url| {
                let credentials = url.credentials.as_ref();
                let credentials = credentials.map(|(name, password)| (&**name, &**password));
                (&*url.host, url.port, url.from_the_start, credentials)
            });
            assert_eq!(parts, want, "{raw}");
        };
        check(
            "smtp://mina:s%40cret@mail.shop.example:2525",
            Some(("mail.shop.example", 2525, false, Some(("mina", "s@cret")))),
        );
        check(
            "smtps://mina%40shop.example:a:b@mail.example/",
            Some((
                "mail.example",
                465,
                true,
                Some(("mina@shop.example", "a:b")),
            )),
        );
        check("smtp://localhost", Some(("localhost", 587, false, None)));
        check("smtp://[::1]:25", Some(("::1", 25, false, None)));
        check("smtp://mina@mail.example", None);
        check("smtp://", None);
        check("smtp://mail example", None);
        check("smtp://mail.example:high", None);
        check("http://mail.example", None);
        check("mail.example", None);
    }

    #[test]
    fn only_this_machine_is_spoken_to_in_the_open() {
        let check = |raw: &str, is_open: bool, from_the_start: bool| {
            let url: SmtpUrl = raw.parse().unwrap();
            let tls = url.tls().unwrap();
            assert_eq!(matches!(tls, Tls::None), is_open, "{raw}");
            assert_eq!(matches!(tls, Tls::Wrapper(_)), from_the_start, "{raw}");
            assert!(!matches!(tls, Tls::Opportunistic(_)), "{raw}");
        };
        check("smtp://localhost", true, false);
        check("smtp://127.0.0.1:2525", true, false);
        check("smtp://[::1]", true, false);
        check("smtp://mail.example", false, false);
        check("smtp://10.0.0.2", false, false);
        check("smtps://localhost", false, true);
        check("smtps://mail.example", false, true);
    }

    #[test]
    fn a_password_is_not_printed() {
        let url: SmtpUrl = "smtp://mina:secret@mail.example".parse().unwrap();
        assert_eq!(format!("{url:?}"), "SmtpUrl(mail.example:587)");
    }
}
