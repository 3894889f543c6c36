//! What hangs or leans on a wall: [`poster`] and [`clock`].

use super::{
    Look,
    canvas::{Canvas, d, num},
    color::{Ramp, Rgb, neutral},
    light,
    palette::OAK,
    shape::ellipse,
    texture,
};

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
        OAK
    });
    let paint = c.slant(&wood.stops("0 glow, .5 base, 1 deep"));
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
    let glass = c.slant(&neutral(
        "0 white .5, .3 white .1, .31 white 0, .8 dusk 0, 1 dusk .14",
    ));
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
            c.fill(
                "M366 400H446C520 430 560 520 530 600C510 650 470 680 450 690H362\
                    C342 680 302 650 282 600C252 520 292 430 366 400Z",
                &a.hex(),
            );
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
        2 => "M170 330C170 260 200 230 270 230H530C600 230 630 260 630 330V590\
              C630 660 600 690 530 690H270C200 690 170 660 170 590Z"
            .to_string(),
        _ => ellipse((400.0, 460.0), (252.0, 252.0)),
    };
    let form = c.keep(&rim);
    light::drop(c, &form, 34.0);
    let ring = c.slant(&l.ramp.stops("0 glow, .4 base, 1 deep"));
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
    let paint = c.slant(&dial.stops("0 shade, .25 base, 1 light"));
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
