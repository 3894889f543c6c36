//! Material cues laid over a lit form: [`weave`], [`knit`], [`speckle`], [`grain`] and kin.

use super::{
    canvas::{Canvas, d, fine, num},
    chance::Chance,
    color::{Ramp, Rgb},
};

/// Threads over and under, `size` wide each.
pub(super) fn weave(c: &mut Canvas, form: &str, r: &Ramp, size: f32, alpha: f32) {
    if c.haste() > 0 {
        return;
    }
    let h = size / 2.0;
    let tile = format!(
        "<path d=\"{}\" fill=\"{}\"/><path d=\"{}\" fill=\"{}\"/>",
        d!(
            "M0 0h{}v{}h-{}ZM{} {}h{}v{}h-{}Z",
            h,
            h * 0.7,
            h,
            h,
            h,
            h,
            h * 0.7,
            h
        ),
        r.deep.hex(),
        d!(
            "M{} 0h{}v{}h-{}ZM0 {}h{}v{}h-{}Z",
            h,
            h * 0.7,
            h,
            h * 0.7,
            h,
            h * 0.7,
            h,
            h * 0.7
        ),
        r.glow.hex()
    );
    let paint = c.pattern((size, size), "rotate(2)", &tile);
    c.veil(form, &paint, alpha);
}

/// Rows of knitted stitches, each a small V.
pub(super) fn knit(c: &mut Canvas, form: &str, r: &Ramp, size: f32, turn: &str) {
    let (w, h) = (size, size * 0.8);
    let leg = |x0: f32, x1: f32| {
        d!(
            "M{} {}Q{} {} {} {}",
            x0,
            -h * 0.1,
            (x0 + x1) * 0.5 + (x0 - x1) * 0.1,
            h * 0.6,
            x1,
            h * 0.95
        )
    };
    let (left, right) = (leg(w * 0.1, w * 0.46), leg(w * 0.9, w * 0.54));
    let tile = format!(
        "<g><path d=\"{left}\" stroke=\"{}\" \
         stroke-width=\"{wide}\"/><path d=\"{right}\" stroke=\"{}\" stroke-width=\"{wide}\"/></g>",
        r.glow.hex(),
        r.deep.hex(),
        wide = num(w * 0.26)
    );
    let paint = c.pattern((w, h), turn, &tile);
    c.veil(form, &paint, 0.3);
}

/// Ribbing: soft ridges along `turn` (upright when empty).
pub(super) fn rib(c: &mut Canvas, form: &str, r: &Ramp, size: f32, turn: &str, alpha: f32) {
    let tile = format!(
        "<path d=\"{}\" fill=\"{}\"/><path d=\"{}\" fill=\"{}\" opacity=\".5\"/><path d=\"{}\" \
         fill=\"{}\"/>",
        d!("M{} 0h{}v9h-{}Z", size * 0.72, size * 0.28, size * 0.28),
        r.deep.hex(),
        d!("M{} 0h{}v9h-{}Z", size * 0.55, size * 0.2, size * 0.2),
        r.deep.hex(),
        d!("M{} 0h{}v9h-{}Z", size * 0.12, size * 0.2, size * 0.2),
        r.glow.hex()
    );
    let paint = c.pattern((size, 9.0), turn, &tile);
    c.veil(form, &paint, alpha);
}

/// Small irregular dots, as iron leaves in a stoneware glaze.
pub(super) fn speckle(c: &mut Canvas, form: &str, tone: Rgb, seed: u32, alpha: f32) {
    if c.haste() > 0 {
        return;
    }
    let mut chance = Chance::new(seed);
    let mut dots = |count: usize| -> String {
        let mut dot = || {
            d!(
                "M{} {}h.1",
                chance.range(4.0, 166.0).round(),
                chance.range(4.0, 146.0).round()
            )
        };
        (0..count).map(|_| dot()).collect()
    };
    let (small, large) = (dots(13), dots(4));
    let tile = format!(
        "<path d=\"{small}\" stroke=\"{0}\" stroke-width=\"1.8\"/><path d=\"{large}\" \
         stroke=\"{0}\" stroke-width=\"3.6\"/>",
        tone.hex()
    );
    let paint = c.pattern((170.0, 150.0), "rotate(8)", &tile);
    c.veil(form, &paint, alpha);
}

/// Loops of towelling.
pub(super) fn terry(c: &mut Canvas, form: &str, r: &Ramp) {
    let tile = format!(
        "<path d=\"M1 3q2-4 4 0M7 7q2-4 4 0M1.500 11q2-4 4 0\" stroke=\"{}\" \
         stroke-width=\"1.6\"/><path d=\"M7 2.5q2-4 4 0M1 7.5q2-4 4 0M7 12q2-4 4 0\" \
         stroke=\"{}\" stroke-width=\"1.4\"/>",
        r.deep.hex(),
        r.glow.hex()
    );
    let paint = c.pattern((12.0, 13.0), "rotate(4)", &tile);
    c.veil(form, &paint, 0.34);
}

