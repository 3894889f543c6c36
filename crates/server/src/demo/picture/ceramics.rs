//! Thrown and glazed things, [`mug`] first: bodies of revolution with a lip and an inside.

use super::{
    Look,
    canvas::{Canvas, d, num},
    color::{Ramp, Rgb},
    light::{self, Gloss},
    shape::{Turned, ellipse, smooth},
    texture,
};

/// A mug: straight, rounded, tall, or dipped in a second glaze.
pub(super) fn mug(c: &mut Canvas, l: &Look) {
    let x = 365.0;
    let body = match l.n {
        0 => Turned::new(
            x,
            &[
                (330.0, 205.0),
                (560.0, 202.0),
                (690.0, 194.0),
                (735.0, 172.0),
                (745.0, 160.0),
            ],
        ),
        1 => Turned::new(
            x,
            &[
                (345.0, 190.0),
                (450.0, 214.0),
                (580.0, 222.0),
                (690.0, 186.0),
                (735.0, 136.0),
                (748.0, 128.0),
            ],
        ),
        2 => Turned::new(
            x,
            &[
                (235.0, 172.0),
                (460.0, 176.0),
                (660.0, 180.0),
                (738.0, 170.0),
                (752.0, 154.0),
            ],
        ),
        _ => Turned::new(
            x,
            &[
                (340.0, 216.0),
                (470.0, 198.0),
                (620.0, 180.0),
                (720.0, 162.0),
                (742.0, 148.0),
            ],
        ),
    };
    let (top, tall) = (body.top(), body.base() - body.top());
    let (y0, y1) = (
        top + tall * l.pick([0.2, 0.22, 0.16, 0.18]),
        top + tall * l.pick([0.72, 0.76, 0.55, 0.7]),
    );
    handle(c, &body, (y0, y1), l.pick([128.0, 116.0, 104.0, 132.0]), l);
    let form = light::solid(c, &body, &l.ramp, Gloss(0.55));
    if l.n == 3 {
        dip(c, &body, &form, top + tall * 0.5, l);
    }
    texture::speckle(c, &form, l.ramp.deep.tone(-0.3), l.seed, 0.4);
    let inside = Ramp::of(if l.n == 0 { l.tint } else { l.accent });
    light::mouth(c, &body, &l.ramp, &inside, 13.0);
    if l.used {
        light::fill_to(c, &body, 13.0, 22.0, Rgb::whole(0x4a2c1b));
    }
}

/// An ear-shaped handle, its roots behind the body.
fn handle(c: &mut Canvas, body: &Turned, (y0, y1): (f32, f32), reach: f32, l: &Look) {
    let (a, b) = (
        body.x + body.radius(y0) - 14.0,
        body.x + body.radius(y1) - 14.0,
    );
    let ear = d!(
        "M{} {}C{} {} {} {} {} {}C{} {} {} {} {} {}",
        a,
        y0,
        a + reach * 0.55,
        y0 - 14.0,
        a + reach,
        y0 + 6.0,
        a + reach,
        y0 + (y1 - y0) * 0.4,
        a + reach,
        y0 + (y1 - y0) * 0.78,
        b + reach * 0.5,
        y1 - 6.0,
        b,
        y1
    );
    let foot = body.base() + 20.0;
    let ring = c.keep(&ear);
    light::soften(c);
    c.group(&d!(
        "transform=\"matrix(1 0 -.7 -.3 {} {})\"",
        foot * 0.7,
        foot * 1.3
    ));
    c.stroke(&ring, Rgb::DUSK, 34.0, 0.2);
    c.end();
    c.end();
    light::tube(c, &ring, 36.0, &l.ramp);
}

/// The lower part dipped in the second glaze.
fn dip(c: &mut Canvas, body: &Turned, form: &str, from: f32, l: &Look) {
    let lower = c.keep(&body.band(from, body.base() + 60.0));
    c.clip(form);
    let paint = light::wrap(c, body, from, &l.trim);
    c.fill(&lower, &paint);
    c.end();
    light::falloff(c, form);
    light::shine(c, body, form, Gloss(0.3));
    c.stroke(&body.arc(from), l.trim.deep, 2.5, 0.35);
}

