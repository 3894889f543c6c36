//! The storefront over the demo shop.

mod kept;
mod terms;

use crate::demo::DemoCatalogue;
use baguni_commerce::CatalogueParts;

fn parts(demo: DemoCatalogue) -> CatalogueParts {
    CatalogueParts {
        products: demo.products,
        collections: demo.collections,
        locations: demo.locations,
        stock: demo.stock,
        moved_products: demo.moves.products,
        moved_collections: demo.moves.collections,
    }
}
