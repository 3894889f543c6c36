//! `/payments/test/{payment}`: the test provider's page, where one presses what shall become of a
//! payment. It stands outside of the shop's app, as a real provider's does, and needs no script.

use super::html::{self, Shown};
use super::words::Words;
use crate::http::posted::Posted;
use crate::http::redirect::SeeOther;
use crate::http::{Shop, plain};
use crate::payments::test_provider::{Choice, choice};
use crate::payments::{PaymentAsk, ProviderError, ProviderStatus, Refusal, TestProvider};
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use baguni_api::forms::local_path;
use baguni_commerce::{Locale, PaymentId};
use std::sync::Arc;

/// Where the page stands, under each language's prefix.
pub const PATH: &str = "/payments/test/{payment}";

pub async fn show(State(shop): State<Arc<Shop>>, Path(raw): Path<String>, uri: Uri) -> Response {
    let (locale, _) = Locale::split_path(uri.path());
    let asked = match find(&shop, &raw).await {
        Ok(asked) => asked,
        Err(refused) => return refused,
    };
    let (ask, status) = &asked.known;
    let is_open = match asked.provider.is_open(&ask.payment).await {
        Ok(is_open) => is_open,
        Err(error) => return failed(error),
    };
    html::page(
        &shop,
        &Shown {
            words: Words::of(locale),
            locale,
            ask,
            back: back(ask),
            state: status.state,
            is_open,
        },
    )
}

pub async fn choose(
    State(shop): State<Arc<Shop>>,
    Path(raw): Path<String>,
    posted: Posted,
) -> Response {
    let asked = match find(&shop, &raw).await {
        Ok(asked) => asked,
        Err(refused) => return refused,
    };
    let ask = &asked.known.0;
    let page = posted
        .locale()
        .href(&PATH.replace("{payment}", &ask.payment.to_string()));
    let Some(choice) = posted.field("choice").and_then(choice) else {
        return SeeOther(&page).into_response();
    };
    match asked.provider.choose(ask.payment, choice).await {
        Ok(_) if choice == Choice::Confirm => SeeOther(&page).into_response(),
        Ok(_) => SeeOther(back(ask)).into_response(),
        // Pressed twice, or in another tab: the page shows what became of it.
        Err(ProviderError::Refused(Refusal::NotNow(_))) => SeeOther(&page).into_response(),
        Err(error) => failed(error),
    }
}

struct Asked<'a> {
    provider: &'a TestProvider,
    known: (PaymentAsk, ProviderStatus),
}

/// The payment that an address names. Whoever knows its name may see it and decide.
async fn find<'a>(shop: &'a Shop, raw: &str) -> Result<Asked<'a>, Response> {
    let nothing = || plain::page(StatusCode::NOT_FOUND);
    let provider = shop.payments.test().ok_or_else(nothing)?;
    let payment: PaymentId = raw.parse().map_err(|_| nothing())?;
    let known = provider.shown(&payment).await.map_err(failed)?;
    Ok(Asked {
        provider,
        known: known.ok_or_else(nothing)?,
    })
}

/// Where the shopper came from, on this shop in any case.
fn back(ask: &PaymentAsk) -> &str {
    let home = match ask.locale {
        Locale::Ko => "/",
        Locale::En => "/en",
    };
    local_path(&ask.return_to, home)
}

fn failed(error: ProviderError) -> Response {
    tracing::warn!(%error, "the test provider's page was not shown");
    plain::page(StatusCode::SERVICE_UNAVAILABLE)
}
