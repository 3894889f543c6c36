//! Desk things, [`notebook`] first: paper, board and pens.

use super::{
    Look,
    canvas::{Canvas, d, num},
    color::{Ramp, Rgb},
    light,
    shape::ellipse,
    texture,
};

/// A notebook: elastic band, spiral, cloth spine, or a pair.
pub(super) fn notebook(c: &mut Canvas, l: &Look) {
    if l.n == 3 {
        c.group("transform=\"rotate(9 400 520)translate(30 -16)\"");
        cover(c, &l.trim, l);
        c.end();
    }
    c.group("transform=\"rotate(-6 400 500)\"");
    cover(c, &l.ramp, l);
    match l.n {
        0 => elastic(c, l),
        1 => spiral(c),
        _ => spine(c, l),
    }
    plate(c, l);
    c.end();
}

/// The block of pages under its board.
fn cover(c: &mut Canvas, r: &Ramp, l: &Look) {
    let board = c.keep("M196 176C196 166 202 160 212 160H588C600 160 606 166 606 178V822C606 834 600 840 588 840H212C202 840 196 834 196 824Z");
    c.group("transform=\"translate(10 12)\"");
    light::drop(c, &board, 22.0);
    c.fill(&board, &r.deep.tone(-0.1).hex());
    c.end();
    c.fill("M204 168H610L614 174V846L608 850H210Z", "#f2ebdf");
    c.stroke(
        "M609 176V846M612.5 178V848M214 845H608M214 848.5H608",
        Rgb::whole(0xa08f7a),
        1.2,
        0.6,
    );
    light::sheet(c, &board, r);
    texture::weave(c, &board, r, 6.0, 0.16);
    texture::speckle(c, &board, r.glow, l.seed, 0.25);
    c.clip(&board);
    c.stroke(&board, r.glow, 6.0, 0.45);
    c.stroke("M236 150V850", r.deep, 5.0, 0.4);
    c.stroke("M241 150V850", r.glow, 2.5, 0.35);
    c.end();
}

fn elastic(c: &mut Canvas, l: &Look) {
    c.stroke("M560 160C563 400 563 600 560 840", Rgb::DUSK, 19.0, 0.2);
    c.stroke(
        "M556 160C558 400 558 600 556 840",
        l.accent.tone(-0.25),
        15.0,
        1.0,
    );
    c.stroke("M554 160C556 400 556 600 554 840", l.accent, 10.0, 1.0);
    let ribbon = "M330 838C334 880 322 900 330 930L342 918L352 930C346 900 356 880 352 838Z";
    light::sheet(c, ribbon, &l.trim);
}

fn spiral(c: &mut Canvas) {
    let wire = Ramp::of(Rgb::whole(0x8f8a82));
    let loops: String = (0..19)
        .map(|i| {
            d!(
                "M226 {}C180 {} 176 {} 214 {}",
                190.0 + i as f32 * 34.4,
                180.0 + i as f32 * 34.4,
                206.0 + i as f32 * 34.4,
                202.0 + i as f32 * 34.4
            )
        })
        .collect();
    let holes: String = (0..19)
        .map(|i| d!("M226 {}h.1", 194.0 + i as f32 * 34.4))
        .collect();
    c.stroke(&holes, Rgb::DUSK, 14.0, 0.6);
    light::tube(c, &loops, 6.0, &wire);
}

fn spine(c: &mut Canvas, l: &Look) {
    let cloth = c.keep("M196 176C196 166 202 160 212 160H284V840H212C202 840 196 834 196 824Z");
    light::sheet(c, &cloth, &l.trim);
    texture::weave(c, &cloth, &l.trim, 8.0, 0.3);
    c.stroke("M285 162V838", Rgb::DUSK, 3.0, 0.3);
}

/// A pasted label, or a blind-stamped line.
fn plate(c: &mut Canvas, l: &Look) {
    let paper = "M350 300H510V396H350Z";
    let r = Ramp::of(Rgb::whole(0xf1e9dc));
    let form = c.keep(paper);
    c.group("transform=\"translate(2 3)\"");
    c.veil(&form, &Rgb::DUSK.hex(), 0.25);
    c.end();
    light::sheet(c, &form, &r);
    c.stroke("M372 332h84M372 352h116M372 368h62", l.ramp.deep, 4.0, 0.7);
}

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

fn brass() -> Ramp {
    Ramp::of(Rgb::whole(0xc2a25e))
}

fn fountain(c: &mut Canvas, l: &Look) {
    barrel(c, &l.ramp, (110.0, 590.0), 29.0);
    barrel(c, &Ramp::of(Rgb::whole(0x3a3632)), (586.0, 690.0), 22.0);
    barrel(c, &brass(), (578.0, 600.0), 29.0);
    let nib = "M-20 690C-24 740 -8 776 0 812C8 776 24 740 20 690Z";
    let r = brass();
    let paint = c.across(&[
        (0.0, r.shade, 1.0),
        (0.3, r.glow, 1.0),
        (0.6, r.base, 1.0),
        (1.0, r.deep, 1.0),
    ]);
    light::soften(c);
    c.group("transform=\"translate(8 10)\"");
    c.veil(nib, &Rgb::DUSK.hex(), 0.3);
    c.end();
    c.end();
    c.fill(nib, &paint);
    c.stroke("M0 740V800", Rgb::DUSK, 2.0, 0.8);
    c.oval((0.0, 738.0), (5.0, 5.0), "#3a281c");
}

