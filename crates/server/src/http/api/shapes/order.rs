//! Orders, as far as whoever asks may see them.

use super::{DiscountShape, MoneyShape, TextShape, time};
use baguni_commerce::address::Address;
use baguni_commerce::order::{
    Contact, Delivery, Fulfillment, LineItem, Method, Order, OrderPayment, Origin, Refund,
    RefundState,
};
use baguni_commerce::promise::Promise;
use baguni_storage::KeptEvent;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who looks at an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// Whose order it is.
    Own,
    Merchant,
    Manager,
    Associate,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrderList {
    /// The newest first.
    pub data: Vec<OrderShape>,
    /// For the next page; none on the last.
    pub next_cursor: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Order)]
pub struct OrderShape {
    #[schema(example = "7K3M-9QXT-2DW8")]
    pub number: String,
    /// `pending_payment`, `placed`, `on_hold`, `completed`, `expired` or `cancelled`.
    pub state: String,
    /// `unpaid`, `authorized`, `paid`, `partially_refunded`, `refunded`, `failed` or `voided`.
    pub payment_status: String,
    /// `unfulfilled`, `in_progress`, `ready_for_pickup`, `partially_fulfilled`, `fulfilled`,
    /// `unfulfillable` or `cancelled`.
    pub fulfillment_status: String,
    /// `web`, `app`, `kiosk`, `store` and others.
    pub channel: String,
    #[schema(format = DateTime)]
    pub placed_at: String,
    /// It expires if it is not paid for by then.
    #[schema(format = DateTime)]
    pub pay_by: Option<String>,
    pub is_cancellable: bool,
    pub contact: ContactShape,
    pub lines: Vec<OrderLineShape>,
    pub subtotal: MoneyShape,
    pub discount: MoneyShape,
    pub shipping: MoneyShape,
    pub total: MoneyShape,
    /// Inside the total.
    pub vat: MoneyShape,
    pub discounts: Vec<DiscountShape>,
    pub delivery: DeliveryShape,
    pub fulfillments: Vec<FulfillmentShape>,
    pub payments: Vec<PaymentShape>,
    /// Lines that no place can send now: the shopper chooses what becomes of them.
    pub unfulfillable: Vec<PartShape>,
    pub reason: Option<String>,
    /// Grows with every change.
    pub version: u32,
    /// What happened, oldest first. Lists leave it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<EventShape>>,
}

/// An associate is told the name only.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Contact)]
pub struct ContactShape {
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = OrderLine)]
pub struct OrderLineShape {
    pub id: u16,
    pub sku: String,
    /// Of its product when it was sold.
    pub product: String,
    pub title: TextShape,
    pub choices: Vec<TextShape>,
    pub unit: MoneyShape,
    pub quantity: u32,
    /// After all discounts.
    pub total: MoneyShape,
    /// The store that sold it, whatever place sends it.
    pub origin: Option<OriginShape>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Origin)]
pub struct OriginShape {
    pub location: String,
    pub device: Option<String>,
    pub associate: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Delivery)]
pub struct DeliveryShape {
    /// `ship` or `pickup`.
    pub method: String,
    pub address: Option<AddressShape>,
    /// The id of the shipping method.
    pub shipping: Option<String>,
    /// The store where it is picked up.
    pub location: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Address)]
pub struct AddressShape {
    pub recipient: String,
    pub phone: Option<String>,
    pub postcode: String,
    pub region: String,
    pub street: String,
    pub detail: String,
    pub note: String,
}

/// What one place takes care of.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Fulfillment)]
pub struct FulfillmentShape {
    pub id: u16,
    pub location: String,
    /// `ship`, `pickup` or `ship_to_store`.
    pub method: String,
    /// The store that it is sent to.
    pub to: Option<String>,
    pub lines: Vec<PartShape>,
    /// `routing`, `offered`, `accepted`, `picking`, `packed`, `handed_over`, `delivered`,
    /// `in_transit`, `received_at_store`, `ready_for_pickup`, `picked_up`, `no_show`,
    /// `returned_to_stock`, `rejected`, `timed_out` or `cancelled`.
    pub state: String,
    #[schema(format = DateTime)]
    pub since: String,
    #[schema(format = DateTime)]
    pub accept_by: Option<String>,
    pub promise: PromiseShape,
    /// The six digits, to the shopper alone.
    pub pickup_code: Option<String>,
    pub tracking: Option<String>,
    pub reason: Option<String>,
}

