//! Collections and the lists of products that shoppers narrow and order.

use super::frame::{collection_link, store_link};
use super::{Storefront, found};
use crate::{
    ApiError, CollectionFeature, CollectionPage, FacetChoice, FacetGroup, ListingPage, Picture,
};
use baguni_commerce::listing::list;
use baguni_commerce::{Facet, Handle, Listing, ListingQuery, Locale, Localization};

impl Storefront {
    pub(super) fn collection_page(
        &self,
        shown: Localization,
        handle: &Handle,
        query: &ListingQuery,
    ) -> Result<CollectionPage, ApiError> {
        let at = found(self.catalogue.collection(handle))?;
        let listing = list(&self.catalogue, self.catalogue.members(at), query, shown);
        if !(1..=listing.pages).contains(&query.page) {
            return Err(ApiError::NotFound);
        }
        Ok(CollectionPage {
            collection: self.collection_feature(shown, at),
            listing: self.listing_page(shown, listing),
        })
    }

    pub(super) fn collection_feature(&self, shown: Localization, at: usize) -> CollectionFeature {
        let collection = &self.catalogue.collections()[at];
        let members = self.catalogue.members(at);
        // A collection without a picture of its own shows its first product's.
        let first = members
            .first()
            .and_then(|at| self.catalogue.products()[*at].media.first());
        CollectionFeature {
            link: collection_link(collection, shown.locale),
            description: collection.description.get(shown.locale).to_owned(),
            picture: collection
                .picture
                .as_ref()
                .or(first)
                .map(|media| Picture::of(media, shown.locale)),
            products: u32::try_from(members.len()).unwrap_or(u32::MAX),
        }
    }

    pub(super) fn listing_page(&self, shown: Localization, listing: Listing) -> ListingPage {
        let locations = self.catalogue.locations();
        ListingPage {
            products: self.cards(shown, &listing.products),
            total: listing.total,
            page: listing.page,
            pages: listing.pages,
            facets: listing
                .facets
                .into_iter()
                .map(|facet| facet_group(facet, shown.locale))
                .collect(),
            price_bounds: listing.price_bounds,
            stores: listing
                .stocked_at
                .into_iter()
                .filter_map(|(at, count)| {
                    Some((store_link(locations.get(at)?, shown.locale), count))
                })
                .collect(),
            in_stock: listing.in_stock,
            on_sale: listing.on_sale,
        }
    }
}

fn facet_group(facet: Facet, locale: Locale) -> FacetGroup {
    let choices = facet.values.into_iter().map(|value| FacetChoice {
        name: value.name.get(locale).to_owned(),
        key: value.key,
        swatch: value.swatch,
        count: value.count,
        selected: value.selected,
    });
    FacetGroup {
        name: facet.name.get(locale).to_owned(),
        choices: choices.collect(),
        key: facet.key,
    }
}
