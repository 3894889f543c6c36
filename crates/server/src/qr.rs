//! QR codes, as paths of an SVG.

use baguni::pages::orders::Qr;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// The light margin that readers need around a code, in modules.
const QUIET: usize = 4;

/// How much of a code may be hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spare {
    /// A seventh: shown on a screen, or printed.
    Some,
    /// A quarter, by a finger or a crack: shown on a telephone.
    Much,
}

/// The code of a text. `None` where the text is too long for any.
pub fn code(text: &str, spare: Spare) -> Option<Qr> {
    let level = match spare {
        Spare::Some => EcLevel::M,
        Spare::Much => EcLevel::Q,
    };
    let code = QrCode::with_error_correction_level(text, level).ok()?;
    let size = code.width();
    let mut path = String::new();
    let colors = code.to_colors();
    for (y, row) in colors.chunks(size).enumerate() {
        for (x, length) in dark_runs(row) {
            let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
        }
    }
    Some(Qr { size, path })
}

/// The code of a text as an SVG that stands in a page, dark on light whatever the page's colours,
/// with the quiet zone around it. Empty where the text is too long for any code.
pub fn svg(text: &str) -> String {
    let Some(Qr { size, path }) = code(text, Spare::Some) else {
        return String::new();
    };
    let whole = size + 2 * QUIET;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {whole} {whole}\" width=\"240\" \
         height=\"240\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fffdf9\" d=\"M0 0h{whole}v{whole}h-{whole}z\"/>\
         <path fill=\"#221e19\" transform=\"translate({QUIET} {QUIET})\" d=\"{path}\"/></svg>"
    )
}

/// Where the dark runs of a row begin, and how long they are.
fn dark_runs(row: &[Color]) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    let runs = row.chunk_by(|one, next| one == next).map(move |run| {
        let begins = at;
        at += run.len();
        (run[0], begins, run.len())
    });
    runs.filter(|(color, ..)| *color == Color::Dark)
        .map(|(_, begins, length)| (begins, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_drawn_once() {
        let text = "BAGUNI:7K3M-9QXT-2DW8:1:0123456789ABCDEF0123456789ABCDEF";
        let Qr { size, path } = code(text, Spare::Much).unwrap();
        let dark = QrCode::with_error_correction_level(text, EcLevel::Q).unwrap();
        let dark = dark.to_colors();
        let dark = dark.iter().filter(|color| **color == Color::Dark).count();
        let runs = path.split('M').skip(1);
        let drawn: usize = runs
            .map(|run| {
                run.split(['h', 'v'])
                    .nth(1)
                    .unwrap()
                    .parse::<usize>()
                    .unwrap()
            })
            .sum();
        assert_eq!(drawn, dark);
        assert!((33..=41).contains(&size), "it stays small: {size}");
        assert!(
            path.starts_with("M0 0h7v1h-7z"),
            "the corner's mark: {path}"
        );
    }

    #[test]
    fn a_code_stands_in_a_page() {
        let text = "https://shop.example/orders/7K3M-9QXT-2DW8?key=0123";
        let drawn = svg(text);
        assert!(
            drawn.starts_with("<svg ") && drawn.ends_with("</svg>"),
            "{drawn}"
        );
        let Qr { size, path } = code(text, Spare::Some).unwrap();
        assert!(drawn.contains(&path), "{drawn}");
        assert!(drawn.contains(&format!("0 0 {0} {0}", size + 8)), "{drawn}");
        assert_eq!(svg(&"a".repeat(10_000)), "");
    }
}
