//! The app: what every page stands in, and the table of pages.

use crate::components::footer::Footer;
use crate::components::header::Header;
use crate::components::notice::NoticeLine;
use crate::i18n::words;
use crate::pages::cart::CartPage;
use crate::pages::collection::{CollectionPage, CollectionsPage};
use crate::pages::home::HomePage;
use crate::pages::not_found::NotFound;
use crate::pages::product::ProductPage;
use crate::pages::search::SearchPage;
use crate::pages::stores::{StorePage, StoresPage};
use crate::pages::wishlist::WishlistPage;
use crate::shopper::Shopper;
use crate::visit::Visit;
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;

#[component]
pub fn App(visit: Visit) -> impl IntoView {
    provide_meta_context();
    Shopper::provide(visit.seed.lists.clone());
    let (base, frame) = (visit.locale().prefix(), visit.seed.frame.clone());
    provide_context(visit);
    let t = words();
    crate::scroll::keep_positions();
    view! {
        <Router base>
            <a class="skip-link" href="#content" rel="external">{t.skip_to_content}</a>
            <Header frame=frame.clone() />
            <main id="content" tabindex="-1">
                <FlatRoutes fallback=|| view! { <NotFound /> }>
                    <Route path=path!("/") view=HomePage />
                    <Route path=path!("/collections") view=CollectionsPage />
                    <Route path=path!("/collections/:handle") view=CollectionPage />
                    <Route path=path!("/products/:handle") view=ProductPage />
                    <Route path=path!("/search") view=SearchPage />
                    <Route path=path!("/cart") view=CartPage />
                    <Route path=path!("/wishlist") view=WishlistPage />
                    <Route path=path!("/stores") view=StoresPage />
                    <Route path=path!("/stores/:handle") view=StorePage />
                </FlatRoutes>
            </main>
            <Footer frame />
            <NoticeLine />
        </Router>
    }
}
