//! What the shop keeps of those who work for it: which accounts, as what, and where.

use crate::StorageError;
use async_trait::async_trait;
use baguni_commerce::order::{Role, Staff};
use baguni_commerce::{Email, Handle, ShopperId};

/// Who of the staff did something: noted by the account, told by the name that it has today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// `None` where a name alone was noted, as before format 11.
    pub account: Option<ShopperId>,
    pub name: String,
}

impl From<&Staff> for Who {
    fn from(staff: &Staff) -> Self {
        Self {
            account: Some(staff.account),
            name: staff.name.clone(),
        }
    }
}

/// Who works for the shop. Times are milliseconds since 1970 and the caller's. Each call is one
/// transaction, as in [`crate::Storage`].
#[async_trait]
pub trait Staffing: Send + Sync {
    /// An account as somebody who works for the shop, under the account's name of today; `None`
    /// for a customer.
    async fn staff(&self, account: ShopperId) -> Result<Option<Staff>, StorageError>;

    /// Everybody who works for the shop, by e-mail address.
    async fn all_staff(&self) -> Result<Vec<(Email, Staff)>, StorageError>;

    /// Gives an account a role at a place, in the place of the one it had. Only a merchant works
    /// nowhere ([`StorageError::Invalid`]). [`StorageError::Unknown`] where nobody has this
    /// address, or the place is not there.
    async fn appoint(
        &self,
        email: &Email,
        role: Role,
        location: Option<&Handle>,
        now: u64,
    ) -> Result<Staff, StorageError>;

    /// Makes a customer of somebody who worked here; tells whether they did.
    async fn dismiss(&self, email: &Email) -> Result<bool, StorageError>;
}
