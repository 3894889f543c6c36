//! Bath and hall: [`soap`], brush and umbrella.

use super::{
    Look,
    canvas::{Canvas, d, num},
    cloth::{self, Hand},
    color::{Ramp, Rgb},
    light::{self, Gloss},
    palette::{OAK, STEEL},
    shape::{Turned, ellipse},
    texture,
};

/// Soap: a bar on a dish, a stack, a round bar, or a bar on a wooden rest.
pub(super) fn soap(c: &mut Canvas, l: &Look) {
    let rest = if l.n == 3 { Ramp::of(OAK) } else { l.trim };
    let dish = Turned::of(400.0, "640 300, 668 290, 704 220, 716 206").tilted(0.26, 0.28);
    light::solid(c, &dish, &rest, Gloss(0.4));
    light::mouth(c, &dish, &rest, &rest, 12.0);
    light::contact(c, 412.0, 648.0, 250.0, 52.0);
    let count = if l.n == 1 { 2 } else { 1 };
    for i in 0..count {
        let lift = i as f32 * 92.0;
        match l.n {
            2 => cake(c, l),
            _ => bar(
                c,
                470.0 - lift,
                if i == 0 { &l.ramp } else { &l.trim },
                i,
                l,
            ),
        }
    }
}

/// A bar: top face, two sides, a stamped mark.
fn bar(c: &mut Canvas, y: f32, r: &Ramp, i: usize, l: &Look) {
    c.group(&d!("transform=\"translate({} {})\"", i as f32 * 16.0, y));
    let whole = c.keep(
        "M190 66C182 52 192 42 212 38L410 2C430 -2 450 -2 470 6L606 54\
                        C622 60 624 72 624 84V128C624 146 616 152 600 156L420 196\
                        C400 200 380 200 362 192L206 132C192 126 190 118 190 104Z",
    );
    let side = c.across(&r.stops("0 light, .4 base, .48 base, .54 shade, 1 deep"));
    c.fill(&whole, &side);
    let top = c.keep(
        "M206 56C194 50 200 42 214 40L412 4C430 0 448 0 466 7L602 56\
                      C614 62 612 70 600 74L420 114C402 118 382 118 364 112Z",
    );
    let face = c.slant(&r.stops("0 glow, .5 light, 1 base"));
    c.fill(&top, &face);
    c.stroke(
        "M204 58L364 113C382 119 402 119 420 115L602 73",
        r.glow,
        4.0,
        0.7,
    );
    if i == 0 && l.n != 1 || i == 1 {
        c.stroke(
            "M346 58L420 44M376 70L470 52M420 82L500 66",
            r.deep,
            5.0,
            0.35,
        );
        c.stroke(
            "M347 60L421 46M377 72L471 54M421 84L501 68",
            r.glow,
            2.5,
            0.6,
        );
    }
    texture::speckle(c, &whole, r.deep.tone(-0.2), l.seed, 0.45);
    c.end();
}

/// A round cake of soap on a cord.
fn cake(c: &mut Canvas, l: &Look) {
    let body = Turned::of(400.0, "500 180, 514 204, 570 212, 626 200, 644 184").tilted(0.3, 0.3);
    let form = light::part(c, &body, &l.ramp, Gloss(0.3));
    texture::speckle(c, &form, l.ramp.deep.tone(-0.2), l.seed, 0.45);
    let face = c.slant(&l.ramp.stops("0 light, .5 glow, 1 base"));
    c.oval((400.0, 502.0), (182.0, 54.0), &face);
    c.stroke(
        &ellipse((400.0, 502.0), (120.0, 34.0)),
        l.ramp.deep,
        5.0,
        0.35,
    );
    c.stroke(
        &ellipse((400.0, 504.0), (120.0, 34.0)),
        l.ramp.glow,
        2.5,
        0.6,
    );
}