fn ball(c: &mut Canvas, r: &Ramp) {
    c.fill("M-14 740L-4 800H4L14 740Z", "#b8b2a8");
    barrel(c, r, (180.0, 748.0), 22.0);
    barrel(c, &brass(), (150.0, 200.0), 11.0);
    light::tube(c, "M14 210V400", 9.0, &brass());
    barrel(c, &brass(), (520.0, 545.0), 22.5);
}

fn pencil(c: &mut Canvas, r: &Ramp) {
    let body = c.keep("M-19 170H19V720H-19Z");
    light::drop(c, &body, 10.0);
    let paint = c.across(&[
        (0.0, r.base, 1.0),
        (0.3, r.light, 1.0),
        (0.31, r.glow, 1.0),
        (0.66, r.base, 1.0),
        (0.67, r.deep, 1.0),
        (1.0, r.shade, 1.0),
    ]);
    c.fill(&body, &paint);
    let wood = Ramp::of(Rgb::whole(0xdcbf94));
    let cone = c.across(&[
        (0.0, wood.base, 1.0),
        (0.35, wood.glow, 1.0),
        (1.0, wood.deep, 1.0),
    ]);
    c.fill(
        "M-19 720Q-10 732 -6 720Q0 734 7 720Q12 730 19 720L5 790H-5Z",
        &cone,
    );
    c.fill("M-5.5 788H5.5L0 812Z", &r.deep.tone(-0.3).hex());
    barrel(c, &brass(), (150.0, 196.0), 20.0);
}

fn brush_pen(c: &mut Canvas, l: &Look) {
    barrel(c, &l.ramp, (110.0, 540.0), 34.0);
    barrel(c, &l.trim, (536.0, 840.0), 36.0);
    light::tube(c, "M26 590V740", 11.0, &brass());
}

/// A framed print leaning on the wall: fruit, hills, shapes, or a moon jar.
pub(super) fn poster(c: &mut Canvas, l: &Look) {
    let frame = "M180 110H630L640 850H172Z";
    let form = c.keep(frame);
    light::cast(c, &form, 850.0, 420.0);
    light::drop(c, &form, 30.0);
    light::contact(c, 412.0, 852.0, 245.0, 16.0);
    let wood = Ramp::of(if l.accent.lightness() < 0.5 {
        l.accent
    } else {
        Rgb::whole(0xb88d60)
    });
    let paint = c.slant(&[
        (0.0, wood.glow, 1.0),
        (0.5, wood.base, 1.0),
        (1.0, wood.deep, 1.0),
    ]);
    c.fill(&form, &paint);
    c.fill("M196 126H614L623 834H189Z", &wood.deep.tone(-0.2).hex());
    c.fill("M200 130H612L621 832H193Z", "#f6f0e6");
    c.clip("M250 196H562L570 762H244Z");
    c.fill(
        "M240 190H580V770H240Z",
        &l.tint.tone(0.5).mix(Rgb::whole(0xf3e9da), 0.4).hex(),
    );
    art(c, l);
    c.end();
    let glass = c.slant(&[
        (0.0, Rgb::WHITE, 0.5),
        (0.3, Rgb::WHITE, 0.1),
        (0.31, Rgb::WHITE, 0.0),
        (0.8, Rgb::DUSK, 0.0),
        (1.0, Rgb::DUSK, 0.14),
    ]);
    c.fill("M200 130H612L621 832H193Z", &glass);
    c.stroke("M200 130H612M200 130L193 832", Rgb::DUSK, 4.0, 0.22);
}

