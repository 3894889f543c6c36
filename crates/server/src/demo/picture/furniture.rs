//! Furniture, [`stool`] and [`side_table`]: level round tops on slim legs.

use super::{
    Look,
    canvas::{Canvas, d, num},
    color::{Ramp, neutral},
    companion,
    light::{self, Gloss},
    palette::OAK,
    shape::{Turned, ellipse},
    texture,
};

/// A stool: three-legged, upholstered, tall with a ring, or a block seat.
pub(super) fn stool(c: &mut Canvas, l: &Look) {
    let (top, r, thick) = l.pick([
        (360.0, 205.0, 44.0),
        (400.0, 200.0, 40.0),
        (250.0, 165.0, 38.0),
        (390.0, 210.0, 70.0),
    ]);
    let wood = if l.n == 1 { Ramp::of(OAK) } else { l.ramp };
    ground_shade(c, r);
    let y = top + thick;
    let splay = if l.n == 2 { 60.0 } else { 40.0 };
    let mut feet = vec![
        (400.0 + r * 0.5, y, 400.0 + r * 0.5 + splay, 790.0),
        (400.0 - r * 0.5, y, 400.0 - r * 0.5 - splay, 790.0),
        (400.0, y + 20.0, 400.0, 842.0),
    ];
    if l.n % 2 == 1 {
        feet[2] = (400.0 - r * 0.72, y, 400.0 - r * 0.72 - splay * 0.6, 836.0);
        feet.push((400.0 + r * 0.72, y, 400.0 + r * 0.72 + splay * 0.6, 836.0));
        feet[0] = (400.0 + r * 0.4, y, 400.0 + r * 0.44, 776.0);
        feet[1] = (400.0 - r * 0.4, y, 400.0 - r * 0.44, 776.0);
    }
    legs(c, &feet, 27.0, &wood);
    if l.n == 2 {
        light::tube(c, &ellipse((400.0, 660.0), (134.0, 32.0)), 12.0, &l.trim);
    }
    seat(c, (top, r, thick), &wood, l);
}

/// A round seat, or a stuffed one.
fn seat(c: &mut Canvas, (top, r, thick): (f32, f32, f32), wood: &Ramp, l: &Look) {
    let body = Turned::new(
        400.0,
        &[
            (top, r - 6.0),
            (top + 9.0, r),
            (top + thick - 8.0, r),
            (top + thick, r - 10.0),
        ],
    )
    .tilted(0.24, 0.26);
    light::part(c, &body, wood, Gloss(0.1));
    face(c, (400.0, top), (r - 6.0, (r - 6.0) * 0.24), wood, l.seed);
    if l.n == 1 {
        let pad = Turned::new(
            400.0,
            &[
                (top - 58.0, r * 0.6),
                (top - 44.0, r * 0.88),
                (top - 16.0, r * 0.99),
                (top + 2.0, r * 0.96),
            ],
        )
        .tilted(0.2, 0.25);
        let form = light::part(c, &pad, &l.ramp, Gloss(0.1));
        texture::weave(c, &form, &l.ramp, 9.0, 0.22);
        c.stroke(&pad.arc(top + 2.0), l.ramp.deep, 5.0, 0.5);
        c.oval(
            (400.0, top - 54.0),
            (r * 0.6, r * 0.12),
            &l.ramp.light.hex(),
        );
    }
}

/// Legs of a piece of furniture: from seat to floor, the far ones first.
fn legs(c: &mut Canvas, list: &[(f32, f32, f32, f32)], wide: f32, r: &Ramp) {
    let leg = |&(x0, y0, x1, y1): &(f32, f32, f32, f32)| d!("M{} {}L{} {}", x0, y0, x1, y1);
    let line = c.keep(&list.iter().map(leg).collect::<String>());
    light::throw(c, &line, wide, 820.0);
    for &(_, _, x, y) in list {
        light::contact(c, x + 7.0, y + 11.0, wide * 0.9, 7.0);
    }
    light::tube(c, &line, wide, r);
}

fn ground_shade(c: &mut Canvas, r: f32) {
    let paint = c.radial(
        (0.5, 0.5),
        0.5,
        &neutral("0 dusk .3, .6 dusk .13, 1 dusk 0"),
    );
    c.oval((450.0, 832.0), (r * 1.6, r * 0.42), &paint);
}

/// A side table: three legs, pedestal, drum, or two tiers.
pub(super) fn side_table(c: &mut Canvas, l: &Look) {
    let (top, r) = (360.0, l.pick([265.0, 250.0, 240.0, 255.0]));
    ground_shade(c, r);
    match l.n {
        1 => pedestal(c, l),
        2 => {
            let drum = Turned::new(
                400.0,
                &[(top + 30.0, r * 0.94), (820.0, r * 0.82), (836.0, r * 0.8)],
            )
            .tilted(0.2, 0.22);
            let form = light::solid(c, &drum, &l.ramp, Gloss(0.1));
            let turn = format!("translate({} 0)", 400);
            texture::rib(c, &form, &l.ramp, 26.0, &turn, 0.4);
        }
        _ => {
            let spread = r * 0.72;
            legs(
                c,
                &[
                    (400.0 + spread * 0.8, top + 30.0, 400.0 + spread, 800.0),
                    (400.0 - spread * 0.8, top + 30.0, 400.0 - spread, 800.0),
                    (400.0, top + 50.0, 400.0, 856.0),
                ],
                25.0,
                &l.ramp,
            );
            if l.n == 3 {
                slab(c, 640.0, r * 0.8, &l.trim, l);
            }
        }
    }
    slab(c, top, r, &l.ramp, l);
    if l.used {
        companion::cup(c, (330.0, top - 4.0), 0.5, l.accent);
    }
}

/// A table top.
fn slab(c: &mut Canvas, top: f32, r: f32, wood: &Ramp, l: &Look) {
    let body =
        Turned::new(400.0, &[(top, r), (top + 22.0, r), (top + 32.0, r - 14.0)]).tilted(0.23, 0.24);
    light::part(c, &body, wood, Gloss(0.2));
    face(c, (400.0, top), (r, r * 0.23), wood, l.seed);
    let rim = ellipse((400.0, top), (r - 10.0, r * 0.23 - 4.0));
    c.stroke(&rim, wood.deep, 3.0, if l.n == 1 { 0.4 } else { 0.0 });
}

fn pedestal(c: &mut Canvas, l: &Look) {
    let foot = Turned::of(400.0, "800 40, 812 120, 826 150, 836 150").tilted(0.2, 0.22);
    light::solid(c, &foot, &l.ramp, Gloss(0.3));
    let post = Turned::of(400.0, "380 60, 430 30, 600 26, 760 30, 812 66");
    light::part(c, &post, &l.ramp, Gloss(0.3));
}

/// A level wooden face with its grain.
pub(super) fn face(c: &mut Canvas, (x, y): (f32, f32), (rx, ry): (f32, f32), r: &Ramp, seed: u32) {
    let form = c.keep(&ellipse((x, y), (rx, ry)));
    let paint = c.slant(&r.stops("0 base, .4 light, .7 glow, 1 light"));
    c.fill(&form, &paint);
    texture::grain(c, &form, r, (x - rx, y - ry, rx * 2.0, ry * 2.0), seed);
    c.stroke(&form, r.glow, 2.0, 0.6);
}
