//! QR codes as paths of an SVG.

use baguni::pages::orders::Qr;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// The code of a text. Half of what it holds may be hidden by a finger or a crack.
pub fn code(text: &str) -> Option<Qr> {
    let code = QrCode::with_error_correction_level(text, EcLevel::Q).ok()?;
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
        let Qr { size, path } = code(text).unwrap();
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
}
