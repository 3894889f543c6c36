//! The app: what every page stands in.

use crate::answer::CurrentPage;
use crate::components::footer::FooterInStep;
use crate::components::header::Header;
use crate::components::notice::NoticeLine;
use crate::i18n::words;
use crate::shopper::Shopper;
use crate::visit::Visit;
use leptos::prelude::*;
use leptos_router::components::Router;

#[component]
pub fn App(visit: Visit) -> impl IntoView {
    Shopper::provide(visit.seed.basket.clone());
    let (base, frame) = (visit.locale().prefix(), visit.seed.frame.clone());
    provide_context(visit);
    let t = words();
    crate::scroll::keep_positions();
    view! {
        <Router base>
            <a class="skip-link" href="#content" rel="external">{t.skip_to_content}</a>
            <Header frame />
            <main id="content" tabindex="-1">
                <CurrentPage />
            </main>
            <FooterInStep />
            <NoticeLine />
        </Router>
    }
}
