//! What changed between two quotes, for the page that asks whether that is all right.

use super::{AppliedPromotion, Quote, QuotedLine};
use crate::ident::{Quantity, Sku};
use crate::locale::Text;
use crate::money::Money;
use serde::{Deserialize, Serialize};

/// One thing that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Difference {
    LineNew {
        sku: Sku,
        quantity: Quantity,
    },
    LineGone {
        sku: Sku,
        quantity: Quantity,
    },
    Quantity {
        sku: Sku,
        was: Quantity,
        now: Quantity,
    },
    /// Of one piece.
    Price {
        sku: Sku,
        was: Money,
        now: Money,
    },
    PromotionNew {
        title: Text,
        amount: Money,
    },
    PromotionGone {
        title: Text,
        amount: Money,
    },
    PromotionAmount {
        title: Text,
        was: Money,
        now: Money,
    },
    Shipping {
        was: Money,
        now: Money,
    },
    /// Stands last, and whenever the totals differ.
    Total {
        was: Money,
        now: Money,
    },
}

pub(super) fn between(earlier: &Quote, now: &Quote) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut lines_before: Vec<&QuotedLine> = earlier.lines.iter().collect();
    for line in &now.lines {
        match lines_before
            .iter()
            .position(|before| before.sku == line.sku)
        {
            Some(place) => line_changed(lines_before.remove(place), line, &mut found),
            None => found.push(Difference::LineNew {
                sku: line.sku.clone(),
                quantity: line.quantity,
            }),
        }
    }
    found.extend(lines_before.into_iter().map(|line| Difference::LineGone {
        sku: line.sku.clone(),
        quantity: line.quantity,
    }));
    promotions_changed(&earlier.applied, &now.applied, &mut found);
    let (was, shipping) = (earlier.shipping.total, now.shipping.total);
    if was != shipping {
        found.push(Difference::Shipping { was, now: shipping });
    }
    if earlier.total != now.total {
        found.push(Difference::Total {
            was: earlier.total,
            now: now.total,
        });
    }
    found
}

fn line_changed(was: &QuotedLine, now: &QuotedLine, found: &mut Vec<Difference>) {
    let sku = &now.sku;
    if was.quantity != now.quantity {
        found.push(Difference::Quantity {
            sku: sku.clone(),
            was: was.quantity,
            now: now.quantity,
        });
    }
    if was.unit.amount != now.unit.amount {
        found.push(Difference::Price {
            sku: sku.clone(),
            was: was.unit.amount,
            now: now.unit.amount,
        });
    }
}

fn promotions_changed(
    earlier: &[AppliedPromotion],
    now: &[AppliedPromotion],
    found: &mut Vec<Difference>,
) {
    let find = |list: &[AppliedPromotion], wanted: &AppliedPromotion| {
        list.iter()
            .find(|applied| applied.promotion == wanted.promotion)
            .map(|found| found.amount)
    };
    for applied in now {
        let (title, amount) = (applied.title.clone(), applied.amount);
        match find(earlier, applied) {
            None => found.push(Difference::PromotionNew { title, amount }),
            Some(was) if was != amount => {
                found.push(Difference::PromotionAmount {
                    title,
                    was,
                    now: amount,
                });
            }
            Some(_) => {}
        }
    }
    for applied in earlier
        .iter()
        .filter(|applied| find(now, applied).is_none())
    {
        let (title, amount) = (applied.title.clone(), applied.amount);
        found.push(Difference::PromotionGone { title, amount });
    }
}