/// A wooden brush: dish brush, hand brush, hair brush, or bath brush.
pub(super) fn brush(c: &mut Canvas, l: &Look) {
    c.group("transform=\"rotate(28 400 500)\"");
    let (head, bristle) = match l.n {
        0 => (
            "M382 120C382 96 418 96 418 120L424 560C470 570 506 610 506 664\
             C506 724 458 770 400 770C342 770 294 724 294 664C294 610 330 570 376 560Z",
            (664.0, 118.0, 118.0),
        ),
        1 => (
            "M250 330C300 270 500 270 550 330C580 420 580 580 550 670C500 730 300 730 250 670\
             C220 580 220 420 250 330Z",
            (500.0, 168.0, 232.0),
        ),
        2 => (
            "M376 900C376 926 424 926 424 900L430 610C500 580 530 480 530 360\
             C530 220 470 150 400 150C330 150 270 220 270 360C270 480 300 580 370 610Z",
            (360.0, 112.0, 178.0),
        ),
        _ => (
            "M384 80C384 58 416 58 416 80L424 600C462 606 490 650 490 740C490 840 450 900 400 900\
             C350 900 310 840 310 740C310 650 338 606 376 600Z",
            (746.0, 100.0, 150.0),
        ),
    };
    let form = c.keep(head);
    bristles(c, bristle, l);
    light::drop(c, &form, 20.0);
    let paint = c.across(&l.ramp.stops("0 base, .3 glow, .55 base, 1 deep"));
    c.fill(&form, &paint);
    texture::grain(c, &form, &l.ramp, (240.0, 60.0, 320.0, 860.0), l.seed);
    light::turn(c, &form, &l.ramp, 24.0);
    if l.n == 2 {
        pad(c, l);
    } else {
        cord(c, l);
    }
    c.end();
}

/// Bristles standing out around the head.
fn bristles(c: &mut Canvas, (y, rx, ry): (f32, f32, f32), l: &Look) {
    let hair = |i: usize| {
        let a = i as f32 * 0.131;
        let (s, k) = a.sin_cos();
        let far = 1.0 + 0.05 * ((i * 7) % 5) as f32;
        d!(
            "M{} {}L{} {}",
            400.0 + s * rx * 0.8,
            y + k * ry * 0.8,
            400.0 + s * (rx + 26.0) * far,
            y + k * (ry + 26.0) * far
        )
    };
    if l.n == 2 {
        return;
    }
    let all = c.keep(&(0..48).map(hair).collect::<String>());
    c.group("transform=\"translate(12 14)\"");
    c.stroke(&all, Rgb::DUSK, 9.0, 0.16);
    c.end();
    c.stroke(&all, l.trim.deep, 10.0, 1.0);
    c.stroke(&all, l.trim.base, 5.0, 1.0);
    c.stroke(&all, l.trim.glow, 1.6, 0.8);
}

/// The rubber pad and pins of a hair brush.
fn pad(c: &mut Canvas, l: &Look) {
    let paint = c.radial((0.38, 0.35), 0.7, &l.trim.stops("0 glow, .6 base, 1 deep"));
    c.oval((400.0, 350.0), (102.0, 168.0), &paint);
    let pins: String = (0..7)
        .flat_map(|row| (0..5).map(move |col| (row, col)))
        .filter(|&(row, col)| (col as f32 - 2.0).abs() + (row as f32 - 3.0).abs() * 0.6 < 3.1)
        .map(|(row, col)| {
            d!(
                "M{} {}l7 -9",
                324.0 + col as f32 * 38.0,
                236.0 + row as f32 * 38.0
            )
        })
        .collect();
    c.stroke(&pins, Rgb::DUSK, 5.0, 0.25);
    c.stroke(&pins, Rgb::whole(0xd9b98a), 4.5, 1.0);
}

