//! What is on the shelves: looked up at all places, corrected, received and sent to other places at
//! the own one.

use super::command;
use super::desk::Desk;
use super::forms::{command as named, said};
use crate::http::posted::Posted;
use crate::staff;
use crate::stock::now;
use axum::response::Response;
use baguni::pages::staff::{OnTheWay, Said, StaffPage, VariantPage};
use baguni_api::paths::query_value;
use baguni_api::staff::{STOCK, TRANSFERS};
use baguni_commerce::cart::percent_encode;
use baguni_commerce::order::Role;
use baguni_commerce::stock::{AdjustReason, Adjustment, TransferId};
use baguni_commerce::{CommandId, Currency, Handle, Localization, Sku};
use baguni_storage::{Place, StockCommand, StockRefusal, StorageError, Subject};

type Drawn = Result<Response, Response>;

/// How many movements a variant's page shows.
const LEDGER: u32 = 30;
/// The most that one form moves: what is typed beyond is a barcode in the wrong field.
const MOST: u32 = 99_999;

pub async fn page(desk: Desk) -> Drawn {
    let place = desk.place()?.clone();
    let query = desk.uri.query().unwrap_or_default();
    if let Some(sku) = query_value(query, "sku") {
        return variant(&desk, &sku, &place).await;
    }
    let typed = query_value(query, "q").unwrap_or_default();
    let shown = shown(&desk);
    let found = staff::found(&desk.shop.catalogue, shown, &typed, &place).await;
    let exactly = found.variants.as_slice();
    if let [(sku, thing, _)] = exactly
        && (sku.as_str().eq_ignore_ascii_case(typed.trim())
            || thing.barcode.as_deref() == Some(typed.trim()))
    {
        return Ok(desk.see(&of_variant(sku)));
    }
    Ok(desk.drawn(StaffPage::Stock(found)))
}

pub fn shown(desk: &Desk) -> Localization {
    Localization {
        locale: desk.locale,
        currency: Currency::Krw,
    }
}

fn of_variant(sku: &Sku) -> String {
    format!("{STOCK}?sku={}", percent_encode(sku.as_str()))
}

async fn variant(desk: &Desk, sku: &str, place: &Handle) -> Drawn {
    let sku: Sku = sku.parse().map_err(|_| desk.nothing())?;
    let storefront = desk.shop.catalogue.current();
    let known = staff::things(storefront.catalogue(), [&sku]).remove(&sku);
    let thing = known.ok_or_else(|| desk.nothing())?;
    let storage = &desk.shop.storage;
    let levels = storage.levels_of(std::slice::from_ref(&sku), now()).await;
    let mut levels = levels.map_err(|error| desk.failed(error))?;
    let ledger = storage.movements(&sku, Some(place), None, LEDGER).await;
    let ledger = ledger.map_err(|error| desk.failed(error))?;
    Ok(desk.drawn(StaffPage::Variant(Box::new(VariantPage {
        levels: levels.remove(&sku).unwrap_or_default(),
        ledger: ledger.into_iter().map(|entry| entry.movement).collect(),
        command: command(),
        may_adjust: desk.is(Role::Manager),
        sku,
        thing,
    }))))
}

/// What every form about stock names: what moves, here, and the command.
struct Asked {
    sku: Sku,
    here: Handle,
    id: CommandId,
    quantity: u32,
}

/// Reads a form, or says what is wrong with it where it stood.
fn asked(desk: &Desk, posted: &Posted) -> Result<Asked, Response> {
    let here = desk.place()?.clone();
    let sku = posted.sku().map_err(|_| desk.nothing())?;
    let back = of_variant(&sku);
    let id = named(posted).ok_or_else(|| said(desk, &back, Said::Missing))?;
    let quantity = posted
        .field("quantity")
        .and_then(|raw| raw.trim().parse().ok());
    let quantity = quantity.filter(|quantity| *quantity <= MOST);
    Ok(Asked {
        quantity: quantity.ok_or_else(|| said(desk, &back, Said::Number))?,
        sku,
        here,
        id,
    })
}

impl Asked {
    fn place(&self) -> Place {
        Place {
            sku: self.sku.clone(),
            location: self.here.clone(),
        }
    }

    fn done<T>(
        &self,
        desk: &Desk,
        moved: Result<Result<T, StockRefusal>, StorageError>,
        done: Said,
    ) -> Drawn {
        answered(desk, &of_variant(&self.sku), moved, done)
    }
}

fn answered<T>(
    desk: &Desk,
    back: &str,
    moved: Result<Result<T, StockRefusal>, StorageError>,
    done: Said,
) -> Drawn {
    let what = match moved {
        Ok(Ok(_)) => done,
        Ok(Err(refusal)) => refused(&refusal),
        Err(StorageError::Unknown(Subject::Sku(_) | Subject::Location(_))) => {
            return Err(desk.nothing());
        }
        Err(error) => return Err(desk.failed(error)),
    };
    Ok(said(desk, back, what))
}

