//! What somebody has put together at a screen of the store, found by the four digits of its ticket
//! and sold at the counter.

use super::desk::Desk;
use crate::stock::now;
use axum::response::Response;
use baguni::pages::staff::{OpenTicket, TicketSeen};
use baguni_api::kiosk::KioskWay;
use baguni_api::staff::{ORDER, SALE, of_order};
use baguni_commerce::CartLines;
use baguni_commerce::checkout::CheckoutForm;
use baguni_commerce::order::OrderPayment;
use baguni_storage::{KeptTicket, TICKET_LIFE, TicketNumber};

/// How long it is told of a ticket what became of it, in milliseconds: numbers come again.
const TOLD: u64 = 12 * TICKET_LIFE;

/// What a number stands for at the desk's place.
pub enum Found {
    Open(Box<KeptTicket>),
    Not(TicketSeen),
}

pub async fn find(desk: &Desk, typed: &str) -> Result<Found, Response> {
    let place = desk.place()?;
    let Ok(number) = typed.parse::<TicketNumber>() else {
        return Ok(Found::Not(TicketSeen::Unknown));
    };
    let storage = &desk.shop.storage;
    let last = storage.last_ticket(place, number).await;
    let last = last.map_err(|error| desk.failed(error))?;
    let now = now();
    Ok(match last.filter(|last| last.made_at + TOLD > now) {
        Some(KeptTicket {
            sold: Some(order), ..
        }) => Found::Not(TicketSeen::Sold(order.to_string())),
        Some(last) if last.expires_at <= now => Found::Not(TicketSeen::Expired),
        Some(last) => Found::Open(Box::new(last)),
        None => Found::Not(elsewhere(desk, number).await?),
    })
}

/// Whether another store has an open ticket of this number. Which one, and what is on it, is theirs.
async fn elsewhere(desk: &Desk, number: TicketNumber) -> Result<TicketSeen, Response> {
    let storefront = desk.shop.catalogue.current();
    for store in storefront.catalogue().stores() {
        let found = desk.shop.storage.ticket(&store.handle, number, now()).await;
        if found.map_err(|error| desk.failed(error))?.is_some() {
            return Ok(TicketSeen::Elsewhere);
        }
    }
    Ok(TicketSeen::Unknown)
}

impl Found {
    pub fn lines(&self) -> CartLines {
        match self {
            Self::Open(ticket) => ticket.lines.clone(),
            Self::Not(_) => CartLines::default(),
        }
    }

    pub fn seen(self, desk: &Desk) -> TicketSeen {
        let ticket = match self {
            Self::Open(ticket) => *ticket,
            Self::Not(seen) => return seen,
        };
        let storefront = desk.shop.catalogue.current();
        let catalogue = storefront.catalogue();
        let is_sold = |sku| catalogue.variant(sku).is_some();
        TicketSeen::Open(OpenTicket {
            is_short: ticket.lines.iter().any(|(sku, _)| !is_sold(sku)),
            number: ticket.number.to_string(),
            screen: ticket.device_name,
            way: ticket.way,
            total: ticket.total,
        })
    }
}

/// The ticket that a form goes on with. Of one that is not open any more the page of the sale, or of
/// the order that it has become, says why.
pub async fn open(desk: &Desk, typed: Option<&str>) -> Result<Option<KeptTicket>, Response> {
    let Some(typed) = typed else {
        return Ok(None);
    };
    match find(desk, typed).await? {
        Found::Open(ticket) => Ok(Some(*ticket)),
        Found::Not(TicketSeen::Sold(number)) => Err(desk.see(&of_order(ORDER, &number))),
        Found::Not(_) => {
            let typed = baguni_commerce::cart::percent_encode(typed);
            Err(desk.see(&format!("{SALE}?ticket={typed}")))
        }
    }
}

/// The form as far as it was chosen at the screen; whoever comes to the counter pays there.
pub fn form(ticket: &KeptTicket, usual: CheckoutForm) -> CheckoutForm {
    let (method, location) = match &ticket.way {
        KioskWay::Home => ("ship", usual.location.clone()),
        KioskWay::Store(store) => ("pickup", store.to_string()),
    };
    CheckoutForm {
        method: method.to_owned(),
        location,
        payment: OrderPayment::AT_STORE.to_owned(),
        ..usual
    }
}
