//! Checks of whoever stands at a screen: one at a time, and forgotten when they have gone.

use super::counter::ticket;
use super::devices::{GUEST, NOW, ONE, OTHER, device, session, token, two_screens};
use super::samples;
use crate::{Counting, Entry, KIOSK_SESSION_LIFE, NewTicket, Said, Storage, StorageError};
use baguni_commerce::stock::{ReservationId, Take};
use baguni_commerce::{CommandId, ShopperId};
use baguni_replica::frame::DeviceKind;
use baguni_replica::{Intent, LineKey, List};
use std::sync::Arc;

/// A guest at a screen with a cart, a checkout and what that holds.
async fn stand_at(storage: &dyn Storage, shopper: ShopperId, n: u8) {
    let opened = storage.open_kiosk_session(ONE, shopper, session(n), NOW);
    assert!(opened.await.unwrap().is_some());
    let add = Intent::Add {
        list: List::Cart,
        key: LineKey::from(samples::sku("A")),
        quantity: "2".parse().unwrap(),
    };
    let said = Said::Form {
        intents: vec![add],
        seen: None,
        once: None,
    };
    let entry = Entry {
        shopper,
        device: DeviceKind::Kiosk,
        kiosk: None,
        said,
    };
    let merged = storage
        .merge_all(vec![entry], Arc::new(|_| true), NOW)
        .await;
    assert!(merged.unwrap()[0].is_ok());
    let document = "{}".to_owned();
    let checkout = crate::CheckoutId([n; 16]);
    let saved = storage.save_checkout(shopper, checkout, document, NOW);
    saved.await.unwrap();
    let hold = storage.reserve(
        ReservationId([n; 16]),
        vec![take(storage).await],
        NOW + 999,
        NOW,
    );
    hold.await.unwrap().unwrap();
}

async fn take(storage: &dyn Storage) -> Take {
    Take {
        sku: samples::sku("A"),
        location: device(storage, ONE).await.location,
        quantity: 2,
    }
}

async fn reserved(storage: &dyn Storage) -> u32 {
    let levels = storage.stock(&samples::sku("A")).await.unwrap();
    levels.values().map(|level| level.reserved).sum()
}

async fn with_stock(storage: &dyn Storage) {
    let [here, _] = two_screens(storage).await;
    let thing = [samples::product("thing", &["A"])];
    storage.save_products(&thing).await.unwrap();
    let counted = [(samples::sku("A"), here, 9)];
    let counted = storage.set_stock(&counted, Counting::imported("test"), NOW);
    counted.await.unwrap();
}

pub(super) async fn forget_who_was_there(storage: &dyn Storage) {
    with_stock(storage).await;
    stand_at(storage, GUEST, 21).await;
    let kept = storage.basket(GUEST, Vec::new()).await.unwrap();
    let dots = kept.truth.basket.confirmable();
    let of_cart = NewTicket {
        dots: dots.clone(),
        ..ticket(1, ONE)
    };
    storage.add_ticket(of_cart, NOW).await.unwrap().unwrap();
    let chosen = async |n| storage.ticket_chosen(CommandId([n; 16])).await.unwrap();
    assert_eq!(chosen(1).await, Some((GUEST, dots)));
    assert_eq!(chosen(2).await, None);
    let found = storage.session(&token(21), NOW).await.unwrap().unwrap();
    assert_eq!((found.shopper, found.kiosk), (GUEST, Some(ONE)));
    assert_eq!(found.account, None);
    assert_eq!(reserved(storage).await, 2);

    let end = async |id| storage.end_kiosk_sessions(id, NOW + 1).await.unwrap();
    assert_eq!(end(OTHER).await, [], "another screen's stay");
    let ended = end(ONE).await;
    assert_eq!(
        (ended[0].session, ended[0].shopper, ended.len()),
        (found.id, GUEST, 1)
    );
    assert_eq!(end(ONE).await, [], "twice");
    assert_eq!(storage.session(&token(21), NOW).await.unwrap(), None);
    assert_eq!(reserved(storage).await, 0);
    assert_eq!(storage.check_ledger().await.unwrap(), []);
    let kept = storage.basket(GUEST, Vec::new()).await.unwrap();
    assert!(kept.truth.basket.shown(List::Cart).is_empty());
    let left = storage.checkout(GUEST, crate::CheckoutId([21; 16])).await;
    assert_eq!(left.unwrap(), None);
    let ticket = storage.ticket_named(CommandId([1; 16])).await.unwrap();
    assert_eq!(ticket.unwrap().shopper, None, "whose it was");
    assert_eq!(chosen(1).await, None, "nor what they had chosen");
    let again = storage.open_guest(GUEST, session(22), NOW).await;
    assert!(again.is_ok(), "nothing is left of the guest");
}

pub(super) async fn have_one_session(storage: &dyn Storage) {
    with_stock(storage).await;
    stand_at(storage, GUEST, 21).await;
    let next = ShopperId(42);
    let opened = storage.open_kiosk_session(ONE, next, session(22), NOW + 1);
    let (_, ended) = opened.await.unwrap().unwrap();
    assert_eq!(
        (ended.len(), ended[0].shopper),
        (1, GUEST),
        "whoever was there is gone"
    );
    assert_eq!(storage.session(&token(21), NOW + 1).await.unwrap(), None);
    assert_eq!(reserved(storage).await, 0);
    let elsewhere = storage.open_kiosk_session(OTHER, ShopperId(43), session(23), NOW);
    assert_eq!(elsewhere.await.unwrap().unwrap().1, []);
    let taken = storage
        .open_kiosk_session(OTHER, next, session(24), NOW)
        .await;
    assert!(
        matches!(taken, Err(StorageError::Conflict { .. })),
        "{taken:?}"
    );
    let still = storage.session(&token(23), NOW).await.unwrap();
    assert!(still.is_some(), "what was refused has ended nothing");

    while storage.sweep(NOW + KIOSK_SESSION_LIFE).await.unwrap() > 0 {}
    assert_eq!(
        storage.session(&token(23), NOW).await.unwrap(),
        None,
        "the power was cut"
    );
    let later = storage.session(&token(22), NOW).await.unwrap();
    assert!(later.is_some(), "not yet");
}
