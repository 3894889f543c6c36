//! Sentences of the checkout with something in them.

use baguni_commerce::calendar::minute_of_day;
use baguni_commerce::{Locale, Money, Promise};

/// Until when the stock is held, as a time of the day in Seoul.
pub fn held(locale: Locale, until: u64, now: u64) -> String {
    let minutes = until.saturating_sub(now).div_ceil(60_000);
    let at = minute_of_day(until);
    let (hour, minute) = (at / 60, at % 60);
    match (locale, minutes) {
        (Locale::Ko, _) => format!(
            "{minutes}분 동안({hour}:{minute:02}까지) 재고를 잡아 두었어요. \
             그 뒤에도 남아 있으면 그대로 주문할 수 있어요."
        ),
        (Locale::En, 1) => "These are held for you for 1 minute.".to_owned(),
        (Locale::En, _) => format!(
            "These are held for you for {minutes} minutes, until {hour}:{minute:02} Seoul time. \
             After that you can still order what is left."
        ),
    }
}

/// What the button of the review costs.
pub fn pay_button(locale: Locale, total: Money, at_store: bool) -> String {
    let amount = total.display(locale);
    match (locale, total.minor, at_store) {
        (Locale::Ko, 0, _) => "주문하기".to_owned(),
        (Locale::En, 0, _) => "Place the order".to_owned(),
        (Locale::Ko, _, true) => format!("{amount} 주문하기"),
        (Locale::En, _, true) => format!("Order for {amount}"),
        (Locale::Ko, _, false) => format!("{amount} 결제하기"),
        (Locale::En, _, false) => format!("Pay {amount}"),
    }
}

/// What happens after the button was pressed.
pub fn after_button(locale: Locale, total: Money, at_store: bool) -> &'static str {
    match (locale, total.minor > 0 && !at_store) {
        (Locale::Ko, true) => "누르면 주문이 접수되고 결제 화면으로 가요.",
        (Locale::En, true) => "Places your order and takes you to the payment page.",
        (Locale::Ko, false) => "누르면 주문이 바로 접수돼요. 지금 나가는 돈은 없어요.",
        (Locale::En, false) => "Places your order. You pay nothing now.",
    }
}

/// How long a method takes on the mainland, in working days.
pub fn days(locale: Locale, (fewest, most): (u8, u8)) -> String {
    match (locale, fewest == most) {
        (Locale::Ko, true) => format!("영업일로 {most}일 걸려요."),
        (Locale::Ko, false) => format!("영업일로 {fewest}~{most}일 걸려요."),
        (Locale::En, true) if most == 1 => "1 working day".to_owned(),
        (Locale::En, true) => format!("{most} working days"),
        (Locale::En, false) => format!("{fewest} to {most} working days"),
    }
}

pub fn lines_there(locale: Locale, has: usize, of: usize) -> String {
    match locale {
        Locale::Ko => format!("{of}가지 중 {has}가지가 이 매장에 있어요"),
        Locale::En => format!("{has} of {of} are here"),
    }
}

pub fn summary_line(locale: Locale, pieces: u32, total: &str) -> String {
    match (locale, pieces) {
        (Locale::Ko, _) => format!("상품 {pieces}개 · {total}"),
        (Locale::En, 1) => format!("1 piece · {total}"),
        (Locale::En, _) => format!("{pieces} pieces · {total}"),
    }
}

/// What stays out of the order.
pub fn saved_lines(locale: Locale, lines: usize) -> String {
    match (locale, lines) {
        (Locale::Ko, _) => format!("나중에 사기에 둔 상품 {lines}개는 이 주문에 들어 있지 않아요."),
        (Locale::En, 1) => "One item saved for later is not part of this order.".to_owned(),
        (Locale::En, _) => format!("{lines} items saved for later are not part of this order."),
    }
}

/// Where a range of postcodes is.
pub fn postcodes(locale: Locale, first: &str, last: &str) -> String {
    match (locale, first == last) {
        (_, true) => first.to_owned(),
        (Locale::Ko, false) => format!("{first}부터 {last}까지"),
        (Locale::En, false) => format!("{first} to {last}"),
    }
}

/// The postcodes of the area that was chosen, beside a field that is still empty.
pub fn postcode_between(locale: Locale, area: &str, first: &str, last: &str) -> String {
    match locale {
        Locale::Ko => format!("{area}의 우편번호는 {first}부터 {last}까지예요."),
        Locale::En => format!("Postcodes in {area} go from {first} to {last}."),
    }
}

pub fn drop_code(locale: Locale, code: &str) -> String {
    match locale {
        Locale::Ko => format!("코드 {code} 빼기"),
        Locale::En => format!("Remove the code {code}"),
    }
}

/// When everything is there, each moment told once.
pub fn promises(locale: Locale, promises: &[Promise], now: u64) -> Vec<String> {
    let mut told: Vec<Promise> = promises.to_vec();
    told.sort_unstable();
    told.dedup();
    let words = told.into_iter().map(|promise| promise.words(now));
    words.map(|text| text.get(locale).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use baguni_commerce::Currency;

    #[test]
    fn the_button_says_what_it_costs() {
        let check = |locale, minor, at_store, want: &str| {
            let total = Money::new(minor, Currency::Krw);
            assert_eq!(pay_button(locale, total, at_store), want);
        };
        check(Locale::Ko, 59_000, false, "59,000원 결제하기");
        check(Locale::En, 59_000, false, "Pay ₩59,000");
        check(Locale::Ko, 59_000, true, "59,000원 주문하기");
        check(Locale::En, 0, false, "Place the order");
    }

    #[test]
    fn a_hold_is_told_in_minutes_and_as_a_time() {
        // Half past two in the afternoon in Seoul.
        let now = (5 * 60 + 30) * 60_000;
        let said = held(Locale::Ko, now + 9 * 60_000 + 1, now);
        assert!(
            said.starts_with("10분 동안(14:39까지) 재고를 잡아 두었어요."),
            "{said}"
        );
        let said = held(Locale::En, now + 60_000, now);
        assert_eq!(said, "These are held for you for 1 minute.");
    }
}