/// A bowl: open, deep, footed, or banded.
pub(super) fn bowl(c: &mut Canvas, l: &Look) {
    let body = match l.n {
        0 => Turned::new(
            400.0,
            &[
                (450.0, 285.0),
                (560.0, 262.0),
                (650.0, 190.0),
                (695.0, 118.0),
                (695.0, 118.0),
                (722.0, 112.0),
            ],
        ),
        1 => Turned::new(
            400.0,
            &[
                (400.0, 252.0),
                (520.0, 258.0),
                (640.0, 205.0),
                (705.0, 124.0),
                (705.0, 124.0),
                (730.0, 120.0),
            ],
        ),
        2 => Turned::new(
            400.0,
            &[
                (430.0, 278.0),
                (530.0, 240.0),
                (610.0, 165.0),
                (655.0, 92.0),
                (655.0, 92.0),
                (700.0, 84.0),
                (736.0, 112.0),
            ],
        ),
        _ => Turned::new(
            400.0,
            &[
                (470.0, 295.0),
                (570.0, 282.0),
                (660.0, 226.0),
                (705.0, 150.0),
                (705.0, 150.0),
                (726.0, 146.0),
            ],
        ),
    };
    let body = body.tilted(0.23, 0.27);
    let form = light::solid(c, &body, &l.ramp, Gloss(0.5));
    if l.n == 3 {
        for y in [512.0, 532.0] {
            c.stroke(&body.arc(y), l.accent, 7.0, 0.8);
        }
    }
    texture::speckle(c, &form, l.ramp.deep.tone(-0.3), l.seed, 0.35);
    let inside = Ramp::of(if l.n % 2 == 0 { l.accent } else { l.tint });
    light::mouth(c, &body, &l.ramp, &inside, 12.0);
    well(c, &body, &inside);
}

/// The hollow of a wide bowl: its floor catches a second, softer light.
fn well(c: &mut Canvas, body: &Turned, inside: &Ramp) {
    let (rx, ry) = body.ring(body.top());
    let floor = c.radial(
        (0.6, 0.75),
        0.6,
        &[(0.0, inside.glow, 0.55), (1.0, inside.glow, 0.0)],
    );
    c.oval(
        (body.x + 20.0, body.top() + ry * 0.25),
        (rx * 0.74, ry * 0.66),
        &floor,
    );
}

/// Plates: one leaning against the wall behind a low stack.
pub(super) fn plate(c: &mut Canvas, l: &Look) {
    let (x, y, r) = (350.0, 455.0, 255.0);
    let disc = ellipse((x, y), (r, r * 1.02));
    let form = c.keep(&disc);
    light::contact(c, x + 20.0, 715.0, 200.0, 26.0);
    light::drop(c, &form, 30.0);
    light::sheet(c, &form, &l.ramp);
    dish(c, (x, y), r, l);
    texture::speckle(c, &form, l.ramp.deep.tone(-0.3), l.seed, 0.4);
    for i in 0..l.pick([3, 2, 4, 3]) {
        stacked(
            c,
            (470.0, 742.0 - i as f32 * 20.0),
            l.pick([205.0, 220.0, 190.0, 205.0]),
            l,
            i,
        );
    }
}

/// The face of a plate: rim, shoulder and well, each catching the light the other way round.
fn dish(c: &mut Canvas, (x, y): (f32, f32), r: f32, l: &Look) {
    let lip = c.slant(&[
        (0.0, l.ramp.glow, 1.0),
        (0.5, l.ramp.light, 1.0),
        (1.0, l.ramp.deep, 1.0),
    ]);
    let rim = c.slant(&[
        (0.0, l.ramp.shade, 1.0),
        (0.45, l.ramp.base, 1.0),
        (1.0, l.ramp.light, 1.0),
    ]);
    let well = c.slant(&[
        (0.0, l.ramp.deep, 1.0),
        (0.4, l.ramp.shade, 1.0),
        (0.8, l.ramp.light, 1.0),
        (1.0, l.ramp.glow, 1.0),
    ]);
    let floor = c.slant(&[
        (0.0, l.ramp.base, 1.0),
        (0.4, l.ramp.light, 1.0),
        (1.0, l.ramp.base, 1.0),
    ]);
    let wide = l.pick([0.7, 0.86, 0.62, 0.74]);
    for (share, paint) in [
        (1.0, &lip),
        (0.975, &rim),
        (wide, &well),
        (wide - 0.07, &floor),
    ] {
        c.oval((x, y), (r * share, r * share * 1.02), paint);
    }
    if l.n == 3 || l.n == 1 {
        let ring = r * if l.n == 3 { 0.92 } else { 0.4 };
        let text = ellipse((x, y), (ring, ring * 1.02));
        c.stroke(&text, l.accent, 8.0, 0.85);
    }
}

