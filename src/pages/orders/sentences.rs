//! Sentences about an order: what happens now, where a part of it is, what has happened.

use super::seen::Place;
use baguni_commerce::calendar::minute_of_day;
use baguni_commerce::order::{
    EventKind, Fulfillment, FulfillmentState as S, Method, Order, OrderState, PaymentStatus,
    RefundState,
};
use baguni_commerce::{Date, Handle, Locale, PaymentState, Text};
use std::collections::BTreeMap;

type Places = BTreeMap<Handle, Place>;

fn text(ko: impl Into<String>, en: impl Into<String>) -> Text {
    Text::new(ko, en)
}

/// What happens now, in one sentence, and what follows from it.
pub fn now_told(order: &Order, places: &Places) -> (Text, Text) {
    match order.state {
        OrderState::PendingPayment => unpaid(order),
        OrderState::Expired => (
            text(
                "시간 안에 결제되지 않아 주문이 끝났어요.",
                "This order was not paid for in time.",
            ),
            money_back(order),
        ),
        OrderState::Cancelled => (
            text("취소된 주문이에요.", "This order is cancelled."),
            money_back(order),
        ),
        OrderState::OnHold if order.retry_at.is_some() => (
            text(
                "다시 들어오기를 기다리고 있어요.",
                "We are waiting for it to come back in.",
            ),
            text(
                "들어오는 대로 보내 드릴게요. 언제든 환불을 고를 수 있어요.",
                "We send it as soon as it is there. You can choose a refund at any time.",
            ),
        ),
        OrderState::OnHold => (
            text(
                "지금 보낼 수 없는 상품이 있어요.",
                "Some of it cannot be sent right now.",
            ),
            text(
                "어떻게 할지 골라 주세요. 사흘 안에 고르지 않으시면 환불해 드려요.",
                "Please choose what we should do. After three days we give you your money back.",
            ),
        ),
        OrderState::Placed => under_way(order, places),
        OrderState::Completed => completed(order),
    }
}

fn unpaid(order: &Order) -> (Text, Text) {
    let payment = order.payment();
    let state = payment.map(|payment| payment.state);
    let differs = payment.is_some_and(|payment| payment.differs);
    let until = order.pay_by.map(moment).unwrap_or_default();
    let again = text(
        format!(
            "빠져나간 금액은 없어요. {}까지 상품을 잡아 두고 기다릴게요.",
            until.ko
        ),
        format!(
            "Nothing has been charged. We keep your things until {}.",
            until.en
        ),
    );
    match state {
        _ if differs => (
            text(
                "결제 금액이 주문과 달라 받지 않았어요.",
                "The amount was not the order's, so we did not take it.",
            ),
            again,
        ),
        Some(state) if state.is_over() => (
            text("결제가 되지 않았어요.", "The payment did not go through."),
            again,
        ),
        Some(PaymentState::Authorized) => (
            text(
                "결제를 마무리하고 있어요.",
                "We are completing your payment.",
            ),
            text(
                "곧 끝나요. 이 화면은 저절로 바뀝니다.",
                "It will not take long. This page changes by itself.",
            ),
        ),
        Some(PaymentState::RequiresAction) => (
            text(
                "결제사에서 확인할 것이 남았어요.",
                "There is something left to confirm with your payment provider.",
            ),
            again,
        ),
        _ => (
            text(
                "결제를 기다리고 있어요.",
                "We are waiting for your payment.",
            ),
            text(
                format!(
                    "확인되면 이 화면이 저절로 바뀌어요. {}까지 상품을 잡아 둘게요.",
                    until.ko
                ),
                format!(
                    "This page changes by itself when it is there. We keep your things until {}.",
                    until.en
                ),
            ),
        ),
    }
}

