//! `baguni stock`, as it is typed.

use baguni_commerce::stock::AdjustReason;
use baguni_commerce::{Handle, Sku};
use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Subcommand)]
pub enum Stock {
    /// Say where a variant is and what of it can be sold.
    Show {
        sku: Sku,
        /// How many of its last movements are listed.
        #[arg(long, env = "BAGUNI_STOCK_LAST", default_value_t = 0)]
        last: u32,
    },
    /// Say how many of a variant are at a location. Open pages show it at once.
    Count(Count),
    /// Hold every level against the ledger it must be the sum of.
    Check,
}

#[derive(Debug, Args)]
pub struct Count {
    pub sku: Sku,
    /// The handle of the store or warehouse.
    pub location: Handle,
    /// How many are there, those promised to orders among them.
    pub on_hand: u32,
    /// Why the number is another.
    #[arg(long, env = "BAGUNI_STOCK_REASON", default_value = "counted")]
    pub reason: TypedReason,
}

/// As `commerce::stock::AdjustReason`, to be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TypedReason {
    Counted,
    Damaged,
    Lost,
    Found,
    Returned,
}

impl From<TypedReason> for AdjustReason {
    fn from(typed: TypedReason) -> Self {
        match typed {
            TypedReason::Counted => Self::Counted,
            TypedReason::Damaged => Self::Damaged,
            TypedReason::Lost => Self::Lost,
            TypedReason::Found => Self::Found,
            TypedReason::Returned => Self::Returned,
        }
    }
}
