//! What orders, their parts and whoever acts on them are called.

use super::words::pick;
use baguni_commerce::order::{
    Channel, FulfillmentState, FulfillmentStatus, Method, OrderState, PaymentStatus, RejectReason,
    Role,
};
use baguni_commerce::{Locale, PaymentState};

pub fn state(locale: Locale, state: FulfillmentState) -> String {
    use FulfillmentState as S;
    let (ko, en) = match state {
        S::Routing => ("결제 대기", "Waiting for payment"),
        S::Offered => ("수락 대기", "To accept"),
        S::Accepted => ("수락함", "Accepted"),
        S::Picking => ("피킹 중", "Picking"),
        S::Packed => ("포장됨", "Packed"),
        S::HandedOver => ("배송 중", "With the carrier"),
        S::Delivered => ("배송 완료", "Delivered"),
        S::InTransit => ("매장으로 이동 중", "On the way to the store"),
        S::ReceivedAtStore => ("매장 도착", "At the store"),
        S::ReadyForPickup => ("수령 가능", "Ready for pickup"),
        S::PickedUp => ("수령 완료", "Picked up"),
        S::NoShow => ("찾아가지 않음", "Not picked up"),
        S::ReturnedToStock => ("재고로 되돌림", "Back on the shelf"),
        S::Rejected => ("거절됨", "Rejected"),
        S::TimedOut => ("응답 없음", "Not answered"),
        S::Cancelled => ("취소됨", "Cancelled"),
    };
    pick(locale, ko, en)
}

pub fn method(locale: Locale, method: &Method) -> String {
    let (ko, en) = match method {
        Method::Ship => ("택배", "Ship"),
        Method::Pickup => ("매장 수령", "Pickup"),
        Method::ShipToStore { .. } => ("매장으로 보내기", "Ship to store"),
    };
    pick(locale, ko, en)
}

pub fn reject(locale: Locale, reason: RejectReason) -> String {
    let (ko, en) = match reason {
        RejectReason::NotInStock => ("진열대에 없어요", "It is not on the shelf"),
        RejectReason::Damaged => ("있지만 팔 수 없는 상태예요", "It cannot be sold as it is"),
        RejectReason::TooBusy => ("지금은 손이 모자라요", "Nobody has the time"),
        RejectReason::Closing => ("곧 문을 닫아요", "We are closing"),
    };
    pick(locale, ko, en)
}

pub fn role(locale: Locale, role: Role) -> String {
    let (ko, en) = match role {
        Role::Associate => ("직원", "Associate"),
        Role::Manager => ("매장 책임자", "Manager"),
        Role::Merchant => ("운영자", "Merchant"),
    };
    pick(locale, ko, en)
}

pub fn order_state(locale: Locale, state: OrderState) -> String {
    let (ko, en) = match state {
        OrderState::PendingPayment => ("결제 대기", "Waiting for payment"),
        OrderState::Placed => ("진행 중", "In progress"),
        OrderState::OnHold => ("고객 선택 대기", "Customer decides"),
        OrderState::Completed => ("완료", "Completed"),
        OrderState::Expired => ("결제 시간 지남", "Not paid in time"),
        OrderState::Cancelled => ("취소", "Cancelled"),
    };
    pick(locale, ko, en)
}

pub fn payment_status(locale: Locale, status: PaymentStatus) -> String {
    let (ko, en) = match status {
        PaymentStatus::Unpaid => ("미결제", "Unpaid"),
        PaymentStatus::Authorized => ("승인됨", "Authorized"),
        PaymentStatus::Paid => ("결제 완료", "Paid"),
        PaymentStatus::PartiallyRefunded => ("일부 환불", "Partly refunded"),
        PaymentStatus::Refunded => ("환불 완료", "Refunded"),
        PaymentStatus::Failed => ("결제 실패", "Failed"),
        PaymentStatus::Voided => ("결제 취소", "Voided"),
    };
    pick(locale, ko, en)
}

pub fn payment_state(locale: Locale, state: PaymentState) -> String {
    use PaymentState as S;
    let (ko, en) = match state {
        S::Created => ("시작함", "begun"),
        S::RequiresAction => ("고객 확인 필요", "needs the customer"),
        S::Authorized => ("승인됨", "authorized"),
        S::Captured => ("받음", "captured"),
        S::AwaitingDeposit => ("입금 대기", "waits for a transfer"),
        S::Failed => ("실패", "failed"),
        S::Expired => ("시간 지남", "expired"),
        S::Voided => ("취소됨", "voided"),
        S::Refunded => ("환불함", "refunded"),
    };
    pick(locale, ko, en)
}

