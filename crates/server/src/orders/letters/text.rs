//! What the letters of an order say, in the order's language.

use super::Occasion;
use crate::mail::Letter;
use baguni_commerce::order::{
    Fulfillment, FulfillmentId, LineId, Order, OrderPayment, PaymentStatus, RefundState,
};
use baguni_commerce::{Handle, Locale, Money, Text};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What a letter says that the order does not know.
pub struct Facts {
    /// To the page of the order. Without a public address there is none.
    pub link: Option<String>,
    pub places: BTreeMap<Handle, Text>,
    /// Milliseconds since 1970.
    pub now: u64,
}

/// What has happened: the subject, and the sentences for it.
struct Told {
    subject: (&'static str, &'static str),
    ko: String,
    en: String,
}

pub fn letter(order: &Order, occasion: Occasion, facts: &Facts) -> Letter {
    let told = told(order, occasion, facts);
    let (name, number) = (&order.contact.name, order.number);
    let contents = contents(order, occasion);
    let (subject, text) = match order.locale {
        Locale::Ko => (
            format!("{} · {number}", told.subject.0),
            format!(
                "{name}님, 안녕하세요.\n\n{}\n\n주문 번호 {number}\n{contents}\n{}\n\n바구니 드림\n",
                told.ko,
                way(order.locale, facts)
            ),
        ),
        Locale::En => (
            format!("{} · {number}", told.subject.1),
            format!(
                "Hello {name},\n\n{}\n\nOrder {number}\n{contents}\n{}\n\nBaguni\n",
                told.en,
                way(order.locale, facts)
            ),
        ),
    };
    Letter {
        to: order.contact.email.clone(),
        name: name.clone(),
        subject,
        text,
    }
}

/// How to get to the order.
fn way(locale: Locale, facts: &Facts) -> String {
    match (locale, &facts.link) {
        (Locale::Ko, Some(link)) => format!("주문은 이 주소에서 볼 수 있어요.\n{link}"),
        (Locale::En, Some(link)) => format!("You can see your order here:\n{link}"),
        (Locale::Ko, None) => {
            "주문은 바구니의 ‘주문 조회’에서 주문 번호와 이메일로 볼 수 있어요.".to_owned()
        }
        (Locale::En, None) => {
            "You can see your order under “Find an order” at Baguni, with its number and your \
             e-mail address."
                .to_owned()
        }
    }
}

fn told(order: &Order, occasion: Occasion, facts: &Facts) -> Told {
    match occasion {
        Occasion::Placed => placed(order, facts),
        Occasion::PaymentFailed => Told {
            subject: ("결제가 되지 않았어요", "Your payment did not go through"),
            ko: "결제가 되지 않아 주문이 아직 기다리고 있어요. 주문 화면에서 다시 결제할 수 있어요. \
                 빠져나간 금액은 없습니다."
                .to_owned(),
            en: "Your payment did not go through, so your order is still waiting. You can pay again \
                 on the page of your order. Nothing has been charged."
                .to_owned(),
        },
        Occasion::Expired => Told {
            subject: ("주문이 끝났어요", "Your order has ended"),
            ko: "정해진 시간 안에 결제되지 않아 주문이 끝났어요. 빠져나간 금액은 없습니다.".to_owned(),
            en: "Your order was not paid for in time and has ended. Nothing has been charged."
                .to_owned(),
        },
        Occasion::Cancelled => cancelled(order),
        Occasion::Unfulfillable => Told {
            subject: ("골라 주세요", "Please choose"),
            ko: "죄송합니다. 지금은 보낼 수 있는 곳이 없는 상품이 있어요. 다시 들어올 때까지 \
                 기다릴지, 그만큼 환불받을지 주문 화면에서 골라 주세요. 사흘 안에 고르지 \
                 않으시면 주문에서 빼고 돌려 드릴게요."
                .to_owned(),
            en: "We are sorry: no place can send some of your things right now. On the page of \
                 your order, please choose whether to wait for them or to have your money back. If you do \
                 not choose within three days, we take them out and give you your money back."
                .to_owned(),
        },
        Occasion::Refunded => refunded(order),
        Occasion::Sent(id)
        | Occasion::Ready(id)
        | Occasion::PickedUp(id)
        | Occasion::Delivered(id)
        | Occasion::NoShow(id) => of_part(order, occasion, id, facts),
    }
}

