//! Thrown and glazed things, [`mug`] first: bodies of revolution with a lip and an inside.

use super::{
    Look,
    canvas::{Canvas, d, num},
    color::{Ramp, Rgb},
    light::{self, Gloss},
    palette::{OAK, PERSIMMON},
    shape::{Turned, ellipse, smooth},
    texture,
};

/// A mug: straight, rounded, tall, or dipped in a second glaze.
pub(super) fn mug(c: &mut Canvas, l: &Look) {
    let x = 365.0;
    let body = match l.n {
        0 => Turned::of(x, "330 205, 560 202, 690 194, 735 172, 745 160"),
        1 => Turned::of(x, "345 190, 450 214, 580 222, 690 186, 735 136, 748 128"),
        2 => Turned::of(x, "235 172, 460 176, 660 180, 738 170, 752 154"),
        _ => Turned::of(x, "340 216, 470 198, 620 180, 720 162, 742 148"),
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
        0 => Turned::of(
            400.0,
            "450 285, 560 262, 650 190, 695 118, 695 118, 722 112",
        ),
        1 => Turned::of(
            400.0,
            "400 252, 520 258, 640 205, 705 124, 705 124, 730 120",
        ),
        2 => Turned::of(
            400.0,
            "430 278, 530 240, 610 165, 655 92, 655 92, 700 84, 736 112",
        ),
        _ => Turned::of(
            400.0,
            "470 295, 570 282, 660 226, 705 150, 705 150, 726 146",
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
    let inside = Ramp::of(if l.n.is_multiple_of(2) {
        l.accent
    } else {
        l.tint
    });
    light::mouth(c, &body, &l.ramp, &inside, 12.0);
    well(c, &body, &inside);
}

/// The hollow of a wide bowl: its floor catches a second, softer light.
fn well(c: &mut Canvas, body: &Turned, inside: &Ramp) {
    let (rx, ry) = body.ring(body.top());
    let floor = c.radial((0.6, 0.75), 0.6, &inside.stops("0 glow .55, 1 glow 0"));
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
    let lip = c.slant(&l.ramp.stops("0 glow, .5 light, 1 deep"));
    let rim = c.slant(&l.ramp.stops("0 shade, .45 base, 1 light"));
    let well = c.slant(&l.ramp.stops("0 deep, .4 shade, .8 light, 1 glow"));
    let floor = c.slant(&l.ramp.stops("0 base, .4 light, 1 base"));
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
    let ramp = if i.is_multiple_of(2) {
        &l.ramp
    } else {
        &l.trim
    };
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
    let well = c.slant(&ramp.stops("0 deep .8, .5 base, 1 light"));
    c.oval((x, y - 18.0), (rx * 0.68, ry * 0.66), &well);
}

/// A teapot with spout, lid and handle.
pub(super) fn teapot(c: &mut Canvas, l: &Look) {
    let x = 400.0;
    let body = match l.n {
        0 => Turned::of(x, "420 92, 455 160, 540 208, 650 196, 722 140, 738 128"),
        1 => Turned::of(x, "400 98, 430 142, 530 172, 660 190, 728 180, 742 166"),
        2 => Turned::of(x, "460 100, 490 186, 560 226, 650 208, 716 140, 730 132"),
        _ => Turned::of(x, "410 150, 425 178, 440 184, 650 184, 720 176, 738 158"),
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
    let wood = Ramp::of(if l.n.is_multiple_of(2) {
        OAK
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
    let paint = c.slant(&l.ramp.stops("0 light, .4 base, 1 deep"));
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
        0 => Turned::of(
            400.0,
            "225 62, 250 52, 340 50, 430 96, 540 178, 660 186, 760 128, 775 112",
        ),
        1 => Turned::of(
            400.0,
            "260 96, 280 84, 320 110, 420 190, 560 184, 700 128, 778 108",
        ),
        2 => Turned::of(
            400.0,
            "300 104, 318 98, 330 112, 400 206, 540 254, 680 206, 760 112, 772 104",
        ),
        _ => Turned::of(400.0, "240 128, 400 142, 600 150, 740 146, 778 132"),
    };
    let form = light::solid(c, &body, &l.ramp, Gloss(0.4));
    texture::speckle(c, &form, l.ramp.deep.tone(-0.3), l.seed, 0.35);
    light::mouth(c, &body, &l.ramp, &Ramp::of(l.tint.tone(-0.35)), 10.0);
    if l.used {
        super::plant::sprig(c, (396.0, body.top() + 8.0), 1.0, PERSIMMON);
    }
}

/// A pot with a plant: trailing, upright leaves, rubber plant, or succulent.
pub(super) fn planter(c: &mut Canvas, l: &Look) {
    let body = match l.n {
        0 => Turned::of(400.0, "540 168, 700 150, 770 136, 780 128"),
        1 => Turned::of(400.0, "560 150, 620 178, 700 172, 772 122, 780 116"),
        2 => Turned::of(400.0, "500 142, 640 140, 770 134, 782 126"),
        _ => Turned::of(400.0, "570 190, 640 186, 740 158, 778 120"),
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
