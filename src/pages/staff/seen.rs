//! What the server knew of a page of the staff before it drew it.

use super::calls::CallSeen;
use super::devices_seen::{DevicePage, DevicesPage};
use super::said::Said;
use super::tickets::TicketSeen;
use baguni_commerce::address::AddressProblem;
use baguni_commerce::checkout::{CheckoutForm, CheckoutProblem};
use baguni_commerce::order::{
    Channel, Fulfillment, FulfillmentId, Order, OrderState, PaymentStatus, Refund, RefundState,
    Staff,
};
use baguni_commerce::promise::Promise;
use baguni_commerce::quote::Quote;
use baguni_commerce::stock::{LocationKind, StockMovement, TransferId};
use baguni_commerce::{
    CartLines, Handle, Locale, Quantity, RefundId, ShippingMethod, Sku, StockLevel, Text,
};
use std::collections::BTreeMap;

/// One page for one of the staff.
#[derive(Clone, Debug)]
pub struct StaffSeen {
    pub locale: Locale,
    /// Path and query without the language's prefix.
    pub path: String,
    /// Links to stylesheets, as HTML of the server's own.
    pub head: String,
    /// Milliseconds since 1970.
    pub now: u64,
    /// Who is signed in, and where they work now.
    pub staff: Option<Staff>,
    /// All places of the shop, in its order.
    pub places: Vec<PlaceName>,
    pub said: Option<Said>,
    pub page: StaffPage,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PlaceName {
    pub handle: Handle,
    pub kind: LocationKind,
    pub name: Text,
}

#[derive(Clone, Debug)]
pub enum StaffPage {
    SignIn {
        email: String,
        next: String,
        wrong: Option<SignInProblem>,
    },
    /// Signed in, and no staff: or not staff enough for this.
    NoAccess,
    NotFound,
    /// A merchant has to say where first.
    ChoosePlace,
    Today(Today),
    Work(WorkList, Vec<Part>),
    Pick(Vec<Picked>),
    Part(Box<PartPage>),
    HandOver(Option<Box<Handing>>),
    Stock(Found),
    Variant(Box<VariantPage>),
    Transfers(Vec<OnTheWay>),
    Sale(SalePage),
    Buyer(Box<BuyerPage>),
    Order(Box<OrderPage>),
    Orders(Box<OrdersPage>),
    Devices(Box<DevicesPage>),
    Device(Box<DevicePage>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInProblem {
    Wrong,
    /// For so many minutes.
    TooMany(u64),
    Busy,
}

/// Parts of orders by what is to be done with them at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkList {
    /// Offered to the place, which has not answered.
    Accept,
    Pick,
    /// Packed: to the carrier, or to the shelf of what is picked up.
    Packed,
    /// Somebody comes for it.
    Ready,
    /// On its way here from another place, or just come.
    Incoming,
    /// Nobody came for it: back on the shelf with it.
    NoShow,
    /// Sent, and not known to have arrived.
    Sent,
}

impl WorkList {
    pub const ALL: [Self; 7] = [
        Self::Accept,
        Self::Pick,
        Self::Packed,
        Self::Ready,
        Self::Incoming,
        Self::NoShow,
        Self::Sent,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Pick => "pick",
            Self::Packed => "packed",
            Self::Ready => "ready",
            Self::Incoming => "incoming",
            Self::NoShow => "no-show",
            Self::Sent => "sent",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.code() == code)
    }
}

#[derive(Clone, Debug, Default)]
pub struct Today {
    pub lists: BTreeMap<WorkList, usize>,
    /// Stock on its way here.
    pub transfers: usize,
    /// Of what waits for an answer, the earliest moment at which it goes elsewhere.
    pub accept_by: Option<u64>,
    /// Who waits at a screen, the longest first.
    pub calls: Vec<CallSeen>,
    /// How many screens are not heard of.
    pub silent: usize,
    /// Orders whose money is given back at the till.
    pub owed: Vec<Order>,
}

/// A part of an order, with the order that it is of.
#[derive(Clone, Debug)]
pub struct Part {
    pub order: Order,
    pub id: FulfillmentId,
}

impl Part {
    pub fn part(&self) -> Option<&Fulfillment> {
        self.order.fulfillment(self.id)
    }
}

/// A variant as it is known on sight.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Thing {
    pub title: Text,
    pub choices: Vec<Text>,
    pub barcode: Option<String>,
    pub picture: Option<String>,
}

pub type Things = BTreeMap<Sku, Thing>;

/// So many of a variant for these parts.
#[derive(Clone, Debug)]
pub struct Picked {
    pub sku: Sku,
    pub thing: Thing,
    pub quantity: u32,
    /// Number of the order, part, and how many of them.
    pub of: Vec<(String, u16, u32)>,
}

#[derive(Clone, Debug)]
pub struct PartPage {
    pub part: Part,
    pub things: Things,
    /// Names the next command.
    pub command: String,
    /// Whether whoever looks may move it on.
    pub is_here: bool,
}

/// What somebody has come for, and what proves that they may have it.
#[derive(Clone, Debug)]
pub struct Handing {
    pub part: Part,
    pub things: Things,
    pub command: String,
    /// What was typed or scanned.
    pub proof: String,
}

/// Variants that a look-up has found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub typed: String,
    pub variants: Vec<(Sku, Thing, Places)>,
}

