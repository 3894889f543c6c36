//! Lamps: [`lamp`] for a table, [`desk_lamp`] with a jointed arm.

use super::{
    Look,
    canvas::{Canvas, d, num},
    color::{Ramp, Rgb},
    light::{self, Gloss},
    palette::BRASS,
    shape::Turned,
    texture,
};

const WARM: Rgb = Rgb::whole(0xffd9a0);

/// A table lamp: mushroom, drum shade, cone shade, or paper globe.
pub(super) fn lamp(c: &mut Canvas, l: &Look) {
    let stand = Turned::of(400.0, l.pick(LAMP));
    let stuff = if l.n == 0 { l.ramp } else { l.trim };
    let shade = shade(l);
    light::cast(c, &shade.outline(), 800.0, 560.0);
    flex(c, 470.0);
    light::solid(c, &stand, &stuff, Gloss(0.5));
    if l.used || l.n == 3 {
        glow(c, (400.0, 400.0), 1.0);
    }
    hood(c, &shade, l);
}

const LAMP: [&str; 4] = [
    "470 40, 600 56, 720 110, 768 152, 780 152",
    "460 26, 500 60, 580 128, 680 138, 760 92, 780 84",
    "460 14, 700 16, 740 40, 762 128, 780 132",
    "640 90, 660 74, 740 80, 776 96",
];

fn shade(l: &Look) -> Turned {
    match l.n {
        0 => Turned::of(400.0, "250 20, 256 110, 310 216, 420 268, 470 270"),
        1 => Turned::of(400.0, "200 180, 470 226"),
        2 => Turned::of(400.0, "220 96, 470 236"),
        _ => Turned::of(400.0, "200 60, 226 130, 330 226, 440 242, 560 196, 640 104"),
    }
    .tilted(0.12, 0.14)
}

/// The shade itself: metal, pleated cloth, or paper ribs.
fn hood(c: &mut Canvas, body: &Turned, l: &Look) {
    let form = light::part(c, body, &l.ramp, Gloss(if l.n == 0 { 0.6 } else { 0.1 }));
    match l.n {
        1 => texture::weave(c, &form, &l.ramp, 7.0, 0.22),
        2 => texture::rib(c, &form, &l.ramp, 17.0, "rotate(2)", 0.3),
        3 => {
            let ribs: String = (1..11).map(|i| body.arc(200.0 + i as f32 * 40.0)).collect();
            c.stroke(&ribs, l.ramp.deep, 3.0, 0.35);
        }
        _ => {}
    }
    if l.n == 1 || l.n == 2 {
        c.stroke(&body.arc(body.base()), l.ramp.deep, 6.0, 0.4);
        light::mouth(c, body, &l.ramp, &Ramp::of(l.tint.tone(-0.3)), 6.0);
    }
    if l.used || l.n == 3 {
        let lit = c.radial(
            (0.5, 0.62),
            0.55,
            &[(0.0, WARM, 0.85), (0.6, WARM, 0.3), (1.0, WARM, 0.0)],
        );
        c.fill(&form, &lit);
    }
}

fn glow(c: &mut Canvas, (x, y): (f32, f32), size: f32) {
    let paint = c.radial(
        (0.5, 0.5),
        0.5,
        &[(0.0, WARM, 0.65), (0.5, WARM, 0.22), (1.0, WARM, 0.0)],
    );
    c.oval((x, y), (430.0 * size, 430.0 * size), &paint);
}

/// The flex running off along the ground.
fn flex(c: &mut Canvas, from: f32) {
    let cord = d!("M{} 776C560 764 600 800 680 786S780 740 830 750", from);
    c.group("transform=\"translate(5 7)\"");
    c.stroke(&cord, Rgb::DUSK, 8.0, 0.2);
    c.end();
    light::tube(c, &cord, 7.0, &Ramp::of(Rgb::whole(0x8a7a68)));
}

/// A desk lamp: jointed arm, single bow, straight stem, or clamp-foot.
pub(super) fn desk_lamp(c: &mut Canvas, l: &Look) {
    let foot = Turned::of(320.0, "764 112, 772 122, 792 122").tilted(0.22, 0.23);
    let arm = l.pick(DESK_LAMP);
    light::throw(c, arm, 16.0, 786.0);
    flex(c, 420.0);
    light::solid(c, &foot, &l.ramp, Gloss(0.5));
    light::lid(c, &foot, &l.ramp);
    let stem = if l.n.is_multiple_of(2) {
        l.trim
    } else {
        l.ramp
    };
    light::contact(c, 326.0, 766.0, 26.0, 9.0);
    light::tube(c, arm, 17.0, &stem);
    if l.n.is_multiple_of(3) {
        joints(c, arm);
    }
    let tip = l.pick([
        (430.0, 300.0, -32.0),
        (470.0, 290.0, -18.0),
        (450.0, 300.0, 0.0),
        (470.0, 330.0, -28.0),
    ]);
    head(c, tip, l);
}

const DESK_LAMP: [&str; 4] = [
    "M320 770L250 520L430 300",
    "M320 770C320 480 330 300 470 290",
    "M320 770V300H450",
    "M320 770L300 560L470 330",
];

/// Brass knuckles where the arm bends.
fn joints(c: &mut Canvas, arm: &str) {
    let brass = Ramp::of(BRASS);
    let paint = c.radial((0.35, 0.3), 0.8, &brass.stops("0 glow, .5 base, 1 deep"));
    let spots = if arm.contains("250 520") {
        (250.0, 520.0)
    } else {
        (300.0, 560.0)
    };
    c.oval(spots, (21.0, 21.0), &paint);
    c.oval(spots, (7.0, 7.0), &brass.deep.hex());
}

fn head(c: &mut Canvas, (x, y, turn): (f32, f32, f32), l: &Look) {
    c.group(&d!("transform=\"translate({} {})rotate({})\"", x, y, turn));
    let dome = Turned::new(
        30.0,
        match l.n {
            1 => &[(-60.0, 30.0), (-40.0, 96.0), (20.0, 140.0), (70.0, 150.0)],
            2 => &[(-40.0, 60.0), (-34.0, 66.0), (90.0, 66.0)],
            _ => &[
                (-90.0, 30.0),
                (-80.0, 40.0),
                (-30.0, 50.0),
                (20.0, 110.0),
                (90.0, 158.0),
            ],
        },
    )
    .tilted(0.2, 0.2);
    let (base, ry) = (dome.base(), dome.ring(dome.base()));
    light::part(c, &dome, &l.ramp, Gloss(0.6));
    let inner = c.down(&[(0.0, l.ramp.deep, 1.0), (1.0, WARM, 1.0)]);
    c.oval((30.0, base), ry, &l.ramp.light.hex());
    c.oval((30.0, base + 1.0), (ry.0 - 6.0, ry.1 - 4.0), &inner);
    let bulb = c.radial(
        (0.5, 0.5),
        0.5,
        &[(0.0, Rgb::WHITE, 1.0), (0.5, WARM, 0.9), (1.0, WARM, 0.0)],
    );
    c.oval((30.0, base + 4.0), (ry.0 * 0.5, ry.1 * 0.6), &bulb);
    if l.used {
        beam(c, base);
    }
    c.end();
}

fn beam(c: &mut Canvas, base: f32) {
    let paint = c.down(&[(0.0, WARM, 0.55), (1.0, WARM, 0.0)]);
    c.fill(
        &d!("M-110 {}L-230 {}H330L180 {}Z", base, base + 420.0, base),
        &paint,
    );
}