fn placed(order: &Order, facts: &Facts) -> Told {
    let promises = order.fulfillments.iter();
    let promises: Vec<Text> = promises
        .filter(|part| !part.state.is_void())
        .map(|part| part.promise.words(facts.now))
        .collect();
    let each = |locale| {
        let mut lines: Vec<&str> = promises.iter().map(|text| text.get(locale)).collect();
        lines.dedup();
        lines.join("\n")
    };
    let (owed_ko, owed_en) = match owed(order) {
        Some(amount) => (
            format!("\n{}은 매장에서 결제해 주세요.", amount.display(Locale::Ko)),
            format!("\nPlease pay {} at the store.", amount.display(Locale::En)),
        ),
        None => Default::default(),
    };
    Told {
        subject: ("주문을 받았어요", "We have your order"),
        ko: format!(
            "주문을 받았어요. 고맙습니다.\n{}{owed_ko}",
            each(Locale::Ko)
        ),
        en: format!(
            "Thank you, we have your order.\n{}{owed_en}",
            each(Locale::En)
        ),
    }
}

/// What is still to be paid at a counter.
fn owed(order: &Order) -> Option<Money> {
    let payment = order.payment().filter(|payment| payment.is_at_store())?;
    (payment.captured.minor == 0 && payment.amount.minor > 0).then_some(payment.amount)
}

fn cancelled(order: &Order) -> Told {
    let had = matches!(
        order.payment_status(),
        PaymentStatus::Paid | PaymentStatus::Refunded | PaymentStatus::PartiallyRefunded
    );
    let (ko, en) = match had {
        true => (
            "결제하신 금액은 결제하신 방법으로 돌려드립니다. 돌려드리면 다시 알려 드릴게요.",
            "Your money goes back the way it came. We will write again when it has.",
        ),
        false => ("빠져나간 금액은 없습니다.", "Nothing has been charged."),
    };
    Told {
        subject: ("주문을 취소했어요", "Your order is cancelled"),
        ko: format!("주문을 취소했어요. {ko}"),
        en: format!("Your order is cancelled. {en}"),
    }
}

fn refunded(order: &Order) -> Told {
    let payments = order.payments.iter();
    let refunds = payments.flat_map(|payment| &payment.refunds);
    let back = refunds.filter(|refund| refund.state == RefundState::Succeeded);
    let minor = back.map(|refund| refund.amount.minor).sum();
    let amount = Money::new(minor, order.currency);
    Told {
        subject: ("환불했어요", "Your refund"),
        ko: format!(
            "지금까지 {}을 결제하신 방법으로 돌려드렸어요. 카드사에 따라 보이기까지 며칠 걸릴 수 있어요.",
            amount.display(Locale::Ko)
        ),
        en: format!(
            "So far we have given back {}, the way you paid. It may take your bank some days to show \
             it.",
            amount.display(Locale::En)
        ),
    }
}

fn of_part(order: &Order, occasion: Occasion, id: FulfillmentId, facts: &Facts) -> Told {
    let Some(part) = order.fulfillment(id) else {
        return placed(order, facts);
    };
    let store = facts.places.get(part.place());
    let store = store.cloned().unwrap_or_default();
    match occasion {
        Occasion::Sent(_) => sent(part, facts),
        Occasion::Ready(_) => ready(order, part, &store),
        Occasion::PickedUp(_) => Told {
            subject: ("찾아가셨어요", "You have it"),
            ko: format!("{}에서 상품을 찾아가셨어요. 고맙습니다.", store.ko),
            en: format!("You have picked up your things at {}. Thank you.", store.en),
        },
        Occasion::NoShow(_) => Told {
            subject: ("찾으러 오시지 않은 상품", "What was not picked up"),
            ko: format!(
                "{}에서 7일 동안 기다렸지만 찾으러 오시지 않아 상품을 제자리에 두었어요. 결제하신 \
                 금액은 돌려드립니다.",
                store.ko
            ),
            en: format!(
                "We kept your things at {} for 7 days, and have put them back. What you paid for \
                 them goes back to you.",
                store.en
            ),
        },
        _ => Told {
            subject: ("도착했어요", "It has arrived"),
            ko: "상품이 도착했어요. 고맙습니다.".to_owned(),
            en: "Your things have arrived. Thank you.".to_owned(),
        },
    }
}

