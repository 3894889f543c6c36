//! What these pages say, and what they must not.

use super::*;

fn drawn(locale: Locale, page: PhonePage) -> String {
    document(PhoneSeen {
        locale,
        head: String::new(),
        nonce: "n0nce".to_owned(),
        host: "shop.example".to_owned(),
        page,
    })
}

fn offer(direction: Direction, way: Option<Way>, quantities: &[u32]) -> PhonePage {
    let things = quantities.iter().map(|quantity| Thing {
        title: "<b>머그</b>".to_owned(),
        quantity: *quantity,
        picture: None,
    });
    PhonePage::Offer(Box::new(Offer {
        code: "c0de".to_owned(),
        direction,
        at: Place {
            store: "여의도점".to_owned(),
            city: "서울".to_owned(),
            screen: "입구 왼쪽".to_owned(),
        },
        way,
        things: things.collect(),
        joins: 4,
    }))
}

#[test]
fn an_offer_says_what_comes_of_it() {
    let check = |page: PhonePage, words: &[&str]| {
        let html = drawn(Locale::Ko, page);
        for words in words {
            assert!(html.contains(words), "{words}: {html}");
        }
        assert!(!html.contains("<script"), "nothing runs: {html}");
        assert!(!html.contains("<b>머그"), "{html}");
    };
    let (phone, screen) = (Direction::ToPhone, Direction::ToScreen);
    let of_all = [
        "여의도점 · 서울 · 입구 왼쪽",
        "주소가 shop.example인지",
        "value=\"c0de\"",
    ];
    for direction in [phone, screen] {
        check(offer(direction, None, &[1, 2]), &of_all);
    }
    let both = "휴대폰 장바구니에 있는 4개와 합쳐요";
    check(
        offer(phone, None, &[1, 2]),
        &["휴대폰으로 가져올까요?", "상품 3개", "×2", both],
    );
    check(
        offer(screen, None, &[5]),
        &[
            "내 장바구니 5개를 여의도점 화면에 보여 줄까요?",
            "앞에 있는 사람이",
        ],
    );
    check(
        offer(screen, None, &[]),
        &["비어 있어요", "화면에 담겨 있는 상품 4개와"],
    );
    check(offer(phone, None, &[1; 9]), &["외 3가지"]);
    check(
        offer(phone, Some(Way::Home), &[1]),
        &["집으로 보내", "가져와서 결제하기"],
    );
    let yongsan = Way::Store("용산점".to_owned());
    check(offer(phone, Some(yongsan), &[1]), &["용산점에서 찾아가요"]);
}

#[test]
fn a_refusal_says_nothing_of_a_basket() {
    let check = |locale: Locale, problem: Problem, words: &str| {
        let html = drawn(locale, PhonePage::Refused(problem));
        assert!(html.contains(words), "{words}: {html}");
        assert!(!html.contains("role=\"list\""), "{html}");
    };
    check(Locale::Ko, Problem::Expired, "코드 시간이 지났어요");
    check(Locale::Ko, Problem::Used, "이미 사용된 코드예요");
    check(Locale::Ko, Problem::TooMany(61), "2분 뒤에");
    check(Locale::En, Problem::Expired, "get a new code at the screen");
    check(Locale::En, Problem::Used, "This code has been used");
    check(Locale::En, Problem::TooMany(1), "in 1 min");
}

#[test]
fn a_code_is_read_by_the_one_script_that_may_run() {
    let html = drawn(Locale::Ko, PhonePage::Reading);
    assert!(html.contains("<script nonce=\"n0nce\">"), "{html}");
    assert!(html.contains("<noscript>"), "{html}");
    assert!(html.contains("action=\"/handoff\""), "{html}");
    let english = drawn(Locale::En, PhonePage::Reading);
    assert!(english.contains("action=\"/en/handoff\""), "{english}");
}
