//! Tin, steel and enamel, [`pot`] first: tight highlights and dark reflections.

use super::{
    Look, bottle,
    canvas::{Canvas, d, num},
    color::Ramp,
    compact::fit,
    light::{self, Gloss},
    palette::{OAK, STEEL},
    shape::{Turned, smooth},
    texture,
};

/// A cooking pot: casserole, saucepan, stock pot, or enamel with a rim.
pub(super) fn pot(c: &mut Canvas, l: &Look) {
    let body = Turned::of(if l.n == 1 { 340.0 } else { 400.0 }, l.pick(POT));
    if l.n == 1 {
        let y = body.top() + 46.0;
        light::tube(
            c,
            &d!(
                "M540 {}C620 {} 680 {} 742 {}",
                y,
                y - 2.0,
                y - 16.0,
                y - 30.0
            ),
            30.0,
            &Ramp::of(OAK),
        );
    } else {
        ears(c, &body, l);
    }
    light::solid(c, &body, &l.ramp, Gloss(0.6));
    c.stroke(&body.arc(body.top() + 12.0), l.ramp.deep, 5.0, 0.35);
    c.stroke(&body.arc(body.top() + 4.0), l.ramp.glow, 4.0, 0.5);
    pot_lid(c, &body, l);
}

const POT: [&str; 4] = [
    "470 248, 690 244, 738 214, 746 196",
    "490 210, 700 204, 738 184, 746 168",
    "380 212, 700 210, 740 190, 748 176",
    "480 262, 640 240, 720 196, 744 160",
];

fn ears(c: &mut Canvas, body: &Turned, l: &Look) {
    let y = body.top() + 62.0;
    for side in [-1.0, 1.0] {
        let x = body.x + side * (body.radius(y) - 12.0);
        let ear = d!(
            "M{} {}c{} -10 {} 6 {} 26c0 26 {} 40 {} 40",
            x,
            y,
            side * 40.0,
            side * 66.0,
            side * 66.0,
            side * -20.0,
            side * -66.0
        );
        light::tube(c, &ear, 24.0, &l.ramp);
    }
}

fn pot_lid(c: &mut Canvas, body: &Turned, l: &Look) {
    let (top, r) = (body.top(), body.radius(body.top()) + 5.0);
    let dome = [
        (-66.0, r * 0.12),
        (-58.0, r * 0.4),
        (-30.0, r * 0.84),
        (-6.0, r),
        (4.0, r),
    ];
    let lid = Turned::new(body.x, &dome.map(|(y, r)| (top + y, r)));
    light::part(c, &lid, &l.ramp, Gloss(0.5));
    c.stroke(&lid.arc(top + 4.0), l.ramp.deep.tone(-0.2), 3.0, 0.6);
    let knob = [
        (-118.0, 26.0),
        (-112.0, 40.0),
        (-96.0, 38.0),
        (-84.0, 18.0),
        (-62.0, 24.0),
    ];
    let stuff = if l.n == 2 {
        Ramp::of(STEEL)
    } else {
        Ramp::of(OAK)
    };
    light::part(
        c,
        &Turned::new(body.x, &knob.map(|(y, r)| (top + y, r))),
        &stuff,
        Gloss(0.3),
    );
}

/// A kettle: round with a bail, cone, goose-neck, or low.
pub(super) fn kettle(c: &mut Canvas, l: &Look) {
    let x = 380.0;
    let body = Turned::of(x, l.pick(KETTLE));
    kettle_spout(c, &body, l);
    light::solid(c, &body, &l.ramp, Gloss(0.85));
    c.stroke(&body.arc(body.base() - 26.0), l.ramp.deep, 3.0, 0.5);
    kettle_lid(c, &body, l);
    bail(c, &body, l);
}

const KETTLE: [&str; 4] = [
    "440 90, 470 150, 560 212, 680 226, 732 206, 742 190",
    "380 96, 400 116, 560 170, 700 216, 738 210, 746 198",
    "440 120, 450 132, 600 168, 710 192, 742 184, 748 176",
    "490 100, 512 180, 590 244, 680 244, 732 206, 742 190",
];

fn kettle_spout(c: &mut Canvas, body: &Turned, l: &Look) {
    let low = body.base() - if l.n == 2 { 46.0 } else { 130.0 };
    let (x, up) = (body.x + body.radius(low) - 26.0, body.top() + 6.0);
    if l.n == 2 {
        let neck = d!(
            "M{} {}c96 4 60 -130 96 -210c16 -40 44 -50 76 -44",
            x,
            low - 10.0
        );
        return light::tube(c, &neck, 30.0, &l.ramp);
    }
    let form = fit(SPOUT, (x, up), (1.0, (low - up) / 200.0));
    let paint = c.slant(&l.ramp.stops("0 glow, .35 base, .8 deep, 1 bounce"));
    c.fill(&form, &paint);
    c.group(&d!(
        "transform=\"translate({} {})rotate(19)\"",
        x + 135.0,
        up + 8.0
    ));
    c.oval((0.0, 0.0), (25.0, 9.0), &l.ramp.light.hex());
    c.oval((0.0, 1.0), (19.0, 6.0), &l.ramp.deep.tone(-0.4).hex());
    c.end();
}