fn sent(part: &Fulfillment, facts: &Facts) -> Told {
    let promise = part.promise.words(facts.now);
    let (ko, en) = match &part.tracking {
        Some(tracking) => (
            format!("\n송장 번호 {tracking}"),
            format!("\nTracking number {tracking}"),
        ),
        None => Default::default(),
    };
    Told {
        subject: ("상품을 보냈어요", "It is on its way"),
        ko: format!("상품을 보냈어요. {}{ko}", promise.ko),
        en: format!("Your things are on their way. {}{en}", promise.en),
    }
}

fn ready(order: &Order, part: &Fulfillment, store: &Text) -> Told {
    let code = part.code.map(|code| code.to_string()).unwrap_or_default();
    let (owed_ko, owed_en) = match owed(order) {
        Some(amount) => (
            format!(" 찾을 때 {}을 결제해 주세요.", amount.display(Locale::Ko)),
            format!(" Please pay {} when you come.", amount.display(Locale::En)),
        ),
        None => Default::default(),
    };
    Told {
        subject: ("찾으러 오세요", "Ready to pick up"),
        ko: format!(
            "{}에 준비해 두었어요. 7일 동안 기다릴게요.{owed_ko}\n\n수령 코드 {code}\n\n매장에서 이 \
             코드를 말씀해 주시거나, 주문 화면의 QR을 보여 주세요.",
            store.ko
        ),
        en: format!(
            "Your things are ready at {}. We will keep them for 7 days.{owed_en}\n\nPickup code \
             {code}\n\nAt the store, say this code or show the QR code on the page of your order.",
            store.en
        ),
    }
}

/// The lines that the letter is about, and of the whole order what it costs.
fn contents(order: &Order, occasion: Occasion) -> String {
    let locale = order.locale;
    let (lines, whole) = about(order, occasion);
    let mut text = String::new();
    // What two places had of one line is one line here.
    let mut counts = BTreeMap::<LineId, u32>::new();
    for (id, quantity) in lines {
        *counts.entry(id).or_default() += quantity;
    }
    for (id, quantity) in counts {
        let Some(line) = order.line(id) else { continue };
        let choices = line.choices.iter().map(|choice| choice.get(locale));
        let choices: String = choices.flat_map(|choice| [" · ", choice]).collect();
        let _ = writeln!(text, "- {}{choices} × {quantity}", line.title.get(locale));
    }
    if whole {
        let total = order.totals.total.display(locale);
        let _ = match locale {
            Locale::Ko => writeln!(text, "합계 {total} ({})", paid_by(order)),
            Locale::En => writeln!(text, "Total {total} ({})", paid_by(order)),
        };
    }
    text
}

fn about(order: &Order, occasion: Occasion) -> (Vec<(LineId, u32)>, bool) {
    let part = match occasion {
        Occasion::Sent(id)
        | Occasion::Ready(id)
        | Occasion::PickedUp(id)
        | Occasion::Delivered(id)
        | Occasion::NoShow(id) => order.fulfillment(id),
        Occasion::Unfulfillable => return (order.unfulfillable.clone(), false),
        _ => None,
    };
    match part {
        Some(part) => (part.lines.clone(), false),
        None => {
            let lines = order.lines.iter().map(|line| (line.id, line.quantity));
            (lines.collect(), true)
        }
    }
}

fn paid_by(order: &Order) -> &'static str {
    let at_store = order.payment().is_some_and(OrderPayment::is_at_store);
    match (order.locale, at_store) {
        (Locale::Ko, true) => "매장 결제",
        (Locale::Ko, false) => "온라인 결제",
        (Locale::En, true) => "paid at the store",
        (Locale::En, false) => "paid online",
    }
}