fn cord(c: &mut Canvas, l: &Look) {
    if l.n == 1 {
        let strap = cloth::lay(
            c,
            "M224 440C340 410 460 410 576 440L578 560C460 530 340 530 222 560Z",
            &l.trim,
            Hand::Canvas,
            14.0,
        );
        c.line(
            &strap,
            &l.trim.deep.hex(),
            2.0,
            0.6,
            " stroke-dasharray=\"6 4\"",
        );
        return;
    }
    let y = if l.n == 3 { 104.0 } else { 146.0 };
    c.oval((400.0, y), (8.0, 8.0), "#3a281c");
    light::tube(
        c,
        &d!(
            "M400 {}C350 {} 360 {} 400 {}C440 {} 450 {} 402 {}",
            y,
            y - 50.0,
            y - 110.0,
            y - 100.0,
            y - 92.0,
            y - 50.0,
            y
        ),
        7.0,
        &l.trim,
    );
}

/// A furled umbrella: curved handle, straight, striped, or with a loop.
pub(super) fn umbrella(c: &mut Canvas, l: &Look) {
    c.group("transform=\"rotate(12 400 500)\"");
    let hook = if l.n.is_multiple_of(2) {
        "M400 640V800C400 880 300 880 304 796"
    } else {
        "M400 640V850"
    };
    let wood = Ramp::of(if l.n.is_multiple_of(2) {
        Rgb::whole(0xa87646)
    } else {
        l.accent
    });
    let line = c.keep(hook);
    light::soften(c);
    c.group("transform=\"translate(24 28)\"");
    c.stroke(&line, Rgb::DUSK, 24.0, 0.28);
    c.end();
    c.end();
    light::tube(c, "M400 96V60", 11.0, &Ramp::of(STEEL));
    light::tube(c, "M400 600V720", 13.0, &Ramp::of(Rgb::whole(0x6f6a63)));
    let lower = if l.n.is_multiple_of(2) {
        "M400 716V800C400 880 300 880 304 796"
    } else {
        "M400 716V850"
    };
    light::tube(c, lower, 28.0, &wood);
    if l.n == 3 {
        light::tube(
            c,
            "M402 840C350 900 380 960 410 930C430 900 420 870 404 842",
            6.0,
            &l.ramp,
        );
    }
    canopy(c, l);
    c.end();
}

/// The furled cloth: three overlapping wraps, the strap, the rib tips.
fn canopy(c: &mut Canvas, l: &Look) {
    let whole = "M392 92C372 240 330 440 322 630C340 652 372 640 400 646C430 640 462 652 478 630\
                 C470 440 428 240 408 92Z";
    let form = cloth::lay(c, whole, &l.ramp, Hand::Jersey, 24.0);
    if l.n == 2 {
        texture::stripes(c, &form, l.accent, 90.0, 36.0, "rotate(6)");
    }
    if l.n == 3 {
        c.clip(&form);
        c.fill("M300 540H500V680H300Z", &l.trim.base.hex());
        c.end();
    }
    let round = c.across(
        &l.ramp
            .stops("0 deep .6, .28 glow .5, .55 base 0, 1 deep .85"),
    );
    c.fill(&form, &round);
    for wrap in [
        "M396 100C380 300 350 460 352 646C376 620 396 600 402 640C404 440 402 280 398 100Z",
        "M402 100C410 300 420 480 400 644C430 610 452 610 464 640C452 440 420 260 404 100Z",
    ] {
        let leaf = c.keep(wrap);
        let paint = c.across(&l.ramp.stops("0 light .7, .5 base .2, 1 deep .75"));
        c.fill(&leaf, &paint);
    }
    c.stroke(
        "M337 470C380 500 430 500 464 474",
        l.accent.tone(-0.2),
        24.0,
        1.0,
    );
    c.stroke("M337 468C380 498 430 498 464 472", l.accent, 19.0, 1.0);
    c.stroke("M430 488h.1", l.accent.tone(-0.5), 9.0, 1.0);
    c.stroke(
        "M326 640l-6 16M352 650l-2 16M400 652v16M462 648l4 16M476 636l8 14",
        Rgb::whole(0xc9bda8),
        8.0,
        1.0,
    );
}
