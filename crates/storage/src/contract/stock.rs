//! Checks of stock levels.

use super::samples::{handle, location, product, sku};
use crate::{Storage, StorageError, Subject};
use baguni_commerce::{Handle, Sku, StockLevel};

async fn open_two_places(storage: &dyn Storage) -> (Handle, Handle) {
    let places = [location("here"), location("there")];
    storage.save_locations(&places).await.unwrap();
    storage
        .save_products(&[product("mug", &["A", "B"])])
        .await
        .unwrap();
    (handle("here"), handle("there"))
}

pub(super) async fn is_set_and_read(storage: &dyn Storage) {
    let (here, there) = open_two_places(storage).await;
    let check = async |levels: &[(Sku, Handle, StockLevel)], expected: &[(&Handle, StockLevel)]| {
        storage.set_stock(levels).await.unwrap();
        let found = storage.stock(&sku("A")).await.unwrap();
        let expected = expected
            .iter()
            .map(|(place, level)| ((*place).clone(), *level));
        assert_eq!(found, expected.collect());
        assert!(storage.stock(&sku("B")).await.unwrap().is_empty());
        assert_eq!(
            storage.load_catalogue().await.unwrap().stock.len(),
            found.len()
        );
    };
    let at = |place: &Handle, on_hand, reserved| {
        let level = StockLevel { on_hand, reserved };
        (sku("A"), place.clone(), level)
    };
    let promised = StockLevel {
        on_hand: 0,
        reserved: 2,
    };
    let most = StockLevel {
        on_hand: u32::MAX,
        reserved: u32::MAX,
    };

    check(&[at(&here, 0, 0)], &[]).await;
    check(&[at(&here, 5, 0)], &[(&here, StockLevel::of(5))]).await;
    check(&[at(&here, 0, 2)], &[(&here, promised)]).await;
    check(
        &[at(&there, 9, 0), at(&there, u32::MAX, u32::MAX)],
        &[(&here, promised), (&there, most)],
    )
    .await;
    check(&[at(&here, 0, 0)], &[(&there, most)]).await;
    assert!(storage.stock(&sku("NO-SUCH")).await.unwrap().is_empty());
}

pub(super) async fn of_what_is_not_there_is_refused(storage: &dyn Storage) {
    let (here, _) = open_two_places(storage).await;
    let check = async |name: &str, place: &str, unknown: Subject| {
        let good = (sku("A"), here.clone(), StockLevel::of(1));
        let bad = (sku(name), handle(place), StockLevel::of(1));
        let error = storage.set_stock(&[good, bad]).await.unwrap_err();
        assert!(
            matches!(&error, StorageError::Unknown(what) if *what == unknown),
            "{error}"
        );
        assert!(storage.stock(&sku("A")).await.unwrap().is_empty());
    };
    check("NO-SUCH", "here", Subject::Sku(sku("NO-SUCH"))).await;
    check("A", "no-such", Subject::Location(handle("no-such"))).await;
}