/// A spout from its root at the left to its mouth at the upper right.
const SPOUT: &str = "M0 144C60 140 80 60 112 0L158 16C134 90 110 230 0 254Z";

fn kettle_lid(c: &mut Canvas, body: &Turned, l: &Look) {
    let (top, r) = (body.top(), body.radius(body.top()) + 3.0);
    let dome = [(-30.0, r * 0.3), (-22.0, r * 0.66), (-6.0, r), (3.0, r)];
    let lid = Turned::new(body.x, &dome.map(|(y, r)| (top + y, r)));
    light::part(c, &lid, &l.ramp, Gloss(0.6));
    c.stroke(&lid.arc(top + 3.0), l.ramp.deep.tone(-0.2), 3.0, 0.6);
    let knob = [
        (-74.0, 18.0),
        (-68.0, 26.0),
        (-52.0, 24.0),
        (-42.0, 12.0),
        (-26.0, 14.0),
    ];
    light::part(
        c,
        &Turned::new(body.x, &knob.map(|(y, r)| (top + y, r))),
        &l.trim,
        Gloss(0.2),
    );
}

/// The arched handle: steel arms and a wooden grip, or one curved arm at the back.
fn bail(c: &mut Canvas, body: &Turned, l: &Look) {
    let (top, grip) = (body.top(), Ramp::of(if l.n == 0 { OAK } else { l.accent }));
    if l.n == 2 {
        let y = top + 40.0;
        let arm = d!(
            "M{} {}c-90 -44 -150 -20 -150 60c0 60 14 110 24 150",
            body.x - body.radius(y) + 10.0,
            y
        );
        return light::tube(c, &arm, 26.0, &grip);
    }
    let (y, w) = (top + 44.0, body.radius(top + 44.0) * 0.82);
    let lift = top - l.pick([170.0, 150.0, 0.0, 180.0]);
    let arc = smooth(&[
        (body.x - w, y),
        (body.x - w * 0.92, y - 90.0),
        (body.x - w * 0.6, lift + 16.0),
        (body.x, lift),
        (body.x + w * 0.6, lift + 16.0),
        (body.x + w * 0.92, y - 90.0),
        (body.x + w, y),
    ]);
    light::tube(c, &arc, 13.0, &Ramp::of(STEEL.tone(-0.2)));
    let hold = smooth(&[
        (body.x - w * 0.6, lift + 16.0),
        (body.x, lift),
        (body.x + w * 0.6, lift + 16.0),
    ]);
    light::tube(c, &hold, 27.0, &grip);
}

/// A tea tin: round, tall, low, or square-shouldered with a band.
pub(super) fn tin(c: &mut Canvas, l: &Look) {
    let (top, r) = l.pick([
        (420.0, 170.0),
        (330.0, 146.0),
        (540.0, 224.0),
        (400.0, 176.0),
    ]);
    let body = Turned::new(400.0, &[(top, r), (742.0, r), (748.0, r - 4.0)]);
    let form = light::solid(c, &body, &l.ramp, Gloss(0.6));
    texture::brushed(c, &form, 0.09);
    c.stroke(
        &(body.arc(738.0) + &body.arc(top + 96.0)),
        l.ramp.deep,
        2.5,
        0.5,
    );
    let tall = (748.0 - top) * 0.4;
    if l.n == 3 {
        let paint = light::wrap(c, &body, 600.0, &l.trim);
        c.fill(&body.band(560.0, 660.0), &paint);
    } else {
        bottle::label(c, &body, 748.0 - tall * 1.5, tall, l);
    }
    light::shine(c, &body, &form, Gloss(0.4));
    tin_lid(c, top, r, l);
}

fn tin_lid(c: &mut Canvas, top: f32, r: f32, l: &Look) {
    let ramp = if l.n == 1 { &l.trim } else { &l.ramp };
    let side = [
        (top - 26.0, r - 2.0),
        (top - 18.0, r + 5.0),
        (top + 60.0, r + 5.0),
    ];
    let lid = Turned::new(400.0, &side);
    let form = light::part(c, &lid, ramp, Gloss(0.7));
    texture::brushed(c, &form, 0.09);
    c.stroke(&lid.arc(top + 61.0), ramp.deep.tone(-0.2), 4.0, 0.55);
    light::mouth(c, &lid, ramp, &Ramp::of(ramp.light), 10.0);
}

