//! The counter has been paid.

use crate::i18n::{locale, word_table};
use crate::kiosk::line::now;
use crate::kiosk::parts::{Press, Sign, Symbol};
use crate::kiosk::session;
use crate::kiosk::until::{TimeLeft, count_down};
use baguni_commerce::order::OrderNumber;
use leptos::prelude::*;

/// In seconds, as often as somebody wants (K8).
const STAYS_S: u32 = 30;

#[component]
pub fn Paid(order: OrderNumber) -> impl IntoView {
    let t = Words::of(locale());
    let (left, until) = count_down(STAYS_S, session::end);
    let longer = move || until.set(now() + u64::from(STAYS_S) * 1_000);
    view! {
        <section class="ordering done paid" aria-labelledby="title">
            <span class="big-sign"><Sign symbol=Symbol::Check /></span>
            <h1 id="title">{t.title}</h1>
            <p class="lead">{t.order} " " <strong data-testid="order-number">{order.to_string()}</strong></p>
            <TimeLeft left of=STAYS_S what=t.ends />
            <div class="answers">
                <Press label=t.longer.to_owned() symbol=Symbol::Plus name="stay-longer" on_press=longer />
                <Press label=t.end.to_owned() symbol=Symbol::Check name="end-now" on_press=session::end />
            </div>
        </section>
    }
}

word_table! {
/// This screen's words in one language.
Words {
    title: "결제가 끝났어요. 고맙습니다" / "Paid. Thank you";
    order: "주문 번호" / "Order";
    ends: "화면을 지우기까지" / "Cleared in";
    longer: "더 보여 주기" / "Show it longer";
    end: "끝내기" / "Finish";
}
}
