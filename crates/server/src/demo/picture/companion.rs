//! Quiet things that keep the subject of a scene company and give it scale: [`cup`], books,
//! fruit, a vase. Each is drawn with few elements, for it is seen from the corner of the eye.

use super::{
    Look,
    canvas::{Canvas, d, num},
    color::{Ramp, Rgb},
    compact::fit,
    light,
    palette::{OAK, PERSIMMON},
    plant,
    shape::{Turned, ellipse},
};

/// A small cup without a handle, of tea.
pub(super) fn cup(c: &mut Canvas, at: (f32, f32), size: f32, tone: Rgb) {
    let body = vessel(c, at, size, tone, "-150 92, -60 86, -10 62, 0 56");
    let (rx, ry) = body.ring(body.top());
    c.oval(
        (body.x, body.top() + 3.0 * size),
        (rx * 0.84, ry * 0.72),
        "#8a5a34",
    );
}

/// A small turned vessel of a size at a spot, from a profile about its foot.
fn vessel(c: &mut Canvas, (x, y): (f32, f32), size: f32, tone: Rgb, profile: &str) -> Turned {
    let body = Turned::set((x, y), (size, size), profile);
    let r = Ramp::of(tone);
    light::contact(
        c,
        x + 8.0,
        y + 8.0 * size,
        body.radius(y) * 1.3,
        22.0 * size,
    );
    let form = c.keep(&body.outline());
    let paint = c.across(&r.stops("0 base, .26 glow, .9 deep, 1 bounce"));
    c.fill(&form, &paint);
    light::falloff(c, &form);
    light::mouth(c, &body, &r, &r, 7.0 * size);
    body
}

pub(super) fn bowl(c: &mut Canvas, at: (f32, f32), size: f32, tone: Rgb) {
    vessel(c, at, size, tone, "-96 136, -40 112, -6 62, -6 62, 4 60");
}

pub(super) fn bud_vase(c: &mut Canvas, (x, y): (f32, f32), size: f32, tone: Rgb) {
    vessel(
        c,
        (x, y),
        size,
        tone,
        "-240 26, -170 28, -100 66, -40 76, 0 54",
    );
    plant::sprig(c, (x - 2.0, y - 236.0 * size), size * 0.9, PERSIMMON);
}

/// Kitchen spoons standing in a jar.
pub(super) fn crock(c: &mut Canvas, (x, y): (f32, f32), tone: Rgb) {
    let wood = Ramp::of(OAK);
    for (dx, up) in [(-52.0, 330.0), (6.0, 366.0), (58.0, 318.0)] {
        light::tube(
            c,
            &d!("M{} {}L{} {}", x + dx * 0.4, y - 120.0, x + dx, y - up),
            11.0,
            &wood,
        );
        let paint = c.slant(&wood.stops("0 glow, 1 shade"));
        c.oval((x + dx * 1.06, y - up - 24.0), (19.0, 30.0), &paint);
    }
    vessel(c, (x, y), 1.0, tone, "-170 82, -60 84, -8 78, 0 70");
}

/// A board leaning on the wall.
pub(super) fn board(c: &mut Canvas, (x, y): (f32, f32)) {
    let path =
        "M0 -304Q2 -330 30 -330H94Q90 -400 122 -400T150 -330H214Q242 -330 242 -304L248 0H-8Z";
    let form = c.keep(&fit(path, (x - 118.0, y), (1.0, 1.0)));
    light::drop(c, &form, 18.0);
    light::sheet(c, &form, &Ramp::of(OAK));
}

/// A low pile of books.
pub(super) fn books(c: &mut Canvas, (x, y): (f32, f32), l: &Look) {
    light::contact(c, x + 14.0, y + 4.0, 150.0, 18.0);
    let tones = [
        Rgb::whole(0xcbbfa9),
        l.accent.mix(Rgb::whole(0xb9a58c), 0.5),
        Rgb::whole(0x8d8577),
    ];
    for (i, tone) in tones.into_iter().enumerate() {
        let (top, w) = (y - 34.0 * (i as f32 + 1.0), 128.0 - i as f32 * 12.0);
        let r = Ramp::of(tone);
        let paint = c.across(&r.stops("0 light, .6 base, 1 deep"));
        c.fill(
            &d!(
                "M{} {}H{}q8 16 0 32H{}q-8 -16 0 -32Z",
                x - w,
                top,
                x + w,
                x - w
            ),
            &paint,
        );
        if i == 2 {
            c.fill(
                &d!(
                    "M{} {}L{} {}H{}L{} {}Z",
                    x - w,
                    top + 1.0,
                    x - w + 24.0,
                    top - 26.0,
                    x + w - 20.0,
                    x + w,
                    top + 1.0
                ),
                &r.glow.hex(),
            );
        }
    }
}

