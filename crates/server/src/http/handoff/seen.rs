//! What the pages of a hand-off show.

use crate::http::Shop;
use crate::kiosk::hand_off::Code;
use baguni::pages::handoff::{Offer, Place, ShownScreen, Thing, Way};
use baguni_api::kiosk::Direction;
use baguni_api::{MAX_SKUS, StorefrontApi, VariantLine};
use baguni_commerce::{Handle, Locale, Localization, ShopperId, Sku};
use baguni_replica::List;
use baguni_storage::{Offered, ScreenSession, StorageError};

/// What a code that is good offers to a phone.
pub async fn offer(
    shop: &Shop,
    shown: Localization,
    code: &Code,
    offered: &Offered,
    phone: Option<ShopperId>,
) -> Result<Offer, StorageError> {
    let at_screen = offered.screen.map(|(_, shopper)| shopper);
    let (from, to) = match offered.direction {
        Direction::ToPhone => (at_screen, phone),
        Direction::ToScreen => (phone, at_screen),
    };
    let things = in_cart(shop, from).await?;
    // It may be the same basket already.
    let others = if from == to {
        Vec::new()
    } else {
        in_cart(shop, to).await?
    };
    let way = offered.way.as_ref();
    Ok(Offer {
        code: code.reveal(),
        direction: offered.direction,
        at: place(shop, shown.locale, &offered.location, &offered.name),
        way: way.map(|way| Way::named(way, |store| named(shop, store, shown.locale).0)),
        things: pictured(shop, shown, things).await,
        joins: others.iter().map(|(_, quantity)| quantity).sum(),
    })
}

async fn in_cart(shop: &Shop, shopper: Option<ShopperId>) -> Result<Vec<(Sku, u32)>, StorageError> {
    let Some(shopper) = shopper else {
        return Ok(Vec::new());
    };
    let kept = shop.storage.basket(shopper, Vec::new()).await?;
    let lines = kept.truth.basket.shown(List::Cart).into_iter();
    let lines = lines.map(|line| (line.key.sku.clone(), line.quantity));
    Ok(lines.collect())
}

async fn pictured(shop: &Shop, shown: Localization, lines: Vec<(Sku, u32)>) -> Vec<Thing> {
    let storefront = shop.catalogue.current();
    let skus: Vec<Sku> = lines.iter().map(|(sku, _)| sku.clone()).collect();
    let mut known: Vec<VariantLine> = Vec::new();
    for some in skus.chunks(MAX_SKUS) {
        // It is in memory: it is always answered.
        let told = storefront.variants(shown, some.to_vec()).await;
        known.extend(told.unwrap_or_default().lines);
    }
    let things = lines.into_iter().map(|(sku, quantity)| {
        let line = known.iter().find(|line| line.sku == sku);
        Thing {
            title: line.map_or_else(|| sku.to_string(), |line| line.title.clone()),
            picture: line.and_then(|line| line.picture.clone()),
            quantity,
        }
    });
    things.collect()
}

pub fn screens(shop: &Shop, locale: Locale, screens: Vec<ScreenSession>) -> Vec<ShownScreen> {
    let shown = screens.into_iter().map(|screen| ShownScreen {
        session: screen.session.0.to_string(),
        at: place(shop, locale, &screen.location, &screen.name),
    });
    shown.collect()
}

fn place(shop: &Shop, locale: Locale, location: &Handle, screen: &str) -> Place {
    let (store, city) = named(shop, location, locale);
    Place {
        store,
        city,
        screen: screen.to_owned(),
    }
}

/// What a store is called, and the city it is in.
fn named(shop: &Shop, store: &Handle, locale: Locale) -> (String, String) {
    let storefront = shop.catalogue.current();
    let catalogue = storefront.catalogue();
    let found = catalogue.location(store);
    let place = found.map(|at| &catalogue.locations()[at]);
    place.map_or_else(
        || (store.to_string(), String::new()),
        |place| {
            let text = |text: &baguni_commerce::Text| text.get(locale).to_owned();
            (text(&place.name), text(&place.city))
        },
    )
}
