//! What problems are called, in both languages.

use super::asked::text;
use super::problem::{FieldError, Kind};
use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use baguni_commerce::checkout::CheckoutProblem;
use baguni_commerce::order::Refused;
use baguni_commerce::quote::CodeProblem;
use baguni_commerce::{Locale, Money, Sku, Text};
use baguni_storage::StockRefusal;

/// The language that an asker likes best of ours; the shop's own for one who says nothing.
pub fn wanted(headers: &HeaderMap) -> Locale {
    let sent = headers
        .get(ACCEPT_LANGUAGE)
        .and_then(|sent| sent.to_str().ok());
    let ranges = sent.unwrap_or_default().split(',').filter_map(range);
    // Of equals the first: `max_by` would take the last.
    let best = ranges.reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map_or(Locale::default(), |(locale, _)| locale)
}

/// One of ours, and how much it is liked in thousandths.
fn range(raw: &str) -> Option<(Locale, u32)> {
    let (tag, weight) = raw.split_once(";q=").unwrap_or((raw, "1"));
    let primary = tag.trim().split('-').next()?.to_ascii_lowercase();
    let weight: f32 = weight.trim().parse().ok()?;
    let thousandths = (weight.clamp(0.0, 1.0) * 1_000.0) as u32;
    Some((Locale::from_code(&primary)?, thousandths)).filter(|(_, weight)| *weight > 0)
}

pub fn title(kind: Kind) -> Text {
    text(match kind {
        Kind::Malformed => ("요청을 읽을 수 없어요", "The request cannot be read"),
        Kind::NoKey => (
            "Idempotency-Key 헤더가 필요해요",
            "An Idempotency-Key of 1 to 255 visible characters is needed",
        ),
        Kind::Unauthenticated => ("누구인지 알 수 없어요", "A key or a session is needed"),
        Kind::Forbidden => ("할 수 없는 일이에요", "Whoever asks may not do this"),
        Kind::ForeignOrigin => (
            "다른 사이트에서 온 요청이에요",
            "The request comes from another site",
        ),
        Kind::NotFound => ("찾을 수 없어요", "There is no such thing"),
        Kind::Method => (
            "쓸 수 없는 메서드예요",
            "This cannot be asked with this method",
        ),
        Kind::Busy => (
            "같은 요청을 처리하고 있어요",
            "The same request is being worked on",
        ),
        Kind::Refused => ("지금은 할 수 없어요", "This cannot be done now"),
        Kind::TooLarge => ("요청이 너무 커요", "The request is larger than 64 KiB"),
        Kind::NotJson => (
            "application/json으로 보내 주세요",
            "Send it as application/json",
        ),
        Kind::Invalid => ("맞지 않는 값이 있어요", "Some values are not right"),
        Kind::KeyUsed => (
            "이 Idempotency-Key는 다른 요청에 쓰였어요",
            "This Idempotency-Key stands for another request",
        ),
        Kind::NotYet => ("아직 주문할 수 없어요", "It cannot be ordered as it is"),
        Kind::TooMany => ("요청이 너무 잦아요", "Too many requests"),
        Kind::Broken => ("저희 쪽에서 잘못됐어요", "Something failed here"),
        Kind::LongAddress => ("주소가 너무 길어요", "The address is too long"),
        Kind::Unavailable => ("잠시 뒤에 다시 해 주세요", "Try again in a moment"),
    })
}

pub const UNKNOWN_SKU: (&str, &str) = ("없는 SKU예요.", "There is no such SKU.");
pub const UNKNOWN_LOCATION: (&str, &str) = ("없는 장소예요.", "There is no such location.");

/// Of a checkout that is an order by now.
pub fn ordered() -> Text {
    Text::new(
        "이 주문서로는 이미 주문했어요.",
        "This checkout has become an order already.",
    )
}

pub fn refused(refused: &Refused) -> Text {
    let ko = match refused {
        Refused::NotAllowed => "이 주문에 할 수 없는 일이에요.",
        Refused::OrderState(_) => "주문의 지금 상태에서는 할 수 없어요.",
        Refused::FulfillmentState(_) => "이 부분의 지금 상태에서는 할 수 없어요.",
        Refused::NoFulfillment => "주문에 그런 부분이 없어요.",
        Refused::NoLine => "이 부분에 그런 상품이 없어요.",
        Refused::NotOwed => "다른 방법으로 이미 돌려드린 돈이에요.",
        Refused::Foreign => "다른 주문에 이미 쓴 요청이에요.",
        Refused::NoPayment => "이 주문의 결제가 아니에요.",
        Refused::WrongCode => "수령 코드가 달라요.",
        Refused::NotPaid => "아직 결제되지 않았어요.",
        Refused::HandedOver => "이미 건네진 것이 있어요.",
        Refused::NothingToChoose => "고를 것이 없어요.",
    };
    Text::new(ko, refused.to_string())
}

/// What is to be paid at a counter is another amount by now.
pub fn differs(now: Money) -> Text {
    let (ko, en) = (now.display(Locale::Ko), now.display(Locale::En));
    Text::new(
        format!("받을 금액은 지금 {ko}이에요."),
        format!("what is to be paid is {en} by now"),
    )
}

