//! Dividing what is sent among the places chosen, and saying what is not.

use super::candidate::{Field, Place};
use super::choose::Choice;
use super::weigh::ranked;
use super::{Missing, Parcel, RoutingMethod};
use crate::promise::{Dispatch, Promise};

/// A parcel for each place, the one that the rules like best first. A line comes from one place
/// where one has enough of it.
pub(super) fn pack(field: &Field<'_>, choice: &Choice) -> Vec<Parcel> {
    let rows = choice.best.as_ref().map_or(&[][..], |way| &way.places);
    let rows = ranked(field, rows);
    let shares: Vec<Vec<u32>> = (0..field.lines.len())
        .map(|line| share(field, &rows, line))
        .collect();
    let parcel = |(seat, row): (usize, &usize)| {
        let place = &field.places[*row];
        let of_line = |line: usize| (line, shares[line][seat]);
        let taken: Vec<(usize, u32)> = (0..field.lines.len())
            .map(of_line)
            .filter(|(_, quantity)| *quantity > 0)
            .collect();
        let made = taken.iter().any(|(line, _)| field.made[*line]);
        let named = |(line, quantity): (usize, u32)| (field.lines[line].sku.clone(), quantity);
        Some(Parcel {
            location: place.handle().clone(),
            promise: promise(field, place, made)?,
            lines: taken.into_iter().map(named).collect(),
        })
    };
    let parcels = rows.iter().enumerate().filter_map(parcel);
    parcels.filter(|parcel| !parcel.lines.is_empty()).collect()
}

/// What each of these places sends of a line.
fn share(field: &Field<'_>, rows: &[usize], line: usize) -> Vec<u32> {
    let quantity = field.lines[line].quantity;
    let supplies = rows.iter().map(|row| field.places[*row].supply[line]);
    let supplies: Vec<u32> = supplies.collect();
    let whole = supplies.iter().position(|supply| *supply >= quantity);
    let mut left = quantity;
    let give = |(seat, supply): (usize, &u32)| {
        let may = whole.is_none_or(|whole| whole == seat);
        let given = if may { left.min(*supply) } else { 0 };
        left -= given;
        given
    };
    supplies.iter().enumerate().map(give).collect()
}

fn promise(field: &Field<'_>, place: &Place<'_>, made_to_order: bool) -> Option<Promise> {
    let dispatch = Dispatch {
        from: place.candidate.location,
        made_to_order,
        holidays: &field.request.rules.holidays,
        now: field.request.now,
    };
    match &field.request.method {
        RoutingMethod::Ship { postcode } => Some(dispatch.ship(postcode.zone())),
        RoutingMethod::Pickup { at } if at == place.handle() => dispatch.pick_up(),
        _ => dispatch.to_store(field.store?),
    }
}

/// What no parcel has.
pub(super) fn missing(field: &Field<'_>, parcels: &[Parcel]) -> Vec<Missing> {
    let of_line = |(row, line): (usize, &super::RoutingLine)| {
        let sent = parcels.iter().flat_map(|parcel| &parcel.lines);
        let sent = sent.filter(|(sku, _)| *sku == line.sku);
        let quantity = line.quantity - sent.map(|(_, quantity)| quantity).sum::<u32>();
        let available = u32::try_from(field.available(row)).unwrap_or(u32::MAX);
        (quantity > 0).then(|| Missing {
            sku: line.sku.clone(),
            quantity,
            available,
        })
    };
    let lines = field.lines.iter().enumerate();
    lines.filter_map(of_line).collect()
}
