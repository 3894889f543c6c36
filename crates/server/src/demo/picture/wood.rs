//! Wooden things, [`cutting_board`] first, with grain that follows the piece.

use super::{
    Look,
    canvas::{Canvas, d, num},
    color::{Ramp, Rgb},
    light::{self, Gloss},
    shape::{Turned, ellipse},
    texture,
};

/// A cutting board: handled, round, paddle, or with a juice groove.
pub(super) fn cutting_board(c: &mut Canvas, l: &Look) {
    let outline = match l.n {
        0 => "M356 150C356 116 444 116 444 150L450 268C452 286 462 292 480 294H540C566 294 580 308 580 334V820C580 846 566 860 540 860H260C234 860 220 846 220 820V334C220 308 234 294 260 294H320C338 292 348 286 350 268Z".to_string(),
        1 => "M364 152C364 122 436 122 436 152L442 262C546 282 640 380 640 540C640 690 530 800 400 800C270 800 160 690 160 540C160 380 254 282 358 262Z".to_string(),
        2 => "M362 132C362 104 438 104 438 132L446 330C452 360 476 366 510 374C556 386 570 420 570 470V760C570 830 520 872 400 872C280 872 230 830 230 760V470C230 420 244 386 290 374C324 366 348 360 354 330Z".to_string(),
        _ => "M196 190C196 168 208 156 230 156H570C592 156 604 168 604 190V820C604 842 592 854 570 854H230C208 854 196 842 196 820Z".to_string(),
    };
    let form = c.keep(&outline);
    light::drop(c, &form, 22.0);
    c.group("transform=\"translate(7 9)\"");
    c.fill(&form, &l.ramp.deep.tone(-0.12).hex());
    c.end();
    light::sheet(c, &form, &l.ramp);
    texture::grain(c, &form, &l.ramp, (200.0, 100.0, 400.0, 780.0), l.seed);
    cathedral(c, &form, &l.ramp);
    c.clip(&form);
    c.stroke(&form, l.ramp.glow, 7.0, 0.5);
    c.end();
    match l.n {
        3 => {
            c.stroke("M246 206H554V804H246Z", l.ramp.deep, 13.0, 0.55);
            c.stroke("M249 209H557V807H249Z", l.ramp.glow, 4.0, 0.5);
        }
        _ => hole(c, l),
    }
}

fn hole(c: &mut Canvas, l: &Look) {
    c.oval((400.0, 172.0), (19.0, 19.0), &l.ramp.deep.tone(-0.35).hex());
    c.oval((403.0, 176.0), (15.5, 15.0), "#e9e0d3");
    light::tube(
        c,
        "M398 172C330 120 350 60 400 64C450 68 462 124 404 172",
        8.0,
        &Ramp::of(l.accent.tone(-0.12)),
    );
}

/// The pointed arches a plain-sawn plank shows.
fn cathedral(c: &mut Canvas, form: &str, r: &Ramp) {
    let arch = |i: i32| {
        let k = i as f32;
        d!(
            "M{} 900C{} 700 {} {} 410 {}C{} {} {} 700 {} 900",
            392.0 - k * 22.0,
            380.0 - k * 20.0,
            392.0 - k * 10.0,
            520.0 - k * 60.0,
            500.0 - k * 66.0,
            426.0 + k * 10.0,
            520.0 - k * 60.0,
            440.0 + k * 20.0,
            434.0 + k * 22.0
        )
    };
    c.clip(form);
    c.stroke(&(0..4).map(arch).collect::<String>(), r.deep, 2.4, 0.26);
    c.end();
}

/// Legs of a piece of furniture: from seat to floor, the far ones first.
fn legs(c: &mut Canvas, list: &[(f32, f32, f32, f32)], wide: f32, r: &Ramp) {
    let all: String = list
        .iter()
        .map(|&(x0, y0, x1, y1)| d!("M{} {}L{} {}", x0, y0, x1, y1))
        .collect();
    let line = c.keep(&all);
    light::soften(c);
    c.group("transform=\"matrix(1 0 -.5 -.22 410 1000)\"");
    c.stroke(&line, Rgb::DUSK, wide, 0.3);
    c.end();
    c.end();
    for &(_, _, x, y) in list {
        light::contact(c, x + 4.0, y + 8.0, wide * 1.1, 13.0);
    }
    light::tube(c, &line, wide, r);
}

