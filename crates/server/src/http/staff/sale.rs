//! An associate sells: what lies here, and what another place sends home or to any store.

use super::desk::Desk;
use super::stock::shown;
use super::tickets;
use crate::http::plain;
use crate::http::posted::Posted;
use crate::kiosk::{self, KioskError};
use crate::orders::{self, PlaceAnswer, Sale};
use crate::staff;
use crate::stock::now;
use axum::http::StatusCode;
use axum::response::Response;
use baguni::pages::staff::{BuyerPage, SaleLine, SalePage, StaffPage};
use baguni_api::paths::query_value;
use baguni_api::staff::{ORDER, SALE, of_order};
use baguni_commerce::address::AddressForm;
use baguni_commerce::checkout::{CheckoutForm, CheckoutProblem};
use baguni_commerce::order::OrderPayment;
use baguni_commerce::stock::ReservationId;
use baguni_commerce::{CartLines, CommandId, Money, Quote};
use baguni_storage::{CheckoutId, KeptTicket};

type Drawn = Result<Response, Response>;

/// The most lines of one sale at the counter.
const LINES: usize = 50;

pub async fn page(desk: Desk) -> Drawn {
    let place = desk.place()?.clone();
    let query = desk.uri.query().unwrap_or_default();
    let typed = query_value(query, "q").unwrap_or_default();
    let ticket = match query_value(query, "ticket") {
        Some(number) => Some(tickets::find(&desk, &number).await?),
        None => None,
    };
    // What an associate has changed since goes before what the screen has printed.
    let lines = match (query_value(query, "lines"), &ticket) {
        (None, Some(ticket)) => ticket.lines(),
        (typed, _) => lines_of(typed.as_deref()),
    };
    let found = staff::found(&desk.shop.catalogue, shown(&desk), &typed, &place).await;
    let sale = named(&desk).await?;
    let page = SalePage {
        chosen: chosen(&desk, &lines, &sale).await?,
        sale,
        ticket: ticket.map(|ticket| ticket.seen(&desk)),
        lines,
        found,
    };
    Ok(desk.drawn(StaffPage::Sale(page)))
}

fn lines_of(typed: Option<&str>) -> CartLines {
    let lines = typed.and_then(|typed| typed.parse::<CartLines>().ok());
    lines
        .filter(|lines| lines.len() <= LINES)
        .unwrap_or_default()
}

/// What the sale is called, from its first page on: under this name it holds its stock, whatever is
/// changed before it is made. One that has been made is over; what follows is another.
async fn named(desk: &Desk) -> Result<String, Response> {
    let named = query_value(desk.uri.query().unwrap_or_default(), "sale");
    let Some(named) = named.and_then(|raw| raw.parse::<CommandId>().ok()) else {
        return Ok(super::command());
    };
    let sold = desk.shop.storage.order_of_checkout(CheckoutId(named.0));
    let sold = sold.await.map_err(|error| desk.failed(error))?;
    Ok(match sold {
        Some(_) => super::command(),
        None => named.to_string(),
    })
}

/// The lines of a sale, to which what it holds itself is as good as free.
async fn chosen(desk: &Desk, lines: &CartLines, sale: &str) -> Result<Vec<SaleLine>, Response> {
    let place = desk.place()?;
    let money = (desk.locale, shown(desk).currency);
    let own = match sale.parse::<CommandId>() {
        Ok(sale) => {
            let own = desk.shop.storage.reserved(ReservationId(sale.0), now());
            own.await.map_err(|error| desk.failed(error))?
        }
        Err(_) => Vec::new(),
    };
    Ok(staff::sale::lines(
        &desk.shop,
        money,
        lines,
        place,
        &own,
        now(),
    ))
}

pub async fn buyer(desk: Desk) -> Drawn {
    let query = desk.uri.query().unwrap_or_default();
    let lines = lines_of(query_value(query, "lines").as_deref());
    if lines.is_empty() {
        return Ok(desk.see(SALE));
    }
    let ticket = tickets::open(&desk, query_value(query, "ticket").as_deref()).await?;
    let mut form = CheckoutForm {
        method: "ship".to_owned(),
        location: desk.place()?.to_string(),
        ..CheckoutForm::default()
    };
    if let Some(ticket) = &ticket {
        form = tickets::form(ticket, form);
    }
    let asked = Asked {
        sale: named(&desk).await?,
        ticket,
        lines,
        form,
    };
    draw(&desk, asked, Vec::new(), None).await
}

