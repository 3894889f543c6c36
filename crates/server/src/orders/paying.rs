//! Between orders and the providers of payments. A provider is never asked inside of a transaction:
//! what has to be asked follows from the order ([`baguni_commerce::order::Order::due`]), and what it
//! answers is put to the order as a command. So it may be asked again after any failure.

use super::{OrderError, act, random};
use crate::http::Shop;
use crate::payments::{Begun, PaymentAsk, PaymentProvider, ProviderError, ProviderStatus, Refusal};
use baguni_commerce::checkout::CheckoutForm;
use baguni_commerce::order::{
    Actor, Command, Due, Order, OrderNumber, OrderPayment, OrderState, Refund, RefundState,
    Refused, Said,
};
use baguni_commerce::{CommandId, Money, PaymentId, PaymentState, RefundId};
use std::sync::Arc;

/// What comes next for whoever pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paying {
    /// To the provider's page.
    GoTo(String),
    /// There is nothing to do: to the page of the order.
    Done,
    /// The provider does not answer just now: it can be tried again.
    NotNow,
}

/// Whether this shop can be paid so for what the form asks for.
pub(super) fn is_offered(shop: &Shop, form: &CheckoutForm) -> bool {
    match form.payment.as_str() {
        OrderPayment::AT_STORE => form.method == "pickup",
        name => shop.payments.get(name).is_some(),
    }
}

/// Begins the payment that an order waits for.
pub async fn pay(shop: &Shop, order: &Order, return_to: String) -> Result<Paying, OrderError> {
    let Some(payment) = order.payment() else {
        return Ok(Paying::Done);
    };
    if order.state != OrderState::PendingPayment || payment.is_at_store() {
        return Ok(Paying::Done);
    }
    let Some(provider) = shop.payments.get(&payment.provider) else {
        tracing::error!(
            provider = payment.provider,
            "an order waits for a provider that is gone"
        );
        return Ok(Paying::NotNow);
    };
    let ask = PaymentAsk {
        payment: payment.id,
        order_number: order.number.to_string(),
        amount: payment.amount,
        return_to,
        locale: order.locale,
    };
    match provider.begin(&ask).await {
        Ok(Begun::GoTo(address)) => Ok(Paying::GoTo(address)),
        Ok(Begun::Settled(status)) => {
            settle(shop, order.number, payment.id, provider.name(), &status).await?;
            Ok(Paying::Done)
        }
        Ok(Begun::Awaiting) => Ok(Paying::Done),
        Err(ProviderError::TimedOut | ProviderError::Unavailable) => Ok(Paying::NotNow),
        Err(error) => Err(error.into()),
    }
}

/// Another attempt, after one that failed.
pub async fn pay_again(
    shop: &Shop,
    number: OrderNumber,
    id: CommandId,
    return_to: String,
) -> Result<Paying, OrderError> {
    let order = shop
        .storage
        .order(number)
        .await?
        .ok_or(OrderError::NoOrder)?;
    let over = order
        .payment()
        .is_some_and(|payment| payment.state.is_over());
    let order = match (over, order.payment()) {
        (true, Some(payment)) => {
            let again = Command::PayAgain {
                payment: PaymentId(random()),
                provider: payment.provider.clone(),
            };
            act(shop, number, id, Actor::Shopper, again).await?
        }
        _ => order,
    };
    pay(shop, &order, return_to).await
}

/// Asks all that has to be asked of providers for an order, until nothing more is due or one does
/// not answer. Tells whether all is done.
pub(super) async fn ask_all(shop: &Shop, mut order: Order) -> Result<bool, OrderError> {
    // Each answer may make something else due; a provider that contradicts itself ends it.
    for _ in 0..8 {
        let due = order.due();
        let mut asked = false;
        for due in due {
            if let Some(after) = ask(shop, &order, due).await? {
                asked |= after.version != order.version;
                order = after;
            }
        }
        if !asked {
            break;
        }
    }
    Ok(order.due().is_empty())
}

async fn ask(shop: &Shop, order: &Order, due: Due) -> Result<Option<Order>, OrderError> {
    let id = match due {
        Due::Look(id) | Due::Capture(id, _) | Due::Void(id) | Due::Refund(id, ..) => id,
    };
    let payment = order.payments.iter().find(|payment| payment.id == id);
    let provider = payment.and_then(|payment| shop.payments.get(&payment.provider));
    let Some(provider) = provider.map(Arc::clone) else {
        return Ok(None);
    };
    let answer = match due {
        Due::Look(_) => match provider.status(&id).await {
            Ok(Some(status)) => Ok(status),
            // It was never begun: the shopper has not come that far.
            Ok(None) => return Ok(None),
            Err(error) => Err(error),
        },
        Due::Capture(_, amount) => provider.capture(&id, amount).await,
        Due::Void(_) => provider.void(&id).await,
        Due::Refund(_, refund, amount) => {
            return ask_back(shop, order, provider.as_ref(), (id, refund, amount)).await;
        }
    };
    match answer {
        Ok(status) => settle(shop, order.number, id, provider.name(), &status)
            .await
            .map(Some),
        Err(ProviderError::TimedOut | ProviderError::Unavailable) => Ok(None),
        // It was never begun, and never will be.
        Err(ProviderError::Refused(Refusal::Unknown)) if matches!(due, Due::Void(_)) => {
            let nothing = Money::zero(order.currency);
            let never = ProviderStatus {
                state: PaymentState::Voided,
                authorized: nothing,
                captured: nothing,
                refunded: nothing,
            };
            settle(shop, order.number, id, provider.name(), &never)
                .await
                .map(Some)
        }
        Err(ProviderError::Refused(why)) => {
            tracing::warn!(order = %order.number, %why, "a provider refused; asking how it stands");
            match provider.status(&id).await {
                Ok(Some(status)) => settle(shop, order.number, id, provider.name(), &status)
                    .await
                    .map(Some),
                _ => Ok(None),
            }
        }
    }
}