/// So many of a line.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = LinePart)]
pub struct PartShape {
    pub line: u16,
    pub quantity: u32,
}

/// What the shopper was promised: days in Seoul, or a moment.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Promise)]
pub struct PromiseShape {
    /// `ready_by`, `ready_on` or `delivery`.
    pub kind: String,
    pub by: Option<String>,
    pub from: Option<String>,
    pub until: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Payment)]
pub struct PaymentShape {
    /// Its name at the provider; to the shopper and to merchants.
    pub id: Option<String>,
    pub provider: String,
    pub state: String,
    pub amount: MoneyShape,
    pub authorized: MoneyShape,
    pub captured: MoneyShape,
    pub refunds: Vec<RefundShape>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Refund)]
pub struct RefundShape {
    pub id: String,
    pub amount: MoneyShape,
    /// `pending`, `succeeded` or `failed`.
    pub state: String,
    pub reason: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = OrderEvent)]
pub struct EventShape {
    #[schema(format = DateTime)]
    pub at: String,
    pub kind: String,
    pub fulfillment: Option<u16>,
    /// Who: `shopper`, `system`, a provider or somebody of the staff.
    pub actor: String,
    pub reason: Option<String>,
    pub state_before: String,
    pub state_after: String,
}

/// What a step needs to know; most need nothing.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = StepDetails)]
pub struct StepBody {
    /// Of `reject`: `not_in_stock`, `damaged`, `too_busy` or `closing`.
    pub reason: Option<String>,
    /// Of `hand-over`: the carrier's number.
    pub tracking: Option<String>,
    /// Of `pick-up`: the six digits that the shopper says.
    pub code: Option<String>,
    /// Of `pick-up`: the signature in the code that the shopper shows.
    pub signature: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = Cancellation)]
pub struct CancelBody {
    /// In a few words; the history keeps it.
    pub reason: String,
}

impl OrderShape {
    pub fn of(order: &Order, sight: Sight) -> Self {
        let totals = &order.totals;
        Self {
            number: order.number.to_string(),
            state: order.state.code().to_owned(),
            payment_status: order.payment_status().code().to_owned(),
            fulfillment_status: order.fulfillment_status().code().to_owned(),
            channel: order.channel.code().to_owned(),
            placed_at: time(order.placed_at),
            pay_by: order.pay_by.map(time),
            is_cancellable: order.is_cancellable(),
            contact: contact(&order.contact, sight),
            lines: order.lines.iter().map(Into::into).collect(),
            subtotal: totals.subtotal.into(),
            discount: totals.discount.into(),
            shipping: totals.shipping.into(),
            total: totals.total.into(),
            vat: totals.vat.into(),
            discounts: order.discounts.iter().map(Into::into).collect(),
            delivery: delivery(&order.delivery, sight),
            fulfillments: parts(order, sight),
            payments: order
                .payments
                .iter()
                .map(|one| payment(one, sight))
                .collect(),
            unfulfillable: lines(&order.unfulfillable),
            reason: order.reason.clone(),
            version: order.version,
            history: None,
        }
    }

    pub fn with_history(mut self, events: &[KeptEvent]) -> Self {
        self.history = Some(events.iter().map(Into::into).collect());
        self
    }
}

fn contact(contact: &Contact, sight: Sight) -> ContactShape {
    let told = sight != Sight::Associate;
    ContactShape {
        name: contact.name.clone(),
        email: told.then(|| contact.email.to_string()),
        phone: told.then(|| contact.phone.to_string()),
    }
}

fn delivery(delivery: &Delivery, sight: Sight) -> DeliveryShape {
    match delivery {
        Delivery::Ship {
            address, method, ..
        } => DeliveryShape {
            method: "ship".to_owned(),
            address: Some(place(address, sight)),
            shipping: Some(method.clone()),
            location: None,
        },
        Delivery::Pickup { location } => DeliveryShape {
            method: "pickup".to_owned(),
            address: None,
            shipping: None,
            location: Some(location.to_string()),
        },
    }
}

