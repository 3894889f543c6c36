//! Levels of stock, corrections and transfers.

use super::{TextShape, time};
use baguni_commerce::stock::AdjustReason;
use baguni_commerce::{Handle, LocationKind, Sku, StockLevel, StockLocation};
use baguni_storage::Transfer;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StockList {
    pub data: Vec<StockShape>,
    /// For the next page; none on the last, and none where SKUs were named.
    pub next_cursor: Option<String>,
}

/// Where a variant is.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Stock)]
pub struct StockShape {
    pub sku: String,
    pub levels: Vec<LevelShape>,
}

/// How many are at one location.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = StockLevel)]
pub struct LevelShape {
    pub location: String,
    /// Physically there.
    pub on_hand: u32,
    /// Promised to orders.
    pub allocated: u32,
    /// Held for checkouts that have begun.
    pub reserved: u32,
    /// Kept back.
    pub safety: u32,
    /// What can still be promised.
    pub available: u32,
}

impl LevelShape {
    pub fn of(location: &Handle, level: StockLevel) -> Self {
        Self {
            location: location.to_string(),
            on_hand: level.on_hand,
            allocated: level.allocated,
            reserved: level.reserved,
            safety: level.safety,
            available: level.available(),
        }
    }
}

impl StockShape {
    pub fn of(sku: &Sku, levels: &[(Handle, StockLevel)]) -> Self {
        let levels = levels.iter();
        Self {
            sku: sku.to_string(),
            levels: levels
                .map(|(at, level)| LevelShape::of(at, *level))
                .collect(),
        }
    }
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LocationList {
    pub data: Vec<LocationShape>,
}

/// A place that holds stock.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Location)]
pub struct LocationShape {
    #[schema(example = "seongsu")]
    pub handle: String,
    /// `store` or `warehouse`.
    pub kind: String,
    pub name: TextShape,
    pub address: TextShape,
    pub postcode: String,
    pub phone: String,
}

impl From<&StockLocation> for LocationShape {
    fn from(location: &StockLocation) -> Self {
        let kind = match location.kind {
            LocationKind::Store => "store",
            LocationKind::Warehouse => "warehouse",
        };
        Self {
            handle: location.handle.to_string(),
            kind: kind.to_owned(),
            name: (&location.name).into(),
            address: (&location.address).into(),
            postcode: location.postcode.clone(),
            phone: location.phone.clone(),
        }
    }
}

/// Corrects what is on hand: either `to` so many, or `by` so many more or fewer.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = StockAdjustment)]
pub struct AdjustmentBody {
    pub sku: String,
    pub location: String,
    pub to: Option<u32>,
    pub by: Option<i64>,
    /// `counted`, `damaged`, `lost`, `found`, `not_on_shelf` or `returned`.
    #[schema(example = "counted")]
    pub reason: String,
    /// What it belongs to, such as the number of a count.
    #[serde(default)]
    pub reference: String,
}

pub fn reason_of(code: &str) -> Option<AdjustReason> {
    Some(match code {
        "counted" => AdjustReason::Counted,
        "damaged" => AdjustReason::Damaged,
        "lost" => AdjustReason::Lost,
        "found" => AdjustReason::Found,
        "not_on_shelf" => AdjustReason::NotOnShelf,
        "returned" => AdjustReason::Returned,
        _ => return None,
    })
}

/// Sends stock to another location.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewTransfer)]
pub struct TransferBody {
    pub sku: String,
    pub from: String,
    pub to: String,
    pub quantity: u32,
    #[serde(default)]
    pub reference: String,
}

/// What arrived. What is missing is lost.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TransferReceipt)]
pub struct TransferReceiptBody {
    pub arrived: u32,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TransferList {
    /// Oldest first.
    pub data: Vec<TransferShape>,
}

/// Stock on its way.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Transfer)]
pub struct TransferShape {
    pub id: String,
    pub sku: String,
    pub from: String,
    pub to: String,
    pub quantity: u32,
    pub sent_by: String,
    #[schema(format = DateTime)]
    pub sent_at: String,
    /// How many arrived; none while it is on its way.
    pub received: Option<u32>,
}

impl From<Transfer> for TransferShape {
    fn from(transfer: Transfer) -> Self {
        Self {
            id: transfer.id.to_string(),
            sku: transfer.sku.to_string(),
            from: transfer.from.to_string(),
            to: transfer.to.to_string(),
            quantity: transfer.quantity,
            sent_by: transfer.sent_by,
            sent_at: time(transfer.sent_at),
            received: transfer.received,
        }
    }
}