fn refused(refusal: &StockRefusal) -> Said {
    match refusal {
        StockRefusal::Allocated { .. } => Said::Promised,
        StockRefusal::Short { .. } => Said::Short,
        StockRefusal::Number | StockRefusal::SamePlace | StockRefusal::MoreThanSent { .. } => {
            Said::Number
        }
        StockRefusal::NoTransfer | StockRefusal::Received => Said::NoTransfer,
    }
}

fn by(desk: &Desk, id: CommandId) -> StockCommand {
    StockCommand {
        id,
        actor: desk.actor().name(),
        reference: String::new(),
        at: now(),
    }
}

pub async fn adjust(desk: Desk, posted: Posted) -> Drawn {
    desk.must_be(Role::Manager)?;
    let asked = asked(&desk, &posted)?;
    let Some((reason, adjustment)) = adjustment(&posted, asked.quantity) else {
        return Ok(said(&desk, &of_variant(&asked.sku), Said::Missing));
    };
    let command = by(&desk, asked.id);
    let storage = &desk.shop.storage;
    let moved = storage.adjust(command, asked.place(), adjustment, reason);
    asked.done(&desk, moved.await, Said::Done)
}

/// A count says how many there are; everything else how many more or fewer.
fn adjustment(posted: &Posted, quantity: u32) -> Option<(AdjustReason, Adjustment)> {
    let (more, fewer) = (i64::from(quantity), -i64::from(quantity));
    Some(match posted.field("reason")? {
        "counted" => (AdjustReason::Counted, Adjustment::To(quantity)),
        "found" => (AdjustReason::Found, Adjustment::By(more)),
        "returned" => (AdjustReason::Returned, Adjustment::By(more)),
        "damaged" => (AdjustReason::Damaged, Adjustment::By(fewer)),
        "lost" => (AdjustReason::Lost, Adjustment::By(fewer)),
        _ => return None,
    })
}

pub async fn receive(desk: Desk, posted: Posted) -> Drawn {
    let asked = asked(&desk, &posted)?;
    let storage = &desk.shop.storage;
    let moved = storage.receive(by(&desk, asked.id), asked.place(), asked.quantity);
    asked.done(&desk, moved.await, Said::Done)
}

pub async fn transfer(desk: Desk, posted: Posted) -> Drawn {
    let asked = asked(&desk, &posted)?;
    let to = posted
        .field("to")
        .and_then(|raw| raw.parse::<Handle>().ok());
    let Some(to) = to else {
        return Ok(said(&desk, &of_variant(&asked.sku), Said::Missing));
    };
    let storage = &desk.shop.storage;
    let command = by(&desk, asked.id);
    let moved = storage.transfer(command, asked.place(), to, asked.quantity);
    asked.done(&desk, moved.await, Said::Sent)
}

pub async fn transfers(desk: Desk) -> Drawn {
    let place = desk.place()?.clone();
    let open = desk.shop.storage.open_transfers(&place).await;
    let open = open.map_err(|error| desk.failed(error))?;
    let storefront = desk.shop.catalogue.current();
    let known = staff::things(storefront.catalogue(), open.iter().map(|one| &one.sku));
    let shown = open.into_iter().map(|one| OnTheWay {
        id: one.id,
        thing: known.get(&one.sku).cloned().unwrap_or_default(),
        sku: one.sku,
        from: one.from,
        to: one.to,
        quantity: one.quantity,
        sent_at: one.sent_at,
        command: command(),
    });
    Ok(desk.drawn(StaffPage::Transfers(shown.collect())))
}

/// Takes in what has come here. Of what does not come here nothing is said but that.
pub async fn arrive(desk: Desk, posted: Posted) -> Drawn {
    let place = desk.place()?.clone();
    let transfer = posted
        .field("transfer")
        .and_then(|raw| raw.parse::<TransferId>().ok());
    let quantity = posted
        .field("quantity")
        .and_then(|raw| raw.trim().parse::<u32>().ok());
    let (Some(transfer), Some(id)) = (transfer, named(&posted)) else {
        return Ok(said(&desk, TRANSFERS, Said::Missing));
    };
    let Some(quantity) = quantity else {
        return Ok(said(&desk, TRANSFERS, Said::Number));
    };
    let open = desk.shop.storage.open_transfers(&place).await;
    let open = open.map_err(|error| desk.failed(error))?;
    if !open.iter().any(|one| one.id == transfer && one.to == place) {
        return Ok(said(&desk, TRANSFERS, Said::NoTransfer));
    }
    let storage = &desk.shop.storage;
    let moved = storage.receive_transfer(by(&desk, id), transfer, quantity);
    answered(&desk, TRANSFERS, moved.await, Said::Arrived)
}