fn place(address: &Address, sight: Sight) -> AddressShape {
    let told = sight != Sight::Associate;
    AddressShape {
        recipient: address.recipient().to_string(),
        phone: told.then(|| address.phone().to_string()),
        postcode: address.postcode().to_string(),
        region: address.region().to_owned(),
        street: address.street().to_owned(),
        detail: address.detail().to_owned(),
        note: address.note().to_owned(),
    }
}

fn parts(order: &Order, sight: Sight) -> Vec<FulfillmentShape> {
    let parts = order.fulfillments.iter();
    parts.map(|one| part(one, sight)).collect()
}

fn part(part: &Fulfillment, sight: Sight) -> FulfillmentShape {
    let (method, to) = match &part.method {
        Method::Ship => ("ship", None),
        Method::Pickup => ("pickup", None),
        Method::ShipToStore { to } => ("ship_to_store", Some(to.to_string())),
    };
    let code = part.code.filter(|_| sight == Sight::Own);
    FulfillmentShape {
        id: part.id.0,
        location: part.location.to_string(),
        method: method.to_owned(),
        to,
        lines: lines(&part.lines),
        state: part.state.code().to_owned(),
        since: time(part.since),
        accept_by: part.accept_by.map(time),
        promise: promise(part.promise),
        pickup_code: code.map(|code| code.to_string()),
        tracking: part.tracking.clone(),
        reason: part.reason.clone(),
    }
}

fn lines(lines: &[(baguni_commerce::order::LineId, u32)]) -> Vec<PartShape> {
    let lines = lines.iter();
    lines
        .map(|(line, quantity)| PartShape {
            line: line.0,
            quantity: *quantity,
        })
        .collect()
}

fn promise(promise: Promise) -> PromiseShape {
    let (kind, by, days) = match promise {
        Promise::ReadyBy(at) => ("ready_by", Some(time(at)), None),
        Promise::ReadyOn { from, until } => ("ready_on", None, Some((from, until))),
        Promise::Delivery { from, until } => ("delivery", None, Some((from, until))),
    };
    PromiseShape {
        kind: kind.to_owned(),
        by,
        from: days.map(|(from, _)| from.to_string()),
        until: days.map(|(_, until)| until.to_string()),
    }
}

fn payment(payment: &OrderPayment, sight: Sight) -> PaymentShape {
    let told = matches!(sight, Sight::Own | Sight::Merchant);
    PaymentShape {
        id: told.then(|| payment.id.to_string()),
        provider: payment.provider.clone(),
        state: payment.state.code().to_owned(),
        amount: payment.amount.into(),
        authorized: payment.authorized.into(),
        captured: payment.captured.into(),
        refunds: payment.refunds.iter().map(Into::into).collect(),
    }
}

impl From<&Refund> for RefundShape {
    fn from(refund: &Refund) -> Self {
        let state = match refund.state {
            RefundState::Pending => "pending",
            RefundState::Succeeded => "succeeded",
            RefundState::Failed => "failed",
        };
        Self {
            id: refund.id.to_string(),
            amount: refund.amount.into(),
            state: state.to_owned(),
            reason: refund.reason.clone(),
        }
    }
}

impl From<&LineItem> for OrderLineShape {
    fn from(line: &LineItem) -> Self {
        Self {
            id: line.id.0,
            sku: line.sku.to_string(),
            product: line.handle.to_string(),
            title: (&line.title).into(),
            choices: line.choices.iter().map(Into::into).collect(),
            unit: line.unit.amount.into(),
            quantity: line.quantity,
            total: line.total.into(),
            origin: line.origin.as_ref().map(Into::into),
        }
    }
}

impl From<&Origin> for OriginShape {
    fn from(origin: &Origin) -> Self {
        Self {
            location: origin.location.to_string(),
            device: origin.device.clone(),
            associate: origin.associate.clone(),
        }
    }
}

impl From<&KeptEvent> for EventShape {
    fn from(event: &KeptEvent) -> Self {
        Self {
            at: time(event.at),
            kind: event.kind.code().to_owned(),
            fulfillment: event.fulfillment.map(|id| id.0),
            actor: event.actor.clone(),
            reason: event.reason.clone(),
            state_before: event.before.code().to_owned(),
            state_after: event.after.code().to_owned(),
        }
    }
}