/// Books standing on a shelf, the last one leaning.
pub(super) fn upright_books(c: &mut Canvas, (x, y): (f32, f32), l: &Look) {
    light::contact(c, x + 70.0, y, 130.0, 14.0);
    let rows = [
        (0.0, 44.0, 280.0, 0xcbbfa9u32),
        (46.0, 34.0, 250.0, 0x8d8577),
        (82.0, 52.0, 300.0, 0xb99f80),
    ];
    for (dx, w, tall, tone) in rows {
        let r = Ramp::of(Rgb::whole(tone));
        let paint = c.across(&r.stops("0 shade, .3 glow, 1 deep"));
        c.fill(
            &d!(
                "M{} {}v-{}q{} -8 {} 0v{}Z",
                x + dx,
                y,
                tall,
                w * 0.5,
                w,
                tall
            ),
            &paint,
        );
    }
    let r = Ramp::of(l.accent.mix(Rgb::whole(0xb9a58c), 0.4));
    let paint = c.across(&r.stops("0 light, 1 deep"));
    c.fill(&d!("M{} {}l40 -262l38 6l-40 256Z", x + 138.0, y), &paint);
}

/// Two persimmons.
pub(super) fn fruit(c: &mut Canvas, (x, y): (f32, f32), r: f32) {
    let tone = PERSIMMON;
    let paint = c.radial(
        (0.34, 0.3),
        0.72,
        &[
            (0.0, tone.tone(0.5), 1.0),
            (0.4, tone, 1.0),
            (1.0, tone.tone(-0.36), 1.0),
        ],
    );
    for (dx, dy, k) in [(0.0, -26.0, 0.92), (-r * 1.5, 10.0, 1.0)] {
        let (x, y, r) = (x + dx, y + dy, r * k);
        light::contact(c, x + r * 0.4, y + r * 0.8, r * 1.4, r * 0.42);
        c.oval((x, y), (r * 1.08, r * 0.9), &paint);
        c.fill(
            &d!(
                "M{} {}q{} {} {} {}q{} {} {} {}q{} {} {} {}Z",
                x - r * 0.4,
                y - r * 0.72,
                r * 0.3,
                -r * 0.26,
                r * 0.42,
                r * 0.02,
                r * 0.3,
                -r * 0.2,
                r * 0.4,
                r * 0.08,
                -r * 0.4,
                r * 0.3,
                -r * 0.82,
                -r * 0.1
            ),
            "#6f7350",
        );
    }
}

/// A linen napkin in the near corner.
pub(super) fn napkin(c: &mut Canvas) {
    let r = Ramp::of(Rgb::whole(0xe3d9c8));
    let form = c.keep("M560 1010L600 880C660 862 740 858 830 866V1010Z");
    light::drop(c, &form, 9.0);
    light::sheet(c, &form, &r);
    light::fold(c, (640.0, 874.0), (610.0, 1006.0), 24.0, &r);
    light::fold(c, (740.0, 862.0), (730.0, 1006.0), -26.0, &r);
}

/// A cup of coffee from above.
pub(super) fn cup_above(c: &mut Canvas, (x, y): (f32, f32), r: f32, tone: Rgb) {
    let ramp = Ramp::of(tone);
    let saucer = c.keep(&ellipse((x, y), (r * 1.5, r * 1.5)));
    light::drop(c, &saucer, 12.0);
    light::sheet(c, &saucer, &ramp);
    let form = c.keep(&ellipse((x, y), (r, r)));
    light::drop(c, &form, 12.0);
    light::sheet(c, &form, &ramp);
    let hollow = c.slant(&ramp.stops("0 deep, 1 light"));
    c.oval((x, y), (r * 0.9, r * 0.9), &hollow);
    let coffee = c.radial(
        (0.4, 0.4),
        0.6,
        &[
            (0.0, Rgb::whole(0x7a4a2a), 1.0),
            (1.0, Rgb::whole(0x4a2917), 1.0),
        ],
    );
    c.oval((x + 3.0, y + 4.0), (r * 0.8, r * 0.8), &coffee);
}

