//! What payment providers send, and the page of the one that is for trying.

mod html;
pub mod page;
mod words;

use super::Shop;
use crate::accounts::peer::{Peer, counted};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use baguni_commerce::PaymentId;
use serde::Deserialize;
use std::sync::Arc;

/// `POST /api/payments/{provider}/notify` with `{"payment": "<32 hexadecimal digits>"}`: look at
/// this payment. It is always 204, whatever was sent, so it tells nobody what there is; what is true
/// is what the provider answers when it is asked.
pub async fn notify(
    State(shop): State<Arc<Shop>>,
    Path(provider): Path<String>,
    from: Option<Extension<Peer>>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let from = counted(from.map(|Extension(peer)| peer), &headers);
    if let Some(payment) = named(&body)
        && shop.payments.get(&provider).is_some()
        && shop.payments.may_notify(from)
    {
        shop.payments.notify(payment);
    }
    StatusCode::NO_CONTENT
}

/// The longest notification that is read, in bytes. Other members than ours are passed over.
const LONGEST: usize = 4 * 1024;

fn named(body: &[u8]) -> Option<PaymentId> {
    #[derive(Deserialize)]
    struct Notification {
        payment: String,
    }
    let read = (body.len() <= LONGEST).then(|| serde_json::from_slice::<Notification>(body));
    read?.ok()?.payment.parse().ok()
}