/// What stands on the buyer's page.
struct Asked {
    sale: String,
    ticket: Option<KeptTicket>,
    lines: CartLines,
    form: CheckoutForm,
}

async fn draw(
    desk: &Desk,
    asked: Asked,
    problems: Vec<CheckoutProblem>,
    quote: Option<Quote>,
) -> Drawn {
    let pricing = desk.shop.storage.pricing().await;
    let pricing = pricing.map_err(|error| desk.failed(error))?;
    let providers = desk.shop.payments.names();
    let providers = providers.filter(|name| *name != OrderPayment::AT_STORE);
    let page = BuyerPage {
        chosen: chosen(desk, &asked.lines, &asked.sale).await?,
        lines: asked.lines,
        sale: asked.sale,
        ticket: asked.ticket.map(|ticket| ticket.number.to_string()),
        form: asked.form,
        methods: pricing.methods,
        providers: providers.map(str::to_owned).collect(),
        problems,
        quote,
    };
    Ok(desk.drawn(StaffPage::Buyer(Box::new(page))))
}

/// Says what it costs, or sells at the price that was said.
pub async fn sell(desk: Desk, posted: Posted) -> Drawn {
    desk.place()?;
    let lines = lines_of(posted.field("lines"));
    let sale = posted
        .field("sale")
        .and_then(|raw| raw.parse::<CommandId>().ok());
    let Some(sale) = sale.filter(|_| !lines.is_empty()) else {
        return Ok(desk.see(SALE));
    };
    let ticket = tickets::open(&desk, posted.field("ticket")).await?;
    let form = form(&posted);
    let total = match posted.field("act") {
        Some("sell") => total(&desk, &posted),
        _ => None,
    };
    let asked = Sale {
        id: CheckoutId(sale.0),
        lines: lines.clone(),
        form: form.clone(),
        total,
        locale: desk.locale,
        currency: shown(&desk).currency,
    };
    match place(&desk, ticket.as_ref(), asked).await {
        Ok(PlaceAnswer::Placed(order)) => Ok(sold(&desk, &order.number.to_string())),
        Ok(PlaceAnswer::Before(number)) => Ok(sold(&desk, &number.to_string())),
        Ok(PlaceAnswer::NotYet(standing)) => {
            let sale = sale.to_string();
            let asked = Asked {
                sale,
                ticket,
                lines,
                form,
            };
            draw(&desk, asked, standing.problems, Some(standing.chosen)).await
        }
        Err(error) => {
            tracing::warn!(%error, "a sale of the staff came to nothing");
            Err(plain::page(StatusCode::SERVICE_UNAVAILABLE))
        }
    }
}

async fn place(
    desk: &Desk,
    ticket: Option<&KeptTicket>,
    sale: Sale,
) -> Result<PlaceAnswer, KioskError> {
    match ticket {
        Some(ticket) => kiosk::sell_ticket(&desk.shop, &desk.staff, ticket, sale).await,
        None => Ok(orders::sell(&desk.shop, &desk.staff, sale).await?),
    }
}

fn sold(desk: &Desk, number: &str) -> Response {
    desk.see(&of_order(ORDER, number))
}

/// The total that the customer has agreed to, as the page before said it.
fn total(desk: &Desk, posted: &Posted) -> Option<Money> {
    let minor = posted.field("total")?.parse().ok()?;
    Some(Money::new(minor, shown(desk).currency))
}

fn form(posted: &Posted) -> CheckoutForm {
    let field = |name: &str| posted.field(name).unwrap_or_default().trim().to_owned();
    CheckoutForm {
        email: field("email"),
        name: field("name"),
        phone: field("phone"),
        method: field("method"),
        address: AddressForm {
            postcode: field("postcode"),
            street: field("street"),
            detail: field("detail"),
            note: field("note"),
            ..AddressForm::default()
        },
        shipping: field("shipping"),
        location: field("location"),
        payment: field("payment"),
        codes: vec![field("code")],
        ..CheckoutForm::default()
    }
}
