//! Checks of collections, and of the places that hold stock.

use super::samples::{location, manual_collection, rule_collection};
use crate::Storage;
use baguni_commerce::collection::Members;
use baguni_commerce::stock::OpeningHours;
use baguni_commerce::{Collection, CollectionRule, LocationKind, StockLocation, Text};

pub(super) async fn come_back_as_they_were(storage: &dyn Storage) {
    let everything = Collection {
        members: Members::Rule(CollectionRule::default()),
        ..rule_collection("everything", false)
    };
    // Members that are not there yet are kept all the same.
    let collections = [
        manual_collection("kitchen", &["b", "a", "나중에"]),
        rule_collection("all-of", false),
        rule_collection("any-of", true),
        everything,
        manual_collection("empty", &[]),
    ];
    storage.save_collections(&collections).await.unwrap();
    let parts = storage.load_catalogue().await.unwrap();
    assert_eq!(parts.collections, collections);
}

pub(super) async fn are_replaced(storage: &dyn Storage) {
    let other = manual_collection("other", &["a"]);
    let pictureless = Collection {
        picture: None,
        menu_position: None,
        ..manual_collection("kitchen", &["c"])
    };
    for version in [
        manual_collection("kitchen", &["a", "b"]),
        rule_collection("kitchen", true),
        rule_collection("kitchen", false),
        pictureless,
    ] {
        let both = [version, other.clone()];
        storage.save_collections(&both).await.unwrap();
        assert_eq!(storage.load_catalogue().await.unwrap().collections, both);
    }
}

pub(super) async fn locations_come_back_in_order(storage: &dyn Storage) {
    let warehouse = StockLocation {
        kind: LocationKind::Warehouse,
        hours: [None; 7],
        note: Text::default(),
        ..location("warehouse")
    };
    let night = OpeningHours {
        opens: 0,
        closes: 1_440,
    };
    let always_open = StockLocation {
        hours: [Some(night); 7],
        ..location("always")
    };
    let mut locations = [location("z-first"), warehouse, always_open];
    for location in &locations {
        let one = std::slice::from_ref(location);
        storage.save_locations(one).await.unwrap();
    }
    assert_eq!(storage.load_catalogue().await.unwrap().locations, locations);

    locations[0].hours = [None; 7];
    locations[0].phone = String::new();
    storage.save_locations(&locations[..1]).await.unwrap();
    assert_eq!(storage.load_catalogue().await.unwrap().locations, locations);
}
