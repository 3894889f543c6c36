//! The pages of a list, as real addresses.

use super::Place;
use crate::i18n::words;
use baguni_commerce::ListingQuery;
use leptos::either::Either;
use leptos::prelude::*;

#[component]
pub fn Pager(place: Place, query: ListingQuery, page: u32, pages: u32) -> impl IntoView {
    let t = words();
    let link = move |to: u32, text: String, rel: Option<&'static str>| {
        let address = place.address(&ListingQuery {
            page: to,
            ..query.clone()
        });
        let current = (to == page && rel.is_none()).then_some("page");
        view! { <li><a href=address rel=rel aria-current=current>{text}</a></li> }
    };
    (pages > 1).then(|| {
        let before = (page > 1).then(|| link(page - 1, t.previous_page.to_owned(), Some("prev")));
        let after = (page < pages).then(|| link(page + 1, t.next_page.to_owned(), Some("next")));
        let numbers = shown_pages(page, pages)
            .into_iter()
            .map(|number| match number {
                Some(number) => Either::Left(link(number, number.to_string(), None)),
                None => Either::Right(view! { <li aria-hidden="true">"…"</li> }),
            })
            .collect_view();
        view! {
            <nav class="pager" aria-label=t.pages>
                <ul role="list">{before}{numbers}{after}</ul>
            </nav>
        }
    })
}

/// The first, the last, and those around the page; `None` is a gap.
fn shown_pages(page: u32, pages: u32) -> Vec<Option<u32>> {
    let mut shown = Vec::new();
    let mut last = 0;
    for number in (1..=pages).filter(|n| *n == 1 || *n == pages || n.abs_diff(page) <= 1) {
        if number > last + 1 {
            shown.push(None);
        }
        shown.push(Some(number));
        last = number;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::shown_pages;

    #[test]
    fn far_pages_are_a_gap() {
        let check = |page, pages, want: &str| {
            let shown: Vec<_> = shown_pages(page, pages)
                .into_iter()
                .map(|number| number.map_or("…".to_owned(), |number| number.to_string()))
                .collect();
            assert_eq!(shown.join(" "), want);
        };
        check(1, 1, "1");
        check(1, 3, "1 2 3");
        check(1, 9, "1 2 … 9");
        check(5, 9, "1 … 4 5 6 … 9");
        check(9, 9, "1 … 8 9");
    }
}
