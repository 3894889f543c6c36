//! What people type into a search field that is no product: returns, delivery, stores.

use super::pattern::Term;

/// What is asked for that is no product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    Returns,
    Delivery,
    Stores,
    Payment,
    Orders,
    Contact,
    Cart,
    Wishlist,
}

/// Korean words count wherever they stand; English ones as whole words next to one another.
const WORDS: [(Topic, &[&str], &str); 8] = [
    (
        Topic::Returns,
        &["반품", "교환", "환불", "취소"],
        "return,returns,refund,refunds,exchange,exchanges,cancel",
    ),
    (
        Topic::Delivery,
        &["배송", "배달", "택배", "픽업"],
        "delivery,shipping,pickup,pick up",
    ),
    (
        Topic::Stores,
        &["매장", "영업시간", "지점", "오시는길", "주차"],
        "store,stores,shops,opening hours,store hours,locations,parking",
    ),
    (
        Topic::Payment,
        &["결제", "무이자", "할부", "현금영수증"],
        "payment,payments,pay,credit card",
    ),
    (
        Topic::Orders,
        &["주문조회", "주문내역", "주문확인", "주문취소", "배송조회"],
        "my order,my orders,order status,track order,tracking",
    ),
    (
        Topic::Contact,
        &["고객센터", "문의", "상담", "전화번호"],
        "contact,help,support,customer service,phone number",
    ),
    (
        Topic::Cart,
        &["장바구니"],
        "cart,shopping cart,shopping bag",
    ),
    (
        Topic::Wishlist,
        &["위시리스트", "찜목록", "찜한"],
        "wishlist,wish list,favorites,favourites",
    ),
];

/// The topics that were typed, in a fixed order.
pub(super) fn of(terms: &[Term]) -> Vec<Topic> {
    let word = |term: &Term| term.letters.iter().collect::<String>();
    let korean: Vec<String> = terms.iter().filter(|t| t.is_hangul).map(word).collect();
    let latin: Vec<String> = terms.iter().filter(|t| !t.is_hangul).map(word).collect();
    let latin = format!(" {} ", latin.join(" "));
    let is_meant = |(_, in_korean, in_english): &&(Topic, &[&str], &str)| {
        let has = |known: &&str| korean.iter().any(|run| run.contains(known));
        let says = |known: &str| latin.contains(&format!(" {known} "));
        in_korean.iter().any(has) || in_english.split(',').any(says)
    };
    WORDS
        .iter()
        .filter(is_meant)
        .map(|(topic, ..)| *topic)
        .collect()
}
