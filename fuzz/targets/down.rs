//! What a tab hears: whatever the server sends, the tab goes on.
#![no_main]

use baguni_replica::frame::{DeviceKind, batched, read_down};
use baguni_replica::session::{Device, Effect};
use baguni_replica::{Intent, LineKey, List, ReplicaId};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = read_down(bytes);
    let mut device = Device::new(ReplicaId(7), DeviceKind::Phone);
    let _ = device.connected();
    for message in batched(bytes).into_iter().flatten() {
        if let Ok(word) = read_down(message) {
            for effect in device.received(word) {
                if let Effect::Renamed { from } = effect {
                    let _ = device.rename(from, ReplicaId(8));
                }
            }
        }
        let key = LineKey::from("X".parse::<baguni_commerce::Sku>().expect("a good SKU"));
        let (list, by) = (List::Cart, 1);
        let _ = device.intend(Intent::Step { list, key, by }, 1_700_000_000_000);
        let _ = device.flush();
    }
});
