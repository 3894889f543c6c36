//! Glass, [`tumbler`] first: what stands behind shows through, edges gather the colour.

use super::{
    Look,
    canvas::{Canvas, d, num},
    color::{Ramp, Rgb},
    light::{self, Gloss},
    palette::PAPER,
    shape::{Turned, ellipse},
    texture,
};

/// A drinking glass: straight, fluted, tapered, or with a coloured foot.
pub(super) fn tumbler(c: &mut Canvas, l: &Look) {
    let body = Turned::of(400.0, l.pick(TUMBLER));
    let form = behind(c, &body, &l.ramp);
    if l.used || l.n == 1 {
        water(c, &body, body.top() + 120.0, l.tint.mix(Rgb::WHITE, 0.45));
    }
    if l.n == 3 {
        let lower = body.band(640.0, body.base());
        c.veil(&lower, &l.accent.hex(), 0.7);
    }
    before(c, &body, &form, &l.ramp);
    if l.n == 1 {
        flutes(c, &body, 400.0, 735.0, &l.ramp);
    }
}

const TUMBLER: [&str; 4] = [
    "330 172, 700 164, 735 160, 750 148",
    "340 176, 560 158, 740 138, 750 132",
    "270 168, 560 140, 745 116, 752 110",
    "380 178, 520 190, 680 166, 745 132",
];

/// The shadow, the far wall and the thick foot of a glass body.
pub(super) fn behind(c: &mut Canvas, body: &Turned, r: &Ramp) -> String {
    let form = c.keep(&body.outline());
    c.group("opacity=\".62\"");
    light::shadow(c, body, &form);
    c.end();
    caustic(c, body, r);
    let (rx, ry) = body.ring(body.top());
    c.oval((body.x, body.top()), (rx, ry), &r.deep.hex());
    c.veil(&form, &r.light.hex(), 0.3);
    c.oval(
        (body.x, body.top()),
        (rx - 5.0, ry - 3.0),
        &r.light.mix(Rgb::WHITE, 0.55).hex(),
    );
    form
}

/// Light gathered by the glass inside its own shadow.
fn caustic(c: &mut Canvas, body: &Turned, r: &Ramp) {
    if c.haste() > 1 {
        return;
    }
    let (rx, _) = body.ring(body.base());
    let tone = r.glow.mix(Rgb::WHITE, 0.4);
    let paint = c.radial(
        (0.5, 0.5),
        0.5,
        &[(0.0, tone, 0.75), (0.5, tone, 0.3), (1.0, tone, 0.0)],
    );
    c.group(&d!(
        "transform=\"translate({} {})rotate(16)\"",
        body.x + rx * 1.35,
        body.base() + 34.0
    ));
    c.oval((0.0, 0.0), (rx * 0.95, 20.0), &paint);
    c.end();
}

/// The near wall, its reflections and the lip.
pub(super) fn before(c: &mut Canvas, body: &Turned, form: &str, r: &Ramp) {
    let near = c.across(
        &r.stops("0 deep .85, .06 shade .5, .2 light .16, .8 shade .3, .94 deep .62, 1 light .75"),
    );
    c.fill(form, &near);
    if c.haste() > 2 {
        return;
    }
    let heavy = c.down(&r.stops(".82 deep 0, .93 deep .45, .96 glow .5, 1 deep .6"));
    c.fill(form, &heavy);
    light::shine(c, body, form, Gloss(1.0));
    let (rx, ry) = body.ring(body.top());
    let ring = ellipse((body.x, body.top()), (rx, ry));
    c.stroke(&ring, r.deep, 4.0, 0.45);
    c.stroke(&ring, Rgb::WHITE, 2.0, 0.8);
}

/// Water or oil standing in a glass up to a height.
pub(super) fn water(c: &mut Canvas, body: &Turned, y: f32, tone: Rgb) {
    let r = Ramp::of(tone);
    let paint = c.across(&r.stops("0 deep .6, .3 glow .4, .8 base .5, 1 deep .7"));
    c.fill(&body.band(y, body.base() - 16.0), &paint);
    let (rx, ry) = body.ring(y);
    let top = c.slant(&r.stops("0 shade .8, .6 glow .85, 1 light .9"));
    c.oval((body.x, y), (rx - 5.0, ry - 2.0), &top);
}

/// Upright flutes, closer together towards the edges.
fn flutes(c: &mut Canvas, body: &Turned, top: f32, base: f32, r: &Ramp) {
    let (mut lit, mut dim) = (String::new(), String::new());
    for i in 1..11 {
        let share = -(std::f32::consts::PI * i as f32 / 11.0).cos();
        for (out, share) in [(&mut lit, share), (&mut dim, share + 0.035)] {
            let spot = |y: f32| {
                let (rx, ry) = body.ring(y);
                (
                    body.x + rx * share,
                    y + ry * (1.0 - share * share).max(0.0).sqrt(),
                )
            };
            let (a, b) = (spot(top), spot(base));
            *out += &d!("M{} {}L{} {}", a.0, a.1, b.0, b.1);
        }
    }
    c.stroke(&dim, r.deep, 4.0, 0.3);
    c.stroke(&lit, Rgb::WHITE, 3.0, 0.5);
}

