//! Bath and scent in bottles: [`bottle`], and [`diffuser`] with its reeds.

use super::{
    Look,
    canvas::{Canvas, d, num},
    color::{Ramp, Rgb},
    glass::{before, behind, water},
    light::{self, Gloss},
    palette::BLACK,
    shape::Turned,
};

/// A bottle: pump, dropper, screw cap, or squat pump.
pub(super) fn bottle(c: &mut Canvas, l: &Look) {
    let body = Turned::of(400.0, l.pick(BOTTLE));
    let form = light::solid(c, &body, &l.ramp, Gloss(0.85));
    let edge = c.across(&l.ramp.stops("0 deep .5, .12 deep 0, .9 deep 0, 1 deep .4"));
    c.fill(&form, &edge);
    let y = body.base() - l.pick([260.0, 230.0, 240.0, 210.0]);
    label(c, &body, y, l.pick([170.0, 140.0, 160.0, 130.0]), l);
    light::shine(c, &body, &form, Gloss(0.3));
    match l.n {
        1 => dropper(c, body.top(), l),
        2 => cap(c, body.top(), 50.0, 70.0),
        _ => pump(c, body.top()),
    }
}

const BOTTLE: [&str; 4] = [
    "352 34, 372 36, 392 96, 420 122, 450 126, 740 126, 774 112",
    "400 36, 420 38, 440 100, 480 118, 745 118, 774 106",
    "260 44, 330 46, 420 96, 500 116, 745 116, 776 104",
    "430 36, 446 40, 462 130, 500 158, 740 158, 772 142",
];

/// A paper label with a few lines that stand for writing.
pub(super) fn label(c: &mut Canvas, body: &Turned, y: f32, tall: f32, l: &Look) {
    let paint = light::wrap(c, body, y, &l.trim);
    c.fill(&body.patch(-0.66, 0.5, y, y + tall), &paint);
    let ink = if l.accent.lightness() > 0.6 {
        Rgb::whole(0x4a4038)
    } else {
        Rgb::whole(0xf3ebdf)
    };
    let (x, ry) = (body.x - body.widest() * 0.5, body.ring(y).1);
    let row = |dy: f32, w: f32| {
        d!(
            "M{} {}q{} {} {} {}",
            x,
            y + ry * 0.9 + tall * dy,
            w * 0.5,
            ry * 0.1,
            w,
            ry * 0.12
        )
    };
    c.stroke(&row(0.2, 70.0), ink, 6.0, 0.75);
    c.stroke(
        &[0.34, 0.46, 0.7, 0.8]
            .map(|dy| row(dy, 52.0 + dy * 60.0))
            .concat(),
        ink,
        2.4,
        0.5,
    );
}

fn cap(c: &mut Canvas, top: f32, r: f32, tall: f32) {
    let lid = Turned::new(
        400.0,
        &[
            (top - tall, r * 0.94),
            (top - tall + 8.0, r),
            (top + 6.0, r),
        ],
    );
    light::part(c, &lid, &Ramp::of(BLACK), Gloss(0.4));
    light::lid(c, &lid, &Ramp::of(BLACK));
}

fn pump(c: &mut Canvas, top: f32) {
    let r = Ramp::of(BLACK);
    let neck = Turned::new(400.0, &[(top - 104.0, 10.0), (top - 30.0, 10.0)]);
    light::part(c, &neck, &r, Gloss(0.3));
    cap(c, top + 14.0, 46.0, 52.0);
    light::tube(
        c,
        &d!(
            "M404 {}C350 {} 330 {} 300 {}",
            top - 108.0,
            top - 116.0,
            top - 112.0,
            top - 90.0
        ),
        20.0,
        &r,
    );
    cap(c, top - 86.0, 30.0, 34.0);
}

fn dropper(c: &mut Canvas, top: f32, l: &Look) {
    let bulb = Turned::set((400.0, top), (1.0, 1.0), "-150 10, -138 26, -80 30, -50 30");
    light::part(c, &bulb, &l.trim, Gloss(0.2));
    cap(c, top + 10.0, 46.0, 66.0);
}

/// A reed diffuser: cylinder, shoulder, squat, or faceted.
pub(super) fn diffuser(c: &mut Canvas, l: &Look) {
    let body = Turned::of(400.0, l.pick(DIFFUSER));
    reeds(c, &body);
    let form = behind(c, &body, &l.ramp);
    water(c, &body, body.base() - 120.0, l.tint);
    before(c, &body, &form, &l.ramp);
    label(c, &body, body.base() - 130.0, 84.0, l);
    let top = body.top();
    let r = body.radius(top) + 8.0;
    let collar = Turned::new(400.0, &[(top - 26.0, r), (top + 16.0, r)]);
    light::part(c, &collar, &l.trim, Gloss(0.3));
    light::mouth(c, &collar, &l.trim, &Ramp::of(BLACK), 8.0);
    sticks(c, top - 26.0);
}

const DIFFUSER: [&str; 4] = [
    "470 40, 500 40, 510 110, 524 122, 745 122, 772 110",
    "480 38, 520 42, 570 120, 650 150, 740 136, 772 110",
    "540 42, 566 44, 580 150, 600 164, 740 164, 768 146",
    "440 40, 480 40, 540 90, 640 116, 745 120, 772 106",
];

/// The reeds' shadow on the ground.
fn reeds(c: &mut Canvas, body: &Turned) {
    let reed = |(dx, up)| d!("M400 {}L{} {}", body.top(), 400.0 + dx, body.top() - up);
    light::throw(c, &REEDS.map(reed).concat(), 11.0, body.base() + 10.0);
}

fn sticks(c: &mut Canvas, top: f32) {
    let reed = Ramp::of(Rgb::whole(0xb9935f));
    for (dx, up) in REEDS {
        let path = d!("M{} {}L{} {}", 400.0 + dx * 0.12, top, 400.0 + dx, top - up);
        c.stroke(&path, reed.deep, 8.0, 1.0);
        c.stroke(&path, reed.base, 5.0, 1.0);
        c.stroke(&path, reed.glow, 1.6, 0.7);
    }
}

const REEDS: [(f32, f32); 6] = [
    (-150.0, 262.0),
    (-84.0, 300.0),
    (-24.0, 318.0),
    (40.0, 312.0),
    (96.0, 290.0),
    (150.0, 246.0),
];