/// A stool: three-legged, upholstered, tall with a ring, or a block seat.
pub(super) fn stool(c: &mut Canvas, l: &Look) {
    let (top, r, thick) = l.pick([
        (360.0, 205.0, 44.0),
        (400.0, 200.0, 40.0),
        (250.0, 165.0, 38.0),
        (390.0, 210.0, 70.0),
    ]);
    let wood = if l.n == 1 {
        Ramp::of(Rgb::whole(0xb88d60))
    } else {
        l.ramp
    };
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

/// A level wooden face with its grain.
fn face(c: &mut Canvas, (x, y): (f32, f32), (rx, ry): (f32, f32), r: &Ramp, seed: u32) {
    let form = c.keep(&ellipse((x, y), (rx, ry)));
    let paint = c.slant(&[
        (0.0, r.base, 1.0),
        (0.4, r.light, 1.0),
        (0.7, r.glow, 1.0),
        (1.0, r.light, 1.0),
    ]);
    c.fill(&form, &paint);
    texture::grain(c, &form, r, (x - rx, y - ry, rx * 2.0, ry * 2.0), seed);
    c.stroke(&form, r.glow, 2.0, 0.6);
}

fn ground_shade(c: &mut Canvas, r: f32) {
    let paint = c.radial(
        (0.5, 0.5),
        0.5,
        &[
            (0.0, Rgb::DUSK, 0.3),
            (0.6, Rgb::DUSK, 0.13),
            (1.0, Rgb::DUSK, 0.0),
        ],
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
        super::companion::cup(c, (330.0, top - 4.0), 0.5, l.accent);
    }
}

fn pedestal(c: &mut Canvas, l: &Look) {
    let foot = Turned::new(
        400.0,
        &[
            (800.0, 40.0),
            (812.0, 120.0),
            (826.0, 150.0),
            (836.0, 150.0),
        ],
    )
    .tilted(0.2, 0.22);
    light::solid(c, &foot, &l.ramp, Gloss(0.3));
    let post = Turned::new(
        400.0,
        &[
            (380.0, 60.0),
            (430.0, 30.0),
            (600.0, 26.0),
            (760.0, 30.0),
            (812.0, 66.0),
        ],
    );
    light::part(c, &post, &l.ramp, Gloss(0.3));
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

/// A tray: round, oval with handles, deep, or rimmed in a second colour.
pub(super) fn tray(c: &mut Canvas, l: &Look) {
    let (top, r, deep, tilt) = l.pick([
        (530.0, 305.0, 46.0, 0.44),
        (540.0, 310.0, 56.0, 0.4),
        (520.0, 290.0, 80.0, 0.42),
        (530.0, 305.0, 50.0, 0.46),
    ]);
    let body = Turned::new(
        400.0,
        &[
            (top, r),
            (top + deep * 0.8, r - 10.0),
            (top + deep, r - 26.0),
        ],
    )
    .tilted(tilt, tilt);
    if l.n == 1 {
        ring_handles(c, top, r, l);
    }
    let form = light::solid(c, &body, &l.ramp, Gloss(0.15));
    texture::grain(
        c,
        &form,
        &l.ramp,
        (400.0 - r, top, r * 2.0, r * tilt + deep),
        l.seed,
    );
    let lip = if l.n == 3 { &l.trim } else { &l.ramp };
    light::mouth(c, &body, lip, &l.ramp, 14.0);
    let floor = (r - 26.0, (r - 26.0) * tilt - 6.0);
    face(
        c,
        (400.0, top + deep * 0.42),
        (floor.0, floor.1 - deep * 0.2),
        &l.ramp,
        l.seed + 3,
    );
    let shade = c.slant(&[
        (0.0, Rgb::DUSK, 0.45),
        (0.3, Rgb::DUSK, 0.06),
        (0.5, Rgb::DUSK, 0.0),
    ]);
    c.oval(
        (400.0, top + deep * 0.4),
        (floor.0, floor.1 - deep * 0.16),
        &shade,
    );
    if l.used {
        super::companion::cup(c, (330.0, top + 40.0), 0.62, l.accent);
        if c.haste() < 2 {
            super::companion::cup(c, (520.0, top + 70.0), 0.5, Rgb::whole(0xe9dfcf));
        }
    }
}

fn ring_handles(c: &mut Canvas, top: f32, r: f32, l: &Look) {
    for side in [-1.0, 1.0] {
        let x = 400.0 + side * (r - 6.0);
        let path = d!(
            "M{} {}C{} {} {} {} {} {}",
            x,
            top - 26.0,
            x + side * 66.0,
            top - 50.0,
            x + side * 66.0,
            top + 66.0,
            x,
            top + 40.0
        );
        light::tube(c, &path, 19.0, &l.trim);
    }
}

/// A basket: with handles, tall lidded, low and wide, or banded.
pub(super) fn basket(c: &mut Canvas, l: &Look) {
    let body = Turned::new(
        400.0,
        match l.n {
            0 => &[
                (430.0, 250.0),
                (560.0, 256.0),
                (700.0, 232.0),
                (770.0, 204.0),
            ],
            1 => &[
                (330.0, 190.0),
                (520.0, 216.0),
                (700.0, 212.0),
                (780.0, 180.0),
            ],
            2 => &[
                (540.0, 290.0),
                (640.0, 282.0),
                (740.0, 248.0),
                (764.0, 236.0),
            ],
            _ => &[(400.0, 222.0), (600.0, 222.0), (780.0, 204.0)],
        },
    );
    let (top, r) = (body.top(), body.radius(body.top()));
    grips(c, &body, l, -1.0);
    let form = c.keep(&body.outline());
    light::shadow(c, &body, &form);
    texture::wicker(
        c,
        &form,
        &l.ramp,
        l.pick([(46.0, 34.0), (40.0, 30.0), (52.0, 36.0), (38.0, 38.0)]),
    );
    if l.n == 3 {
        c.veil(&body.band(560.0, 680.0), &l.accent.hex(), 0.72);
    }
    let round = c.across(&[
        (0.0, Rgb::DUSK, 0.3),
        (0.25, Rgb::WHITE, 0.22),
        (0.5, Rgb::DUSK, 0.0),
        (0.9, Rgb::DUSK, 0.5),
        (1.0, Rgb::DUSK, 0.34),
    ]);
    c.fill(&form, &round);
    light::falloff(c, &form);
    light::mouth(c, &body, &l.ramp, &Ramp::of(l.tint.tone(-0.36)), 16.0);
    let rim = ellipse((400.0, top), (r, r * 0.17));
    c.line(
        &rim,
        &l.ramp.deep.hex(),
        16.0,
        0.45,
        " stroke-dasharray=\"4 11\"",
    );
    if l.used || l.n == 2 {
        throw_over(c, &body, l);
    }
    grips(c, &body, l, 1.0);
}

/// The handles at the sides, or one each behind and before the rim.
fn grips(c: &mut Canvas, body: &Turned, l: &Look, near: f32) {
    let (y, r) = (body.top(), body.radius(body.top()));
    if l.n == 1 && near < 0.0 {
        return;
    }
    let hide = Ramp::of(if l.n == 0 {
        Rgb::whole(0x9a6640)
    } else {
        l.ramp.shade
    });
    let path = match l.n {
        0 => d!(
            "M{} {}C{} {} {} {} {} {}",
            400.0 - r * 0.42,
            y + near * 36.0,
            400.0 - r * 0.4,
            y - 190.0 + near * 30.0,
            400.0 + r * 0.4,
            y - 190.0 + near * 30.0,
            400.0 + r * 0.42,
            y + near * 36.0
        ),
        _ => d!(
            "M{} {}C{} {} {} {} {} {}M{} {}C{} {} {} {} {} {}",
            400.0 - r,
            y + 60.0,
            340.0 - r,
            y + 10.0,
            350.0 - r,
            y - 40.0,
            404.0 - r,
            y - 4.0,
            400.0 + r,
            y + 60.0,
            460.0 + r,
            y + 10.0,
            450.0 + r,
            y - 40.0,
            396.0 + r,
            y - 4.0
        ),
    };
    if l.n == 0 || near < 0.0 || l.n == 1 {
        light::tube(c, &path, 21.0, &hide);
    }
}

/// A cloth lying in the basket and hanging over its rim.
fn throw_over(c: &mut Canvas, body: &Turned, l: &Look) {
    let (y, r) = (body.top(), body.radius(body.top()));
    let path = d!(
        "M{} {}C{} {} {} {} {} {}L{} {}C{} {} {} {} {} {}Z",
        400.0 - r * 0.2,
        y - 22.0,
        400.0,
        y - 66.0,
        400.0 + r * 0.5,
        y - 50.0,
        400.0 + r * 0.74,
        y + 6.0,
        400.0 + r * 0.7,
        y + 150.0,
        400.0 + r * 0.5,
        y + 166.0,
        400.0 + r * 0.2,
        y + 172.0,
        400.0 + r * 0.06,
        y + 160.0
    );
    let form = super::cloth::lay(c, &path, &l.trim, super::cloth::Hand::Knit, 14.0);
    super::cloth::folds(
        c,
        &form,
        &l.trim,
        &[
            (420.0, y - 30.0, 430.0, y + 160.0, 26.0),
            (
                400.0 + r * 0.5,
                y - 30.0,
                400.0 + r * 0.46,
                y + 160.0,
                -26.0,
            ),
        ],
    );
}

/// Cutlery laid out: fork, knife and spoon, with wooden or slim handles.
pub(super) fn cutlery(c: &mut Canvas, l: &Look) {
    let wooden = l.n % 2 == 1;
    let steel = if wooden {
        Ramp::of(Rgb::whole(0xb9b4ab))
    } else {
        l.ramp
    };
    let fork = "M256 170C250 240 250 290 262 320C270 340 286 346 288 370C290 440 286 470 288 520H312C314 470 310 440 312 370C314 346 330 340 338 320C350 290 350 240 344 170L332 172L328 290H316L314 172H306L304 290H296L294 172H286L284 290H272L268 172Z";
    let knife = "M392 520C388 400 384 280 388 190C390 164 400 156 408 160C430 210 436 330 430 400C426 420 416 424 416 440V520Z";
    let spoon = "M540 160C586 160 600 224 594 276C588 326 568 346 556 360C552 420 552 470 554 520H526C528 470 528 420 524 360C512 346 492 326 486 276C480 224 494 160 540 160Z";
    for (head, x, wide) in [
        (fork, 300.0, 24.0),
        (knife, 404.0, 27.0),
        (spoon, 540.0, 26.0),
    ] {
        haft(c, x, wide, if wooden { &l.ramp } else { &steel }, l);
        blade(c, head, &steel);
    }
    let bowl = c.slant(&[
        (0.0, steel.deep, 0.8),
        (0.5, steel.base, 0.2),
        (1.0, steel.glow, 1.0),
    ]);
    c.oval((540.0, 250.0), (42.0, 74.0), &bowl);
}

fn blade(c: &mut Canvas, path: &str, r: &Ramp) {
    let form = c.keep(path);
    light::drop(c, &form, 10.0);
    let paint = c.across(&[
        (0.0, r.base, 1.0),
        (0.2, r.glow.tone(0.5), 1.0),
        (0.42, r.light, 1.0),
        (0.6, r.shade, 1.0),
        (0.8, r.glow, 1.0),
        (1.0, r.deep, 1.0),
    ]);
    c.fill(&form, &paint);
    let fade = c.down(&[
        (0.0, Rgb::WHITE, 0.4),
        (0.4, Rgb::WHITE, 0.0),
        (1.0, Rgb::DUSK, 0.25),
    ]);
    c.fill(&form, &fade);
}

fn haft(c: &mut Canvas, x: f32, wide: f32, r: &Ramp, l: &Look) {
    let grow = l.pick([2.0, 12.0, -4.0, 8.0]);
    let w = wide * 0.5;
    let path = d!(
        "M{} 500L{} 820C{} 850 {} 850 {} 820L{} 500Z",
        x - w,
        x - w - grow,
        x - w - grow,
        x + w + grow,
        x + w + grow,
        x + w
    );
    let form = c.keep(&path);
    light::drop(c, &form, 12.0);
    let paint = c.across(&[
        (0.0, r.shade, 1.0),
        (0.25, r.glow, 1.0),
        (0.5, r.base, 1.0),
        (0.85, r.deep, 1.0),
        (1.0, r.bounce, 1.0),
    ]);
    c.fill(&form, &paint);
    if l.n % 2 == 1 {
        texture::grain(
            c,
            &form,
            r,
            (x - w - grow, 500.0, (w + grow) * 2.0, 350.0),
            l.seed + x as u32,
        );
        c.stroke(
            &d!("M{} 570h.1M{} 780h.1", x, x),
            Rgb::whole(0xd9c38c),
            9.0,
            1.0,
        );
    }
}
