//! The words for what happened to stock, as they stand in the ledger.

use baguni_commerce::MovementKind;
use baguni_commerce::stock::AdjustReason;

/// The kind, and of an adjustment its reason.
pub(super) fn kind(kind: MovementKind) -> (&'static str, Option<&'static str>) {
    match kind {
        MovementKind::Received => ("received", None),
        MovementKind::Allocated => ("allocated", None),
        MovementKind::Shipped => ("shipped", None),
        MovementKind::Released => ("released", None),
        MovementKind::Adjusted(why) => ("adjusted", Some(reason(why))),
        MovementKind::TransferredOut => ("transferred-out", None),
        MovementKind::TransferredIn => ("transferred-in", None),
    }
}

pub(super) fn read_kind(code: &str, why: Option<&str>) -> Option<MovementKind> {
    let reason_of = |why: &str| AdjustReason::ALL.into_iter().find(|r| reason(*r) == why);
    Some(match code {
        "received" => MovementKind::Received,
        "allocated" => MovementKind::Allocated,
        "shipped" => MovementKind::Shipped,
        "released" => MovementKind::Released,
        "adjusted" => MovementKind::Adjusted(reason_of(why?)?),
        "transferred-out" => MovementKind::TransferredOut,
        "transferred-in" => MovementKind::TransferredIn,
        _ => return None,
    })
}

fn reason(reason: AdjustReason) -> &'static str {
    match reason {
        AdjustReason::Counted => "counted",
        AdjustReason::Damaged => "damaged",
        AdjustReason::Lost => "lost",
        AdjustReason::Found => "found",
        AdjustReason::NotOnShelf => "not-on-shelf",
        AdjustReason::Imported => "imported",
        AdjustReason::Returned => "returned",
    }
}
