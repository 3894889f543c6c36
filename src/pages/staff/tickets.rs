//! What somebody has put together at a screen and pays for at the counter: looked for by the four
//! digits of its ticket.

use super::devices_words::DeviceWords;
use super::parts::Cx;
use baguni_api::kiosk::KioskWay;
use baguni_api::staff::{ORDER, SALE, of_order};
use baguni_commerce::Money;
use leptos::prelude::*;

/// What a number that was typed stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TicketSeen {
    Open(OpenTicket),
    Unknown,
    Expired,
    /// It is another store's.
    Elsewhere,
    /// With the number of the order that it has become.
    Sold(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenTicket {
    /// Four digits.
    pub number: String,
    /// What the screen is called.
    pub screen: String,
    pub way: KioskWay,
    /// Of the lines, as the screen has shown it.
    pub total: Money,
    /// Whether something on it is not sold any more.
    pub is_short: bool,
}

impl TicketSeen {
    pub fn open(&self) -> Option<&OpenTicket> {
        match self {
            Self::Open(ticket) => Some(ticket),
            _ => None,
        }
    }
}

/// The field, and what was found.
pub fn ticket(cx: Cx<'_>, seen: Option<&TicketSeen>) -> AnyView {
    if let Some(TicketSeen::Open(open)) = seen {
        return found(cx, open);
    }
    let t = DeviceWords::of(cx.locale);
    let problem = seen.map(|seen| problem(cx, seen));
    let described = match problem.is_some() {
        true => "ticket-problem",
        false => "ticket-hint",
    };
    let invalid = problem.is_some().then_some("true");
    view! {
        <form method="get" action=cx.href(SALE) class="search ticket-form">
            <label for="ticket">{t.ticket}</label>
            <div>
                <input id="ticket" name="ticket" inputmode="numeric" autocomplete="off" maxlength="12"
                    pattern="\\s*[0-9]{4}\\s*" required aria-describedby=described
                    aria-invalid=invalid data-testid="ticket" />
                <button class="button quiet" type="submit">{cx.t.look_up}</button>
            </div>
            <p class="hint" id="ticket-hint">{t.ticket_text}</p>
            {problem}
        </form>
    }
    .into_any()
}

fn problem(cx: Cx<'_>, seen: &TicketSeen) -> AnyView {
    let t = DeviceWords::of(cx.locale);
    let words = match seen {
        TicketSeen::Unknown | TicketSeen::Open(_) => t.ticket_unknown,
        TicketSeen::Expired => t.ticket_expired,
        TicketSeen::Elsewhere => t.ticket_elsewhere,
        TicketSeen::Sold(_) => t.ticket_sold,
    };
    let order = match seen {
        TicketSeen::Sold(number) => {
            let href = cx.href(&of_order(ORDER, number));
            Some(view! { <a class="link" href=href>{t.ticket_order}" "{number.clone()}</a> })
        }
        _ => None,
    };
    view! {
        <p class="problem" id="ticket-problem" role="alert" data-testid="ticket-problem">
            {words}" "{order}
        </p>
    }
    .into_any()
}

fn found(cx: Cx<'_>, open: &OpenTicket) -> AnyView {
    let t = DeviceWords::of(cx.locale);
    let way = match &open.way {
        KioskWay::Home => t.ticket_home.to_owned(),
        KioskWay::Store(store) => format!("{} · {}", cx.t.pickup, cx.place(store)),
    };
    let short = open
        .is_short
        .then(|| view! { <p class="problem">{t.ticket_gone}</p> });
    view! {
        <section class="panel ticket" aria-labelledby="ticket-found" data-testid="ticket-found">
            <h2 id="ticket-found">{t.ticket_from}</h2>
            <p class="ticket-number">{open.number.clone()}</p>
            <p>{open.screen.clone()}" · "{way}</p>
            <p class="quiet">{t.ticket_total}" "{cx.money(open.total)}</p>
            {short}
            <p><a class="link" href=cx.href(SALE)>{t.ticket_another}</a></p>
        </section>
    }
    .into_any()
}
