//! Products, as everybody may see them.

use super::asked::{Asked, id};
use super::cursor::Cursor as _;
use super::problem::{Kind, Problem};
use super::shapes::{ProblemShape, ProductList, ProductShape};
use crate::http::Shop;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::Uri;
use baguni_commerce::catalogue::Found;
use baguni_commerce::{Handle, Product};
use std::sync::Arc;

/// All products that are on sale, in the order of their handles.
#[utoipa::path(
    get, path = "/api/v1/products", tag = "products",
    params(
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
        ("limit" = Option<u32>, Query, description = "1 to 100; 20 without it"),
    ),
    responses((status = 200, description = "A page of products", body = ProductList)),
    security(())
)]
pub async fn list(State(shop): State<Arc<Shop>>, uri: Uri) -> Result<Json<ProductList>, Problem> {
    let asked = Asked::read(&uri, &["cursor", "limit"])?;
    let (after, limit) = (asked.cursor::<Handle>()?, asked.limit()?);
    let storefront = shop.catalogue.current();
    let catalogue = storefront.catalogue();
    let (page, more) = page(catalogue.products(), after.as_ref(), limit);
    let last = page.last().filter(|_| more);
    Ok(Json(ProductList {
        next_cursor: last.map(|product| product.handle.write()),
        data: page
            .into_iter()
            .map(|product| ProductShape::of(catalogue, product))
            .collect(),
    }))
}

/// The products after a handle, and whether there are more.
fn page<'p>(
    products: &'p [Product],
    after: Option<&Handle>,
    limit: usize,
) -> (Vec<&'p Product>, bool) {
    let products = products.iter();
    let mut left: Vec<_> = products
        .filter(|product| after.is_none_or(|after| product.handle > *after))
        .collect();
    let more = left.len() > limit;
    if more {
        left.select_nth_unstable_by_key(limit, |product| &product.handle);
        left.truncate(limit);
    }
    left.sort_unstable_by_key(|product| &product.handle);
    (left, more)
}

/// One product. A former handle is as good as none; `/products/{handle}` leads on from it.
#[utoipa::path(
    get, path = "/api/v1/products/{handle}", tag = "products",
    params(("handle" = String, Path, description = "As in the product's address")),
    responses(
        (status = 200, description = "The product", body = ProductShape),
        (status = 404, description = "There is none", body = ProblemShape,
            content_type = "application/problem+json"),
    ),
    security(())
)]
pub async fn one(
    State(shop): State<Arc<Shop>>,
    Path(handle): Path<String>,
) -> Result<Json<ProductShape>, Problem> {
    let handle: Handle = id(&handle)?;
    let storefront = shop.catalogue.current();
    let catalogue = storefront.catalogue();
    match catalogue.product(&handle) {
        Found::Here(at) => Ok(Json(ProductShape::of(catalogue, &catalogue.products()[at]))),
        Found::Moved(_) | Found::Nowhere => Err(Problem::of(Kind::NotFound)),
    }
}