/// Of what is over: whether there is money that comes back.
fn money_back(order: &Order) -> Text {
    let refunds = || order.payments.iter().flat_map(|payment| &payment.refunds);
    let is = |state| refunds().any(|refund| refund.state == state);
    match order.payment_status() {
        _ if is(RefundState::Pending) => text(
            "결제하신 금액을 돌려드리고 있어요.",
            "Your money is on its way back.",
        ),
        _ if is(RefundState::Failed) => text(
            "환불을 확인하고 있어요. 곧 연락드릴게요.",
            "We are looking into your refund, and will be in touch.",
        ),
        PaymentStatus::Refunded | PaymentStatus::PartiallyRefunded => text(
            "결제하신 금액을 돌려드렸어요. 보이기까지 며칠 걸릴 수 있어요.",
            "Your money has been given back. It may take some days to show.",
        ),
        _ => text("빠져나간 금액은 없어요.", "Nothing has been charged."),
    }
}

fn under_way(order: &Order, places: &Places) -> (Text, Text) {
    let live = || {
        order
            .fulfillments
            .iter()
            .filter(|part| !part.state.is_void())
    };
    let with = |states: &[S]| live().find(|part| states.contains(&part.state));
    let name = |part: &Fulfillment| place_name(part.place(), places);
    if let Some(part) = with(&[S::ReadyForPickup]) {
        let store = name(part);
        return (
            text(
                format!("{}에서 찾아가실 수 있어요.", store.ko),
                format!("Ready to pick up at {}.", store.en),
            ),
            text(
                "아래 코드를 보여 주세요. 7일 동안 기다릴게요.",
                "Show the code below. We keep it for 7 days.",
            ),
        );
    }
    if let Some(part) = with(&[
        S::HandedOver,
        S::Delivered,
        S::InTransit,
        S::ReceivedAtStore,
    ]) {
        let all = live().all(|part| part.has_left() || part.state.is_done());
        return on_the_way(part, all, &name(part));
    }
    match with(&[S::Accepted, S::Picking, S::Packed]) {
        Some(part) => {
            let place = name(part);
            (
                text(
                    format!("{}에서 준비하고 있어요.", place.ko),
                    format!("{} is preparing your order.", place.en),
                ),
                text(
                    "준비가 끝나면 메일로 알려 드릴게요.",
                    "We will write to you when that is done.",
                ),
            )
        }
        None => (
            text(
                "주문을 받았어요. 고맙습니다.",
                "Thank you, we have your order.",
            ),
            text(
                "곧 준비를 시작해요. 단계마다 메일로 알려 드릴게요.",
                "We will begin to prepare it, and write to you at each step.",
            ),
        ),
    }
}

fn on_the_way(part: &Fulfillment, all: bool, place: &Text) -> (Text, Text) {
    let now = match (&part.method, all) {
        (Method::ShipToStore { to: _ }, true) => text(
            format!("{}에 보내고 있어요.", place.ko),
            format!("On its way to {}.", place.en),
        ),
        (_, true) => text("상품이 가고 있어요.", "Your things are on their way."),
        (_, false) => text(
            "일부가 먼저 출발했어요.",
            "A part of it has been sent ahead.",
        ),
    };
    (now, Text::default())
}

fn completed(order: &Order) -> (Text, Text) {
    let mut parts = order.fulfillments.iter();
    let now = match parts.any(|part| part.state == S::Delivered) {
        true => text("모두 도착했어요.", "Everything has arrived."),
        false => text("모두 찾아가셨어요.", "Everything has been picked up."),
    };
    (now, text("고맙습니다.", "Thank you."))
}

pub fn place_name(place: &Handle, places: &Places) -> Text {
    places
        .get(place)
        .map_or_else(Text::default, |place| place.name.clone())
}

/// `11월 22일(일) 13:05`, in Seoul.
pub fn moment(at: u64) -> Text {
    let day = Date::of(at).words();
    let minute = minute_of_day(at);
    let clock = format!("{}:{:02}", minute / 60, minute % 60);
    text(
        format!("{} {clock}", day.ko),
        format!("{}, {clock}", day.en),
    )
}

/// What is said of the time of a part: when it came, or when it will.
pub fn part_time(part: &Fulfillment, now: u64) -> Text {
    let day = Date::of(part.since).words();
    match part.state {
        S::Delivered => text(
            format!("{}에 도착했어요.", day.ko),
            format!("Arrived {}.", day.en),
        ),
        S::PickedUp => text(
            format!("{}에 찾아가셨어요.", day.ko),
            format!("Picked up {}.", day.en),
        ),
        S::ReadyForPickup => {
            let until = Date::of(part.since).plus(7).words();
            text(
                format!("{}까지 기다릴게요.", until.ko),
                format!("We keep it until {}.", until.en),
            )
        }
        _ => part.promise.words(now),
    }
}

