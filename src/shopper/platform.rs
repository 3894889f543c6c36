//! What the browser has and `web-sys` does not offer without a flag: Web Locks, and the durability
//! of an IndexedDB transaction. And a few small questions to it.

use baguni_replica::ReplicaId;
use baguni_replica::frame::DeviceKind;
use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::window;
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;
use web_sys::{IdbDatabase, IdbTransaction};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Object)]
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        options: &JsValue,
        granted: &Function,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(extends = IdbDatabase)]
    type DurableDatabase;

    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn transaction_with_options(
        this: &DurableDatabase,
        name: &str,
        mode: &str,
        options: &JsValue,
    ) -> Result<IdbTransaction, JsValue>;
}

/// A transaction that is done when it is on the disk and not before.
pub fn durable_transaction(database: &IdbDatabase, name: &str) -> Result<IdbTransaction, JsValue> {
    let options = object("durability", &JsValue::from_str("strict"));
    let database: &DurableDatabase = database.unchecked_ref();
    database.transaction_with_options(name, "readwrite", &options)
}

/// A lock that is held as long as this lives, or as long as the page does.
pub struct Held(RefCell<Option<Function>>);

impl Held {
    /// Takes a lock, waiting for it if it must. `None` where the browser has no locks, which are
    /// for secure pages alone.
    pub fn take(name: &str) -> Option<Self> {
        let held = Self(RefCell::new(None));
        let kept = Promise::new(&mut |resolve, _| {
            held.0.replace(Some(resolve));
        });
        let granted = Closure::once_into_js(move |_: JsValue| kept);
        let request = locks()?.request(name, &Object::new(), granted.unchecked_ref());
        request.ok().map(|_| held)
    }

    pub fn release(&self) {
        if let Some(release) = self.0.take() {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// A lock that has been waited for, until it is dropped.
pub struct Lock(Option<Function>);

impl Lock {
    /// Waits until the lock is had. Where there are no locks it is had at once.
    pub async fn take(name: &str) -> Self {
        let Some(locks) = locks() else {
            return Self(None);
        };
        let mut release = None;
        let kept = Promise::new(&mut |resolve, _| release = Some(resolve));
        let had = Promise::new(&mut |resolve, _| {
            let kept = kept.clone();
            let granted = Closure::once_into_js(move |_: JsValue| {
                let _ = resolve.call0(&JsValue::UNDEFINED);
                kept
            });
            let _ = locks.request(name, &Object::new(), granted.unchecked_ref());
        });
        let _ = wasm_bindgen_futures::JsFuture::from(had).await;
        Self(release)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = self.0.take() {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Takes a lock that nobody holds, for as long as the page lives, and says whether it was had.
pub fn take_if_free(name: &str, answer: impl FnOnce(bool) + 'static) {
    let Some(locks) = locks() else {
        return answer(true);
    };
    let granted = Closure::once_into_js(move |lock: JsValue| {
        let free = !lock.is_null();
        answer(free);
        match free {
            true => Promise::new(&mut |_, _| {}),
            false => Promise::resolve(&JsValue::UNDEFINED),
        }
    });
    let options = object("ifAvailable", &JsValue::TRUE);
    let _ = locks.request(name, &options, granted.unchecked_ref());
}

fn locks() -> Option<LockManager> {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).ok()?;
    locks.is_object().then(|| locks.unchecked_into())
}

fn object(key: &str, value: &JsValue) -> JsValue {
    let object = Object::new();
    let _ = Reflect::set(&object, &key.into(), value);
    object.into()
}

/// A replica that has never been: 64 random bits.
pub fn fresh_replica() -> ReplicaId {
    let mut bytes = [0; 8];
    let drawn = window()
        .crypto()
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    match drawn {
        Ok(_) => ReplicaId(u64::from_le_bytes(bytes)),
        Err(_) => ReplicaId(js_sys::Math::random().to_bits() ^ now()),
    }
}

/// Milliseconds since 1970.
pub fn now() -> u64 {
    js_sys::Date::now() as u64
}

thread_local! {
    static SHARED: Cell<bool> = const { Cell::new(false) };
}

/// This screen is for everybody who comes by: from now on nothing of the lists is written down here.
pub fn share_screen() {
    SHARED.set(true);
}

/// Whether the lists may be written down on this device.
pub fn keeps() -> bool {
    !SHARED.get()
}

/// Which kind of screen this is, by how it is touched and how wide it is.
pub fn device_kind() -> DeviceKind {
    if !keeps() {
        return DeviceKind::Kiosk;
    }
    let matches = |query| {
        let found = window().match_media(query).ok().flatten();
        found.is_some_and(|found| found.matches())
    };
    match matches("(pointer: coarse)") {
        true if matches("(max-width: 40rem) or (max-height: 30rem)") => DeviceKind::Phone,
        true => DeviceKind::Tablet,
        false => DeviceKind::Desktop,
    }
}