/// Basket work: short ribbons passing over and under.
pub(super) fn wicker(c: &mut Canvas, form: &str, r: &Ramp, (w, h): (f32, f32)) {
    let ribbon = |x: f32, y: f32, tone: Rgb, part: f32| {
        let text = d!(
            "M{} {}q{} {} {} 0v{}q-{} {} -{} 0Z",
            x,
            y + h * 0.08,
            w * 0.25,
            -h * 0.14,
            w * 0.5,
            h * part,
            w * 0.25,
            -h * 0.12,
            w * 0.5
        );
        format!("<path d=\"{text}\" fill=\"{}\"/>", tone.hex())
    };
    let mut tile = format!(
        "<path d=\"{}\" fill=\"{}\"/>",
        d!("M0 0h{}v{}H0Z", w, h),
        r.deep.tone(-0.15).hex()
    );
    for (x, y) in [(0.0, 0.0), (w * 0.5, h * 0.5)] {
        tile += &ribbon(x, y, r.base, 0.42);
        tile += &ribbon(x, y, r.light, 0.18);
    }
    for (x, y) in [(w * 0.62, 0.0), (w * 0.12, h * 0.5)] {
        let text = d!("M{} {}h{}v{}h-{}Z", x, y, w * 0.26, h * 0.5, w * 0.26);
        tile += &format!("<path d=\"{text}\" fill=\"{}\"/>", r.shade.hex());
    }
    let paint = c.pattern((w, h), "", &tile);
    c.fill(form, &paint);
}

/// The box a grain runs through: left, top, width, height.
pub(super) type Area = (f32, f32, f32, f32);

/// Wood grain along the longer side of the area, drawn inside the form.
pub(super) fn grain(c: &mut Canvas, form: &str, r: &Ramp, (x, y, w, h): Area, seed: u32) {
    let mut chance = Chance::new(seed + 77);
    let upright = h > w;
    let (long, wide) = if upright { (h, w) } else { (w, h) };
    let (mut thin, mut bold) = (String::new(), String::new());
    let lines = if c.haste() > 0 { 5 } else { 9 };
    for i in 0..lines {
        let at = wide * (i as f32 + chance.range(0.2, 0.8)) / lines as f32;
        let (sway, back) = (
            chance.range(-0.05, 0.05) * wide,
            chance.range(-0.05, 0.05) * wide,
        );
        let into = if i % 3 == 1 { &mut bold } else { &mut thin };
        *into += &match upright {
            true => d!(
                "M{} {}c{} {} {} {} {} {}",
                x + at,
                y,
                sway,
                long * 0.3,
                back,
                long * 0.6,
                sway,
                long
            ),
            false => d!(
                "M{} {}c{} {} {} {} {} {}",
                x,
                y + at,
                long * 0.3,
                sway,
                long * 0.6,
                back,
                long,
                sway
            ),
        };
    }
    c.clip(form);
    c.stroke(&thin, r.deep, 1.3, 0.34);
    c.stroke(&bold, r.deep, 3.4, 0.2);
    c.end();
}

/// Fine level lines of brushed metal.
pub(super) fn brushed(c: &mut Canvas, form: &str, alpha: f32) {
    if c.haste() > 0 {
        return;
    }
    let tile = "<path d=\"M0 1h90M40 3.6h60M10 6.2h70\" stroke=\"#fff\"/>\
                <path d=\"M20 2.3h70M0 5h50\" stroke=\"#000\" opacity=\".6\"/>";
    let paint = c.pattern((100.0, 7.5), "", tile);
    c.veil(form, &paint, alpha);
}

/// Parallel stripes: their distance, width and direction.
pub(super) fn stripes(c: &mut Canvas, form: &str, tone: Rgb, gap: f32, width: f32, turn: &str) {
    let tile = format!(
        "<path d=\"{}\" fill=\"{}\"/>",
        d!("M0 0h99v{}H0Z", width),
        tone.hex()
    );
    let paint = c.pattern((99.0, gap), turn, &tile);
    c.fill(form, &paint);
}

/// A check of crossing bands.
pub(super) fn check(c: &mut Canvas, form: &str, tone: Rgb, gap: f32, width: f32, alpha: f32) {
    let tile = format!(
        "<path d=\"{}\" fill=\"{tone}\" opacity=\"{a}\"/><path d=\"{}\" fill=\"{tone}\" \
         opacity=\"{a}\"/>",
        d!("M0 0h{}v{}H0Z", gap, width),
        d!("M0 0h{}v{}H0Z", width, gap),
        tone = tone.hex(),
        a = fine(alpha)
    );
    let paint = c.pattern((gap, gap), "rotate(1)", &tile);
    c.fill(form, &paint);
}
