//! QR codes, as SVG that stands in a page.

use qrcode::render::svg::Color;
use qrcode::{EcLevel, QrCode};

/// The code of a text, dark on light whatever the page's colours, with the quiet zone around it.
/// Empty where the text is too long for any code.
pub fn svg(text: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else {
        return String::new();
    };
    let drawn = code
        .render::<Color>()
        .min_dimensions(240, 240)
        .dark_color(Color("#221e19"))
        .light_color(Color("#fffdf9"))
        .build();
    // The declaration is for files; in a page it would be text.
    let start = drawn.find("<svg").unwrap_or_default();
    drawn[start..].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_stands_in_a_page() {
        let drawn = svg("https://shop.example/orders/7K3M-9QXT-2DW8?key=0123");
        assert!(
            drawn.starts_with("<svg ") && drawn.ends_with("</svg>"),
            "{drawn}"
        );
        assert_eq!(svg(&"a".repeat(10_000)), "");
    }
}
