//! Sentences with a number or a name in them.

use baguni_api::forms::Problem;
use baguni_commerce::money::group_thousands;
use baguni_commerce::{Locale, Sort};
use baguni_replica::List;
use baguni_replica::frame::DeviceKind;

use super::Words;

fn number(n: u32) -> String {
    group_thousands(&n.to_string())
}

pub fn products_count(locale: Locale, n: u32) -> String {
    match (locale, n) {
        (Locale::Ko, _) => format!("{}개", number(n)),
        (Locale::En, 1) => "1 product".to_owned(),
        (Locale::En, _) => format!("{} products", number(n)),
    }
}

pub fn results_for(locale: Locale, typed: &str) -> String {
    match locale {
        Locale::Ko => format!("‘{typed}’ 검색 결과"),
        Locale::En => format!("Results for “{typed}”"),
    }
}

pub fn read_as(locale: Locale, typed: &str, read_as: &str) -> String {
    match locale {
        Locale::Ko => format!("‘{typed}’ 대신 ‘{read_as}’(으)로 찾았어요."),
        Locale::En => format!("Showing “{read_as}” instead of “{typed}”."),
    }
}

pub fn percent_off(locale: Locale, percent: u32) -> String {
    match locale {
        Locale::Ko => format!("{percent}% 할인"),
        Locale::En => format!("{percent}% off"),
    }
}

pub fn price_from(locale: Locale, price: &str) -> String {
    match locale {
        Locale::Ko => format!("{price}부터"),
        Locale::En => format!("from {price}"),
    }
}

pub fn price_each(locale: Locale, price: &str) -> String {
    match locale {
        Locale::Ko => format!("개당 {price}"),
        Locale::En => format!("{price} each"),
    }
}

pub fn until_free(locale: Locale, missing: &str) -> String {
    match locale {
        Locale::Ko => format!("{missing} 더 담으면 배송비가 무료예요."),
        Locale::En => format!("{missing} more and delivery is free."),
    }
}

pub fn vat_inside(locale: Locale, vat: &str) -> String {
    match locale {
        Locale::Ko => format!("부가세 {vat} 포함"),
        Locale::En => format!("VAT of {vat} is included."),
    }
}

/// How many are left, told exactly only when few.
pub fn stock_left(locale: Locale, available: u32) -> String {
    match (locale, available) {
        (_, 0) => Words::of(locale).out_of_stock.to_owned(),
        (Locale::Ko, 1..=3) => format!("{available}개 남음"),
        (Locale::En, 1..=3) => format!("{available} left"),
        _ => Words::of(locale).in_stock.to_owned(),
    }
}

pub fn stores_have_it(locale: Locale, n: usize) -> String {
    match (locale, n) {
        (Locale::Ko, _) => format!("매장 {n}곳에 있어요"),
        (Locale::En, 1) => "In 1 store".to_owned(),
        (Locale::En, _) => format!("In {n} stores"),
    }
}

pub fn only_so_many(locale: Locale, available: u32) -> String {
    match locale {
        Locale::Ko => format!("지금은 {available}개까지 살 수 있어요."),
        Locale::En => format!("Only {available} available right now."),
    }
}

pub fn added(locale: Locale, title: &str) -> String {
    match locale {
        Locale::Ko => format!("{title} — 장바구니에 담았어요"),
        Locale::En => format!("{title} — added to your cart"),
    }
}

pub fn removed(locale: Locale, title: &str) -> String {
    match locale {
        Locale::Ko => format!("{title} — 뺐어요"),
        Locale::En => format!("{title} — removed"),
    }
}

pub fn picture_of(locale: Locale, at: usize, of: usize) -> String {
    match locale {
        Locale::Ko => format!("사진 {of}장 중 {at}번째"),
        Locale::En => format!("Picture {at} of {of}"),
    }
}

pub fn remove_filter(locale: Locale, name: &str) -> String {
    match locale {
        Locale::Ko => format!("{name} 필터 지우기"),
        Locale::En => format!("Remove filter {name}"),
    }
}

