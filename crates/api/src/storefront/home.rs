//! The home page: one thing in its setting, then collections, news and what is marked down.

use super::Storefront;
use super::frame::collection_link;
use crate::{CardRow, Editorial, HomePage, Picture, ProductCard};
use baguni_commerce::collection::Members;
use baguni_commerce::{Localization, Product};
use std::cmp::Reverse;

/// Products of a row of the home page.
const ROW: usize = 8;
/// Products beside the editorial's picture.
const BESIDE: usize = 4;

impl Storefront {
    pub(super) fn home_page(&self, shown: Localization) -> HomePage {
        let menu = self.menu();
        let others = (0..self.catalogue.collections().len()).filter(|at| !menu.contains(at));
        HomePage {
            more: others
                .map(|at| self.collection_feature(shown, at))
                .collect(),
            features: menu
                .iter()
                .map(|at| self.collection_feature(shown, *at))
                .collect(),
            new: CardRow {
                cards: self.row(shown, |product| Some(product.published_at)),
                all: self.all_of("new", "/search?sort=new"),
            },
            on_sale: CardRow {
                cards: self.row(shown, |product| {
                    let prices = product.variants.iter().map(|variant| variant.prices);
                    prices
                        .filter_map(|prices| prices.get(shown.currency).percent_off())
                        .max()
                }),
                all: self.all_of("sale", "/search?sale=1&sort=discount"),
            },
            editorial: self.editorial(shown),
        }
    }

    /// The collection that a merchant has made for it, else the same as a list of everything.
    fn all_of(&self, handle: &str, list: &str) -> String {
        let mut collections = self.catalogue.collections().iter();
        match collections.any(|collection| collection.handle.as_str() == handle) {
            true => format!("/collections/{handle}"),
            false => list.to_owned(),
        }
    }

    /// What ranks highest of all that can be bought; what has no rank stays out.
    fn row<Rank: Ord>(
        &self,
        shown: Localization,
        rank: impl Fn(&Product) -> Option<Rank>,
    ) -> Vec<ProductCard> {
        let products = self.catalogue.products();
        let mut ranked: Vec<(Reverse<Rank>, usize)> = products
            .iter()
            .enumerate()
            .filter_map(|(at, product)| Some((Reverse(rank(product)?), at)))
            .collect();
        ranked.sort();
        let buyable = ranked.iter().map(|(_, at)| at);
        let buyable = buyable.filter(|at| !self.is_sold_out(&products[**at]));
        self.cards(shown, buyable.take(ROW))
    }

    /// The first collection put together by hand that has a picture.
    fn editorial(&self, shown: Localization) -> Option<Editorial> {
        let collections = self.catalogue.collections().iter().enumerate();
        let (at, collection, picture) = collections
            .filter(|(_, collection)| matches!(collection.members, Members::Manual(_)))
            .find_map(|(at, collection)| Some((at, collection, collection.picture.as_ref()?)))?;
        Some(Editorial {
            collection: collection_link(collection, shown.locale),
            description: collection.description.get(shown.locale).to_owned(),
            picture: Picture::of(picture, shown.locale),
            products: self.cards(shown, self.catalogue.members(at).iter().take(BESIDE)),
        })
    }
}
