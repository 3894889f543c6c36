//! What stands between a checkout and its order, in words.

use super::seen::CheckoutSeen;
use baguni_commerce::calendar::Date;
use baguni_commerce::checkout::{CheckoutForm, CheckoutProblem};
use baguni_commerce::quote::{CodeProblem, Difference};
use baguni_commerce::{Locale, Money, Sku};

/// What is wrong, and what to do about it.
pub fn problem(locale: Locale, seen: &CheckoutSeen, problem: &CheckoutProblem) -> String {
    match problem {
        CheckoutProblem::Address(problem) => problem.words().get(locale).to_owned(),
        CheckoutProblem::Code(code, why) => of_code(locale, code, why),
        CheckoutProblem::NoCode(_) => said(
            locale,
            "쓸 수 없는 코드예요. 글자와 숫자만 적어 주세요.",
            "This cannot be a code: use letters and digits.",
        ),
        CheckoutProblem::TooManyCodes => too_many_codes(locale),
        CheckoutProblem::Gone(_)
        | CheckoutProblem::SoldOut(..)
        | CheckoutProblem::NotTogether(_) => of_lines(locale, seen, problem),
        CheckoutProblem::PriceChanged(_, was) => price_changed(locale, *was, seen.chosen.total),
        plain => of_field(locale, plain).to_owned(),
    }
}

fn of_field(locale: Locale, problem: &CheckoutProblem) -> &'static str {
    use CheckoutProblem as P;
    let (ko, en) = match problem {
        P::Email => (
            "이메일 주소를 name@example.com처럼 적어 주세요.",
            "Write the e-mail address as name@example.com.",
        ),
        P::Name => ("이름을 글자로 적어 주세요.", "Write your name in letters."),
        P::Phone => (
            "전화번호를 확인해 주세요. 예: 010-1234-5678",
            "Check the phone number, as in 010-1234-5678.",
        ),
        P::Way => ("받는 방법을 골라 주세요.", "Choose delivery or pickup."),
        P::Shipping => (
            "그곳까지 가는 배송 방법을 골라 주세요.",
            "Choose a delivery method that goes there.",
        ),
        P::Store => ("찾을 매장을 골라 주세요.", "Choose a store."),
        P::Payment => (
            "결제 방법을 골라 주세요. 매장에서 결제하는 것은 매장에서 찾을 때만 할 수 있어요.",
            "Choose how to pay. Paying at the store is for orders you pick up.",
        ),
        P::Terms => (
            "주문하려면 구매 조건에 동의해 주세요.",
            "Please agree to the terms of sale to order.",
        ),
        P::Empty => ("주문할 것이 없어요.", "There is nothing to order."),
        P::HoldExpired => (
            "재고를 잡아 둔 시간이 지났어요. 아래 내용이 지금 가능한 것이니 다시 확인해 주세요.",
            "The time we held it for is over. Please check what can be had now.",
        ),
        _ => (
            "다른 화면에서 장바구니가 바뀌었어요. 아래 내용을 다시 확인해 주세요.",
            "Your cart was changed on another screen. Please check it again below.",
        ),
    };
    pick(locale, ko, en)
}

fn of_lines(locale: Locale, seen: &CheckoutSeen, problem: &CheckoutProblem) -> String {
    let title = |sku: &Sku| seen.title(sku);
    match (problem, locale) {
        (CheckoutProblem::SoldOut(sku, 0), Locale::Ko) => {
            format!(
                "‘{}’은(는) 방금 품절되었어요. 장바구니에서 빼 주세요.",
                title(sku)
            )
        }
        (CheckoutProblem::SoldOut(sku, 0), Locale::En) => {
            format!(
                "“{}” has just sold out. Please remove it from your cart.",
                title(sku)
            )
        }
        (CheckoutProblem::SoldOut(sku, left), Locale::Ko) => {
            format!(
                "‘{}’은(는) {left}개까지 살 수 있어요. 수량을 바꿔 주세요.",
                title(sku)
            )
        }
        (CheckoutProblem::SoldOut(sku, left), Locale::En) => {
            format!(
                "Only {left} of “{}” can be had. Please change the quantity.",
                title(sku)
            )
        }
        (CheckoutProblem::NotTogether(skus), _) => {
            let titles: Vec<String> = skus.iter().map(title).collect();
            not_together(locale, &titles.join(", "))
        }
        (CheckoutProblem::Gone(sku), Locale::Ko) => {
            format!(
                "‘{}’은(는) 이제 팔지 않아요. 장바구니에서 빼 주세요.",
                title(sku)
            )
        }
        (CheckoutProblem::Gone(sku), Locale::En) => {
            format!(
                "“{}” is no longer sold. Please remove it from your cart.",
                title(sku)
            )
        }
        _ => String::new(),
    }
}

fn not_together(locale: Locale, titles: &str) -> String {
    match locale {
        Locale::Ko => format!(
            "{titles}: 재고가 여러 곳에 나뉘어 있어 한 번에 보낼 수 없어요. 수량을 줄이거나 매장에서 찾아 주세요."
        ),
        Locale::En => format!(
            "{titles}: these are in too many places to send together. Order fewer, or pick up at a store."
        ),
    }
}

