//! `/account` and what is under it: private pages that the server draws.

mod devices;
mod drawn;
mod field;
mod overview;
mod password;
mod seen;
mod sign;
mod words;

pub use seen::{AccountProblem, AccountSeen, Device, Done, Field, Private, Said};

use super::private::PrivatePage;

impl AccountSeen {
    pub fn page(self) -> PrivatePage {
        PrivatePage::new(move || drawn::html(self.clone()))
    }
}
