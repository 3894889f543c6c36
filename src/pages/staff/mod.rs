//! `/staff` and `/admin`: the screens of those who work for the shop. The server draws them whole,
//! outside of the shop's app; nothing of them is in the bundle.

mod buyer;
mod codes;
mod frame;
mod hand_over;
mod order;
mod orders;
mod part;
mod parts;
mod sale;
mod seen;
mod sign;
mod stock;
mod words;
mod work;

pub use frame::document;
pub use seen::{
    BuyerPage, Found, Handing, Happened, Narrowed, OnTheWay, OrderPage, OrdersPage, Part, PartPage,
    Picked, PlaceName, Places, Said, SaleLine, SalePage, SignInProblem, StaffPage, StaffSeen,
    Thing, Things, Today, VariantPage, WorkList,
};
