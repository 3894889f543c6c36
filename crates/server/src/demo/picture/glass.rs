//! Glass, [`tumbler`] first: what stands behind shows through, edges gather the colour.

use super::{
    Look,
    canvas::{Canvas, d, num},
    color::{Ramp, Rgb},
    light::{self, Gloss},
    shape::{Turned, ellipse},
    texture,
};

/// A drinking glass: straight, fluted, tapered, or with a coloured foot.
pub(super) fn tumbler(c: &mut Canvas, l: &Look) {
    let body = Turned::new(
        400.0,
        match l.n {
            0 => &[
                (330.0, 172.0),
                (700.0, 164.0),
                (735.0, 160.0),
                (750.0, 148.0),
            ],
            1 => &[
                (340.0, 176.0),
                (560.0, 158.0),
                (740.0, 138.0),
                (750.0, 132.0),
            ],
            2 => &[
                (270.0, 168.0),
                (560.0, 140.0),
                (745.0, 116.0),
                (752.0, 110.0),
            ],
            _ => &[
                (380.0, 178.0),
                (520.0, 190.0),
                (680.0, 166.0),
                (745.0, 132.0),
            ],
        },
    );
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

/// The shadow, the far wall and the thick foot of a glass body.
fn behind(c: &mut Canvas, body: &Turned, r: &Ramp) -> String {
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
fn before(c: &mut Canvas, body: &Turned, form: &str, r: &Ramp) {
    let near = c.across(&[
        (0.0, r.deep, 0.85),
        (0.06, r.shade, 0.5),
        (0.2, r.light, 0.16),
        (0.8, r.shade, 0.3),
        (0.94, r.deep, 0.62),
        (1.0, r.light, 0.75),
    ]);
    c.fill(form, &near);
    if c.haste() > 2 {
        return;
    }
    let heavy = c.down(&[
        (0.82, r.deep, 0.0),
        (0.93, r.deep, 0.45),
        (0.96, r.glow, 0.5),
        (1.0, r.deep, 0.6),
    ]);
    c.fill(form, &heavy);
    light::shine(c, body, form, Gloss(1.0));
    let (rx, ry) = body.ring(body.top());
    let ring = ellipse((body.x, body.top()), (rx, ry));
    c.stroke(&ring, r.deep, 4.0, 0.45);
    c.stroke(&ring, Rgb::WHITE, 2.0, 0.8);
}

/// Water or oil standing in a glass up to a height.
fn water(c: &mut Canvas, body: &Turned, y: f32, tone: Rgb) {
    let r = Ramp::of(tone);
    let paint = c.across(&[
        (0.0, r.deep, 0.6),
        (0.3, r.glow, 0.4),
        (0.8, r.base, 0.5),
        (1.0, r.deep, 0.7),
    ]);
    c.fill(&body.band(y, body.base() - 16.0), &paint);
    let (rx, ry) = body.ring(y);
    let top = c.slant(&[
        (0.0, r.shade, 0.8),
        (0.6, r.glow, 0.85),
        (1.0, r.light, 0.9),
    ]);
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
    let body = Turned::new(
        400.0,
        match l.n {
            0 => &[
                (215.0, 84.0),
                (300.0, 62.0),
                (400.0, 88.0),
                (560.0, 158.0),
                (720.0, 162.0),
                (775.0, 138.0),
            ],
            1 => &[
                (260.0, 66.0),
                (330.0, 68.0),
                (400.0, 112.0),
                (470.0, 132.0),
                (740.0, 132.0),
                (776.0, 118.0),
            ],
            2 => &[
                (240.0, 70.0),
                (350.0, 58.0),
                (440.0, 84.0),
                (560.0, 186.0),
                (680.0, 196.0),
                (772.0, 130.0),
            ],
            _ => &[
                (230.0, 104.0),
                (330.0, 92.0),
                (480.0, 128.0),
                (700.0, 150.0),
                (776.0, 132.0),
            ],
        },
    );
    let form = behind(c, &body, &l.ramp);
    water(
        c,
        &body,
        l.pick([520.0, 470.0, 560.0, 460.0]),
        l.tint.mix(Rgb::WHITE, 0.6),
    );
    before(c, &body, &form, &l.ramp);
    match l.n {
        1 => cup_lid(c, &body, l),
        3 => glass_handle(c, &body, l),
        _ => stopper(c, &body, l),
    }
}

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
        "M{} 290C{} 270 {} 340 {} 420S{} 590 {} 610",
        a,
        a + 90.0,
        a + 130.0,
        a + 126.0,
        b + 70.0,
        b
    );
    c.group("opacity=\".75\"");
    light::tube(c, &ear, 22.0, &l.ramp);
    c.end();
}

