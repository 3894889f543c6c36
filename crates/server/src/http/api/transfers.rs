//! Stock on its way from one location to another.

use super::asked::{Asked, INVALID, id};
use super::caller::Caller;
use super::command::{Body, Named};
use super::problem::{FieldError, Kind, Problem};
use super::shapes::{ProblemShape, TransferBody, TransferList, TransferReceiptBody, TransferShape};
use super::stock::{field, stock_command};
use crate::http::Shop;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use baguni_commerce::Handle;
use baguni_commerce::order::{Role, Staff};
use baguni_commerce::stock::TransferId;
use baguni_storage::Place;
use std::sync::Arc;

/// What is on its way to or from a place.
#[utoipa::path(
    get, path = "/api/v1/stock/transfers", tag = "stock",
    params(("location" = Option<String>, Query,
        description = "The handle of a location; a key of one place asks for its own")),
    responses((status = 200, description = "Transfers that are open", body = TransferList)),
    security(("key" = []))
)]
pub async fn list(
    State(shop): State<Arc<Shop>>,
    caller: Caller,
    uri: Uri,
) -> Result<Json<TransferList>, Problem> {
    let staff = caller.staff()?;
    let asked = Asked::read(&uri, &["location"])?;
    let location = asked.parsed("location")?.or_else(|| staff.location.clone());
    let location = location.ok_or(FieldError::new("location", "missing", INVALID).refuse())?;
    caller.staff_at(Role::Associate, &location)?;
    let open = shop.storage.open_transfers(&location).await?;
    let data = open.into_iter().map(Into::into).collect();
    Ok(Json(TransferList { data }))
}

/// Sends stock off: it leaves at once. Whoever works at `from` may.
#[utoipa::path(
    post, path = "/api/v1/stock/transfers", tag = "stock",
    request_body = TransferBody,
    responses(
        (status = 201, description = "It is on its way", body = TransferShape),
        (status = 409, description = "So many cannot be moved", body = ProblemShape,
            content_type = "application/problem+json"),
    ),
    security(("key" = []))
)]
pub async fn send(
    State(shop): State<Arc<Shop>>,
    caller: Caller,
    Named(command): Named,
    Body(body): Body<TransferBody>,
) -> Result<(StatusCode, Json<TransferShape>), Problem> {
    let from = Place {
        location: field("from", &body.from)?,
        sku: field("sku", &body.sku)?,
    };
    let to: Handle = field("to", &body.to)?;
    let staff = caller.staff_at(Role::Associate, &from.location)?;
    let command = stock_command(command, staff, &body.reference)?;
    let shape = TransferShape {
        id: String::new(),
        sku: body.sku,
        from: body.from,
        to: body.to,
        quantity: body.quantity,
        sent_by: command.actor.clone(),
        sent_at: super::shapes::time(command.at),
        received: None,
    };
    let sent = shop.storage.transfer(command, from, to, body.quantity);
    let id = sent.await??.to_string();
    Ok((StatusCode::CREATED, Json(TransferShape { id, ..shape })))
}

/// Takes in what arrived. Whoever works at the place it goes to may.
#[utoipa::path(
    post, path = "/api/v1/stock/transfers/{id}/receive", tag = "stock",
    params(("id" = String, Path, description = "The transfer's id")),
    request_body = TransferReceiptBody,
    responses((status = 200, description = "It has arrived", body = TransferShape)),
    security(("key" = []))
)]
pub async fn receive(
    State(shop): State<Arc<Shop>>,
    caller: Caller,
    Path(raw): Path<String>,
    Named(command): Named,
    Body(body): Body<TransferReceiptBody>,
) -> Result<Json<TransferShape>, Problem> {
    let (staff, transfer) = (caller.staff()?, id::<TransferId>(&raw)?);
    if !comes_to(&shop, staff, transfer).await? {
        return Err(Problem::of(Kind::NotFound));
    }
    let command = stock_command(command, staff, "")?;
    let received = shop
        .storage
        .receive_transfer(command, transfer, body.arrived);
    let received = received.await??;
    Ok(Json(received.into()))
}

/// Another place's transfers are none to whoever works here.
async fn comes_to(shop: &Shop, staff: &Staff, transfer: TransferId) -> Result<bool, Problem> {
    if staff.role == Role::Merchant {
        return Ok(true);
    }
    let Some(here) = &staff.location else {
        return Ok(false);
    };
    let open = shop.storage.open_transfers(here).await?;
    let mut open = open.iter();
    Ok(open.any(|open| open.id == transfer && open.to == *here))
}
