//! The storefront's interface over HTTP, for pages that are drawn in the browser.

use baguni_api::{
    ApiError, CollectionPage, Frame, HomePage, Lines, ProductCard, ProductPage, Reply, SearchPage,
    SharedWishlist, StorePage, StorefrontApi, Suggestions, paths, wire,
};
use baguni_commerce::{Handle, ListingQuery, Localization, Sku};
use gloo::timers::callback::Timeout;
use js_sys::Uint8Array;
use leptos::prelude::window;
use send_wrapper::SendWrapper;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Request, RequestInit, Response};

/// An answer that is not there whole after so long does not come.
const PATIENCE_MS: u32 = 10_000;

/// Asks the server that the page came from.
pub struct HttpApi;

impl StorefrontApi for HttpApi {
    fn frame(&self, shown: Localization) -> Reply<Frame> {
        get(paths::frame(shown))
    }

    fn home(&self, shown: Localization) -> Reply<HomePage> {
        get(paths::home(shown))
    }

    fn collection(
        &self,
        shown: Localization,
        handle: Handle,
        query: ListingQuery,
    ) -> Reply<CollectionPage> {
        get(paths::collection(shown, &handle, &query))
    }

    fn product(&self, shown: Localization, handle: Handle) -> Reply<ProductPage> {
        get(paths::product(shown, &handle))
    }

    fn search(&self, shown: Localization, typed: String, query: ListingQuery) -> Reply<SearchPage> {
        get(paths::search(shown, &typed, &query))
    }

    fn suggest(&self, shown: Localization, typed: String) -> Reply<Suggestions> {
        get(paths::suggest(shown, &typed))
    }

    fn variants(&self, shown: Localization, skus: Vec<Sku>) -> Reply<Lines> {
        get(paths::variants(shown, &skus))
    }

    fn cards(&self, shown: Localization, handles: Vec<Handle>) -> Reply<Vec<ProductCard>> {
        get(paths::cards(shown, &handles))
    }

    fn stores(&self, shown: Localization) -> Reply<Vec<StorePage>> {
        get(paths::stores(shown))
    }

    fn store_page(&self, shown: Localization, handle: Handle) -> Reply<StorePage> {
        get(paths::store(shown, &handle))
    }

    fn shared_wishlist(&self, shown: Localization, token: String) -> Reply<SharedWishlist> {
        get(paths::shared_wishlist(shown, &token))
    }
}

/// The browser has one thread, so what holds its objects may pass for `Send`.
fn get<T: DeserializeOwned + 'static>(path: String) -> Reply<T> {
    Box::pin(SendWrapper::new(async move {
        let bytes = fetch(&path).await.map_err(|_| ApiError::Unavailable)?;
        wire::decode(&bytes)
    }))
}

async fn fetch(path: &str) -> Result<Vec<u8>, JsValue> {
    if !window().navigator().on_line() {
        return Err(JsValue::NULL);
    }
    let (init, given_up) = (RequestInit::new(), AbortController::new()?);
    init.set_signal(Some(&given_up.signal()));
    let question = Request::new_with_str_and_init(path, &init)?;
    question.headers().set("Accept", wire::CONTENT_TYPE)?;
    let _patience = Timeout::new(PATIENCE_MS, move || given_up.abort());
    let answer = JsFuture::from(window().fetch_with_request(&question)).await?;
    let bytes = JsFuture::from(answer.dyn_into::<Response>()?.array_buffer()?).await?;
    Ok(Uint8Array::new(&bytes).to_vec())
}
