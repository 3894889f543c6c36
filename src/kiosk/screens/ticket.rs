//! A number for the counter.

use crate::i18n::{locale, word_table};
use crate::kiosk::line::now;
use crate::kiosk::parts::{Press, Symbol};
use crate::kiosk::screen::Screen;
use crate::kiosk::until::{TimeLeft, clock, count_down};
use crate::kiosk::{Kiosk, session};
use baguni_api::kiosk::Ticket;
use baguni_commerce::Locale;
use leptos::prelude::*;

/// How long the number stays, in seconds; as often as somebody wants.
const STAYS_S: u32 = 90;

/// Shows a ticket. The cart that it was made of stays until that is sold. Behind it is the beginning
/// alone.
pub fn show(kiosk: Kiosk, ticket: Ticket) {
    kiosk.home();
    kiosk.replace(Screen::Ticket(ticket));
}

#[component]
pub fn CounterTicket(ticket: Ticket) -> impl IntoView {
    let t = Words::of(locale());
    let (left, until) = count_down(STAYS_S, session::end);
    let longer = move || until.set(now() + u64::from(STAYS_S) * 1_000);
    let facts = facts(locale(), &ticket);
    // Digit by digit, so that nobody hears a thousand.
    let spoken = ticket
        .number
        .chars()
        .flat_map(|digit| [digit, ' '])
        .collect::<String>();
    view! {
        <section class="ordering done ticket" aria-labelledby="title">
            <h1 id="title">{t.title}</h1>
            <p class="number" data-testid="ticket-number">
                <span aria-hidden="true">{ticket.number}</span>
                <span class="visually-hidden">{spoken}</span>
            </p>
            <p class="lead">{facts}</p>
            <TimeLeft left of=STAYS_S what=t.ends />
            <div class="answers">
                <Press label=t.longer.to_owned() symbol=Symbol::Plus name="stay-longer" on_press=longer />
                <Press label=t.end.to_owned() symbol=Symbol::Check name="end-now" on_press=session::end />
            </div>
        </section>
    }
}

fn facts(locale: Locale, ticket: &Ticket) -> String {
    let (total, until) = (ticket.total.display(locale), clock(ticket.expires_at));
    match locale {
        Locale::Ko => format!("상품 {total} · {until}까지 쓸 수 있어요."),
        Locale::En => format!("Products {total} · good until {until}."),
    }
}

word_table! {
/// This screen's words in one language.
Words {
    title: "계산대에서 이 번호를 말해 주세요" / "Say this number at the counter";
    ends: "화면을 지우기까지" / "Cleared in";
    longer: "더 보여 주기" / "Show it longer";
    end: "적어 뒀어요, 끝내기" / "Got it, finish";
}
}
