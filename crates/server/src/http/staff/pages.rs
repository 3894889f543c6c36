//! What there is to do at a place, and its orders.

use super::command;
use super::desk::Desk;
use super::{calls, devices};
use crate::http::visitor;
use crate::orders::links::{self, Grant};
use crate::staff;
use crate::stock::now;
use axum::extract::Path;
use axum::response::Response;
use baguni::pages::staff::{
    DeviceSeen, DeviceState, Happened, OrderPage, Owed, Part, PartPage, StaffPage, Today, WorkList,
};
use baguni_api::paths::query_value;
use baguni_commerce::order::{Choice, Command, Fulfillment, Order, OrderState, World};
use baguni_commerce::{Handle, RefundId};
use baguni_storage::{KeptEvent, OrderFilter};
use std::collections::BTreeMap;

type Drawn = Result<Response, Response>;

pub async fn today(desk: Desk) -> Drawn {
    let place = desk.place()?.clone();
    let parts = parts(&desk, &place).await?;
    let transfers = desk.shop.storage.open_transfers(&place).await;
    let transfers = transfers.map_err(|error| desk.failed(error))?;
    let arriving = transfers.iter().filter(|one| one.to == place).count();
    let devices = devices::devices(&desk).await?;
    let silent = |device: &&DeviceSeen| {
        device.location == place && matches!(device.state, DeviceState::Silent(_))
    };
    let today = Today {
        calls: calls::open(&desk, &place).await?,
        owed: owed(&desk, &place).await?,
        silent: devices.iter().filter(silent).count(),
        ..staff::today(&parts, &place, arriving)
    };
    Ok(desk.drawn(StaffPage::Today(today)))
}

/// Among the latest orders of the place, those whose money lies in its till and is the customer's.
async fn owed(desk: &Desk, place: &Handle) -> Result<Vec<Order>, Response> {
    let filter = OrderFilter {
        location: Some(place.clone()),
        ..OrderFilter::default()
    };
    let orders = desk.shop.storage.orders(filter).await;
    let mut orders = orders.map_err(|error| desk.failed(error))?;
    orders.retain(|order| {
        let mut owed = Owed::AtTill.of(order);
        owed.any(|refund| would_take(desk, order, &Command::GivenBack(refund.id)))
    });
    Ok(orders)
}

/// Whether an order would take a command of whoever is at the desk.
fn would_take(desk: &Desk, order: &Order, command: &Command) -> bool {
    let storefront = desk.shop.catalogue.current();
    let nothing = (BTreeMap::new(), BTreeMap::new());
    let world = World {
        now: now(),
        fresh: 0,
        locations: storefront.catalogue().locations(),
        levels: &nothing.0,
        loads: &nothing.1,
        rules: &desk.shop.orders.rules,
    };
    let decided = order.decide(command, &desk.actor(), &world);
    decided.is_ok_and(|outcome| outcome.order != *order)
}

pub async fn work(desk: Desk) -> Drawn {
    let place = desk.place()?.clone();
    let list = query_value(desk.uri.query().unwrap_or_default(), "list");
    let list = list.and_then(|code| WorkList::from_code(&code));
    let list = list.unwrap_or(WorkList::Accept);
    let parts = staff::at_work(parts(&desk, &place).await?, &place, list);
    Ok(desk.drawn(StaffPage::Work(list, parts)))
}

pub async fn pick(desk: Desk) -> Drawn {
    let place = desk.place()?.clone();
    let parts = staff::at_work(parts(&desk, &place).await?, &place, WorkList::Pick);
    let storefront = desk.shop.catalogue.current();
    let picked = staff::picked(storefront.catalogue(), &parts);
    Ok(desk.drawn(StaffPage::Pick(picked)))
}

async fn parts(desk: &Desk, place: &Handle) -> Result<Vec<Part>, Response> {
    let parts = staff::parts_at(&desk.shop, place).await;
    parts.map_err(|error| desk.failed(error))
}

pub async fn part(desk: Desk, Path((number, part)): Path<(String, String)>) -> Drawn {
    let (order, part) = desk.part(&number, &part).await?;
    let storefront = desk.shop.catalogue.current();
    let skus = order.lines.iter().map(|line| &line.sku);
    let page = PartPage {
        things: staff::things(storefront.catalogue(), skus),
        command: command(),
        is_here: is_theirs(&desk, &part),
        part: Part { id: part.id, order },
    };
    Ok(desk.drawn(StaffPage::Part(Box::new(page))))
}

/// Whether whoever asks may do what is next. Of what is carried to another store both ends see
/// the part, and one of them acts.
fn is_theirs(desk: &Desk, part: &Fulfillment) -> bool {
    desk.staff.works_at(part.place())
}

pub async fn order(desk: Desk, Path(number): Path<String>) -> Drawn {
    let order = desk.order(&number).await?;
    let page = order_page(&desk, order, false).await?;
    Ok(desk.drawn(StaffPage::Order(Box::new(page))))
}

pub async fn order_page(
    desk: &Desk,
    order: Order,
    for_merchant: bool,
) -> Result<OrderPage, Response> {
    let history = desk.shop.storage.history(order.number).await;
    let history = history.map_err(|error| desk.failed(error))?;
    let storefront = desk.shop.catalogue.current();
    let skus = order.lines.iter().map(|line| &line.sku);
    Ok(OrderPage {
        things: staff::things(storefront.catalogue(), skus),
        history: history.into_iter().map(happened).collect(),
        command: command(),
        for_merchant,
        owed: open_refunds(desk, &order),
        may_choose: would_take(desk, &order, &Command::Choose(Choice::Wait)),
        link: link(desk, &order).await?,
        order,
    })
}

fn open_refunds(desk: &Desk, order: &Order) -> Vec<(Owed, RefundId)> {
    let asked = Owed::ALL.into_iter().flat_map(|owed| {
        let refunds = owed.of(order);
        refunds.map(move |refund| (owed, refund.id))
    });
    let may = |(owed, id): &(Owed, RefundId)| {
        let command = match owed {
            Owed::AtTill => Command::GivenBack(*id),
            Owed::Refused => Command::RefundAgain(*id),
        };
        would_take(desk, order, &command)
    };
    asked.filter(may).collect()
}

/// What the customer takes along from the counter: the order's page, where it is also paid for.
async fn link(desk: &Desk, order: &Order) -> Result<Option<(String, String)>, Response> {
    let place = desk.staff.location.as_ref();
    let mut origins = order.lines.iter().filter_map(|line| line.origin.as_ref());
    let is_sold_here = origins.any(|origin| Some(&origin.location) == place);
    let is_over = matches!(order.state, OrderState::Expired | OrderState::Cancelled);
    if !is_sold_here || is_over {
        return Ok(None);
    }
    let signature = links::sign(&desk.shop, Grant::Order(order.number)).await;
    let signature = signature.map_err(|error| {
        tracing::error!(%error, "the link of an order was not signed");
        desk.nothing()
    })?;
    let origin = visitor::origin(&desk.shop, &desk.headers);
    let path = order.locale.href(&format!("/orders/{}", order.number));
    let address = format!("{origin}{path}?key={signature}");
    let svg = super::pickups::qr(&address);
    Ok(Some((address, svg)))
}

fn happened(event: KeptEvent) -> Happened {
    Happened {
        kind: event.kind.code().to_owned(),
        part: event.fulfillment.map(|part| part.0),
        actor: event.actor,
        reason: event.reason,
        at: event.at,
    }
}