/// A carafe: waisted, straight with a cup for a lid, round, or handled.
pub(super) fn carafe(c: &mut Canvas, l: &Look) {
    let body = Turned::of(400.0, l.pick(CARAFE));
    let form = behind(c, &body, &l.ramp);
    let level = l.pick([520.0, 470.0, 560.0, 460.0]);
    water(c, &body, level, l.tint.mix(Rgb::WHITE, 0.6));
    before(c, &body, &form, &l.ramp);
    match l.n {
        1 => cup_lid(c, &body, l),
        3 => glass_handle(c, &body, l),
        _ => stopper(c, &body, l),
    }
}

const CARAFE: [&str; 4] = [
    "215 84, 300 62, 400 88, 560 158, 720 162, 775 138",
    "260 66, 330 68, 400 112, 470 132, 740 132, 776 118",
    "240 70, 350 58, 440 84, 560 186, 680 196, 772 130",
    "230 104, 330 92, 480 128, 700 150, 776 132",
];

fn stopper(c: &mut Canvas, body: &Turned, l: &Look) {
    let (top, r) = (body.top(), body.radius(body.top()) - 8.0);
    let cork = Ramp::of(if l.n == 0 {
        Rgb::whole(0xc49a6c)
    } else {
        l.accent
    });
    let plug = Turned::new(
        400.0,
        &[
            (top - 44.0, r * 0.94),
            (top - 30.0, r),
            (top + 12.0, r * 0.92),
        ],
    );
    let form = light::part(c, &plug, &cork, Gloss(0.0));
    texture::speckle(c, &form, cork.deep, l.seed, 0.5);
    light::lid(c, &plug, &cork);
}

fn cup_lid(c: &mut Canvas, body: &Turned, l: &Look) {
    let top = body.top();
    let cup = Turned::new(
        400.0,
        &[(top - 70.0, 80.0), (top - 60.0, 86.0), (top + 66.0, 92.0)],
    );
    let form = c.keep(&cup.outline());
    before(c, &cup, &form, &l.trim);
}

fn glass_handle(c: &mut Canvas, body: &Turned, l: &Look) {
    let (a, b) = (body.x + body.radius(300.0), body.x + body.radius(610.0));
    let ear = d!(
        "M{} 290c90 -20 130 50 126 130S{} 590 {} 610",
        a,
        b + 70.0,
        b
    );
    c.group("opacity=\".75\"");
    light::tube(c, &ear, 22.0, &l.ramp);
    c.end();
}

/// A storage jar: clip-top wood lid, round, tall, or paper label.
pub(super) fn jar(c: &mut Canvas, l: &Look) {
    let body = Turned::of(400.0, l.pick(JAR));
    let form = behind(c, &body, &l.ramp);
    contents(c, &body, l);
    before(c, &body, &form, &l.ramp);
    if l.n % 2 == 1 {
        let (y, r) = (body.base() - 200.0, Ramp::of(PAPER));
        let paint = light::wrap(c, &body, y, &r);
        c.fill(&body.patch(-0.4, 0.34, y, y + 120.0), &paint);
        let mark = |dx: f32, dy: f32, w: f32| d!("M{} {}h{}", 350.0 + dx, y + 70.0 + dy, w);
        c.stroke(
            &(mark(0.0, 0.0, 84.0) + &mark(0.0, 24.0, 52.0)),
            Rgb::whole(0x6b5a4a),
            4.0,
            0.6,
        );
    }
    jar_lid(c, &body, l);
}

const JAR: [&str; 4] = [
    "370 150, 372 176, 400 186, 720 186, 768 166",
    "400 130, 430 180, 540 214, 680 200, 766 140",
    "290 130, 300 148, 330 152, 740 152, 772 136",
    "400 170, 402 196, 430 204, 730 200, 770 180",
];

/// Grain or beans filling the jar: a mottled body with an uneven level.
fn contents(c: &mut Canvas, body: &Turned, l: &Look) {
    let tone = l.pick([0xe4d3b0u32, 0x8a5a3c, 0xd9b98a, 0xefe6d6]);
    let r = Ramp::of(Rgb::whole(tone));
    let y = body.top() + (body.base() - body.top()) * 0.34;
    let band = c.keep(&body.band(y, body.base() - 14.0));
    let paint = light::wrap(c, body, y + 100.0, &r);
    c.fill(&band, &paint);
    texture::terry(c, &band, &r);
    let (rx, ry) = body.ring(y);
    let top = c.slant(&r.stops("0 base, 1 glow"));
    c.oval((body.x, y), (rx - 6.0, ry), &top);
}

fn jar_lid(c: &mut Canvas, body: &Turned, l: &Look) {
    let (top, r) = (body.top(), body.radius(body.top()) + 14.0);
    let lid = Turned::new(
        body.x,
        &[
            (top - 54.0, r * 0.97),
            (top - 46.0, r),
            (top + 4.0, r),
            (top + 10.0, r * 0.97),
        ],
    );
    let form = light::part(c, &lid, &l.trim, Gloss(0.1));
    texture::grain(
        c,
        &form,
        &l.trim,
        (body.x - r, top - 60.0, r * 2.0, 110.0),
        l.seed,
    );
    light::lid(c, &lid, &l.trim);
    let knob = [
        (-104.0, 20.0),
        (-98.0, 30.0),
        (-82.0, 30.0),
        (-66.0, 18.0),
        (-52.0, 20.0),
    ];
    light::part(
        c,
        &Turned::new(body.x, &knob.map(|(y, r)| (top + y, r))),
        &l.trim,
        Gloss(0.1),
    );
}
