//! Commands to orders, from whoever may give them.

use super::{OrderError, now, random};
use crate::http::Shop;
use baguni_commerce::CommandId;
use baguni_commerce::order::{Actor, Choice, Command, Order, OrderNumber};
use baguni_storage::{Act, Acted, StorageError};
use std::sync::Arc;

/// Puts a command to an order and lets everybody know who follows it. Whether the actor may act on
/// this order at all, the caller has made sure of.
pub async fn act(
    shop: &Shop,
    number: OrderNumber,
    id: CommandId,
    actor: Actor,
    command: Command,
) -> Result<Order, OrderError> {
    let act = Act {
        number,
        id,
        actor,
        command,
        fresh: u128::from_be_bytes(random()),
        rules: Arc::clone(&shop.orders.rules),
    };
    let acted = shop.storage.act(act, now()).await;
    let Acted { order, is_news } = acted.map_err(|error| match error {
        StorageError::Unknown(baguni_storage::Subject::Order(_)) => OrderError::NoOrder,
        error => error.into(),
    })??;
    if is_news {
        shop.orders.wake();
    }
    Ok(order)
}

/// What the shopper wants of lines that no place can send.
pub async fn choose(
    shop: &Shop,
    number: OrderNumber,
    id: CommandId,
    choice: Choice,
) -> Result<Order, OrderError> {
    act(shop, number, id, Actor::Shopper, Command::Choose(choice)).await
}
