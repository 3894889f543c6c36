//! Prints how long a screen takes to open a snapshot, and how large it is: as it was fetched, and
//! with its products repeated until there are 1,000, 5,000 and 20,000.
//! `cargo run --release -p baguni-api --example snapshot -- FILE`, a body of `GET /api/kiosk/snapshot`.

#![allow(clippy::print_stdout)]

use baguni_api::storefront::{Snapshot, Storefront};
use baguni_commerce::search::SearchIndex;
use baguni_commerce::{Catalogue, Product, Sku};
use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args()
        .nth(1)
        .expect("the name of a file is given");
    let fetched = Snapshot::decode(&std::fs::read(file)?)?;
    println!("products  variants  bytes  read  catalogue  search index  all");
    for products in [fetched.parts.products.len(), 1_000, 5_000, 20_000] {
        tell(&repeated(&fetched, products));
    }
    Ok(())
}

fn tell(snapshot: &Snapshot) {
    let bytes = match snapshot.encode() {
        Ok(bytes) => bytes,
        Err(error) => return println!("{}: {error}", snapshot.parts.products.len()),
    };
    let variants: usize = snapshot
        .parts
        .products
        .iter()
        .map(|p| p.variants.len())
        .sum();
    let (read, reading) = timed(|| Snapshot::decode(&bytes).expect("it was just written"));
    let (catalogue, listing) = timed(|| Catalogue::new(read.parts.clone()));
    let (_, indexing) = timed(|| SearchIndex::new(&catalogue));
    let (_, all) = timed(|| Storefront::of_snapshot(read, Arc::new(|| 0)));
    println!(
        "{}  {variants}  {}  {reading:.0}  {listing:.0}  {indexing:.0}  {:.0} ms",
        snapshot.parts.products.len(),
        bytes.len(),
        reading + all,
    );
}

/// In milliseconds.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let begun = Instant::now();
    let made = work();
    (made, begun.elapsed().as_secs_f64() * 1_000.0)
}

fn repeated(fetched: &Snapshot, products: usize) -> Snapshot {
    let mut snapshot = fetched.clone();
    let all = fetched.parts.products.iter().cycle().enumerate();
    let times = |at: usize| at / fetched.parts.products.len();
    let another = |(at, product): (usize, &Product)| {
        let mut product = product.clone();
        let handle = format!("{}-{}", product.handle, times(at));
        product.handle = handle.parse().expect("a handle and a number are one");
        for variant in &mut product.variants {
            variant.sku = named(&variant.sku, times(at));
        }
        product
    };
    snapshot.parts.products = all.take(products).map(another).collect();
    snapshot.parts.stock = (0..=times(products - 1))
        .flat_map(|time| fetched.parts.stock.iter().map(move |level| (time, level)))
        .map(|(time, (sku, place, level))| (named(sku, time), place.clone(), *level))
        .collect();
    snapshot
}

fn named(sku: &Sku, time: usize) -> Sku {
    format!("{sku}-{time}")
        .parse()
        .expect("a SKU and a number are one")
}