/// One plate of the stack lying in front.
fn stacked(c: &mut Canvas, (x, y): (f32, f32), r: f32, l: &Look, i: usize) {
    let ramp = if i % 2 == 0 { &l.ramp } else { &l.trim };
    let body = Turned::new(
        x,
        &[
            (y - 22.0, r),
            (y - 16.0, r * 0.98),
            (y, r * 0.62),
            (y, r * 0.62),
            (y + 4.0, r * 0.6),
        ],
    )
    .tilted(0.2, 0.22);
    let form = c.keep(&body.outline());
    if i == 0 {
        light::shadow(c, &body, &form);
    }
    let paint = light::round(c, ramp);
    c.fill(&form, &paint);
    light::mouth(c, &body, ramp, ramp, 5.0);
    let (rx, ry) = body.ring(body.top());
    let well = c.slant(&[
        (0.0, ramp.deep, 0.8),
        (0.5, ramp.base, 1.0),
        (1.0, ramp.light, 1.0),
    ]);
    c.oval((x, y - 18.0), (rx * 0.68, ry * 0.66), &well);
}

/// A teapot with spout, lid and handle.
pub(super) fn teapot(c: &mut Canvas, l: &Look) {
    let x = 400.0;
    let body = match l.n {
        0 => Turned::new(
            x,
            &[
                (420.0, 92.0),
                (455.0, 160.0),
                (540.0, 208.0),
                (650.0, 196.0),
                (722.0, 140.0),
                (738.0, 128.0),
            ],
        ),
        1 => Turned::new(
            x,
            &[
                (400.0, 98.0),
                (430.0, 142.0),
                (530.0, 172.0),
                (660.0, 190.0),
                (728.0, 180.0),
                (742.0, 166.0),
            ],
        ),
        2 => Turned::new(
            x,
            &[
                (460.0, 100.0),
                (490.0, 186.0),
                (560.0, 226.0),
                (650.0, 208.0),
                (716.0, 140.0),
                (730.0, 132.0),
            ],
        ),
        _ => Turned::new(
            x,
            &[
                (410.0, 150.0),
                (425.0, 178.0),
                (440.0, 184.0),
                (650.0, 184.0),
                (720.0, 176.0),
                (738.0, 158.0),
            ],
        ),
    };
    spout(c, &body, l);
    let top = body.top();
    let lift = top - l.pick([150.0, 150.0, 140.0, 160.0]);
    let bail = smooth(&[
        (x - body.radius(top + 40.0) * 0.86, top + 36.0),
        (x - 138.0, lift + 50.0),
        (x, lift),
        (x + 138.0, lift + 50.0),
        (x + body.radius(top + 40.0) * 0.86, top + 36.0),
    ]);
    let form = light::solid(c, &body, &l.ramp, Gloss(0.6));
    texture::speckle(c, &form, l.ramp.deep.tone(-0.3), l.seed, 0.35);
    lid(c, &body, l);
    let wood = Ramp::of(if l.n % 2 == 0 {
        Rgb::whole(0xb98a5a)
    } else {
        Rgb::whole(0x4c4640)
    });
    light::tube(c, &bail, 17.0, &wood);
}

fn spout(c: &mut Canvas, body: &Turned, l: &Look) {
    let (y, r) = (body.base() - 110.0, body.radius(body.base() - 110.0));
    let x = body.x + r - 30.0;
    let up = body.top() + 14.0;
    let form = d!(
        "M{} {}C{} {} {} {} {} {}Q{} {} {} {}C{} {} {} {} {} {}Z",
        x,
        y - 46.0,
        x + 80.0,
        y - 40.0,
        x + 70.0,
        up + 50.0,
        x + 118.0,
        up,
        x + 138.0,
        up - 8.0,
        x + 152.0,
        up + 10.0,
        x + 122.0,
        up + 74.0,
        x + 110.0,
        y + 40.0,
        x,
        y + 50.0
    );
    let paint = c.slant(&[
        (0.0, l.ramp.light, 1.0),
        (0.4, l.ramp.base, 1.0),
        (1.0, l.ramp.deep, 1.0),
    ]);
    c.fill(&form, &paint);
    c.oval(
        (x + 135.0, up + 3.0),
        (17.0, 6.5),
        &l.ramp.deep.tone(-0.3).hex(),
    );
}

