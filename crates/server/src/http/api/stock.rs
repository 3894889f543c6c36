//! Levels of stock, for whoever works here, and corrections by managers.

use super::asked::{Asked, INVALID};
use super::caller::Caller;
use super::command::{Body, Named};
use super::cursor::Cursor as _;
use super::problem::{FieldError, Problem};
use super::shapes::{AdjustmentBody, LevelShape, ProblemShape, StockList, StockShape, reason_of};
use crate::http::Shop;
use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use baguni_commerce::order::{Actor, Role, Staff};
use baguni_commerce::stock::Adjustment;
use baguni_commerce::{Handle, Sku};
use baguni_storage::{Place, StockCommand};
use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

/// The longest reference, in bytes.
const MAX_REFERENCE: usize = 200;

/// Levels at this moment: of the SKUs that are named, else of all, in their order.
#[utoipa::path(
    get, path = "/api/v1/stock", tag = "stock",
    params(
        ("sku" = Option<Vec<String>>, Query, description = "May stand up to 100 times"),
        ("location" = Option<String>, Query, description = "The handle of a location"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
        ("limit" = Option<u32>, Query, description = "1 to 100; 20 without it"),
    ),
    responses((status = 200, description = "Levels by SKU", body = StockList)),
    security(("key" = []))
)]
pub async fn list(
    State(shop): State<Arc<Shop>>,
    caller: Caller,
    uri: Uri,
) -> Result<Json<StockList>, Problem> {
    caller.staff()?;
    let asked = Asked::read(&uri, &["sku", "location", "cursor", "limit"])?;
    let named: Vec<Sku> = asked.all("sku", |raw| raw.parse().ok())?;
    let location: Option<Handle> = asked.parsed("location")?;
    let (skus, next_cursor) = match named.len() {
        0 => all(&shop, asked.cursor()?.as_ref(), asked.limit()?),
        1..=100 => (named, None),
        _ => return Err(FieldError::new("sku", "too-many", INVALID).refuse()),
    };
    let levels = shop.storage.levels_of(&skus, crate::stock::now()).await?;
    let data = shapes(&skus, &levels, location.as_ref());
    Ok(Json(StockList { data, next_cursor }))
}

fn shapes(
    skus: &[Sku],
    levels: &BTreeMap<Sku, Vec<(Handle, baguni_commerce::StockLevel)>>,
    location: Option<&Handle>,
) -> Vec<StockShape> {
    let of = |sku: &Sku| {
        let mut levels = levels.get(sku).cloned().unwrap_or_default();
        levels.retain(|(at, _)| location.is_none_or(|location| at == location));
        StockShape::of(sku, &levels)
    };
    skus.iter().map(of).collect()
}

/// SKUs after another, in their order, and where the next page begins.
fn all(shop: &Shop, after: Option<&Sku>, limit: usize) -> (Vec<Sku>, Option<String>) {
    let storefront = shop.catalogue.current();
    let variants = storefront.catalogue().products().iter();
    let variants = variants.flat_map(|product| &product.variants);
    let mut skus: Vec<&Sku> = variants
        .map(|variant| &variant.sku)
        .filter(|sku| after.is_none_or(|after| *sku > after))
        .collect();
    let more = skus.len() > limit;
    if more {
        skus.select_nth_unstable(limit);
        skus.truncate(limit);
    }
    skus.sort_unstable();
    let last = skus.last().filter(|_| more);
    let cursor = last.map(|sku| sku.write());
    (skus.into_iter().cloned().collect(), cursor)
}

/// Corrects a level. Managers do at their own place, merchants everywhere.
#[utoipa::path(
    post, path = "/api/v1/stock/adjustments", tag = "stock",
    request_body = AdjustmentBody,
    responses(
        (status = 200, description = "The level now", body = LevelShape),
        (status = 409, description = "So many are promised", body = ProblemShape,
            content_type = "application/problem+json"),
    ),
    security(("key" = []))
)]
pub async fn adjust(
    State(shop): State<Arc<Shop>>,
    caller: Caller,
    Named(command): Named,
    Body(body): Body<AdjustmentBody>,
) -> Result<Json<LevelShape>, Problem> {
    let at = Place {
        location: field("location", &body.location)?,
        sku: field("sku", &body.sku)?,
    };
    let staff = caller.staff_at(Role::Manager, &at.location)?;
    let reason = reason_of(&body.reason);
    let reason = reason.ok_or_else(|| FieldError::new("reason", "invalid", INVALID).refuse())?;
    let adjustment = match (body.to, body.by) {
        (Some(to), None) => Adjustment::To(to),
        (None, Some(by)) => Adjustment::By(by),
        _ => return Err(FieldError::new("to", "one-of", ONE_OF).refuse()),
    };
    let command = stock_command(command, staff, &body.reference)?;
    let location = at.location.clone();
    let adjusted = shop
        .storage
        .adjust(command, at, adjustment, reason)
        .await??;
    Ok(Json(LevelShape::of(&location, adjusted)))
}

const ONE_OF: (&str, &str) = (
    "to와 by 가운데 하나만 적어 주세요.",
    "Say either `to` or `by`.",
);

pub(super) fn stock_command(
    id: baguni_commerce::CommandId,
    staff: &Staff,
    reference: &str,
) -> Result<StockCommand, Problem> {
    if reference.len() > MAX_REFERENCE || reference.chars().any(char::is_control) {
        return Err(FieldError::new("reference", "invalid", INVALID).refuse());
    }
    Ok(StockCommand {
        id,
        actor: Actor::Staff(staff.clone()).name(),
        reference: reference.to_owned(),
        at: crate::stock::now(),
    })
}

/// A name in a body.
pub(super) fn field<T: FromStr>(name: &str, raw: &str) -> Result<T, Problem> {
    let parsed = raw.parse().ok();
    parsed.ok_or_else(|| FieldError::new(name, "invalid", INVALID).refuse())
}