async fn ask_back(
    shop: &Shop,
    order: &Order,
    provider: &dyn PaymentProvider,
    (payment, refund, amount): (PaymentId, RefundId, Money),
) -> Result<Option<Order>, OrderError> {
    let succeeded = match provider.refund(&payment, &refund, amount).await {
        Ok(_) => true,
        Err(ProviderError::TimedOut | ProviderError::Unavailable) => return Ok(None),
        Err(ProviderError::Refused(why)) => {
            tracing::error!(order = %order.number, %why, "a refund was refused");
            false
        }
    };
    let command = Command::SettleRefund { refund, succeeded };
    let actor = Actor::Provider(provider.name().to_owned());
    let id = CommandId(random());
    act(shop, order.number, id, actor, command).await.map(Some)
}

/// Puts to an order what a provider says of its payment.
pub(super) async fn settle(
    shop: &Shop,
    number: OrderNumber,
    payment: PaymentId,
    provider: &str,
    status: &ProviderStatus,
) -> Result<Order, OrderError> {
    let said = Said {
        state: status.state,
        authorized: status.authorized,
        captured: status.captured,
    };
    let actor = Actor::Provider(provider.to_owned());
    let command = Command::Settle { payment, said };
    // What a provider says changes nothing the second time, whatever it is called.
    act(shop, number, CommandId(random()), actor, command).await
}

/// An associate has taken the money at the till, once however often that is said. Nothing is written
/// of money that the order does not ask for: no longer, or as another amount than was `shown`.
pub async fn collect(
    shop: &Shop,
    order: &Order,
    shown: Option<Money>,
    id: CommandId,
    staff: Actor,
) -> Result<Order, OrderError> {
    let payment = order.payment().filter(|payment| payment.is_at_store());
    let payment = payment.ok_or(Refused::NoPayment)?;
    if order.is_void() || payment.differs {
        return Err(Refused::OrderState(order.state).into());
    }
    if payment.is_paid() {
        return Ok(order.clone());
    }
    if shown.is_some_and(|shown| shown != payment.amount) {
        return Err(OrderError::AmountDiffers(payment.amount));
    }
    let till = shop.payments.get(OrderPayment::AT_STORE);
    let till = till.ok_or(ProviderError::Unavailable)?;
    till.begin(&PaymentAsk {
        payment: payment.id,
        order_number: order.number.to_string(),
        amount: payment.amount,
        return_to: String::new(),
        locale: order.locale,
    })
    .await?;
    let status = till.capture(&payment.id, payment.amount).await?;
    let said = Said {
        state: status.state,
        authorized: status.authorized,
        captured: status.captured,
    };
    let command = Command::Settle {
        payment: payment.id,
        said,
    };
    act(shop, order.number, id, staff, command).await
}

/// An associate has given money back at the till, once however often that is said. The order says
/// whether it may be; then the till writes it down.
pub async fn give_back(
    shop: &Shop,
    order: &Order,
    refund: RefundId,
    id: CommandId,
    staff: Actor,
) -> Result<Order, OrderError> {
    let command = Command::GivenBack(refund);
    let order = act(shop, order.number, id, staff, command).await?;
    let mut payments = order.payments.iter();
    let of_payment = payments.find_map(|payment| {
        let given = |one: &&Refund| one.id == refund && one.state == RefundState::Succeeded;
        let refund = payment.refunds.iter().find(given)?;
        payment.is_at_store().then_some((payment.id, refund.amount))
    });
    let till = shop.payments.get(OrderPayment::AT_STORE);
    if let (Some((payment, amount)), Some(till)) = (of_payment, till)
        && let Err(error) = till.refund(&payment, &refund, amount).await
    {
        // The money is with the customer, whatever the till's own book says.
        tracing::error!(order = %order.number, %error, "a till did not write down a refund");
    }
    Ok(order)
}

/// Takes what a till has in its book and the order does not know: the process ended between the two.
pub(super) async fn look_at_till(shop: &Shop, order: &Order) -> Result<(), OrderError> {
    let Some(till) = shop.payments.get(OrderPayment::AT_STORE) else {
        return Ok(());
    };
    let payments = order.payments.iter();
    let open = payments.filter(|payment| payment.is_at_store() && payment.captured.minor == 0);
    for payment in open {
        if let Ok(Some(status)) = till.status(&payment.id).await
            && status.captured.minor > 0
        {
            settle(shop, order.number, payment.id, till.name(), &status).await?;
        }
    }
    Ok(())
}
