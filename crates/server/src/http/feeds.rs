//! The product feed, written while it is read: a large catalogue's never lies in memory whole.

use super::{Shop, plain, visitor};
use crate::exchange::google::{FeedOptions, write_feed};
use crate::storefront::Storefront;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use baguni_commerce::{Locale, Localization};
use futures_util::stream::unfold;
use std::io::{self, BufWriter, Write};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, mpsc};
use tokio::time::timeout;

/// Feeds written at the same time; each takes a thread.
const AT_ONCE: usize = 4;
/// Bytes written before they are sent.
const CHUNK: usize = 32 * 1024;
/// How long a reader may be silent.
const PATIENCE: Duration = Duration::from_secs(30);

/// The feed for Google Merchant Center: in won and Korean, under `/en` in dollars and English.
pub async fn google(State(shop): State<Arc<Shop>>, uri: Uri, asked: HeaderMap) -> Response {
    static PLACES: Semaphore = Semaphore::const_new(AT_ONCE);
    let Ok(place) = PLACES.try_acquire() else {
        return plain::page(StatusCode::SERVICE_UNAVAILABLE);
    };
    let (locale, _) = Locale::split_path(uri.path());
    let options = FeedOptions {
        base: visitor::origin(&shop, &asked),
        shop: "Baguni".to_owned(),
        shown: Localization {
            locale,
            currency: locale.default_currency(),
        },
    };
    let (sender, receiver) = mpsc::channel(2);
    let storefront = shop.catalogue.current();
    tokio::task::spawn_blocking(move || {
        let _place = place;
        if let Err(error) = write(&storefront, sender, &options) {
            tracing::debug!(%error, "a feed was not read to its end");
        }
    });
    let chunks = unfold(receiver, |mut chunks| async {
        let chunk = chunks.recv().await?;
        Some((Ok::<Bytes, io::Error>(chunk), chunks))
    });
    let kind = [
        (CONTENT_TYPE, "application/xml; charset=utf-8"),
        (CACHE_CONTROL, "no-cache"),
    ];
    (kind, Body::from_stream(chunks)).into_response()
}

fn write(
    storefront: &Storefront,
    sender: mpsc::Sender<Bytes>,
    options: &FeedOptions,
) -> io::Result<()> {
    let mut to = BufWriter::with_capacity(CHUNK, Chunks(sender));
    write_feed(storefront.catalogue(), &mut to, options)?;
    to.flush()
}

/// Hands over what is written to whoever reads the answer.
struct Chunks(mpsc::Sender<Bytes>);

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.0.send(Bytes::copy_from_slice(bytes));
        match Handle::current().block_on(timeout(PATIENCE, sent)) {
            Ok(Ok(())) => Ok(bytes.len()),
            Ok(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
