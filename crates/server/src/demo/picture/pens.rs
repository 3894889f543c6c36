//! Things to write with: [`pen`].

use super::{
    Look,
    canvas::{Canvas, d, num},
    color::{Ramp, Rgb},
    light,
    palette::BRASS,
};

/// Pens: a fountain pen with its cap, a ballpoint pair, a pencil set, or a brush pen.
pub(super) fn pen(c: &mut Canvas, l: &Look) {
    let count = l.pick([2, 2, 4, 1]);
    for i in 0..count {
        let x = 400.0 + (i as f32 - (count as f32 - 1.0) / 2.0) * l.pick([150.0, 120.0, 92.0, 0.0]);
        let drop = if i % 2 == 0 { 0.0 } else { 40.0 };
        c.group(&d!(
            "transform=\"rotate(24 400 500)translate({} {})scale(1.3 1)\"",
            x,
            drop - 20.0
        ));
        match (l.n, i) {
            (0, 0) => fountain(c, l),
            (0, _) => barrel(c, &l.ramp, (150.0, 560.0), 31.0),
            (2, _) => pencil(c, &if i % 2 == 0 { l.ramp } else { l.trim }),
            (3, _) => brush_pen(c, l),
            _ => ball(c, if i == 0 { &l.ramp } else { &l.trim }),
        }
        c.end();
    }
}

/// A round barrel between two heights around x = 0.
fn barrel(c: &mut Canvas, r: &Ramp, (top, base): (f32, f32), w: f32) {
    let path = d!(
        "M{} {}C{} {} {} {} {} {}V{}C{} {} {} {} {} {}Z",
        -w,
        top + 14.0,
        -w,
        top - 6.0,
        w,
        top - 6.0,
        w,
        top + 14.0,
        base - 12.0,
        w,
        base + 6.0,
        -w,
        base + 6.0,
        -w,
        base - 12.0
    );
    let form = c.keep(&path);
    light::drop(c, &form, 12.0);
    let paint = c.across(&[
        (0.0, r.shade, 1.0),
        (0.2, r.light, 1.0),
        (0.3, r.glow.tone(0.4), 1.0),
        (0.42, r.light, 1.0),
        (0.62, r.base, 1.0),
        (0.9, r.deep, 1.0),
        (1.0, r.bounce, 1.0),
    ]);
    c.fill(&form, &paint);
    c.stroke(&d!("M{} {}H{}", -w, base - 26.0, w), r.deep, 3.0, 0.5);
}

fn fountain(c: &mut Canvas, l: &Look) {
    let brass = Ramp::of(BRASS);
    barrel(c, &l.ramp, (110.0, 590.0), 29.0);
    barrel(c, &Ramp::of(Rgb::whole(0x3a3632)), (586.0, 690.0), 22.0);
    barrel(c, &brass, (578.0, 600.0), 29.0);
    let nib = c.keep("M-20 690C-24 740 -8 776 0 812C8 776 24 740 20 690Z");
    light::drop(c, &nib, 9.0);
    let paint = c.across(&brass.stops("0 shade, .3 glow, .6 base, 1 deep"));
    c.fill(&nib, &paint);
    c.stroke("M0 740V800", Rgb::DUSK, 2.0, 0.8);
    c.oval((0.0, 738.0), (5.0, 5.0), "#3a281c");
}

fn ball(c: &mut Canvas, r: &Ramp) {
    c.fill("M-14 740L-4 800H4L14 740Z", "#b8b2a8");
    barrel(c, r, (180.0, 748.0), 22.0);
    barrel(c, &Ramp::of(BRASS), (150.0, 200.0), 11.0);
    light::tube(c, "M14 210V400", 9.0, &Ramp::of(BRASS));
    barrel(c, &Ramp::of(BRASS), (520.0, 545.0), 22.5);
}

fn pencil(c: &mut Canvas, r: &Ramp) {
    let body = c.keep("M-19 170H19V720H-19Z");
    light::drop(c, &body, 10.0);
    let paint = c.across(&r.stops("0 base, .3 light, .31 glow, .66 base, .67 deep, 1 shade"));
    c.fill(&body, &paint);
    let wood = Ramp::of(Rgb::whole(0xdcbf94));
    let cone = c.across(&wood.stops("0 base, .35 glow, 1 deep"));
    c.fill(
        "M-19 720Q-10 732 -6 720Q0 734 7 720Q12 730 19 720L5 790H-5Z",
        &cone,
    );
    c.tint("M-5.5 788H5.5L0 812Z", r.deep.tone(-0.3));
    barrel(c, &Ramp::of(BRASS), (150.0, 196.0), 20.0);
}

fn brush_pen(c: &mut Canvas, l: &Look) {
    barrel(c, &l.ramp, (110.0, 540.0), 34.0);
    barrel(c, &l.trim, (536.0, 840.0), 36.0);
    light::tube(c, "M26 590V740", 11.0, &Ramp::of(BRASS));
}
