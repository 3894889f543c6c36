//! Woven things: [`basket`].

use super::{
    Look,
    canvas::Canvas,
    cloth,
    color::{Ramp, neutral},
    compact::fit,
    light,
    palette::HIDE,
    shape::{Turned, ellipse},
    texture,
};

/// A basket: with handles, tall lidded, low and wide, or banded.
pub(super) fn basket(c: &mut Canvas, l: &Look) {
    let body = Turned::of(400.0, l.pick(BASKET));
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
    let round = c.across(&neutral(
        "0 dusk .3, .25 white .22, .5 dusk 0, .9 dusk .5, 1 dusk .34",
    ));
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

const BASKET: [&str; 4] = [
    "430 250, 560 256, 700 232, 770 204",
    "330 190, 520 216, 700 212, 780 180",
    "540 290, 640 282, 740 248, 764 236",
    "400 222, 600 222, 780 204",
];

/// The handles at the sides, or one each behind and before the rim.
fn grips(c: &mut Canvas, body: &Turned, l: &Look, near: f32) {
    let (y, r) = (body.top(), body.radius(body.top()));
    let hide = Ramp::of(if l.n == 0 { HIDE } else { l.ramp.shade });
    if l.n == 0 {
        let arch = "M-.42 36C-.4 -160 .4 -160 .42 36";
        let y = if near < 0.0 { y - 66.0 } else { y };
        return light::tube(c, &fit(arch, (400.0, y), (r, 1.0)), 21.0, &hide);
    }
    // Handles at the sides: drawn once, behind the rim or, on the tall basket, before it.
    if (near < 0.0) != (l.n == 1) {
        let ear = "M0 60C-60 10 -50 -40 4 -4";
        let left = fit(ear, (400.0 - r, y), (1.0, 1.0));
        light::tube(
            c,
            &(left + &fit(ear, (400.0 + r, y), (-1.0, 1.0))),
            21.0,
            &hide,
        );
    }
}

/// A cloth lying in the basket and hanging over its rim.
fn throw_over(c: &mut Canvas, body: &Turned, l: &Look) {
    let (y, r) = (body.top(), body.radius(body.top()));
    let path = fit(THROW, (400.0, y), (r, 1.0));
    let form = cloth::lay(c, &path, &l.trim, cloth::Hand::Knit, 14.0);
    let (near, far) = (420.0, 400.0 + r * 0.48);
    let folds = [
        (near, y - 30.0, near, y + 160.0, 26.0),
        (far, y - 30.0, far, y + 160.0, -26.0),
    ];
    cloth::folds_at(c, &form, &l.trim, &folds);
}

const THROW: &str = "M-.2 -22C0 -66 .5 -50 .74 6L.7 150C.5 166 .2 172 .06 160Z";