/// A folded knit and a book in the far corner.
pub(super) fn folded(c: &mut Canvas, tone: Rgb) {
    let book = Ramp::of(Rgb::whole(0xb99f80));
    for (path, r) in [
        ("M560 -40L760 -60L820 250L600 270Z", &book),
        (
            "M-40 760C60 740 160 750 200 780C214 860 220 940 216 1020H-40Z",
            &Ramp::of(tone),
        ),
    ] {
        let form = c.keep(path);
        light::drop(c, &form, 16.0);
        light::sheet(c, &form, r);
        light::turn(c, &form, r, 26.0);
    }
    c.stroke(
        "M-20 812C60 800 130 800 204 822M584 -40L622 262",
        tone.tone(-0.4),
        4.0,
        0.3,
    );
}

/// A cut branch laid down in the corner.
pub(super) fn cut_sprig(c: &mut Canvas) {
    c.group("transform=\"rotate(-64 700 180)\"");
    plant::sprig(c, (640.0, 330.0), 1.15, PERSIMMON);
    c.end();
}

/// The shadow of a branch outside the window.
pub(super) fn branch_shadow(c: &mut Canvas) {
    light::soften(c);
    c.group("opacity=\".13\"");
    let dusk = Rgb::DUSK.hex();
    c.line("M-20 900C120 820 200 760 280 640", &dusk, 9.0, 1.0, "");
    c.fill(
        "M60 860q-20 -90 60 -140q30 90 -60 140ZM150 800q100 20 130 -50q-90 -30 -130 50ZM190 740\
            q-40 -70 20 -140q50 70 -20 140ZM250 680q80 0 100 -70q-80 -10 -100 70Z",
        &dusk,
    );
    c.end();
    c.end();
}

/// A garment seen edge-on, hanging on the rail.
pub(super) fn hung(c: &mut Canvas, x: f32, tone: Rgb) {
    let r = Ramp::of(tone);
    c.stroke(
        &d!("M{} 196V140a22 22 0 1 0 -22 -20", x),
        Rgb::whole(0x9b958b),
        6.0,
        1.0,
    );
    let form = c.keep(&d!(
        "M{} 190C{} 200 {} 240 {} 300L{} 800H{}L{} 300C{} 240 {} 200 {} 190Z",
        x,
        x - 20.0,
        x - 34.0,
        x - 40.0,
        x - 48.0,
        x + 52.0,
        x + 42.0,
        x + 34.0,
        x + 20.0,
        x
    ));
    light::drop(c, &form, 22.0);
    let paint = c.across(&r.stops("0 shade, .25 light, .45 shade, .6 base, 1 deep"));
    c.fill(&form, &paint);
}

/// A framed sheet leaning on the wall behind.
pub(super) fn leaning_frame(c: &mut Canvas, kind: u32, tone: Rgb) {
    let form = c.keep("M560 300H790V742H556Z");
    light::drop(c, &form, 20.0);
    c.tint(&form, OAK);
    c.fill("M572 312H778V730H569Z", "#f3ecdf");
    let warm = tone.mix(Rgb::whole(0xc98a63), 0.5);
    match kind % 3 {
        0 => c.tint("M620 650V500a54 54 0 0 1 108 0V650Z", warm),
        1 => c.tint("M616 650V560C650 520 690 590 732 540V650Z", warm),
        _ => c.tint("M634 520C596 580 620 650 674 650S752 580 714 520Z", warm),
    }
    c.oval((674.0, 420.0), (30.0, 30.0), &tone.tone(-0.12).hex());
}

/// A potted plant on the floor.
pub(super) fn floor_plant(c: &mut Canvas, tone: Rgb) {
    vessel(c, (650.0, 770.0), 0.8, tone, "-150 96, -60 92, 0 76");
    c.group("transform=\"translate(330 258)scale(.8)\"");
    plant::grow(c, (400.0, 500.0), 1);
    c.end();
}

/// Folded towels.
pub(super) fn towels(c: &mut Canvas, (x, y): (f32, f32), tone: Rgb) {
    light::contact(c, x + 10.0, y + 4.0, 160.0, 20.0);
    for (i, tone) in [tone, Rgb::whole(0xeee5d6), tone].into_iter().enumerate() {
        let (top, r) = (y - 52.0 * (i as f32 + 1.0), Ramp::of(tone));
        let paint = c.down(&r.stops("0 glow, .4 light, .75 base, 1 deep"));
        c.fill(
            &d!(
                "M{} {}H{}q30 26 0 54H{}q-30 -26 0 -54Z",
                x - 120.0,
                top,
                x + 124.0,
                x - 120.0
            ),
            &paint,
        );
    }
}
