//! The storefront's questions over HTTP.

use crate::shop::{Answer, TestShop, two_sellable};
use baguni_api::{
    ApiError, CollectionPage, Frame, HomePage, Lines, ProductCard, ProductPage, SearchPage,
    StorePage, Suggestions, paths,
};
use baguni_commerce::{Currency, Handle, ListingQuery, Locale, Localization, Sku};
use serde::de::DeserializeOwned;

const SHOWN: Localization = Localization {
    locale: Locale::En,
    currency: Currency::Usd,
};

async fn ask<T: DeserializeOwned>(shop: &TestShop, path: &str) -> T {
    let answer = shop.get(path).await;
    assert_eq!(answer.status, 200, "{path}");
    assert_eq!(answer.header("content-type"), "application/json", "{path}");
    assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
    serde_json::from_slice(&answer.body).unwrap()
}

fn problem(answer: &Answer) -> ApiError {
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.json()["status"], answer.status.as_u16());
    assert!(answer.json()["title"].is_string());
    serde_json::from_slice(&answer.body).unwrap()
}

#[tokio::test]
async fn every_question_is_answered() {
    let shop = TestShop::open().await;
    let catalogue = shop.catalogue().await;
    let query = ListingQuery {
        page: 1,
        ..ListingQuery::default()
    };

    let frame: Frame = ask(&shop, &paths::frame(SHOWN)).await;
    assert_eq!(frame.stores.len(), 5);
    let home: HomePage = ask(&shop, &paths::home(SHOWN)).await;
    assert_eq!((home.new.cards.len(), home.on_sale.cards.len()), (8, 8));
    assert!(
        home.new
            .cards
            .iter()
            .all(|card| card.is_new && !card.sold_out)
    );
    assert!(home.on_sale.cards.iter().all(|card| !card.sold_out));

    let table: Handle = "table".parse().unwrap();
    let page: CollectionPage = ask(&shop, &paths::collection(SHOWN, &table, &query)).await;
    assert_eq!(page.listing.total, page.collection.products);

    let mug: Handle = "onggi-mug".parse().unwrap();
    let product: ProductPage = ask(&shop, &paths::product(SHOWN, &mug)).await;
    assert_eq!(product.related.len(), 8);
    assert!(product.related.iter().all(|card| card.handle != mug));
    assert!(
        product
            .variants
            .iter()
            .all(|variant| variant.stock.len() == 6)
    );

    let found: SearchPage = ask(&shop, &paths::search(SHOWN, "mug", &query)).await;
    assert!(found.listing.total > 0 && found.instead.is_empty());
    let nothing: SearchPage = ask(&shop, &paths::search(SHOWN, "qqqxyzzy", &query)).await;
    assert!(nothing.listing.total == 0 && !nothing.instead.is_empty());
    let suggested: Suggestions = ask(&shop, &paths::suggest(SHOWN, "mu")).await;
    assert!(!suggested.products.is_empty());

    let (a, b) = two_sellable(&catalogue);
    let unknown: Sku = "NO-SUCH".parse().unwrap();
    let asked = [b.clone(), unknown, a.clone()];
    let Lines { lines, terms } = ask(&shop, &paths::variants(SHOWN, &asked)).await;
    assert_eq!(
        lines.iter().map(|line| &line.sku).collect::<Vec<_>>(),
        [&b, &a]
    );
    assert!(terms.method.is_some() && terms.at > 0);
    assert!(
        terms
            .promotions
            .iter()
            .all(|promotion| promotion.code().is_none())
    );
    let cards: Vec<ProductCard> = ask(&shop, &paths::cards(SHOWN, &[mug, table])).await;
    assert_eq!(cards.len(), 1);

    let stores: Vec<StorePage> = ask(&shop, &paths::stores(SHOWN)).await;
    assert!(stores.iter().all(|store| !store.products.is_empty()));
    let one: StorePage = ask(&shop, &paths::store(SHOWN, &stores[1].link.handle)).await;
    assert_eq!(one, stores[1]);
}

#[tokio::test]
async fn what_is_not_answered_says_why() {
    let shop = TestShop::open().await;
    let check = async |path: &str, status: u16, want: ApiError| {
        let answer = shop.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(problem(&answer), want, "{path}");
    };
    let bad = |what: &str| ApiError::BadRequest(what.to_owned());
    let locale = "locale must be ko or en";
    let currency = "currency must be KRW or USD";
    let api = |rest: &str| format!("/api/storefront/{rest}");
    check(&api("home?locale=fr&currency=KRW"), 400, bad(locale)).await;
    check(&api("home?currency=KRW"), 400, bad(locale)).await;
    check(&api("home?locale=ko&currency=EUR"), 400, bad(currency)).await;
    let shown = "locale=ko&currency=KRW";
    check(
        &api(&format!("products/nothing?{shown}")),
        404,
        ApiError::NotFound,
    )
    .await;
    check(
        &api(&format!("products/A%20B?{shown}")),
        404,
        ApiError::NotFound,
    )
    .await;
    check(
        &api(&format!("collections/table?{shown}&page=0")),
        404,
        ApiError::NotFound,
    )
    .await;
    check(
        &api(&format!("stores/icheon?{shown}")),
        404,
        ApiError::NotFound,
    )
    .await;
    check(&api("nothing"), 404, ApiError::NotFound).await;
    check("/api/", 404, ApiError::NotFound).await;
    let now: Handle = "onggi-mug".parse().unwrap();
    let moved = ApiError::Moved(now);
    check(
        &api(&format!("products/breathing-clay-mug?{shown}")),
        404,
        moved,
    )
    .await;
    let many = "&sku=A".repeat(101);
    let too_many = bad("sku is given more than 100 times");
    check(&api(&format!("variants?{shown}{many}")), 400, too_many).await;
}

#[tokio::test]
async fn filters_are_read_from_the_address() {
    let shop = TestShop::open().await;
    let ask = async |rest: &str| -> CollectionPage {
        let path = format!("/api/storefront/collections/table?locale=ko&currency=KRW{rest}");
        ask(&shop, &path).await
    };
    let all = ask("").await.listing;
    let narrowed = ask("&sale=1").await.listing;
    assert_eq!(narrowed.total, all.on_sale);
    assert!(narrowed.total < all.total);
}

#[tokio::test]
async fn a_list_without_words_is_a_list_of_everything() {
    let shop = TestShop::open().await;
    let total = async |rest: &str| -> u32 {
        let path = format!("/api/storefront/search?locale=ko&currency=KRW{rest}");
        let page: SearchPage = ask(&shop, &path).await;
        page.listing.total
    };
    assert_eq!(total("").await, 0, "nobody asked for anything");
    let everything = total("&sort=new").await;
    assert_eq!(everything, 99);
    let in_store = total("&at=seongsu").await;
    assert!(0 < in_store && in_store < everything, "{in_store}");
    assert!(total("&sale=1").await < everything);
}
