//! `baguni serve`.

use super::open;
use crate::bundle::Bundle;
use crate::catalogue::LiveCatalogue;
use crate::cli::{DatabaseUrl, Letters, Optional, PaidBy, Serve, Speaker};
use crate::failure::Failure;
use crate::http::Shop;
use crate::mail::{MailFolder, Mailer, NoMail, Sender, SmtpMail};
use crate::payments::test_provider::Script;
use crate::payments::{AtStore, JournalError, Notifications, Payments, TestProvider};
use crate::serving;
use crate::voice::{Program, Voice};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Where measurements are told unless something else is said.
const METRICS: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 9090);

pub async fn serve(database: &DatabaseUrl, flags: Serve) -> Result<(), Failure> {
    // The port first: that it is taken is the commonest mistake, and the cheapest to find.
    let shoppers = serving::bind(flags.listen, "--listen").await?;
    let metrics = metrics_listener(flags.metrics_listen).await?;
    let storage = open(database)?;
    let bundle = bundle(flags.bundle_folder)?;
    let catalogue = LiveCatalogue::open(Arc::clone(&storage)).await?;
    if catalogue.current().catalogue().products().is_empty() {
        tracing::warn!("the shop is empty: `baguni seed demo` or `baguni import products FILE`");
    }
    let payments = payments(database, flags.payments, flags.payments_script).await?;
    let public_url = flags.public_url.map(|url| url.0);
    let mailer = mailer(database, flags.letters, public_url.as_deref())?;
    let voice = voice(flags.voice_program)?;
    let shop = Shop::new(storage, catalogue, bundle, public_url)
        .with_payments(payments)
        .with_accounts(mailer, flags.guest_merge.into())
        .with_sign_ups(flags.sign_ups)
        .with_voice(voice);
    serving::serve(shoppers, metrics, Arc::new(shop)).await;
    Ok(())
}

/// The stores' tills, and the provider for trying. Each has its journal beside the database, under
/// the database's name: `baguni.test-payments.jsonl`.
async fn payments(
    database: &DatabaseUrl,
    paid_by: PaidBy,
    script: Script,
) -> Result<Payments, Failure> {
    let beside = |name| database.0.with_extension(name);
    let notifications = Notifications::default();
    let at_store = AtStore::open(&beside("store-payments.jsonl")).map_err(unusable)?;
    let payments = Payments::new(notifications.clone()).with(Arc::new(at_store));
    if paid_by == PaidBy::None {
        return Ok(payments);
    }
    let journal = beside("test-payments.jsonl");
    let test = TestProvider::open(&journal, script, notifications).map_err(unusable)?;
    if let Err(error) = test.resume().await {
        tracing::warn!(%error, "late answers of test payments will not come by themselves");
    }
    tracing::info!("payments are for trying only: no money moves (--payments none ends that)");
    Ok(payments.with_test(Arc::new(test)))
}

fn unusable(error: JournalError) -> Failure {
    match error {
        JournalError::Io(path, error) => Failure::CannotWrite(path, error),
        other => Failure::Refused(other.to_string()),
    }
}

fn bundle(folder: Option<PathBuf>) -> Result<Bundle, Failure> {
    let bundle = match folder {
        None => Bundle::embedded(),
        Some(folder) => {
            Bundle::from_folder(&folder).map_err(|error| Failure::CannotRead(folder, error))?
        }
    };
    if bundle.is_empty() {
        tracing::warn!("there is no browser bundle: pages are bare (see `cargo xtask bundle`)");
    }
    Ok(bundle)
}

/// The mail server that was named, else a folder: the one beside the database, unless another was
/// named. Letters come from the shop's host.
fn mailer(
    database: &DatabaseUrl,
    way: Letters,
    public_url: Option<&str>,
) -> Result<Arc<dyn Mailer>, Failure> {
    let host = public_url.and_then(|url| url.split_once("://"));
    let host = host.map_or("localhost", |(_, host)| host);
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let from = match way.mail_from {
        Some(address) => Ok(Sender::new(address)),
        None => Sender::at_host(name),
    };
    let from = match from {
        Ok(from) => from,
        Err(error) => {
            tracing::warn!(%error, "no letters can be sent from {name}: --mail-from names another");
            return Ok(Arc::new(NoMail));
        }
    };
    let Some(server) = way.mail_smtp else {
        let folder = way.mail_folder;
        let folder = folder.unwrap_or_else(|| database.0.with_file_name("mail"));
        return Ok(Arc::new(MailFolder::new(folder, from)));
    };
    if from.host() == "localhost" {
        tracing::warn!(
            "letters come from no-reply@localhost: --public-url or --mail-from mends it"
        );
    }
    let mail = SmtpMail::new(&server, from).map_err(|error| Failure::Refused(error.to_string()))?;
    Ok(Arc::new(mail))
}

/// A voice that was named must be there; one that only might be is not missed.
fn voice(speaker: Speaker) -> Result<Voice, Failure> {
    let program = match speaker {
        Speaker::Off => None,
        Speaker::Auto => Program::installed(),
        Speaker::Program(name) => match Program::named(&name) {
            Ok(program) => Some(program),
            Err(error) => return Err(Failure::CannotRead(name, error)),
        },
    };
    let Some(program) = program else {
        return Ok(Voice::default());
    };
    let path = program.path().display();
    tracing::info!("screens that have no voice are given one by {path}");
    Ok(Voice::of(program))
}

/// An address that was asked for must be had; the usual one may be somebody else's.
async fn metrics_listener(
    asked: Option<Optional<SocketAddr>>,
) -> Result<Option<TcpListener>, Failure> {
    const FLAG: &str = "--metrics-listen";
    match asked {
        Some(Optional(None)) => Ok(None),
        Some(Optional(Some(address))) => serving::bind(address, FLAG).await.map(Some),
        None => Ok(serving::bind(METRICS, FLAG)
            .await
            .inspect_err(|error| tracing::warn!("measurements are told nowhere: {error}"))
            .ok()),
    }
}
