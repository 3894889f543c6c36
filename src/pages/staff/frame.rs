//! The document of a staff's page: where one is, who one is, and the page itself.

use super::devices_words::DeviceWords;
use super::parts::Cx;
use super::said::Said;
use super::seen::{StaffPage, StaffSeen};
use super::{buyer, devices, hand_over, order, orders, part, sale, sign, stock, words, work};
use baguni_api::staff;
use baguni_commerce::Locale;
use baguni_commerce::order::{Role, Staff};
use leptos::prelude::*;

/// The whole document.
pub fn document(seen: StaffSeen) -> String {
    let owner = Owner::new();
    owner.with(|| {
        let cx = Cx::of(&seen);
        let (title, body) = page(cx);
        let language = seen.locale.code();
        let live = is_live(&seen.page).then_some("yes");
        let said = seen.said.map(|said| notice(cx, said));
        let drawn = view! {
            <a class="skip" href="#main">{cx.t.skip}</a>
            {header(cx)}
            <main id="main" tabindex="-1" data-live=live class=kind(&seen.page)>
                {said}
                {body}
            </main>
        };
        let title = view! { <title>{format!("{title} · {}", cx.t.title)}</title> };
        let (head, body) = (&seen.head, without_marks(drawn.to_html()));
        let title = without_marks(title.to_html());
        format!(
            "<!DOCTYPE html><html lang=\"{language}\" class=\"staff\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\">\
             <meta name=\"robots\" content=\"noindex\">{title}\
             <link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">{head}</head>\
             <body>{body}</body></html>"
        )
    })
}

/// Nothing of these pages is taken over by a script, so the places where one would hold on to them
/// are left out. In what people have written the sign is always escaped.
fn without_marks(html: String) -> String {
    html.replace("<!>", "")
}

/// Whether a page shows what others may change while it is looked at.
fn is_live(page: &StaffPage) -> bool {
    matches!(
        page,
        StaffPage::Today(_)
            | StaffPage::Work(..)
            | StaffPage::Part(_)
            | StaffPage::Order(_)
            | StaffPage::Orders(_)
    ) || match page {
        // What is shown once would be taken away.
        StaffPage::Devices(page) => page.code.is_none(),
        StaffPage::Device(page) => page.pass.is_none(),
        _ => false,
    }
}

fn kind(page: &StaffPage) -> &'static str {
    match page {
        StaffPage::Orders(_) => "wide",
        StaffPage::SignIn { .. } | StaffPage::NoAccess | StaffPage::NotFound => "narrow",
        _ => "",
    }
}

fn page(cx: Cx<'_>) -> (String, AnyView) {
    let t = cx.t;
    match &cx.seen.page {
        StaffPage::SignIn { email, next, wrong } => {
            (t.sign_in.to_owned(), sign::sign_in(cx, email, next, *wrong))
        }
        StaffPage::NoAccess => (t.no_access.to_owned(), sign::no_access(cx)),
        StaffPage::NotFound => (t.not_found.to_owned(), sign::not_found(cx)),
        StaffPage::ChoosePlace => (t.choose_place.to_owned(), sign::choose_place(cx)),
        StaffPage::Today(today) => (t.today.to_owned(), work::today(cx, today)),
        StaffPage::Work(list, parts) => {
            (words::list(cx.locale, *list), work::list(cx, *list, parts))
        }
        StaffPage::Pick(picked) => (t.pick_list.to_owned(), work::pick(cx, picked)),
        StaffPage::Part(page) => (page.part.order.number.to_string(), part::page(cx, page)),
        StaffPage::HandOver(handing) => (
            t.hand_over.to_owned(),
            hand_over::page(cx, handing.as_deref()),
        ),
        StaffPage::Stock(found) => (t.stock.to_owned(), stock::search(cx, found)),
        StaffPage::Variant(page) => (cx.text(&page.thing.title), stock::variant(cx, page)),
        StaffPage::Transfers(open) => (t.transfers.to_owned(), stock::transfers(cx, open)),
        StaffPage::Sale(page) => (t.sale.to_owned(), sale::lines(cx, page)),
        StaffPage::Buyer(page) => (t.buyer.to_owned(), buyer::page(cx, page)),
        StaffPage::Order(page) => (page.order.number.to_string(), order::page(cx, page)),
        StaffPage::Orders(page) => (t.orders.to_owned(), orders::page(cx, page)),
        StaffPage::Devices(page) => (
            DeviceWords::of(cx.locale).devices.to_owned(),
            devices::list(cx, page),
        ),
        StaffPage::Device(page) => (page.device.name.clone(), devices::one(cx, page)),
    }
}

fn notice(cx: Cx<'_>, said: Said) -> AnyView {
    let words = words::said(cx.locale, said);
    match said.is_good() {
        true => view! { <p class="said good" role="status">{words}</p> }.into_any(),
        false => view! { <p class="said" role="alert">{words}</p> }.into_any(),
    }
}

fn header(cx: Cx<'_>) -> AnyView {
    let t = cx.t;
    let other = match cx.locale {
        Locale::Ko => Locale::En,
        Locale::En => Locale::Ko,
    };
    let language = view! {
        <a class="language" href=other.href(&cx.seen.path) hreflang=other.code() lang=other.code()>
            {t.other_language}
        </a>
    };
    let Some(staff) = &cx.seen.staff else {
        return view! {
            <header class="staff-bar">
                <a class="brand" href=cx.href("/")>{t.title}</a>
                {language}
            </header>
        }
        .into_any();
    };
    view! {
        <header class="staff-bar">
            <div class="who">
                <a class="brand" href=cx.href(staff::TODAY)>{whereabouts(cx, staff)}</a>
                <span class="name">{staff.name.clone()}" · "{words::role(cx.locale, staff.role)}</span>
                {language}
                <form method="post" action=cx.href(staff::SIGN_OUT)>
                    <button class="plain" type="submit">{t.sign_out}</button>
                </form>
            </div>
            {navigation(cx, staff)}
        </header>
    }
    .into_any()
}

fn whereabouts(cx: Cx<'_>, member: &Staff) -> String {
    let place = member.location.as_ref().map(|at| cx.place(at));
    place.unwrap_or_else(|| cx.t.title.to_owned())
}

fn navigation(cx: Cx<'_>, member: &Staff) -> AnyView {
    let t = cx.t;
    let mut ways = vec![
        (staff::TODAY, t.today),
        (staff::WORK, t.work),
        (staff::PICK, t.pick_list),
        (staff::HAND_OVER, t.hand_over),
        (staff::STOCK, t.stock),
        (staff::TRANSFERS, t.transfers),
        (staff::SALE, t.sale),
        (staff::DEVICES, DeviceWords::of(cx.locale).devices),
    ];
    if member.role == Role::Merchant {
        ways.push((staff::ORDERS, t.orders));
    }
    let here = cx
        .seen
        .path
        .split('?')
        .next()
        .unwrap_or_default()
        .to_owned();
    let link = |(path, name): (&'static str, &'static str)| {
        let is_under = path != staff::TODAY && here.starts_with(path);
        let is_part = path == staff::WORK && here.starts_with("/staff/orders");
        let is_here = here == path || is_under || is_part;
        view! { <li><a href=cx.href(path) aria-current=is_here.then_some("page")>{name}</a></li> }
    };
    let links = ways.into_iter().map(link).collect_view();
    view! { <nav aria-label=t.pages><ul role="list">{links}</ul></nav> }.into_any()
}
