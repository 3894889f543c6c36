//! The search page, and what the search field offers while somebody types.

use super::Storefront;
use super::frame::collection_link;
use crate::{CollectionLink, HelpLink, ProductCard, SearchPage, Suggestions};
use baguni_commerce::listing::list;
use baguni_commerce::search::{SearchIndex, Topic};
use baguni_commerce::{ListingQuery, Locale, Localization, Sort};

/// Products offered where nothing was found.
const INSTEAD: usize = 8;

impl Storefront {
    pub(super) fn search_page(
        &self,
        shown: Localization,
        typed: &str,
        query: &ListingQuery,
    ) -> SearchPage {
        let typed: String = typed.chars().take(SearchIndex::MAX_TYPED).collect();
        let found = self.index().search(&self.catalogue, &typed, shown.locale);
        // A narrowed or ordered list without words is a list of everything: "in stock at this
        // store", "what is new".
        let everything: Vec<usize> = (0..self.catalogue.products().len()).collect();
        let is_list = typed.trim().is_empty()
            && (query.is_narrowed() || query.sort != Sort::default() || query.page > 1);
        let products = if is_list {
            &everything
        } else {
            &found.products
        };
        let listing = list(&self.catalogue, products, query, shown);
        let instead = match listing.products.as_slice() {
            [] => self.instead(shown),
            _ => Vec::new(),
        };
        SearchPage {
            typed,
            read_as: found.read_as,
            listing: self.listing_page(shown, listing),
            collections: self.links(&found.collections, shown.locale),
            instead,
            help: found
                .topics
                .iter()
                .filter_map(|topic| help(*topic, shown.locale))
                .collect(),
        }
    }

    pub(super) fn suggestions(&self, shown: Localization, typed: &str) -> Suggestions {
        let typed: String = typed.chars().take(SearchIndex::MAX_TYPED).collect();
        let suggested = self.index().suggest(&self.catalogue, &typed, shown.locale);
        Suggestions {
            queries: suggested.queries,
            products: self.cards(shown, &suggested.products),
            collections: self.links(&suggested.collections, shown.locale),
        }
    }

    /// The newest of what can be bought; when nothing can be, of all there is.
    fn instead(&self, shown: Localization) -> Vec<ProductCard> {
        let products = self.catalogue.products();
        let mut at: Vec<usize> = (0..products.len()).collect();
        at.sort_by_cached_key(|at| {
            (
                self.is_sold_out(&products[*at]),
                std::cmp::Reverse(products[*at].published_at),
            )
        });
        self.cards(shown, at.iter().take(INSTEAD))
    }

    fn links(&self, collections: &[usize], locale: Locale) -> Vec<CollectionLink> {
        let known = self.catalogue.collections();
        collections
            .iter()
            .map(|at| collection_link(&known[*at], locale))
            .collect()
    }
}

/// Where the words lead. Topics that have no page yet lead nowhere.
fn help(topic: Topic, locale: Locale) -> Option<HelpLink> {
    let (ko, en, path) = match topic {
        Topic::Stores => ("매장 안내", "Our stores", "/stores"),
        Topic::Contact => ("문의와 매장 전화", "Contact a store", "/stores"),
        Topic::Cart => ("장바구니", "Your cart", "/cart"),
        Topic::Wishlist => ("찜한 상품", "Your wishlist", "/wishlist"),
        Topic::Returns | Topic::Delivery | Topic::Payment | Topic::Orders => return None,
    };
    let title = match locale {
        Locale::Ko => ko,
        Locale::En => en,
    };
    Some(HelpLink {
        title: title.to_owned(),
        path: path.to_owned(),
    })
}
