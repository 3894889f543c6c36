//! Wax: [`candle`], lit when shown in use.

use super::{
    Look, bottle,
    canvas::{Canvas, d, num},
    color::{Ramp, Rgb},
    light::{self, Gloss},
    palette::BLACK,
    shape::Turned,
    texture,
};

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
    bottle::label(c, &body, y - (y - tall) * 0.62, (y - tall) * 0.4, l);
    wick(c, 400.0, tall + 14.0, l.used);
}

fn pillar(c: &mut Canvas, x: f32, top: f32, r: f32, l: &Look) {
    let dish = [(728.0, r + 84.0), (738.0, r + 78.0), (760.0, r + 10.0)];
    let dish = Turned::new(x, &dish).tilted(0.22, 0.24);
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