fn art(c: &mut Canvas, l: &Look) {
    let (a, b) = (l.tint, l.accent);
    match l.n {
        0 => {
            for (x, y, r) in [(350.0, 560.0, 84.0), (470.0, 600.0, 70.0)] {
                c.oval((x, y), (r, r * 0.9), &a.hex());
                c.oval(
                    (x - r * 0.2, y - r * 0.2),
                    (r * 0.6, r * 0.5),
                    &a.tone(0.14).hex(),
                );
                c.fill(
                    &d!(
                        "M{} {}q26 -30 46 -4q-24 10 -46 4q-30 12 -48 -6q24 -18 48 6Z",
                        x,
                        y - r * 0.84
                    ),
                    "#5f7355",
                );
            }
            c.stroke(
                "M352 480C360 400 420 330 520 300",
                Rgb::whole(0x5b4636),
                6.0,
                1.0,
            );
        }
        1 => {
            c.oval((470.0, 330.0), (58.0, 58.0), &b.hex());
            for (i, y) in [430.0, 520.0, 610.0].into_iter().enumerate() {
                c.fill(
                    &d!(
                        "M230 {}C310 {} 360 {} 430 {}S540 {} 590 {}V790H230Z",
                        y + 60.0,
                        y - 40.0,
                        y - 20.0,
                        y + 40.0,
                        y,
                        y + 20.0
                    ),
                    &a.tone(0.34 - i as f32 * 0.26).hex(),
                );
            }
        }
        2 => {
            c.fill("M290 740V470A116 116 0 0 1 522 470V740Z", &a.hex());
            c.fill("M340 740V520A66 66 0 0 1 472 520V740Z", &b.hex());
            c.oval((406.0, 290.0), (52.0, 52.0), &a.tone(-0.2).hex());
        }
        _ => {
            c.fill("M240 640H580V780H240Z", &b.hex());
            c.fill("M366 400H446C520 430 560 520 530 600C510 650 470 680 450 690H362C342 680 302 650 282 600C252 520 292 430 366 400Z", &a.hex());
            c.fill(
                "M330 440C300 490 296 570 330 630C300 600 280 560 284 520C290 480 306 456 330 440Z",
                &a.tone(0.3).hex(),
            );
        }
    }
}

/// A wall clock: round and bare, wooden, squared, or standing.
pub(super) fn clock(c: &mut Canvas, l: &Look) {
    let rim = match l.n {
        2 => "M170 330C170 260 200 230 270 230H530C600 230 630 260 630 330V590C630 660 600 690 530 690H270C200 690 170 660 170 590Z".to_string(),
        _ => ellipse((400.0, 460.0), (252.0, 252.0)),
    };
    let form = c.keep(&rim);
    light::drop(c, &form, 34.0);
    let ring = c.slant(&[
        (0.0, l.ramp.glow, 1.0),
        (0.4, l.ramp.base, 1.0),
        (1.0, l.ramp.deep, 1.0),
    ]);
    c.fill(&form, &ring);
    if l.n == 1 {
        texture::grain(c, &form, &l.ramp, (140.0, 200.0, 520.0, 520.0), l.seed);
    }
    c.clip(&form);
    c.stroke(&form, l.ramp.glow, 6.0, 0.5);
    c.end();
    let r = l.pick([226.0, 190.0, 196.0, 214.0]);
    let inner = c.slant(&[(0.0, l.ramp.deep.tone(-0.2), 1.0), (1.0, l.ramp.light, 1.0)]);
    c.oval((400.0, 460.0), (r + 7.0, r + 7.0), &inner);
    let dial = Ramp::of(if l.n == 1 {
        l.accent
    } else {
        l.accent.tone(0.4)
    });
    let paint = c.slant(&[
        (0.0, dial.shade, 1.0),
        (0.25, dial.base, 1.0),
        (1.0, dial.light, 1.0),
    ]);
    c.oval((400.0, 460.0), (r, r), &paint);
    marks(c, r, &dial, l);
    hands(c, r, &dial, l);
}

fn marks(c: &mut Canvas, r: f32, dial: &Ramp, l: &Look) {
    let ink = if dial.base.lightness() > 0.55 {
        Rgb::whole(0x3d352e)
    } else {
        Rgb::whole(0xf0e6d6)
    };
    let mark = |step: usize, long: f32| -> String {
        (0..12 / step)
            .map(|i| {
                let a = (i * step) as f32 * std::f32::consts::PI / 6.0;
                let (s, k) = a.sin_cos();
                d!(
                    "M{} {}L{} {}",
                    400.0 + s * r * (0.9 - long),
                    460.0 - k * r * (0.9 - long),
                    400.0 + s * r * 0.9,
                    460.0 - k * r * 0.9
                )
            })
            .collect()
    };
    c.stroke(
        &mark(1, l.pick([0.05, 0.0, 0.08, 0.03])),
        ink,
        l.pick([3.0, 9.0, 3.0, 5.0]),
        0.7,
    );
    c.stroke(&mark(3, 0.1), ink, 6.0, 0.9);
}

fn hands(c: &mut Canvas, r: f32, dial: &Ramp, l: &Look) {
    let ink = if dial.base.lightness() > 0.55 {
        Rgb::whole(0x2f2a26)
    } else {
        Rgb::whole(0xf6eee0)
    };
    let (hour, minute) = (
        d!("M412 468L{} {}", 400.0 - r * 0.44, 460.0 - r * 0.26),
        d!("M394 478L{} {}", 400.0 + r * 0.34, 460.0 - r * 0.7),
    );
    c.group("transform=\"translate(7 9)\"");
    c.stroke(&format!("{hour}{minute}"), Rgb::DUSK, 9.0, 0.22);
    c.end();
    c.stroke(&hour, ink, 11.0, 1.0);
    c.stroke(&minute, ink, 7.0, 1.0);
    c.stroke(&d!("M400 500V{}", 460.0 + r * 0.62), l.ramp.base, 3.0, 1.0);
    c.oval((400.0, 460.0), (12.0, 12.0), &ink.hex());
    c.oval((398.0, 458.0), (5.0, 5.0), &l.ramp.light.hex());
}
