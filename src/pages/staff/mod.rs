//! `/staff` and `/admin`: the screens of those who work for the shop. The server draws them whole,
//! outside of the shop's app; nothing of them is in the bundle.

mod buyer;
mod calls;
mod codes;
mod devices;
mod devices_seen;
mod devices_words;
mod frame;
mod hand_over;
mod order;
mod orders;
mod origins;
mod part;
mod parts;
mod refunds;
mod said;
mod sale;
mod seen;
mod sign;
mod stock;
mod tickets;
mod words;
mod work;

pub use calls::CallSeen;
pub use devices_seen::{
    DeviceField, DeviceForm, DevicePage, DeviceSeen, DeviceState, DevicesPage, Digits, Noted,
};
pub use frame::document;
pub use said::{Said, ScreenSaid};
pub use seen::{
    BuyerPage, Found, Handing, Happened, Narrowed, OnTheWay, OrderPage, OrdersPage, Owed, Part,
    PartPage, Picked, PlaceName, Places, SaleLine, SalePage, SignInProblem, StaffPage, StaffSeen,
    Thing, Things, Today, VariantPage, WorkList,
};
pub use tickets::{OpenTicket, TicketSeen};
