//! What a page needs of this crate and nothing else, to be weighed as WebAssembly: every intent, and
//! both directions of a tab's connection. It is built, not run.

use std::hint::black_box;

use baguni_commerce::{Quantity, Sku};
use baguni_replica::codec::encode;
use baguni_replica::frame::{DeviceKind, read_down};
use baguni_replica::session::{Device, Effect};
use baguni_replica::{Intent, LineKey, List, ListName, ReplicaId, WishlistId};

fn main() {
    let mut device = Device::new(black_box(ReplicaId(1)), black_box(DeviceKind::Phone));
    black_box(encode(&device.connected()));
    for bytes in black_box(Vec::<Vec<u8>>::new()) {
        if let Ok(word) = read_down(&bytes) {
            black_box(sent(&device.received(word)));
        }
    }
    let Ok(sku) = black_box("A").parse::<Sku>() else {
        return;
    };
    for intent in intents(&LineKey::from(sku)) {
        black_box(device.intend(black_box(intent), black_box(1)).is_ok());
        black_box(device.flush().iter().map(encode).collect::<Vec<_>>());
    }
    for shown in device.view().shown(black_box(List::Cart)) {
        black_box((shown.key.sku.as_str(), shown.quantity));
    }
}

fn sent(effects: &[Effect]) -> Vec<Vec<u8>> {
    let messages = effects.iter().filter_map(|effect| match effect {
        Effect::Send(up) => Some(encode(up)),
        _ => None,
    });
    messages.collect()
}

fn intents(key: &LineKey) -> Vec<Intent> {
    let (list, key) = (List::Cart, key.clone());
    let wishlist = WishlistId::FIRST;
    let (source, target) = (List::Cart, List::Saved);
    let Ok(name) = ListName::try_from(black_box("A").to_owned()) else {
        return Vec::new();
    };
    vec![
        Intent::Add {
            list,
            key: key.clone(),
            quantity: Quantity::ONE,
        },
        Intent::Step {
            list,
            key: key.clone(),
            by: 1,
        },
        Intent::Set {
            list,
            key: key.clone(),
            to: 2,
        },
        Intent::Remove {
            list,
            key: key.clone(),
        },
        Intent::Clear { list },
        Intent::Move {
            key: key.clone(),
            source,
            target,
        },
        Intent::Copy {
            key: key.clone(),
            source,
            target,
        },
        Intent::Wish { wishlist, key },
        Intent::Begin { name: name.clone() },
        Intent::Rename { wishlist, name },
        Intent::Discard { wishlist },
    ]
}