fn lid(c: &mut Canvas, body: &Turned, l: &Look) {
    let (rx, top) = (body.radius(body.top()) + 4.0, body.top());
    let dome = [
        (top - 44.0, 14.0),
        (top - 34.0, rx * 0.5),
        (top - 8.0, rx),
        (top + 4.0, rx),
    ];
    let cap = Turned::new(body.x, &dome);
    light::part(c, &cap, &l.ramp, Gloss(0.3));
    c.stroke(&cap.arc(top + 4.0), l.ramp.deep, 3.0, 0.6);
    let knob = [
        (-84.0, 12.0),
        (-78.0, 22.0),
        (-62.0, 24.0),
        (-46.0, 12.0),
        (-38.0, 14.0),
    ];
    light::part(
        c,
        &Turned::new(body.x, &knob.map(|(y, r)| (top + y, r))),
        &l.ramp,
        Gloss(0.0),
    );
}

/// A vase: bottle, shoulder, moon jar, or cylinder.
pub(super) fn vase(c: &mut Canvas, l: &Look) {
    let body = match l.n {
        0 => Turned::new(
            400.0,
            &[
                (225.0, 62.0),
                (250.0, 52.0),
                (340.0, 50.0),
                (430.0, 96.0),
                (540.0, 178.0),
                (660.0, 186.0),
                (760.0, 128.0),
                (775.0, 112.0),
            ],
        ),
        1 => Turned::new(
            400.0,
            &[
                (260.0, 96.0),
                (280.0, 84.0),
                (320.0, 110.0),
                (420.0, 190.0),
                (560.0, 184.0),
                (700.0, 128.0),
                (778.0, 108.0),
            ],
        ),
        2 => Turned::new(
            400.0,
            &[
                (300.0, 104.0),
                (318.0, 98.0),
                (330.0, 112.0),
                (400.0, 206.0),
                (540.0, 254.0),
                (680.0, 206.0),
                (760.0, 112.0),
                (772.0, 104.0),
            ],
        ),
        _ => Turned::new(
            400.0,
            &[
                (240.0, 128.0),
                (400.0, 142.0),
                (600.0, 150.0),
                (740.0, 146.0),
                (778.0, 132.0),
            ],
        ),
    };
    let form = light::solid(c, &body, &l.ramp, Gloss(0.4));
    texture::speckle(c, &form, l.ramp.deep.tone(-0.3), l.seed, 0.35);
    light::mouth(c, &body, &l.ramp, &Ramp::of(l.tint.tone(-0.35)), 10.0);
    if l.used {
        super::plant::sprig(c, (396.0, body.top() + 8.0), 1.0, Rgb::whole(0xd9773f));
    }
}

/// A pot with a plant: trailing, upright leaves, rubber plant, or succulent.
pub(super) fn planter(c: &mut Canvas, l: &Look) {
    let body = match l.n {
        0 => Turned::new(
            400.0,
            &[
                (540.0, 168.0),
                (700.0, 150.0),
                (770.0, 136.0),
                (780.0, 128.0),
            ],
        ),
        1 => Turned::new(
            400.0,
            &[
                (560.0, 150.0),
                (620.0, 178.0),
                (700.0, 172.0),
                (772.0, 122.0),
                (780.0, 116.0),
            ],
        ),
        2 => Turned::new(
            400.0,
            &[
                (500.0, 142.0),
                (640.0, 140.0),
                (770.0, 134.0),
                (782.0, 126.0),
            ],
        ),
        _ => Turned::new(
            400.0,
            &[
                (570.0, 190.0),
                (640.0, 186.0),
                (740.0, 158.0),
                (778.0, 120.0),
            ],
        ),
    };
    let form = light::solid(c, &body, &l.ramp, Gloss(0.25));
    texture::speckle(c, &form, l.ramp.deep.tone(-0.3), l.seed, 0.35);
    if l.n == 3 {
        c.stroke(&body.arc(640.0), l.accent, 10.0, 0.7);
    }
    light::mouth(c, &body, &l.ramp, &Ramp::of(l.tint.tone(-0.4)), 13.0);
    light::fill_to(c, &body, 13.0, 12.0, Rgb::whole(0x4b3b2e));
    super::plant::grow(c, (400.0, body.top() + 8.0), l.n);
}
