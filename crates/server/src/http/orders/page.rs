//! `/orders/{number}`: the page of an order.

use super::access::{self, Access};
use super::failed;
use crate::http::redirect::SeeOther;
use crate::http::{Shop, pages, visitor};
use crate::orders::{OrderError, links, look_at_payments, now, random};
use crate::qr::{self, Spare};
use axum::extract::{Path, Request, State};
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use baguni::pages::orders::{Happened, Place, Qr, Refusal, Seen};
use baguni_api::orders as paths;
use baguni_api::paths::query_value;
use baguni_api::{MAX_SKUS, StorefrontApi, VariantLine};
use baguni_commerce::order::{Due, FulfillmentId, FulfillmentState, Order, OrderNumber};
use baguni_commerce::{CommandId, Handle, Locale, Localization, LocationKind, Sku};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// How long a page waits for a provider. What it does not say by then, it says later.
const LOOK: Duration = Duration::from_secs(3);

pub async fn show(
    State(shop): State<Arc<Shop>>,
    Path(raw): Path<String>,
    request: Request,
) -> Response {
    let (headers, uri) = (request.headers().clone(), request.uri().clone());
    let query = uri.query().unwrap_or_default();
    let mut visit = visitor::visit(&shop, &headers, &uri);
    if let (Some(key), Ok(number)) = (query_value(query, paths::KEY), raw.parse()) {
        match with_key(&shop, visit.locale(), number, &key).await {
            Ok(Some(to_page)) => return to_page,
            Ok(None) => {}
            Err(error) => return failed(&error),
        }
    }
    let access = match access::access(&shop, &headers, &raw).await {
        Ok(Some(access)) => access,
        // It is not there for whoever asks, as one that is not there at all.
        Ok(None) => return pages::page(&shop, request).await,
        Err(error) => return failed(&error),
    };
    let refusal = query_value(query, "refused").and_then(|code| Refusal::from_code(&code));
    match seen(&shop, visit.shown(), access).await {
        Ok(seen) => {
            visit.private = Some(Seen { refusal, ..seen }.page());
            pages::drawn(&shop, request, visit).await
        }
        Err(error) => failed(&error),
    }
}

/// To the page itself, so that the signature stands in no history and is sent to nobody.
async fn with_key(
    shop: &Shop,
    locale: Locale,
    number: OrderNumber,
    key: &str,
) -> Result<Option<Response>, OrderError> {
    let Some(cookies) = access::take_key(shop, number, key).await? else {
        return Ok(None);
    };
    let page = locale.href(&paths::at(paths::ORDER, number));
    let mut response = SeeOther(&page).into_response();
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(Some(response))
}

async fn seen(shop: &Shop, shown: Localization, access: Access) -> Result<Seen, OrderError> {
    let Access { order, is_own } = access;
    let order = looked_at(shop, order).await?;
    let history = shop.storage.history(order.number).await?.into_iter();
    let history = history.map(|event| Happened {
        kind: event.kind,
        fulfillment: event.fulfillment,
        at: event.at,
    });
    Ok(Seen {
        history: history.collect(),
        variants: variants(shop, shown, order.lines.iter().map(|line| line.sku.clone())).await,
        places: places(shop),
        codes: codes(shop, &order).await?,
        now: now(),
        is_own,
        commands: [(); 3].map(|()| CommandId(random()).to_string()),
        refusal: None,
        order,
    })
}

/// Whoever comes back from the provider is told how it stands, and not how it stood.
async fn looked_at(shop: &Shop, order: Order) -> Result<Order, OrderError> {
    let is_open = |due: &Due| matches!(due, Due::Look(_) | Due::Capture(..));
    if !order.due().iter().any(is_open) {
        return Ok(order);
    }
    let number = order.number;
    match timeout(LOOK, look_at_payments(shop, number)).await {
        Ok(looked) => looked?,
        Err(_) => tracing::info!(%number, "a provider takes long to say how a payment stands"),
    }
    Ok(shop.storage.order(number).await?.unwrap_or(order))
}

/// What is still sold of these SKUs, as lists show it.
pub async fn variants(
    shop: &Shop,
    shown: Localization,
    skus: impl Iterator<Item = Sku>,
) -> BTreeMap<Sku, VariantLine> {
    let storefront = shop.catalogue.current();
    let skus: Vec<Sku> = skus.collect();
    let mut variants = BTreeMap::new();
    for some in skus.chunks(MAX_SKUS) {
        if let Ok(told) = storefront.variants(shown, some.to_vec()).await {
            let lines = told.lines.into_iter();
            variants.extend(lines.map(|line| (line.sku.clone(), line)));
        }
    }
    variants
}

pub fn places(shop: &Shop) -> BTreeMap<Handle, Place> {
    let storefront = shop.catalogue.current();
    let places = storefront.catalogue().locations().iter().map(|place| {
        let told = Place {
            name: place.name.clone(),
            address: place.address.clone(),
            phone: place.phone.clone(),
            is_store: place.kind == LocationKind::Store,
        };
        (place.handle.clone(), told)
    });
    places.collect()
}

/// The QR codes of what waits to be picked up.
async fn codes(shop: &Shop, order: &Order) -> Result<BTreeMap<FulfillmentId, Qr>, OrderError> {
    let mut codes = BTreeMap::new();
    for part in &order.fulfillments {
        if part.state == FulfillmentState::ReadyForPickup {
            let token = links::pickup_token(shop, order.number, part.id).await?;
            codes.extend(qr::code(&token, Spare::Much).map(|code| (part.id, code)));
        }
    }
    Ok(codes)
}
