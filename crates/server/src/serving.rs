//! The process at work: connections, the catalogue that follows the database, and a calm end.

use crate::accounts::{self, peer::Peer};
use crate::failure::Failure;
use crate::http::{self, Shop};
use crate::kiosk;
use crate::orders;
use crate::stock;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tower::ServiceExt as _;

/// The connections that are open: each holds a receiver, and ends soon after it is told. One that
/// has become a socket is not among them; it belongs to the switchboard.
#[derive(Default)]
struct Connections(watch::Sender<()>);

impl Connections {
    /// Lets answers under way come to their end.
    async fn shutdown(self) {
        self.0.send_replace(());
        self.0.closed().await;
    }
}

/// How long answers under way may take when the process is told to stop.
const DRAIN: Duration = Duration::from_secs(10);
/// How long a browser may take to send a request's head, or keep an idle connection.
const HEAD: Duration = Duration::from_secs(60);

/// Takes an address; `flag` is the one that names it.
pub async fn bind(address: SocketAddr, flag: &'static str) -> Result<TcpListener, Failure> {
    TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => Failure::AddressInUse(address, flag),
            _ => Failure::CannotListen(address, flag, error),
        })
}

/// Serves until the process is told to stop, then lets answers under way come to their end.
pub async fn serve(shoppers: TcpListener, metrics: Option<TcpListener>, shop: Arc<Shop>) {
    let connections = Connections::default();
    let (pages, measurements) = (
        http::router(Arc::clone(&shop)),
        http::metrics_router(Arc::clone(&shop)),
    );
    announce(&shoppers, metrics.as_ref());
    tokio::select! {
        () = accept(&shoppers, &pages, &connections) => {}
        () = accept_if(metrics.as_ref(), &measurements, &connections) => {}
        () = shop.catalogue.follow() => {}
        () = orders::run(Arc::clone(&shop)) => {}
        () = kiosk::run(Arc::clone(&shop)) => {}
        () = accounts::sweep_now_and_then(shop.storage.as_ref()) => {}
        () = stock::sweep_now_and_then(shop.storage.as_ref()) => {}
        () = told_to_stop() => tracing::info!("closing"),
    }
    drop((shoppers, metrics));
    shop.catalogue.watchers.close();
    shop.staff.close();
    shop.kiosks.close();
    shop.switchboard.close().await;
    match tokio::time::timeout(DRAIN, connections.shutdown()).await {
        Ok(()) => tracing::info!("closed"),
        Err(_) => tracing::warn!("closed with answers still under way"),
    }
}

fn announce(shoppers: &TcpListener, metrics: Option<&TcpListener>) {
    if let Ok(address) = shoppers.local_addr() {
        tracing::info!("the shop is open at http://{address}");
    }
    if let Some(Ok(address)) = metrics.map(TcpListener::local_addr) {
        tracing::info!("measurements are told at http://{address}/metrics");
    }
}

async fn accept_if(
    listener: Option<&TcpListener>,
    router: &axum::Router,
    connections: &Connections,
) {
    match listener {
        Some(listener) => accept(listener, router, connections).await,
        None => std::future::pending().await,
    }
}

async fn accept(listener: &TcpListener, router: &axum::Router, connections: &Connections) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => attend(stream, peer.ip(), router.clone(), connections),
            Err(error) => {
                // Out of file descriptors, most likely: some connection must end first.
                tracing::warn!(%error, "a connection was not accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

fn attend(stream: TcpStream, peer: IpAddr, router: axum::Router, connections: &Connections) {
    // Without it the last packet of an answer waits for the reader's acknowledgement.
    let _ = stream.set_nodelay(true);
    let router = router.map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        request
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
        .with_upgrades();
    let mut stop = connections.0.subscribe();
    tokio::spawn(async move {
        let mut connection = pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            _ = stop.changed() => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection broke off");
        }
    });
}

/// Waits for an interrupt or for the system's request to end.
async fn told_to_stop() {
    let wait = |kind| async move {
        match signal(kind) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(error) => {
                tracing::warn!(%error, "this signal will not be heard");
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        () = wait(SignalKind::interrupt()) => {}
        () = wait(SignalKind::terminate()) => {}
    }
}
