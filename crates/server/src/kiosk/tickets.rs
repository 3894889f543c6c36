//! A cart goes to the counter under four digits, where an associate sells it.

use super::{KioskError, may, now, tell};
use crate::accounts::{Visitor, random};
use crate::http::Shop;
use crate::orders::{self, OrderError, PlaceAnswer, Sale};
use crate::sync::Form;
use baguni_api::kiosk::{KioskWay, News, Ticket, TicketAsk};
use baguni_commerce::calendar::Date;
use baguni_commerce::order::{Order, OrderNumber, Origin, PaymentStatus, Staff};
use baguni_commerce::{CartLines, Currency, Sku};
use baguni_replica::frame::DeviceKind;
use baguni_replica::{Dots, Intent, List};
use baguni_storage::{
    CheckoutId, Device, FormMark, KeptTicket, NewTicket, NoTicket, SessionId, TicketNumber,
};
use std::collections::BTreeMap;
use std::time::Duration;

/// Makes a ticket of what is in the cart now. Sent twice it is one.
pub async fn make_ticket(
    shop: &Shop,
    device: &Device,
    visitor: &Visitor,
    asked: TicketAsk,
) -> Result<Ticket, KioskError> {
    if let Some(before) = shop.storage.ticket_named(asked.id).await? {
        return match before.device == device.id {
            true => Ok(told(&before)),
            false => Err(wrong(NoTicket::Foreign)),
        };
    }
    shop.kiosks.limits.ticket(device.id)?;
    let dots = check(shop, visitor, &asked).await?;
    let quote = orders::quote_lines(shop, &asked.lines, Currency::default()).await?;
    let now = now();
    let ticket = NewTicket {
        id: asked.id,
        device: device.id,
        shopper: visitor.shopper,
        day: Date::of(now).days(),
        draw: TicketNumber::nth(u16::from_be_bytes(random())),
        lines: asked.lines,
        dots,
        way: asked.way,
        total: quote.total,
    };
    let added = shop.storage.add_ticket(ticket, now).await?;
    let kept = added.map_err(wrong)?;
    shop.staff.changed();
    Ok(told(&kept))
}

fn told(kept: &KeptTicket) -> Ticket {
    Ticket {
        number: kept.number.to_string(),
        total: kept.total,
        expires_at: kept.expires_at,
    }
}

/// How long a screen whose tickets nobody fetches is told to wait.
const FULL: Duration = Duration::from_secs(60);

fn wrong(why: NoTicket) -> KioskError {
    match why {
        NoTicket::NoDevice => KioskError::NoDevice,
        // The counter is there meanwhile, and so the screen says.
        NoTicket::TooMany | NoTicket::NoNumber => KioskError::TooMany(FULL),
        NoTicket::Foreign => KioskError::Wrong("another screen has a ticket of this name"),
    }
}

/// What the screen showed has to be what is in the cart, and to be had as it says. Answers what of
/// the basket that is.
async fn check(shop: &Shop, visitor: &Visitor, asked: &TicketAsk) -> Result<Dots, KioskError> {
    let kept = shop.storage.basket(visitor.shopper, Vec::new()).await?;
    let lines = kept.truth.basket.shown(List::Cart).into_iter();
    // In whatever order the screen shows them.
    let lines: BTreeMap<Sku, u32> = lines
        .map(|line| (line.key.sku.clone(), line.quantity))
        .collect();
    let asked_for = asked.lines.iter();
    let asked_for: BTreeMap<Sku, u32> = asked_for
        .map(|(sku, quantity)| (sku.clone(), quantity.get()))
        .collect();
    if lines.is_empty() || lines != asked_for {
        return Err(KioskError::Wrong("the cart is another by now"));
    }
    let dots = kept.truth.basket.confirmable();
    let KioskWay::Store(store) = &asked.way else {
        return Ok(dots);
    };
    let storefront = shop.catalogue.current();
    let mut stores = storefront.catalogue().stores();
    match stores.any(|one| one.handle == *store) {
        true => Ok(dots),
        false => Err(KioskError::Wrong("there is no such store")),
    }
}

/// Sells a ticket once, under its own name whatever the sale's is: its lines, or what the customer
/// has made of them at the counter. They come from the screen, and this associate has helped.
pub async fn sell_ticket(
    shop: &Shop,
    staff: &Staff,
    ticket: &KeptTicket,
    sale: Sale,
) -> Result<PlaceAnswer, KioskError> {
    if !may(staff, &ticket.location) {
        return Err(KioskError::NoDevice);
    }
    let sale = Sale {
        id: CheckoutId(ticket.id.0),
        ..sale
    };
    let origin = Origin {
        location: ticket.location.clone(),
        device: Some(ticket.device_name.clone()),
        associate: Some(staff.name.clone()),
    };
    let lines = sale.lines.clone();
    let answer = orders::sell_from(shop, staff, sale, Some(origin)).await?;
    let number = match &answer {
        PlaceAnswer::Placed(order) => order.number,
        PlaceAnswer::Before(number) => *number,
        PlaceAnswer::NotYet(_) => return Ok(answer),
    };
    shop.storage.ticket_sold(ticket.id, number).await?;
    shop.staff.changed();
    if let Err(error) = take_out(shop, ticket, &lines).await {
        tracing::warn!(%number, %error, "what was sold is still in a basket");
    }
    // It may have been paid before the ticket was known to be this order.
    order_changed(shop, number).await?;
    Ok(answer)
}

/// Takes what was sold out of the basket that it was chosen in, whoever's that is by now; what came
/// into it since stays. Done twice it is done once.
async fn take_out(shop: &Shop, ticket: &KeptTicket, sold: &CartLines) -> Result<(), KioskError> {
    let Some((shopper, dots)) = shop.storage.ticket_chosen(ticket.id).await? else {
        return Ok(());
    };
    let remove = |(sku, _): (&Sku, _)| Intent::Remove {
        list: List::Cart,
        key: sku.clone().into(),
    };
    let form = Form {
        intents: sold.iter().map(remove).collect(),
        seen: Some(dots),
        once: Some(FormMark(ticket.id.0)),
        device: DeviceKind::Shop,
    };
    // The shop says it, in no session of the shopper's.
    let shop_itself = Visitor {
        shopper,
        session: SessionId(0),
        account: None,
        kiosk: None,
    };
    let taken = shop.switchboard.form(&shop_itself, form).await;
    taken
        .map(drop)
        .map_err(|_| KioskError::Wrong("the basket did not take it"))
}

/// Tells the screen of an order's ticket once it is paid for, if whoever made it still stands there.
pub(super) async fn order_changed(shop: &Shop, number: OrderNumber) -> Result<(), KioskError> {
    let ticket = shop.storage.ticket_of_order(number).await?;
    let Some(ticket) = ticket.filter(|ticket| ticket.shopper.is_some()) else {
        return Ok(());
    };
    let order = shop.storage.order(number).await?;
    if is_paid(&order.ok_or(OrderError::NoOrder)?) {
        let paid = News::Paid {
            ticket: ticket.number.to_string(),
            order: number,
        };
        tell(shop, ticket.device, paid);
    }
    Ok(())
}

fn is_paid(order: &Order) -> bool {
    let status = order.payment_status();
    matches!(status, PaymentStatus::Paid | PaymentStatus::Authorized)
}
