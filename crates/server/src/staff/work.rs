//! What there is to do at a place.

use super::things::things;
use crate::http::Shop;
use baguni::pages::staff::{Part, Picked, Today, WorkList};
use baguni_commerce::order::{Fulfillment, FulfillmentState, Order};
use baguni_commerce::{Catalogue, Handle, Sku};
use baguni_storage::{OrderFilter, StorageError};
use std::collections::BTreeMap;

/// Orders are read so many at a time, and no more than this many times.
const PAGES: usize = 10;

/// The parts that have to do with a place and are not done with, those that have waited longest
/// first.
pub async fn parts_at(shop: &Shop, place: &Handle) -> Result<Vec<Part>, StorageError> {
    let open = OrderFilter {
        location: Some(place.clone()),
        open_there: Some(true),
        ..OrderFilter::default()
    };
    let left = OrderFilter {
        location: Some(place.clone()),
        fulfillment: Some(FulfillmentState::NoShow),
        ..OrderFilter::default()
    };
    let mut parts = Vec::new();
    for filter in [open, left] {
        let is_of_open = filter.open_there.is_some();
        for order in orders(shop, filter).await? {
            let ids = order.fulfillments.iter().filter(|part| {
                let is_left = part.state == FulfillmentState::NoShow;
                list_of(part, place).is_some() && is_left != is_of_open
            });
            let ids: Vec<_> = ids.map(|part| part.id).collect();
            let of_order = ids.into_iter().map(|id| Part {
                order: order.clone(),
                id,
            });
            parts.extend(of_order);
        }
    }
    parts.sort_by_key(|part| part.part().map(|part| part.since));
    Ok(parts)
}

async fn orders(shop: &Shop, mut filter: OrderFilter) -> Result<Vec<Order>, StorageError> {
    let mut all = Vec::new();
    for _ in 0..PAGES {
        let page = shop.storage.orders(filter.clone()).await?;
        let is_last = page.len() < OrderFilter::MAX as usize;
        filter.after = page.last().map(|last| (last.placed_at, last.number));
        all.extend(page);
        if is_last {
            break;
        }
    }
    Ok(all)
}

/// The list of the place on which a part stands, if it does.
pub fn list_of(part: &Fulfillment, place: &Handle) -> Option<WorkList> {
    use FulfillmentState as S;
    let (is_from, is_here) = (part.location == *place, part.place() == place);
    let list = match part.state {
        S::Offered if is_from => WorkList::Accept,
        S::Accepted | S::Picking if is_from => WorkList::Pick,
        S::Packed if is_from => WorkList::Packed,
        S::ReadyForPickup if is_here => WorkList::Ready,
        S::InTransit | S::ReceivedAtStore if is_here => WorkList::Incoming,
        S::NoShow if is_here => WorkList::NoShow,
        S::HandedOver | S::InTransit if is_from => WorkList::Sent,
        _ => return None,
    };
    Some(list)
}

pub fn at_work(parts: Vec<Part>, place: &Handle, list: WorkList) -> Vec<Part> {
    let is_on = |part: &Part| part.part().and_then(|part| list_of(part, place)) == Some(list);
    parts.into_iter().filter(is_on).collect()
}

pub fn today(parts: &[Part], place: &Handle, transfers: usize) -> Today {
    let mut today = Today {
        transfers,
        ..Today::default()
    };
    for part in parts.iter().filter_map(Part::part) {
        let Some(list) = list_of(part, place) else {
            continue;
        };
        *today.lists.entry(list).or_default() += 1;
        if list == WorkList::Accept {
            let by = today.accept_by.into_iter().chain(part.accept_by);
            today.accept_by = by.min();
        }
    }
    today
}

/// What is to be taken off the shelves for these parts, by product. What goes to another store
/// lies on the same shelves.
pub fn picked(catalogue: &Catalogue, parts: &[Part]) -> Vec<Picked> {
    let mut by_sku: BTreeMap<Sku, Vec<(String, u16, u32)>> = BTreeMap::new();
    for Part { order, id } in parts {
        let part = order.fulfillment(*id);
        let lines = part.map(|part| part.lines.as_slice()).unwrap_or_default();
        for (line, quantity) in lines {
            if let Some(line) = order.line(*line) {
                let of = (order.number.to_string(), id.0, *quantity);
                by_sku.entry(line.sku.clone()).or_default().push(of);
            }
        }
    }
    let mut known = things(catalogue, by_sku.keys());
    let mut picked: Vec<_> = by_sku
        .into_iter()
        .map(|(sku, of)| Picked {
            thing: known.remove(&sku).unwrap_or_default(),
            quantity: of.iter().map(|(.., quantity)| quantity).sum(),
            sku,
            of,
        })
        .collect();
    picked.sort_by(|a, b| a.thing.title.ko.cmp(&b.thing.title.ko));
    picked
}

#[cfg(test)]
mod tests {
    use super::*;
    use baguni_commerce::Promise;
    use baguni_commerce::order::{FulfillmentId, Method};

    #[test]
    fn parts_stand_on_the_list_of_who_acts_next() {
        use FulfillmentState as S;
        let (here, there): (Handle, Handle) = ("here".parse().unwrap(), "there".parse().unwrap());
        let check = |method: Method, state, at_here, at_there| {
            let part = Fulfillment {
                id: FulfillmentId(1),
                location: here.clone(),
                method,
                lines: Vec::new(),
                state,
                since: 0,
                accept_by: None,
                promise: Promise::ReadyBy(0),
                code: None,
                decision: 0,
                tracking: None,
                reason: None,
            };
            assert_eq!(list_of(&part, &here), at_here, "{state:?} here");
            assert_eq!(list_of(&part, &there), at_there, "{state:?} there");
        };
        let carried = || Method::ShipToStore { to: there.clone() };
        check(Method::Ship, S::Routing, None, None);
        check(Method::Ship, S::Offered, Some(WorkList::Accept), None);
        check(Method::Ship, S::HandedOver, Some(WorkList::Sent), None);
        check(Method::Ship, S::Delivered, None, None);
        check(
            Method::Pickup,
            S::ReadyForPickup,
            Some(WorkList::Ready),
            None,
        );
        check(Method::Pickup, S::NoShow, Some(WorkList::NoShow), None);
        check(carried(), S::Packed, Some(WorkList::Packed), None);
        check(
            carried(),
            S::InTransit,
            Some(WorkList::Sent),
            Some(WorkList::Incoming),
        );
        check(
            carried(),
            S::ReceivedAtStore,
            None,
            Some(WorkList::Incoming),
        );
        check(carried(), S::ReadyForPickup, None, Some(WorkList::Ready));
        check(carried(), S::PickedUp, None, None);
    }
}