pub fn fulfillment_status(locale: Locale, status: FulfillmentStatus) -> String {
    use FulfillmentStatus as S;
    let (ko, en) = match status {
        S::Unfulfilled => ("준비 전", "Not begun"),
        S::InProgress => ("준비 중", "In progress"),
        S::ReadyForPickup => ("수령 가능", "Ready for pickup"),
        S::PartiallyFulfilled => ("일부 전달", "Partly done"),
        S::Fulfilled => ("전달 완료", "Done"),
        S::Unfulfillable => ("보낼 수 없음", "Cannot be sent"),
        S::Cancelled => ("취소", "Cancelled"),
    };
    pick(locale, ko, en)
}

pub fn channel(locale: Locale, channel: Channel) -> String {
    let (ko, en) = match channel {
        Channel::Web => ("웹", "Web"),
        Channel::App => ("앱", "App"),
        Channel::Kiosk => ("키오스크", "Kiosk"),
        Channel::Store => ("매장", "Store"),
        Channel::Phone => ("전화", "Phone"),
        Channel::Chat => ("채팅", "Chat"),
        Channel::Email => ("이메일", "E-mail"),
        Channel::Social => ("소셜", "Social"),
        Channel::Marketplace => ("마켓플레이스", "Marketplace"),
    };
    pick(locale, ko, en)
}

/// Why something happened to an order, as the order keeps it; a person's own words as they are.
pub fn reason(locale: Locale, code: &str) -> String {
    let (ko, en) = match code {
        "not_in_stock" => ("진열대에 없음", "not on the shelf"),
        "damaged" => ("팔 수 없는 상태", "cannot be sold"),
        "too_busy" => ("손이 모자람", "too busy"),
        "closing" => ("문 닫을 시간", "closing"),
        "no_answer" => ("제때 답하지 않음", "no answer in time"),
        "no_show" => ("찾아가지 않음", "not picked up"),
        "not_paid" => ("결제하지 않음", "not paid"),
        "not_wanted" => ("필요 없어진 결제", "money that came too late"),
        "nothing_sent" => ("보낸 것이 없음", "nothing was sent"),
        "unfulfillable" => ("보낼 수 없음", "cannot be sent"),
        "not_chosen" => ("고객이 고르지 않음", "the customer did not choose"),
        other => return other.to_owned(),
    };
    pick(locale, ko, en)
}

/// What happened, by its code.
pub fn event(locale: Locale, code: &str) -> String {
    let (ko, en) = match code {
        "order_opened" => ("주문이 들어옴", "Order received"),
        "order_placed" => ("주문 확정", "Order placed"),
        "order_held" => ("고객 선택을 기다림", "Waits for the customer"),
        "order_cancelled" => ("주문 취소", "Order cancelled"),
        "order_expired" => ("결제 시간 지남", "Not paid in time"),
        "order_completed" => ("주문 완료", "Order completed"),
        "payment_authorized" => ("결제 승인", "Payment authorized"),
        "payment_captured" => ("결제 완료", "Payment captured"),
        "payment_failed" => ("결제 실패", "Payment failed"),
        "payment_requires_action" => ("결제 확인 필요", "Payment needs the customer"),
        "payment_voided" => ("결제 취소", "Payment voided"),
        "payment_differs" => ("결제 금액이 다름", "Another amount was paid"),
        "payment_begun" => ("결제 시작", "Payment begun"),
        "refund_requested" => ("환불 요청", "Refund asked for"),
        "refund_succeeded" => ("환불 완료", "Refunded"),
        "refund_failed" => ("환불 실패", "Refund failed"),
        "unfulfillable" => ("보낼 곳을 찾지 못함", "No place can send it"),
        "waits" => ("고객이 기다리기로 함", "The customer waits"),
        "lines_dropped" => ("보낼 수 없는 상품을 뺌", "Taken out what cannot be sent"),
        code => {
            let known = FulfillmentState::ALL
                .into_iter()
                .find(|one| one.code() == code);
            return known.map_or_else(|| code.to_owned(), |known| state(locale, known));
        }
    };
    pick(locale, ko, en)
}

/// Who did it, as histories name them (`commerce::order::Actor::name`).
pub fn actor(locale: Locale, raw: &str) -> String {
    let mut steps = raw.splitn(3, ':');
    match (steps.next(), steps.next(), steps.next()) {
        (Some("staff"), _, Some(name)) => name.to_owned(),
        (Some("shopper"), ..) => pick(locale, "고객", "Customer"),
        (Some("system"), ..) => pick(locale, "자동", "Automatic"),
        (Some("provider"), ..) => pick(locale, "결제사", "Payment provider"),
        _ => raw.to_owned(),
    }
}
