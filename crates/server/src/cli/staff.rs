//! `baguni staff`, as it is typed.

use baguni_commerce::order::Role;
use baguni_commerce::{Email, Handle};
use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Subcommand)]
pub enum Staff {
    /// Let an account work for the shop, or change what it works as. It signs in at /staff.
    Add(Appointment),
    /// Say who works for the shop.
    List,
    /// Make an account a customer's again.
    Remove {
        /// The e-mail address of the account.
        email: Email,
    },
}

#[derive(Debug, Args)]
pub struct Appointment {
    /// The e-mail address of an account, which its owner has made by signing up.
    pub email: Email,
    /// What it may do: an associate acts on orders and transfers of the own store, a manager also
    /// corrects stock there, a merchant does everything everywhere.
    #[arg(long, env = "BAGUNI_STAFF_ROLE")]
    pub role: TypedRole,
    /// The handle of the store or warehouse; a merchant may have none.
    #[arg(
        long,
        env = "BAGUNI_STAFF_LOCATION",
        value_name = "HANDLE",
        required_if_eq_any([("role", "associate"), ("role", "manager")])
    )]
    pub location: Option<Handle>,
}

/// As `commerce::order::Role`, to be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TypedRole {
    Associate,
    Manager,
    Merchant,
}

impl From<TypedRole> for Role {
    fn from(typed: TypedRole) -> Self {
        match typed {
            TypedRole::Associate => Self::Associate,
            TypedRole::Manager => Self::Manager,
            TypedRole::Merchant => Self::Merchant,
        }
    }
}
