//! How long a large catalogue takes. Nothing is asserted about time; run it by hand:
//! `cargo test --release -p baguni-storage -- --ignored --nocapture large`.

use super::*;
use crate::contract::samples::{full_product, location, sku};
use crate::{Counting, Stock as _};
use baguni_commerce::Catalogue;
use std::time::Instant;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement"]
async fn a_large_catalogue_is_saved_and_loaded() {
    let products: Vec<_> = (0..20_000).map(numbered).collect();
    let places = ["a", "b", "c", "d", "e", "f"].map(location);
    let levels = products
        .iter()
        .flat_map(|product| &product.variants)
        .flat_map(|variant| {
            places
                .iter()
                .map(move |place| (variant.sku.clone(), place.handle.clone(), 3))
        });
    let levels: Vec<_> = levels.collect();

    let (_folder, path) = a_file();
    let storage = SqliteStorage::open(&path).unwrap();
    storage.save_locations(&places).await.unwrap();
    measure("save 20,000 products, 500 in a call", async {
        for batch in products.chunks(500) {
            storage.save_products(batch).await.unwrap();
        }
    })
    .await;
    measure("save them again, nothing changed", async {
        for batch in products.chunks(500) {
            storage.save_products(batch).await.unwrap();
        }
    })
    .await;
    let by = Counting::imported("");
    measure("set 360,000 levels", storage.set_stock(&levels, by, 0))
        .await
        .unwrap();
    for _ in 0..3 {
        let parts = measure("load the catalogue", storage.load_catalogue())
            .await
            .unwrap();
        assert_eq!((parts.products.len(), parts.stock.len()), (20_000, 360_000));
        measure("index it", async { Catalogue::new(parts) }).await;
    }
    measure("find a product", storage.product(&products[9_999].handle))
        .await
        .unwrap();
    measure("ask for the revision", storage.revision())
        .await
        .unwrap();
}

fn numbered(n: usize) -> Product {
    let mut product = full_product();
    product.handle = handle(&format!("product-{n}"));
    for (place, variant) in product.variants.iter_mut().enumerate() {
        variant.sku = sku(&format!("P{n}-{place}"));
    }
    product
}

async fn measure<T>(what: &str, work: impl Future<Output = T>) -> T {
    let start = Instant::now();
    let done = work.await;
    eprintln!("{what}: {:.1?}", start.elapsed());
    done
}