/// An event in the words of a shopper; most of what places do among themselves is none of them.
pub fn happened(kind: EventKind) -> Option<Text> {
    let (ko, en) = match kind {
        EventKind::OrderOpened => ("주문을 넣었어요", "Ordered"),
        EventKind::OrderPlaced => ("주문이 확정되었어요", "Confirmed"),
        EventKind::OrderHeld => ("보낼 수 없는 상품이 있어 멈췄어요", "On hold"),
        EventKind::OrderCancelled => ("주문이 취소되었어요", "Cancelled"),
        EventKind::OrderExpired => ("시간 안에 결제되지 않았어요", "Not paid for in time"),
        EventKind::OrderCompleted => ("모두 끝났어요", "Completed"),
        EventKind::PaymentCaptured => ("결제되었어요", "Paid"),
        EventKind::PaymentFailed => ("결제가 되지 않았어요", "The payment did not go through"),
        EventKind::PaymentRequiresAction => ("결제사 확인이 필요해요", "To be confirmed"),
        EventKind::PaymentDiffers => ("결제 금액이 달라 받지 않았어요", "Not the order's amount"),
        EventKind::PaymentBegun => ("다시 결제를 시작했어요", "Another attempt to pay"),
        EventKind::RefundRequested => ("환불을 시작했어요", "Refund begun"),
        EventKind::RefundSucceeded => ("환불되었어요", "Refunded"),
        EventKind::RefundFailed => ("환불을 확인하고 있어요", "The refund is being looked into"),
        EventKind::Waits => ("기다리기로 하셨어요", "You chose to wait"),
        EventKind::LinesDropped => ("보낼 수 없는 상품을 뺐어요", "Taken out of the order"),
        EventKind::Fulfillment(state) => return happened_to_part(state),
        EventKind::PaymentAuthorized | EventKind::PaymentVoided | EventKind::Unfulfillable => {
            return None;
        }
    };
    Some(text(ko, en))
}

fn happened_to_part(state: S) -> Option<Text> {
    let (ko, en) = match state {
        S::Accepted => ("준비를 시작했어요", "Being prepared"),
        S::Packed => ("포장을 마쳤어요", "Packed"),
        S::HandedOver => ("발송했어요", "Sent"),
        S::InTransit => ("매장으로 보냈어요", "Sent to the store"),
        S::ReceivedAtStore => ("매장에 도착했어요", "Arrived at the store"),
        S::ReadyForPickup => ("찾으러 오실 수 있어요", "Ready to pick up"),
        S::PickedUp => ("찾아가셨어요", "Picked up"),
        S::Delivered => ("도착했어요", "Arrived"),
        S::NoShow => ("찾으러 오시지 않았어요", "Not picked up"),
        S::Rejected | S::TimedOut => ("보내는 곳을 바꿨어요", "Sent from another place"),
        S::Routing | S::Offered | S::Picking | S::ReturnedToStock | S::Cancelled => return None,
    };
    Some(text(ko, en))
}

/// `3개`, as beside a title.
pub fn times(locale: Locale, quantity: u32) -> String {
    match locale {
        Locale::Ko => format!("{quantity}개"),
        Locale::En => format!("× {quantity}"),
    }
}

pub fn minutes_left(locale: Locale, minutes: u64) -> String {
    match locale {
        Locale::Ko => format!("너무 여러 번 조회했어요. {minutes}분 뒤에 다시 해 주세요."),
        Locale::En => format!("Too many attempts. Please try again in {minutes} min."),
    }
}

/// `달 조명 외 2개`, as an order is called in a list.
pub fn title_of(order: &Order, locale: Locale) -> String {
    let first = order
        .lines
        .first()
        .map_or("", |line| line.title.get(locale));
    match (locale, order.lines.len().saturating_sub(1)) {
        (_, 0) => first.to_owned(),
        (Locale::Ko, others) => format!("{first} 외 {others}가지"),
        (Locale::En, others) => format!("{first} and {others} more"),
    }
}
