//! A kept basket: read, it is written as it was.
#![no_main]

use baguni_replica::codec::{decode, encode, fingerprint};
use baguni_replica::{List, Truth};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(truth) = decode::<Truth>(bytes) {
        let written = encode(&truth);
        let read: Truth = decode(&written).expect("what was written is read");
        assert_eq!(read, truth);
        assert_eq!(fingerprint(&read.basket), fingerprint(&truth.basket));
        let _ = (
            truth.basket.shown(List::Cart).len(),
            truth.basket.wishlists().len(),
        );
    }
});
