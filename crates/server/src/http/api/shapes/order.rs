//! Orders, as far as whoever asks may see them.

use super::parts::{FulfillmentShape, PartShape, lines, parts};
use super::{DiscountShape, MoneyShape, TextShape, time};
use baguni_commerce::address::Address;
use baguni_commerce::order::{
    Contact, Delivery, LineItem, Order, OrderPayment, Origin, Refund, RefundState,
};
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

#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = Cancellation)]
pub struct CancelBody {
    /// In a few words; the history keeps it.
    pub reason: String,
}

/// What was taken.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Collect)]
pub struct CollectBody {
    /// As it was shown to whoever took it: refused where another amount is to be paid by now. Without
    /// it, it is what is to be paid.
    pub amount: Option<MoneyShape>,
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
            lines: order.lines.iter().map(|one| line(one, sight)).collect(),
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

    pub fn with_history(mut self, events: &[KeptEvent], sight: Sight) -> Self {
        let events = events.iter();
        self.history = Some(events.map(|event| told(event, sight)).collect());
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

fn line(line: &LineItem, sight: Sight) -> OrderLineShape {
    OrderLineShape {
        id: line.id.0,
        sku: line.sku.to_string(),
        product: line.handle.to_string(),
        title: (&line.title).into(),
        choices: line.choices.iter().map(Into::into).collect(),
        unit: line.unit.amount.into(),
        quantity: line.quantity,
        total: line.total.into(),
        origin: line.origin.as_ref().map(|sold| origin(sold, sight)),
    }
}

/// Who of the staff it was is theirs to know.
fn origin(origin: &Origin, sight: Sight) -> OriginShape {
    let told = sight != Sight::Own;
    OriginShape {
        location: origin.location.to_string(),
        device: origin.device.clone(),
        associate: origin.associate.clone().filter(|_| told),
    }
}

/// A shopper is told that it was somebody of the staff, and not who.
fn told(event: &KeptEvent, sight: Sight) -> EventShape {
    let actor = match event.actor.split_once(':') {
        Some(("staff", _)) if sight == Sight::Own => "staff",
        _ => &event.actor,
    };
    EventShape {
        at: time(event.at),
        kind: event.kind.code().to_owned(),
        fulfillment: event.fulfillment.map(|id| id.0),
        actor: actor.to_owned(),
        reason: event.reason.clone(),
        state_before: event.before.code().to_owned(),
        state_after: event.after.code().to_owned(),
    }
}