/// A thermos: slim, with a cup, with a strap handle, or wide-mouthed.
pub(super) fn thermos(c: &mut Canvas, l: &Look) {
    let (top, r) = l.pick([
        (330.0, 112.0),
        (380.0, 122.0),
        (350.0, 118.0),
        (430.0, 142.0),
    ]);
    let shoulder = [
        (top, r * 0.66),
        (top + 26.0, r * 0.74),
        (top + 70.0, r),
        (top + 110.0, r),
    ];
    let body = Turned::new(
        400.0,
        &[&shoulder[..], &[(760.0, r), (778.0, r - 10.0)]].concat(),
    );
    let form = light::solid(c, &body, &l.ramp, Gloss(0.35));
    texture::speckle(c, &form, l.ramp.glow, l.seed, 0.25);
    c.stroke(&body.arc(746.0), l.ramp.deep, 3.0, 0.5);
    c.stroke(
        &d!("M{} {}v52", 400.0 - r * 0.2, top + 220.0),
        l.accent,
        7.0,
        0.85,
    );
    let neck = Turned::new(400.0, &[(top - 22.0, r * 0.62), (top + 10.0, r * 0.64)]);
    light::part(c, &neck, &Ramp::of(STEEL), Gloss(0.9));
    thermos_cap(c, top, r, l);
}

fn thermos_cap(c: &mut Canvas, top: f32, r: f32, l: &Look) {
    let (tall, wide) = l.pick([(110.0, 0.74), (170.0, 0.92), (90.0, 0.74), (96.0, 0.86)]);
    let side = [
        (top - 16.0 - tall, r * 0.6),
        (top - 4.0 - tall, r * 0.7),
        (top - 14.0, r * wide),
    ];
    let cap = Turned::new(400.0, &side);
    light::part(c, &cap, &l.trim, Gloss(0.4));
    c.stroke(&cap.arc(top - 14.0), l.trim.deep.tone(-0.2), 3.0, 0.6);
    light::mouth(c, &cap, &l.trim, &Ramp::of(l.trim.light), 8.0);
    if l.n.is_multiple_of(2) {
        let loop_of_cord = fit(
            "M-.6 0C-.77 -120 .77 -120 .6 0",
            (400.0, top - tall + 10.0),
            (r, 1.0),
        );
        light::tube(c, &loop_of_cord, 18.0, &l.trim);
    }
}

/// A watering can: long spout, upright, round, or two-toned.
pub(super) fn watering_can(c: &mut Canvas, l: &Look) {
    let body = Turned::of(350.0, l.pick(WATERING_CAN));
    let (top, r) = (body.top(), body.widest());
    let right = 350.0 + r;
    let neck = d!(
        "M{} 690C{} 670 {} 480 {} {}",
        right - 30.0,
        right + 120.0,
        right + 90.0,
        right + 178.0,
        top - 60.0
    );
    light::throw(c, &neck, 20.0, 760.0);
    light::tube(c, &neck, 27.0, &l.ramp);
    rose(c, (right + 186.0, top - 76.0), l);
    let left = 350.0 - r;
    let grip = d!(
        "M390 {}C350 {} {} {} {} {}S{} 620 {} 650",
        top + 4.0,
        top - 150.0,
        left - 60.0,
        top - 150.0,
        left - 70.0,
        top + 10.0,
        left - 20.0,
        left + 20.0
    );
    light::throw(c, &grip, 14.0, 760.0);
    light::tube(c, &grip, 19.0, if l.n == 3 { &l.trim } else { &l.ramp });
    light::solid(c, &body, &l.ramp, Gloss(0.5));
    c.stroke(
        &(body.arc(top + 30.0) + &body.arc(732.0)),
        l.ramp.deep,
        3.0,
        0.4,
    );
    light::mouth(c, &body, &l.ramp, &Ramp::of(l.tint.tone(-0.25)), 8.0);
}

const WATERING_CAN: [&str; 4] = [
    "470 150, 740 176, 752 172",
    "420 128, 740 136, 752 132",
    "460 84, 500 150, 620 190, 720 160, 750 128",
    "500 172, 738 160, 752 156",
];

fn rose(c: &mut Canvas, (x, y): (f32, f32), l: &Look) {
    c.group(&d!("transform=\"translate({} {})rotate(32)\"", x, y));
    let head = Turned::of(0.0, "-20 46, -12 48, 40 15").tilted(0.4, 0.3);
    light::part(c, &head, &l.ramp, Gloss(0.3));
    light::mouth(c, &head, &l.ramp, &Ramp::of(l.ramp.light), 4.0);
    let dots = "M-24 -22h.1M-8 -28h.1M10 -28h.1M26 -22h.1M-14 -16h.1M4 -14h.1M20 -13h.1";
    c.stroke(dots, l.ramp.deep.tone(-0.3), 4.0, 0.8);
    c.end();
}