pub fn stock(refused: &StockRefusal) -> Text {
    let ko = match refused {
        StockRefusal::Allocated { allocated } => format!("{allocated}개는 주문에 약속돼 있어요."),
        StockRefusal::Short { movable } => format!("옮길 수 있는 것은 {movable}개예요."),
        StockRefusal::Number => "있을 수 없는 수량이에요.".to_owned(),
        StockRefusal::SamePlace => "두 장소가 같아요.".to_owned(),
        StockRefusal::NoTransfer => "그런 이동이 없어요.".to_owned(),
        StockRefusal::Received => "이미 받은 이동이에요.".to_owned(),
        StockRefusal::MoreThanSent { sent } => format!("보낸 것은 {sent}개예요."),
    };
    Text::new(ko, refused.to_string())
}

/// What stands between a checkout and its order, at the field of the request that it is about.
pub fn checkout(problem: &CheckoutProblem) -> FieldError {
    let (field, code) = match problem {
        CheckoutProblem::Address(problem) => {
            (format!("address.{}", problem.field.name()), "address")
        }
        CheckoutProblem::Code(_, why) => ("codes".to_owned(), code(why)),
        CheckoutProblem::NoCode(_) | CheckoutProblem::TooManyCodes => {
            ("codes".to_owned(), problem.code())
        }
        _ => (problem.field().to_owned(), problem.code()),
    };
    FieldError::told(field, code, detail(problem))
}

fn code(why: &CodeProblem) -> &'static str {
    match why {
        CodeProblem::Unknown => "code-unknown",
        CodeProblem::NotYet(_) => "code-not-yet",
        CodeProblem::Over(_) => "code-over",
        CodeProblem::UsedUp => "code-used-up",
        CodeProblem::UsedBefore => "code-used-before",
        CodeProblem::SignIn => "code-sign-in",
        CodeProblem::NotFirstOrder => "code-not-first-order",
        CodeProblem::NotForThese => "code-not-for-these",
        CodeProblem::BelowMinimum(_) => "code-below-minimum",
        CodeProblem::TooFew(_) => "code-too-few",
        CodeProblem::NotTogether(_) => "code-not-together",
        CodeProblem::NothingLeft => "code-nothing-left",
    }
}

fn detail(problem: &CheckoutProblem) -> Text {
    use CheckoutProblem as P;
    match problem {
        P::Address(problem) => problem.words(),
        P::Code(code, _) | P::NoCode(code) => Text::new(
            format!("코드 {code}은(는) 쓸 수 없어요."),
            format!("The code {code} does nothing here."),
        ),
        P::Gone(sku) => Text::new(
            format!("{sku}은(는) 더 팔지 않아요."),
            format!("{sku} is not sold any more."),
        ),
        P::SoldOut(sku, left) => Text::new(
            format!("{sku}은(는) {left}개까지 살 수 있어요."),
            format!("{left} of {sku} can be had."),
        ),
        P::NotTogether(skus) => {
            let skus: Vec<_> = skus.iter().map(Sku::as_str).collect();
            let skus = skus.join(", ");
            Text::new(
                format!("함께 보낼 수 없어요: {skus}"),
                format!("These cannot be sent together: {skus}"),
            )
        }
        P::PriceChanged(_, shown) => Text::new(
            format!("{}에서 값이 바뀌었어요.", shown.display(Locale::Ko)),
            format!("It is not {} any more.", shown.display(Locale::En)),
        ),
        _ => text(plain(problem)),
    }
}

fn plain(problem: &CheckoutProblem) -> (&'static str, &'static str) {
    use CheckoutProblem as P;
    match problem {
        P::Email => ("이메일 주소가 아니에요.", "This is no e-mail address."),
        P::Name => ("이름을 적어 주세요.", "A name is needed."),
        P::Phone => ("전화번호가 아니에요.", "This is no Korean phone number."),
        P::Way => ("받는 방법을 골라 주세요.", "Choose ship or pickup."),
        P::Shipping => (
            "이 주소로 가는 배송 방법을 골라 주세요.",
            "Choose a shipping method that goes there.",
        ),
        P::Store => ("매장을 골라 주세요.", "Choose a store that is there."),
        P::Payment => (
            "쓸 수 있는 결제 방법을 골라 주세요.",
            "Choose a way to pay that can be used for this.",
        ),
        P::Terms => ("약관에 동의해 주세요.", "The terms have to be agreed to."),
        P::TooManyCodes => ("코드가 너무 많아요.", "There are too many codes."),
        P::Empty => ("주문할 것이 없어요.", "There is nothing to order."),
        P::CartChanged => (
            "장바구니가 바뀌었어요.",
            "The cart has been changed on another screen.",
        ),
        P::HoldExpired => (
            "잡아 둔 재고의 시간이 지났어요.",
            "What was held is held no longer.",
        ),
        _ => ("맞지 않아요.", "This is not right."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn askers_are_answered_in_the_language_they_like_best() {
        let check = |sent: &str, want: Locale| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, sent.parse().unwrap());
            assert_eq!(wanted(&headers), want, "{sent}");
        };
        check("en", Locale::En);
        check("en-GB,ko;q=0.9", Locale::En);
        check("fr, ko;q=0.5, en;q=0.8", Locale::En);
        check("ko, en", Locale::Ko);
        check("en, ko", Locale::En);
        check("en;q=0, *", Locale::Ko);
        check("fr", Locale::Ko);
        check(";q=x,,", Locale::Ko);
        assert_eq!(wanted(&HeaderMap::new()), Locale::Ko);
    }
}
