//! Stock on open pages: what is sold elsewhere is told to those who look at it.

use crate::shop::TestShop;
use axum::body::{Body, BodyDataStream};
use axum::http::{Request, StatusCode};
use baguni_api::paths;
use baguni_commerce::catalogue::Found;
use baguni_commerce::stock::{ReservationId, Take};
use baguni_commerce::{Handle, Localization, Sku};
use baguni_server::demo;
use baguni_storage::{SqliteStorage, Storage};
use futures_util::StreamExt as _;
use std::sync::Arc;
use std::time::Duration;
use tower::ServiceExt as _;

/// How long something that happens may take before a test gives up on it.
const AT_LAST: Duration = Duration::from_secs(10);

/// A shop of its own that follows its database, and a product of which little is left.
struct Open {
    shop: TestShop,
    storage: Arc<dyn Storage>,
    handle: Handle,
    sku: Sku,
    place: Handle,
    left: u32,
}

impl Open {
    async fn new() -> Self {
        let storage: Arc<dyn Storage> = Arc::new(SqliteStorage::in_memory().unwrap());
        demo::seed(storage.as_ref()).await.unwrap();
        let shop = TestShop::over(Arc::clone(&storage), None).await;
        let catalogue = Arc::clone(&shop.shop().catalogue);
        tokio::spawn(async move { catalogue.follow().await });
        // Told are numbers up to ten; of this one each is.
        let parts = storage.load_catalogue().await.unwrap();
        let scarce = parts.stock.iter().find(|(sku, _, level)| {
            let levels = parts.stock.iter().filter(|(other, ..)| other == sku);
            levels.count() == 1 && (2..9).contains(&level.available())
        });
        let (sku, place, level) = scarce.unwrap().clone();
        let mut products = parts.products.iter();
        let product = products.find(|product| product.variant(&sku).is_some());
        Self {
            handle: product.unwrap().handle.clone(),
            left: level.available(),
            shop,
            storage,
            sku,
            place,
        }
    }

    fn mark(&self) -> u32 {
        let storefront = self.shop.shop().catalogue.current();
        match storefront.catalogue().product(&self.handle) {
            Found::Here(at) => storefront.stock_mark(at),
            _ => panic!("{} is gone", self.handle),
        }
    }

    async fn listen(&self, seen: u32) -> BodyDataStream {
        let path = paths::stock_events(&self.handle, seen);
        let asked = Request::get(&path).header("host", "shop.test");
        let asked = asked.body(Body::empty()).unwrap();
        let answer = self.shop.router().oneshot(asked).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        answer.into_body().into_data_stream()
    }

    async fn reserve(&self, id: u8, quantity: u32, sku: &Sku, place: &Handle) {
        let take = Take {
            sku: sku.clone(),
            location: place.clone(),
            quantity,
        };
        let hold = ReservationId([id; 16]);
        let held = self.storage.reserve(hold, vec![take], u64::MAX, 0).await;
        held.unwrap().unwrap();
    }

    /// What the product's page says is left of the variant.
    async fn told(&self) -> (bool, u32) {
        let path = paths::product(Localization::default(), &self.handle);
        let page = self.shop.get(&path).await.json();
        let variants = page["variants"].as_array().unwrap();
        let variant = variants.iter().find(|one| one["sku"] == self.sku.as_str());
        let variant = variant.unwrap();
        let stock = variant["stock"].as_array().unwrap();
        let left = stock.iter().map(|at| at["available"].as_u64().unwrap());
        let left = u32::try_from(left.sum::<u64>()).unwrap();
        (variant["sellable"].as_bool().unwrap(), left)
    }
}

/// The next event; `None` for a comment.
async fn next(events: &mut BodyDataStream) -> Option<String> {
    let event = tokio::time::timeout(AT_LAST, events.next()).await;
    let event = event.expect("something is said").unwrap().unwrap();
    let event = String::from_utf8(event.to_vec()).unwrap();
    event
        .strip_prefix("data: ")
        .map(|told| told.trim_end().to_owned())
}

#[tokio::test]
async fn who_looks_at_the_last_pieces_sees_them_go() {
    let open = Open::new().await;
    assert_eq!(open.told().await, (true, open.left));
    let before = open.mark();
    let mut events = open.listen(before).await;
    assert_eq!(next(&mut events).await, None);

    open.reserve(1, open.left - 1, &open.sku, &open.place).await;
    assert_eq!(next(&mut events).await.as_deref(), Some("changed"));
    assert_eq!(open.told().await, (true, 1));
    open.reserve(2, 1, &open.sku, &open.place).await;
    assert_eq!(next(&mut events).await.as_deref(), Some("changed"));
    assert_eq!(open.told().await, (false, 0));

    // Whoever was away is told at once.
    let mut late = open.listen(before).await;
    assert_eq!(next(&mut late).await.as_deref(), Some("changed"));
    let hold = ReservationId([2; 16]);
    assert!(open.storage.release(hold, "left", 0).await.unwrap());
    assert_eq!(next(&mut late).await.as_deref(), Some("changed"));
    assert_eq!(open.told().await, (true, 1));
}

#[tokio::test]
async fn a_sale_reloads_no_catalogue_and_tells_nobody_else() {
    let open = Open::new().await;
    let catalogue = Arc::clone(&open.shop.shop().catalogue);
    let before = catalogue.current();
    let mut events = open.listen(open.mark()).await;
    assert_eq!(next(&mut events).await, None);

    // Of another product, so plentiful that its page says nothing new either.
    let parts = open.storage.load_catalogue().await.unwrap();
    let plenty = parts
        .stock
        .iter()
        .find(|(_, _, level)| level.available() > 50);
    let (sku, place, _) = plenty.unwrap();
    open.reserve(1, 1, sku, place).await;
    let at = before.catalogue().location(place).unwrap();
    let taken = async {
        let was = before.catalogue().available(sku, Some(at));
        while catalogue.current().catalogue().available(sku, Some(at)) == was {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(AT_LAST, taken).await.unwrap();
    let now = catalogue.current();
    assert_eq!(
        (now.revision(), catalogue.reloads.get()),
        (before.revision(), 0)
    );
    assert!(std::ptr::eq(
        now.catalogue().products(),
        before.catalogue().products()
    ));

    open.reserve(2, open.left, &open.sku, &open.place).await;
    assert_eq!(next(&mut events).await.as_deref(), Some("changed"));
    catalogue.watchers.close();
    assert!(events.next().await.is_none(), "the server stops");
}

#[tokio::test]
async fn nobody_listens_to_what_is_not_there() {
    let shop = TestShop::open().await;
    let check = async |query: &str, status: StatusCode| {
        let answer = shop.get(&format!("{}{query}", paths::STOCK_EVENTS)).await;
        assert_eq!(answer.status, status, "{query}");
    };
    check("?handle=no-such&seen=0", StatusCode::NOT_FOUND).await;
    check("?handle=No%20Such&seen=0", StatusCode::BAD_REQUEST).await;
    check("?handle=mug", StatusCode::BAD_REQUEST).await;
    check("?handle=mug&seen=-1", StatusCode::BAD_REQUEST).await;
    check("", StatusCode::BAD_REQUEST).await;
}