fn too_many_codes(locale: Locale) -> String {
    let most = CheckoutForm::MAX_CODES;
    match locale {
        Locale::Ko => format!("코드는 {most}개까지 쓸 수 있어요."),
        Locale::En => format!("At most {most} codes can be used."),
    }
}

fn price_changed(locale: Locale, was: Money, now: Money) -> String {
    let (was, now) = (was.display(locale), now.display(locale));
    match locale {
        Locale::Ko => {
            format!("보여 드린 금액은 {was}이었는데 지금은 {now}이에요. 괜찮다면 다시 눌러 주세요.")
        }
        Locale::En => {
            format!("We showed you {was}; it is {now} now. Confirm again if that is all right.")
        }
    }
}

fn of_code(locale: Locale, code: &str, why: &CodeProblem) -> String {
    let reason = match why {
        CodeProblem::NotYet(at) => day(locale, *at, "부터 쓸 수 있어요.", "It begins on "),
        CodeProblem::Over(at) => day(locale, *at, "에 끝났어요.", "It ended on "),
        CodeProblem::BelowMinimum(least) => below(locale, *least),
        CodeProblem::TooFew(pieces) => match locale {
            Locale::Ko => format!("대상 상품을 {pieces}개 이상 담아야 해요."),
            Locale::En => format!("It needs at least {pieces} pieces."),
        },
        CodeProblem::NotTogether(title) => match locale {
            Locale::Ko => format!(
                "‘{}’와 함께 쓸 수 없어서, 더 유리한 쪽을 적용했어요.",
                title.get(locale)
            ),
            Locale::En => format!(
                "It does not go with “{}”, which is as good or better for you.",
                title.get(locale)
            ),
        },
        plain => code_plainly(locale, plain).to_owned(),
    };
    format!("{code}: {reason}")
}

fn code_plainly(locale: Locale, why: &CodeProblem) -> &'static str {
    let (ko, en) = match why {
        CodeProblem::Unknown => (
            "없는 코드예요. 다시 확인해 주세요.",
            "There is no such code. Please check it.",
        ),
        CodeProblem::UsedUp => ("준비된 수량이 모두 쓰였어요.", "All of its uses are taken."),
        CodeProblem::UsedBefore => ("이미 쓰신 코드예요.", "You have used it before."),
        CodeProblem::SignIn => ("로그인하면 쓸 수 있어요.", "Sign in to use it."),
        CodeProblem::NotFirstOrder => {
            ("첫 주문에만 쓸 수 있어요.", "It is for a first order only.")
        }
        CodeProblem::NotForThese => (
            "담은 상품에는 쓸 수 없어요.",
            "It is not for what is in your cart.",
        ),
        _ => (
            "더 깎을 금액이 없어요.",
            "There is nothing left to take off.",
        ),
    };
    pick(locale, ko, en)
}

fn day(locale: Locale, at: u64, ko: &str, en: &str) -> String {
    let day = Date::of(at).words();
    match locale {
        Locale::Ko => format!("{}{ko}", day.ko),
        Locale::En => format!("{en}{}.", day.en),
    }
}

fn below(locale: Locale, least: Money) -> String {
    let least = least.display(locale);
    match locale {
        Locale::Ko => format!("대상 상품을 {least} 이상 담아야 해요."),
        Locale::En => format!("It needs {least} of what it is for."),
    }
}

/// One thing that is not as it was shown.
pub fn difference(locale: Locale, seen: &CheckoutSeen, difference: &Difference) -> String {
    let money = |amount: &Money| amount.display(locale);
    let from_to = |what: &str, was: String, now: String| format!("{what}: {was} → {now}");
    match difference {
        Difference::LineNew { sku, quantity } => {
            let new = pick(locale, "새로 담김", "new");
            format!("{} × {} ({new})", seen.title(sku), quantity.get())
        }
        Difference::LineGone { sku, quantity } => {
            let gone = pick(locale, "빠짐", "no longer");
            format!("{} × {} ({gone})", seen.title(sku), quantity.get())
        }
        Difference::Quantity { sku, was, now } => from_to(
            &seen.title(sku),
            was.get().to_string(),
            now.get().to_string(),
        ),
        Difference::Price { sku, was, now } => from_to(&seen.title(sku), money(was), money(now)),
        Difference::PromotionNew { title, amount } => {
            format!("{}: −{}", title.get(locale), money(amount))
        }
        Difference::PromotionGone { title, amount } => {
            let gone = pick(locale, "끝남", "no longer");
            format!("{}: −{} ({gone})", title.get(locale), money(amount))
        }
        Difference::PromotionAmount { title, was, now } => {
            let off = |amount: &Money| format!("−{}", money(amount));
            from_to(title.get(locale), off(was), off(now))
        }
        Difference::Shipping { was, now } => {
            from_to(pick(locale, "배송비", "Delivery"), money(was), money(now))
        }
        Difference::Total { was, now } => {
            from_to(pick(locale, "합계", "Total"), money(was), money(now))
        }
    }
}

fn said(locale: Locale, ko: &'static str, en: &'static str) -> String {
    pick(locale, ko, en).to_owned()
}

fn pick(locale: Locale, ko: &'static str, en: &'static str) -> &'static str {
    match locale {
        Locale::Ko => ko,
        Locale::En => en,
    }
}
