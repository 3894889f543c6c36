//! What of the catalogue lies on this screen's disk: the last snapshot as it was sent, and what has
//! been told of stock since. It is the same for everybody, and a power cut takes one or the other
//! whole. Where the browser keeps nothing the screen needs a line to start.

use baguni_api::wire;
use baguni_commerce::{Handle, Sku};
use js_sys::{Reflect, Uint8Array};
use leptos::prelude::window;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, Headers, Response, ResponseInit};

/// The service worker leaves it alone (`public/kiosk-worker.js`).
const CACHE: &str = "kiosk-catalogue-1";
/// Names in it, which no server answers.
const SNAPSHOT: &str = "/kept/snapshot";
const CHANGES: &str = "/kept/changes";
const ETAG: &str = "ETag";

/// What has changed since a snapshot.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Kept {
    /// Of the snapshot; empty where there is none.
    pub etag: String,
    /// The last change of stock that is in it.
    pub stock: u64,
    /// When all of it was right, in milliseconds since 1970.
    pub taken_at: u64,
    pub changes: BTreeMap<(Sku, Handle), u32>,
}

impl Kept {
    pub fn note(&mut self, levels: &[(Sku, Handle, u32)]) {
        let changes = levels.iter().cloned();
        let changes = changes.map(|(sku, place, level)| ((sku, place), level));
        self.changes.extend(changes);
    }

    pub fn levels(&self) -> Vec<(Sku, Handle, u32)> {
        let changes = self.changes.iter();
        changes
            .map(|((sku, place), level)| (sku.clone(), place.clone(), *level))
            .collect()
    }
}

/// The bytes and the tag of the last snapshot.
pub(super) async fn snapshot() -> Option<(Vec<u8>, String)> {
    read(SNAPSHOT).await
}

pub(super) async fn changes() -> Option<Kept> {
    wire::asked(&read(CHANGES).await?.0)
}

pub(super) async fn keep_snapshot(bytes: &[u8], etag: &str) {
    let _ = write(SNAPSHOT, bytes, etag).await;
}

pub(super) async fn keep_changes(kept: &Kept) {
    let _ = write(CHANGES, &wire::question(kept), &kept.etag).await;
}

pub(super) async fn forget() {
    if let Some(caches) = caches() {
        let _ = JsFuture::from(caches.delete(CACHE)).await;
    }
}

async fn read(name: &str) -> Option<(Vec<u8>, String)> {
    let found = JsFuture::from(cache().await?.match_with_str(name)).await;
    let found: Response = found.ok()?.dyn_into().ok()?;
    let etag = found.headers().get(ETAG).ok()??;
    let bytes = JsFuture::from(found.array_buffer().ok()?).await.ok()?;
    Some((Uint8Array::new(&bytes).to_vec(), etag))
}

async fn write(name: &str, bytes: &[u8], etag: &str) -> Result<(), JsValue> {
    let Some(cache) = cache().await else {
        return Ok(());
    };
    let headers = Headers::new()?;
    headers.set(ETAG, etag)?;
    let init = ResponseInit::new();
    init.set_headers(&headers);
    let bytes = Uint8Array::from(bytes);
    let response = Response::new_with_opt_js_u8_array_and_init(Some(&bytes), &init)?;
    JsFuture::from(cache.put_with_str(name, &response)).await?;
    Ok(())
}

async fn cache() -> Option<Cache> {
    let cache = JsFuture::from(caches()?.open(CACHE)).await;
    cache.ok()?.dyn_into().ok()
}

/// Only secure pages have any.
fn caches() -> Option<web_sys::CacheStorage> {
    let caches = Reflect::get(&window(), &"caches".into()).ok()?;
    caches.dyn_into().ok()
}