/// A storage jar: clip-top wood lid, round, tall, or paper label.
pub(super) fn jar(c: &mut Canvas, l: &Look) {
    let body = Turned::new(
        400.0,
        match l.n {
            0 => &[
                (370.0, 150.0),
                (372.0, 176.0),
                (400.0, 186.0),
                (720.0, 186.0),
                (768.0, 166.0),
            ],
            1 => &[
                (400.0, 130.0),
                (430.0, 180.0),
                (540.0, 214.0),
                (680.0, 200.0),
                (766.0, 140.0),
            ],
            2 => &[
                (290.0, 130.0),
                (300.0, 148.0),
                (330.0, 152.0),
                (740.0, 152.0),
                (772.0, 136.0),
            ],
            _ => &[
                (400.0, 170.0),
                (402.0, 196.0),
                (430.0, 204.0),
                (730.0, 200.0),
                (770.0, 180.0),
            ],
        },
    );
    let form = behind(c, &body, &l.ramp);
    contents(c, &body, l);
    before(c, &body, &form, &l.ramp);
    if l.n % 2 == 1 {
        let (y, r) = (body.base() - 200.0, Ramp::of(Rgb::whole(0xf1e9dc)));
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
    let top = c.slant(&[(0.0, r.base, 1.0), (1.0, r.glow, 1.0)]);
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

/// A bottle: pump, dropper, screw cap, or squat pump.
pub(super) fn bottle(c: &mut Canvas, l: &Look) {
    let body = Turned::new(
        400.0,
        match l.n {
            0 => &[
                (352.0, 34.0),
                (372.0, 36.0),
                (392.0, 96.0),
                (420.0, 122.0),
                (450.0, 126.0),
                (740.0, 126.0),
                (774.0, 112.0),
            ],
            1 => &[
                (400.0, 36.0),
                (420.0, 38.0),
                (440.0, 100.0),
                (480.0, 118.0),
                (745.0, 118.0),
                (774.0, 106.0),
            ],
            2 => &[
                (260.0, 44.0),
                (330.0, 46.0),
                (420.0, 96.0),
                (500.0, 116.0),
                (745.0, 116.0),
                (776.0, 104.0),
            ],
            _ => &[
                (430.0, 36.0),
                (446.0, 40.0),
                (462.0, 130.0),
                (500.0, 158.0),
                (740.0, 158.0),
                (772.0, 142.0),
            ],
        },
    );
    let form = light::solid(c, &body, &l.ramp, Gloss(0.85));
    let edge = c.across(&[
        (0.0, l.ramp.deep, 0.5),
        (0.12, l.ramp.deep, 0.0),
        (0.9, l.ramp.deep, 0.0),
        (1.0, l.ramp.deep, 0.4),
    ]);
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

const BLACK: Rgb = Rgb::whole(0x35312d);

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
    let bulb = Turned::new(
        400.0,
        &[
            (top - 150.0, 10.0),
            (top - 138.0, 26.0),
            (top - 80.0, 30.0),
            (top - 50.0, 30.0),
        ],
    );
    light::part(c, &bulb, &l.trim, Gloss(0.2));
    cap(c, top + 10.0, 46.0, 66.0);
}

/// A reed diffuser: cylinder, shoulder, squat, or faceted.
pub(super) fn diffuser(c: &mut Canvas, l: &Look) {
    let body = Turned::new(
        400.0,
        match l.n {
            0 => &[
                (470.0, 40.0),
                (500.0, 40.0),
                (510.0, 110.0),
                (524.0, 122.0),
                (745.0, 122.0),
                (772.0, 110.0),
            ],
            1 => &[
                (480.0, 38.0),
                (520.0, 42.0),
                (570.0, 120.0),
                (650.0, 150.0),
                (740.0, 136.0),
                (772.0, 110.0),
            ],
            2 => &[
                (540.0, 42.0),
                (566.0, 44.0),
                (580.0, 150.0),
                (600.0, 164.0),
                (740.0, 164.0),
                (768.0, 146.0),
            ],
            _ => &[
                (440.0, 40.0),
                (480.0, 40.0),
                (540.0, 90.0),
                (640.0, 116.0),
                (745.0, 120.0),
                (772.0, 106.0),
            ],
        },
    );
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

const REEDS: [(f32, f32); 6] = [
    (-150.0, 262.0),
    (-84.0, 300.0),
    (-24.0, 318.0),
    (40.0, 312.0),
    (96.0, 290.0),
    (150.0, 246.0),
];

/// The reeds' shadow on the ground.
fn reeds(c: &mut Canvas, body: &Turned) {
    let all = REEDS
        .map(|(dx, up)| d!("M400 {}L{} {}", body.top(), 400.0 + dx, body.top() - up))
        .concat();
    light::soften(c);
    let foot = body.base() + 10.0;
    c.group(&d!(
        "transform=\"matrix(1 0 -.74 -.28 {} {})\"",
        foot * 0.74,
        foot * 1.28
    ));
    c.stroke(&all, Rgb::DUSK, 12.0, 0.16);
    c.end();
    c.end();
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

/// A candle: in glass, in a tin, a pillar, or a pair of tapers.
pub(super) fn candle(c: &mut Canvas, l: &Look) {
    match l.n {
        0 => poured(c, l),
        1 => pillar(c, 400.0, 400.0, 116.0, l),
        2 => poured(c, l),
        _ => tapers(c, l),
    }
}

fn poured(c: &mut Canvas, l: &Look) {
    let tall = if l.n == 0 { 380.0 } else { 520.0 };
    let (w, y) = (if l.n == 0 { 168.0 } else { 200.0 }, 750.0);
    let body = Turned::new(400.0, &[(tall, w), (y - 40.0, w), (y, w - 22.0)]);
    let form = light::solid(c, &body, &l.ramp, Gloss(if l.n == 0 { 0.8 } else { 0.35 }));
    if l.n == 2 {
        texture::brushed(c, &form, 0.1);
    }
    let wax = Rgb::whole(0xf3ead9);
    light::mouth(c, &body, &l.ramp, &Ramp::of(l.tint.tone(-0.2)), 9.0);
    light::fill_to(c, &body, 9.0, 18.0, wax);
    label(c, &body, y - (y - tall) * 0.62, (y - tall) * 0.4, l);
    wick(c, 400.0, tall + 14.0, l.used);
}

fn pillar(c: &mut Canvas, x: f32, top: f32, r: f32, l: &Look) {
    let dish = Turned::new(
        x,
        &[(728.0, r + 84.0), (738.0, r + 78.0), (760.0, r + 10.0)],
    )
    .tilted(0.22, 0.24);
    light::solid(c, &dish, &l.trim, Gloss(0.3));
    light::mouth(c, &dish, &l.trim, &l.trim, 7.0);
    let body = Turned::new(x, &[(top, r - 8.0), (top + 12.0, r), (740.0, r)]);
    light::contact(c, x + 14.0, 750.0, r * 1.25, 34.0);
    light::part(c, &body, &l.ramp, Gloss(0.12));
    light::mouth(c, &body, &l.ramp, &Ramp::of(l.tint.tone(0.25)), 12.0);
    wick(c, x, top + 4.0, l.used);
}

fn tapers(c: &mut Canvas, l: &Look) {
    for (x, top, foot) in [(318.0, 225.0, 720.0), (478.0, 300.0, 770.0)] {
        let stick = [
            (-150.0, 26.0),
            (-120.0, 32.0),
            (-96.0, 22.0),
            (-40.0, 24.0),
            (-8.0, 92.0),
            (4.0, 92.0),
        ];
        let holder = Turned::new(x, &stick.map(|(y, r)| (foot + y, r)));
        let body = Turned::new(x, &[(top, 11.0), (top + 16.0, 19.0), (foot - 148.0, 22.0)]);
        light::cast(c, &body.outline(), foot, foot - top);
        light::solid(c, &holder, &l.trim, Gloss(0.4));
        light::part(c, &body, &l.ramp, Gloss(0.2));
        wick(c, x, top, l.used);
    }
}

/// A wick, with its flame when lit.
fn wick(c: &mut Canvas, x: f32, y: f32, lit: bool) {
    c.stroke(&d!("M{} {}q-3 -10 2 -24", x, y), BLACK, 4.0, 1.0);
    if lit {
        let warm = Rgb::whole(0xffc26a);
        let halo = c.radial(
            (0.5, 0.5),
            0.5,
            &[(0.0, warm, 0.6), (0.4, warm, 0.2), (1.0, warm, 0.0)],
        );
        c.oval((x, y - 46.0), (150.0, 170.0), &halo);
        let flame = c.down(&[
            (0.0, Rgb::whole(0xffd98c), 0.9),
            (0.6, Rgb::whole(0xfff3d0), 1.0),
            (1.0, Rgb::whole(0xe8935a), 0.8),
        ]);
        c.fill(
            &d!(
                "M{} {}c-22 -22 -8 -52 2 -74c10 24 22 50 -2 74Z",
                x,
                y - 12.0
            ),
            &flame,
        );
    }
}
