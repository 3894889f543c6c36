//! A shop to ask: the demo catalogue in memory, and a bundle of two files.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use baguni_commerce::cart::GuestMerge;
use baguni_commerce::{Catalogue, Sku};
use baguni_server::bundle::Bundle;
use baguni_server::catalogue::LiveCatalogue;
use baguni_server::mail::Mailer;
use baguni_server::payments::Payments;
use baguni_server::voice::Voice;
use baguni_server::{demo, http};
use baguni_storage::{SqliteStorage, Storage};
use http_body_util::BodyExt;
use std::sync::Arc;
use tokio::sync::OnceCell;
use tower::ServiceExt;

/// The bundle's files: a shell as Trunk leaves it, a hashed script with its twin, an icon.
pub const SCRIPT: &str = "/storefront-0123456789abcdef.js";
const SHELL: &str = "<!doctype html><html lang=ko><meta charset=utf-8>\
    <script type=module nonce=\"%CSP NONCE%\">start()</script></head><body></body></html>";

/// A shop that can be asked.
pub struct TestShop {
    router: Router,
    shop: Arc<http::Shop>,
    pub storage: Arc<dyn Storage>,
}

/// An answer with all of its body.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl TestShop {
    /// The demo shop. Tests share its database, so none may change it.
    pub async fn open() -> Self {
        static STORAGE: OnceCell<Arc<dyn Storage>> = OnceCell::const_new();
        let storage = STORAGE.get_or_init(|| async {
            let storage = SqliteStorage::in_memory().unwrap();
            demo::seed(&storage).await.unwrap();
            Arc::new(storage) as Arc<dyn Storage>
        });
        Self::over(Arc::clone(storage.await), None).await
    }

    pub async fn over(storage: Arc<dyn Storage>, public_url: Option<&str>) -> Self {
        let catalogue = LiveCatalogue::open(Arc::clone(&storage)).await.unwrap();
        let public_url = public_url.map(str::to_owned);
        let shop = http::Shop::new(Arc::clone(&storage), catalogue, bundle(), public_url);
        Self::of(shop)
    }

    /// A shop whose letters go this way.
    pub async fn with_mail(
        storage: Arc<dyn Storage>,
        public_url: Option<&str>,
        mailer: Arc<dyn Mailer>,
    ) -> Self {
        let catalogue = LiveCatalogue::open(Arc::clone(&storage)).await.unwrap();
        let public_url = public_url.map(str::to_owned);
        let shop = http::Shop::new(storage, catalogue, bundle(), public_url);
        Self::of(shop.with_accounts(mailer, GuestMerge::Max))
    }

    /// An empty shop with these ways to pay.
    pub async fn with_payments(payments: Payments) -> Self {
        let storage: Arc<dyn Storage> = Arc::new(SqliteStorage::in_memory().unwrap());
        let catalogue = LiveCatalogue::open(Arc::clone(&storage)).await.unwrap();
        let shop = http::Shop::new(storage, catalogue, bundle(), None);
        Self::of(shop.with_payments(payments))
    }

    /// A shop with letters and ways to pay.
    pub async fn that_sells(
        storage: Arc<dyn Storage>,
        public_url: Option<&str>,
        mailer: Arc<dyn Mailer>,
        payments: Payments,
    ) -> Self {
        let catalogue = LiveCatalogue::open(Arc::clone(&storage)).await.unwrap();
        let public_url = public_url.map(str::to_owned);
        let shop = http::Shop::new(storage, catalogue, bundle(), public_url);
        let shop = shop.with_accounts(mailer, GuestMerge::Max);
        Self::of(shop.with_payments(payments))
    }

    /// A shop with a voice for screens.
    pub async fn that_speaks(storage: Arc<dyn Storage>, voice: Voice) -> Self {
        let catalogue = LiveCatalogue::open(Arc::clone(&storage)).await.unwrap();
        let shop = http::Shop::new(storage, catalogue, bundle(), None);
        Self::of(shop.with_voice(voice))
    }

    fn of(shop: http::Shop) -> Self {
        let shop = Arc::new(shop);
        Self {
            router: http::router(Arc::clone(&shop)),
            storage: Arc::clone(&shop.storage),
            shop,
        }
    }

    /// What answers, to be served on a port or asked for a stream.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    pub fn shop(&self) -> &http::Shop {
        &self.shop
    }

    pub fn shared(&self) -> Arc<http::Shop> {
        Arc::clone(&self.shop)
    }

    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer {
            status: head.status,
            headers: head.headers,
            body,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(request(Method::GET, path, &[]).body(Body::empty()).unwrap())
            .await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask(
            request(Method::GET, path, headers)
                .body(Body::empty())
                .unwrap(),
        )
        .await
    }

    /// Posts a form as a page of the shop would.
    pub async fn post(&self, path: &str, cookies: &str, fields: &str) -> Answer {
        self.post_with(path, &[(COOKIE.as_str(), cookies)], fields)
            .await
    }

    pub async fn post_with(&self, path: &str, headers: &[(&str, &str)], fields: &str) -> Answer {
        let form = [(CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded")];
        let headers: Vec<_> = form.iter().chain(headers).copied().collect();
        let body = Body::from(fields.to_owned());
        self.ask(request(Method::POST, path, &headers).body(body).unwrap())
            .await
    }

    pub async fn catalogue(&self) -> Catalogue {
        Catalogue::new(self.storage.load_catalogue().await.unwrap())
    }
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }

    /// The value that a cookie is set to, if it is.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let mut set = self
            .headers
            .get_all(SET_COOKIE)
            .iter()
            .map(|line| line.to_str().unwrap());
        set.find_map(|line| {
            line.strip_prefix(name)?
                .strip_prefix('=')?
                .split(';')
                .next()
        })
    }
}

/// Two SKUs that can be bought now, of different products.
pub fn two_sellable(catalogue: &Catalogue) -> (Sku, Sku) {
    let mut sellable = catalogue.products().iter().filter_map(|product| {
        product
            .variants
            .iter()
            .find(|variant| catalogue.is_sellable(variant))
    });
    (
        sellable.next().unwrap().sku.clone(),
        sellable.next().unwrap().sku.clone(),
    )
}

fn request(method: Method, path: &str, headers: &[(&str, &str)]) -> axum::http::request::Builder {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", "shop.test");
    for (name, value) in headers.iter().filter(|(_, value)| !value.is_empty()) {
        request = request.header(*name, *value);
    }
    request
}

fn bundle() -> Bundle {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name.trim_start_matches('/')), text).unwrap();
    };
    write("index.html", SHELL);
    write(SCRIPT, "start()");
    write(&format!("{SCRIPT}.br"), "compressed");
    write("kiosk.html", SHELL);
    write("icon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    Bundle::from_folder(folder.path()).unwrap()
}
