//! An associate sells: what this store does not have as well as what it has. The customer is in
//! front of the associate, so there is no cart and no confirm screen but the associate's.

use super::checkout::{Checkout, Draft, known, stand_with};
use super::holding::Held;
use super::quoting::Facts;
use super::{OrderError, PlaceAnswer, now, placing};
use crate::http::Shop;
use baguni_commerce::cart::CartLines;
use baguni_commerce::checkout::{CheckoutForm, CheckoutProblem};
use baguni_commerce::order::{Actor, Channel, OrderPayment, Origin, Staff};
use baguni_commerce::{Currency, Locale, Money};
use baguni_storage::CheckoutId;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is sold, and to whom.
#[derive(Clone, Debug)]
pub struct Sale {
    /// Minted when the associate's form was drawn, so that one sale is one order.
    pub id: CheckoutId,
    pub lines: CartLines,
    pub form: CheckoutForm,
    /// The total that the associate saw and the customer agreed to; without it, only the price is
    /// asked.
    pub total: Option<Money>,
    pub locale: Locale,
    pub currency: Currency,
}

/// Sells, or says what stands against it and what it would cost.
pub async fn sell(shop: &Shop, staff: &Staff, sale: Sale) -> Result<PlaceAnswer, OrderError> {
    let origin = staff.location.clone().map(|location| Origin {
        location,
        device: None,
        associate: Some(staff.name.clone()),
    });
    sell_from(shop, staff, sale, origin).await
}

/// As [`sell`], of what was chosen elsewhere.
pub async fn sell_from(
    shop: &Shop,
    staff: &Staff,
    sale: Sale,
    origin: Option<Origin>,
) -> Result<PlaceAnswer, OrderError> {
    let id = sale.id;
    if let Some(number) = shop.storage.order_of_checkout(id).await? {
        return Ok(PlaceAnswer::Before(number));
    }
    let answer = look_and_sell(shop, staff, sale, origin).await?;
    placing::unless_before(shop, id, answer).await
}

async fn look_and_sell(
    shop: &Shop,
    staff: &Staff,
    sale: Sale,
    origin: Option<Origin>,
) -> Result<PlaceAnswer, OrderError> {
    let storefront = shop.catalogue.current();
    let mut checkout = Checkout {
        id: sale.id,
        shopper: staff.account,
        draft: draft(&sale, shop.orders.counters.held(sale.id), origin),
    };
    let facts = Facts::by_email(shop, sale.form.email.parse().ok()).await?;
    let standing = stand_with(shop, &storefront, &mut checkout, &facts).await;
    shop.orders.counters.keep(sale.id, &checkout.draft.held);
    let mut standing = standing?;
    if let Err(wrong) = sale.form.check() {
        standing.problems.extend(wrong);
    }
    known(shop, &storefront, &mut standing);
    if sale.form.payment == OrderPayment::AT_STORE {
        // Shoppers may choose that for a pickup alone; here somebody takes the money.
        let is_of_payment = |problem: &CheckoutProblem| *problem == CheckoutProblem::Payment;
        standing.problems.retain(|problem| !is_of_payment(problem));
    }
    // Whoever agrees at the counter has agreed to the terms that hang there.
    match sale.total {
        Some(total) if total != standing.chosen.total => {
            let changed = CheckoutProblem::PriceChanged(Vec::new(), total);
            standing.problems.push(changed);
        }
        _ => {}
    }
    if !standing.problems.is_empty() || sale.total.is_none() {
        return Ok(PlaceAnswer::NotYet(Box::new(standing)));
    }
    let seller = Actor::Staff(staff.clone());
    placing::write(shop, &storefront, standing, None, seller).await
}

/// Sales that hold stock now. No checkout of a shopper's is kept of them, so that this is all that
/// tells how long one has held it already.
#[derive(Default)]
pub(super) struct Counters(Mutex<BTreeMap<[u8; 16], Held>>);

impl Counters {
    fn held(&self, sale: CheckoutId) -> Held {
        self.lock().get(&sale.0).cloned().unwrap_or_default()
    }

    fn keep(&self, sale: CheckoutId, held: &Held) {
        let mut kept = self.lock();
        let now = now();
        kept.retain(|_, held| held.until > now);
        kept.insert(sale.0, held.clone());
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<[u8; 16], Held>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn draft(sale: &Sale, held: Held, origin: Option<Origin>) -> Draft {
    Draft {
        channel: Channel::Store,
        locale: sale.locale,
        currency: sale.currency,
        form: sale.form.clone(),
        lines: sale.lines.clone(),
        saved: 0,
        confirmed: None,
        held,
        shown: None,
        origin,
        origins: Vec::new(),
    }
}