/// How many can be promised: here, at other stores together, in warehouses together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    pub here: u32,
    pub stores: u32,
    pub warehouses: u32,
}

#[derive(Clone, Debug)]
pub struct VariantPage {
    pub sku: Sku,
    pub thing: Thing,
    pub levels: Vec<(Handle, StockLevel)>,
    /// The ledger here, newest first.
    pub ledger: Vec<StockMovement>,
    pub command: String,
    pub may_adjust: bool,
}

#[derive(Clone, Debug)]
pub struct OnTheWay {
    pub id: TransferId,
    pub sku: Sku,
    pub thing: Thing,
    pub from: Handle,
    pub to: Handle,
    pub quantity: u32,
    pub sent_at: u64,
    pub command: String,
}

/// What an associate puts together for a customer.
#[derive(Clone, Debug, Default)]
pub struct SalePage {
    /// What was put together at a screen, or why it cannot be had.
    pub ticket: Option<TicketSeen>,
    /// Names the sale on all of its pages.
    pub sale: String,
    pub lines: CartLines,
    pub chosen: Vec<SaleLine>,
    pub found: Found,
}

#[derive(Clone, Debug)]
pub struct SaleLine {
    pub sku: Sku,
    pub thing: Thing,
    pub quantity: Quantity,
    pub unit: String,
    pub places: Places,
    /// If it is sent to the customer.
    pub home: Option<Promise>,
    /// If it is picked up here.
    pub here: Option<Promise>,
}

#[derive(Clone, Debug)]
pub struct BuyerPage {
    pub lines: CartLines,
    pub chosen: Vec<SaleLine>,
    /// Names the sale, so that it is made once.
    pub sale: String,
    /// The number of the ticket that is sold.
    pub ticket: Option<String>,
    pub form: CheckoutForm,
    pub methods: Vec<ShippingMethod>,
    /// The names of providers besides the till.
    pub providers: Vec<String>,
    pub problems: Vec<CheckoutProblem>,
    /// What it costs, once it has been asked.
    pub quote: Option<Quote>,
}

impl BuyerPage {
    pub fn problem_at(&self, field: &str) -> Option<&CheckoutProblem> {
        self.problems.iter().find(|one| one.field() == field)
    }

    pub fn address_problem(&self, field: &str) -> Option<&AddressProblem> {
        self.problems.iter().find_map(|problem| match problem {
            CheckoutProblem::Address(problem) if problem.field.name() == field => Some(problem),
            _ => None,
        })
    }
}

/// Something that happened to an order.
#[derive(Clone, Debug)]
pub struct Happened {
    pub kind: String,
    pub part: Option<u16>,
    pub actor: String,
    pub reason: Option<String>,
    pub at: u64,
}

#[derive(Clone, Debug)]
pub struct OrderPage {
    pub order: Order,
    pub things: Things,
    pub history: Vec<Happened>,
    pub command: String,
    /// Everything may be seen and the order called off; else only what an associate needs.
    pub for_merchant: bool,
    /// The refunds that whoever looks can do something about.
    pub owed: Vec<(Owed, RefundId)>,
    /// Whether whoever looks may choose in the customer's place.
    pub may_choose: bool,
    /// Where the customer sees the order and pays for it, and the same as a QR in SVG.
    pub link: Option<(String, String)>,
}

/// Money on its way back that waits for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owed {
    /// It was taken at a till, and is given back there.
    AtTill,
    /// The provider would not give it back.
    Refused,
}

impl Owed {
    pub const ALL: [Self; 2] = [Self::AtTill, Self::Refused];

    pub fn code(self) -> &'static str {
        match self {
            Self::AtTill => "at-till",
            Self::Refused => "refused",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|owed| owed.code() == code)
    }

    /// The refunds of an order that wait so.
    pub fn of(self, order: &Order) -> impl Iterator<Item = &Refund> {
        let payments = order.payments.iter();
        let payments = payments.filter(move |one| self == Self::Refused || one.is_at_store());
        let waits = match self {
            Self::AtTill => RefundState::Pending,
            Self::Refused => RefundState::Failed,
        };
        let refunds = payments.flat_map(|payment| &payment.refunds);
        refunds.filter(move |refund| refund.state == waits)
    }
}

/// How the merchant has narrowed the orders, as it stands in the query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Narrowed {
    pub state: Option<OrderState>,
    pub channel: Option<Channel>,
    pub location: Option<Handle>,
    pub payment: Option<PaymentStatus>,
    pub owed: Option<Owed>,
    /// Days, as `2026-11-22`.
    pub from: String,
    pub until: String,
    pub text: String,
}

#[derive(Clone, Debug)]
pub struct OrdersPage {
    pub narrowed: Narrowed,
    pub orders: Vec<Order>,
    /// How many there are; not known where they are narrowed by payment or by refunds.
    pub total: Option<u64>,
    /// The query of the next page.
    pub next: Option<String>,
    /// Whether it is not the first page.
    pub is_later: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for list in WorkList::ALL {
            assert_eq!(WorkList::from_code(list.code()), Some(list));
        }
        assert_eq!(WorkList::from_code(""), None);
        for owed in Owed::ALL {
            assert_eq!(Owed::from_code(owed.code()), Some(owed));
        }
    }
}
