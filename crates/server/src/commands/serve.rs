//! `baguni serve`.

use super::open;
use crate::bundle::Bundle;
use crate::catalogue::LiveCatalogue;
use crate::cli::{DatabaseUrl, Serve};
use crate::failure::Failure;
use crate::http::Shop;
use crate::serving;
use std::sync::Arc;

pub async fn serve(database: &DatabaseUrl, flags: Serve) -> Result<(), Failure> {
    // The port first: that it is taken is the commonest mistake, and the cheapest to find.
    let listener = serving::bind(flags.listen, "--listen").await?;
    let storage = open(database)?;
    let bundle = match &flags.bundle_folder {
        None => Bundle::embedded(),
        Some(folder) => Bundle::from_folder(folder)
            .map_err(|error| Failure::CannotRead(folder.clone(), error))?,
    };
    if bundle.is_empty() {
        tracing::warn!("this server has no browser bundle: pages are bare (cargo xtask bundle)");
    }
    let catalogue = LiveCatalogue::open(Arc::clone(&storage)).await?;
    if catalogue.current().catalogue().products().is_empty() {
        tracing::warn!("the shop is empty: `baguni seed demo` or `baguni import products FILE`");
    }
    let public_url = flags.public_url.map(|url| url.0);
    let shop = Arc::new(Shop {
        storage,
        catalogue,
        bundle,
        public_url,
    });
    serving::serve(listener, shop).await;
    Ok(())
}
