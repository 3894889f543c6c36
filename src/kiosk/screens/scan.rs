//! How to scan a product, and what was wrong with what was scanned.

use crate::i18n::{locale, word_table};
use crate::kiosk::Kiosk;
use crate::kiosk::parts::{Press, Sign, Symbol, Weight};
use crate::kiosk::scanner::{Scanner, Trouble};
use crate::kiosk::screen::Screen;
use baguni_commerce::Locale;
use leptos::prelude::*;

#[component]
pub fn Scan() -> impl IntoView {
    let t = Words::of(locale());
    let kiosk = Kiosk::here();
    let trouble = Scanner::here().trouble();
    view! {
        <section class="scan" aria-labelledby="scan-title">
            <h1 id="scan-title">{t.title}</h1>
            <div class="scan-how" aria-hidden="true"><Sign symbol=Symbol::Scan /></div>
            <div role="alert" class="scan-trouble" data-testid="scan-trouble">
                {move || trouble.get().map(|trouble| view! {
                    <p data-trouble=trouble.code()>{said(&trouble, locale())}</p>
                })}
            </div>
            {move || trouble.with(Option::is_none).then(|| view! { <p>{t.how}</p> })}
            <div class="choices">
                <Press
                    label=t.search.to_owned()
                    symbol=Symbol::Search
                    weight=Weight::Primary
                    name="search"
                    on_press=move || kiosk.go(Screen::Search)
                />
                <Press
                    label=t.ask.to_owned()
                    symbol=Symbol::Bell
                    name="ask-staff"
                    on_press=move || kiosk.go(Screen::CallStaff)
                />
            </div>
        </section>
    }
}

/// Only digits are shown again: whatever else a code holds, somebody may have written it to be read
/// here.
fn said(trouble: &Trouble, locale: Locale) -> String {
    let number = trouble.number();
    let number = number
        .map(|number| format!(" ({number})"))
        .unwrap_or_default();
    let (ko, en) = match trouble {
        Trouble::Misread(_) => (
            "바코드를 잘못 읽었어요. 바코드를 펴서 다시 찍어 주세요.",
            "The barcode was misread. Hold it flat and scan it again.",
        ),
        Trouble::NotSold(_) => (
            "우리 매장에 없는 바코드예요. 이름으로 찾거나 직원에게 물어보세요.",
            "We do not know this barcode. Search by name, or ask our staff.",
        ),
        Trouble::Address => (
            "이 코드는 휴대폰 카메라로 찍어 주세요. 이 화면에서는 주소를 열지 않아요.",
            "Please scan this code with your phone. This screen opens no addresses.",
        ),
        Trouble::Unknown => (
            "상품 코드가 아니에요. 상품에 붙은 바코드를 찍어 주세요.",
            "This is not a product code. Scan the barcode on a product.",
        ),
    };
    match locale {
        Locale::Ko => format!("{ko}{number}"),
        Locale::En => format!("{en}{number}"),
    }
}

word_table! {
/// This screen's words in one language.
Words {
    title: "상품 바코드 찍기" / "Scan a product";
    how: "상품에 붙은 바코드를 스캐너에 대 주세요. 바로 상품이 열려요."
        / "Hold the barcode of a product under the scanner. The product opens at once.";
    search: "이름으로 찾기" / "Search by name";
    ask: "직원에게 물어보기" / "Ask our staff";
}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_shows_nothing_but_digits() {
        let check = |trouble: Trouble, number: &str| {
            for locale in [Locale::Ko, Locale::En] {
                let said = said(&trouble, locale);
                let digits: String = said.chars().filter(char::is_ascii_digit).collect();
                assert_eq!(digits, number, "{said}");
                assert!(!said.contains("WRITTEN"), "{said}");
            }
        };
        let code = |text: &str| text.parse().unwrap();
        check(Trouble::Misread(code("8801234567894")), "8801234567894");
        check(Trouble::NotSold(code("8801234567893")), "8801234567893");
        check(Trouble::NotSold(code("WRITTEN-7")), "");
        check(Trouble::NotSold(code(&"7".repeat(40))), "");
        check(Trouble::Address, "");
        check(Trouble::Unknown, "");
    }
}