pub fn weekday(locale: Locale, day: usize) -> &'static str {
    const KO: [&str; 7] = ["월", "화", "수", "목", "금", "토", "일"];
    const EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    match locale {
        Locale::Ko => KO[day % 7],
        Locale::En => EN[day % 7],
    }
}

pub fn sort_name(locale: Locale, sort: Sort, searching: bool) -> &'static str {
    let words = Words::of(locale);
    match sort {
        Sort::Featured if searching => words.sort_best_match,
        Sort::Featured => words.sort_featured,
        Sort::New => words.sort_new,
        Sort::PriceAsc => words.sort_price_asc,
        Sort::PriceDesc => words.sort_price_desc,
        Sort::Discount => words.sort_discount,
    }
}

pub fn problem(locale: Locale, problem: Problem) -> &'static str {
    let words = Words::of(locale);
    match problem {
        Problem::Quantity => words.problem_quantity,
        Problem::Sku => words.problem_sku,
        Problem::Full => words.problem_full,
        Problem::SoldOut => words.problem_sold_out,
        Problem::Choice => words.problem_choice,
        Problem::Name => words.problem_name,
        Problem::Wishlists => words.problem_wishlists,
        Problem::NotSaved => words.problem_not_saved,
    }
}

pub fn moved(locale: Locale, title: &str, target: List) -> String {
    let words = Words::of(locale);
    let place = match target {
        List::Cart => words.cart,
        List::Saved => words.saved_for_later,
        List::Wishlist(_) => words.wishlist,
    };
    match locale {
        Locale::Ko => format!("‘{title}’ — {place}에 옮겨 두었어요."),
        Locale::En => format!("“{title}” is now in: {place}"),
    }
}

/// A line of the cart that was put there on another kind of screen.
pub fn added_on(locale: Locale, device: DeviceKind) -> String {
    match locale {
        Locale::Ko => format!("{}에서 담음", device_name(locale, device)),
        Locale::En => format!("Added {}", device_name(locale, device)),
    }
}

pub fn changed_on(locale: Locale, device: DeviceKind) -> String {
    match locale {
        Locale::Ko => format!("{}에서 바뀌었어요.", device_name(locale, device)),
        Locale::En => format!("Changed {}.", device_name(locale, device)),
    }
}

fn device_name(locale: Locale, device: DeviceKind) -> &'static str {
    match (locale, device) {
        (Locale::Ko, DeviceKind::Desktop) => "컴퓨터",
        (Locale::Ko, DeviceKind::Phone) => "휴대폰",
        (Locale::Ko, DeviceKind::Tablet) => "태블릿",
        (Locale::Ko, DeviceKind::Kiosk) => "매장 화면",
        (Locale::Ko, DeviceKind::Shop) => "다른 화면",
        (Locale::En, DeviceKind::Desktop) => "on your computer",
        (Locale::En, DeviceKind::Phone) => "on your phone",
        (Locale::En, DeviceKind::Tablet) => "on your tablet",
        (Locale::En, DeviceKind::Kiosk) => "on a screen in the store",
        (Locale::En, DeviceKind::Shop) => "on another screen",
    }
}

/// What stays of a line that was removed here and given a number elsewhere.
pub fn kept(locale: Locale, quantity: u32) -> String {
    let quantity = number(quantity);
    match locale {
        Locale::Ko => format!("다른 화면에서 {quantity}개로 정해서 빼지 않았어요."),
        Locale::En => format!("Another screen has just set it to {quantity}, so it stays."),
    }
}

/// How many of a thing a list asks for.
pub fn pieces(locale: Locale, quantity: u32) -> String {
    let count = number(quantity);
    match (locale, quantity) {
        (Locale::Ko, _) => format!("{count}개"),
        (Locale::En, 1) => "1 piece".to_owned(),
        (Locale::En, _) => format!("{count} pieces"),
    }
}
