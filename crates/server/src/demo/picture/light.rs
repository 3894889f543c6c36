//! The studio: ground, shadows and the ways a lit surface is painted. [`solid`] is the way of
//! every turned body; the light always falls from the upper left.

use super::{
    canvas::{Canvas, Stop, d, num},
    color::{Ramp, Rgb, neutral},
    shape::{Turned, ellipse},
};

/// Paints a turned body with its shadow: body gradient, vertical falloff, highlight.
pub(super) fn solid(c: &mut Canvas, body: &Turned, ramp: &Ramp, gloss: Gloss) -> String {
    let form = c.keep(&body.outline());
    shadow(c, body, &form);
    paint(c, body, &form, ramp, gloss);
    form
}

/// How a surface answers the light: 0 is chalk, 1 is glazed or polished.
#[derive(Clone, Copy)]
pub(super) struct Gloss(pub f32);

/// [`solid`] for a part that rests on another part and throws no shadow of its own.
pub(super) fn part(c: &mut Canvas, body: &Turned, ramp: &Ramp, gloss: Gloss) -> String {
    let form = c.keep(&body.outline());
    paint(c, body, &form, ramp, gloss);
    form
}

fn paint(c: &mut Canvas, body: &Turned, form: &str, ramp: &Ramp, gloss: Gloss) {
    let paint = round(c, ramp);
    c.fill(form, &paint);
    falloff(c, form);
    if gloss.0 > 0.0 {
        shine(c, body, form, gloss);
    }
}

/// The light around a body for something that covers only part of it: a label, a band.
pub(super) fn wrap(c: &mut Canvas, body: &Turned, y: f32, r: &Ramp) -> String {
    let radius = body.radius(y);
    let list = around(r);
    c.between((body.x - radius, 0.0), (body.x + radius, 0.0), &list)
}

/// The shadow under and beside a turned body.
pub(super) fn shadow(c: &mut Canvas, body: &Turned, form: &str) {
    let (rx, ry) = body.ring(body.base());
    cast(c, form, body.base() + ry * 0.4, body.base() - body.top());
    contact(
        c,
        body.x + rx * 0.05,
        body.base() + ry * 0.55,
        rx * 1.12,
        ry * 0.8 + 9.0,
    );
}

/// The gradient around a round body: soft left edge, light, core shadow, reflected light.
pub(super) fn round(c: &mut Canvas, r: &Ramp) -> String {
    let list = around(r);
    match c.haste() {
        3.. => c.across(&[list[0], list[2], list[5], list[6]]),
        _ => c.across(&list),
    }
}

fn around(r: &Ramp) -> [Stop; 7] {
    [
        (0.0, r.base.mix(r.shade, 0.5), 1.0),
        (0.14, r.light, 1.0),
        (0.3, r.light.mix(r.glow, 0.45), 1.0),
        (0.52, r.base, 1.0),
        (0.76, r.shade, 1.0),
        (0.92, r.deep, 1.0),
        (1.0, r.bounce, 1.0),
    ]
}

/// Light gathers at the top of a body and dies towards the ground, which throws a little back.
/// Neutral in colour, so that all parts of a picture share one gradient.
pub(super) fn falloff(c: &mut Canvas, form: &str) {
    let all = [
        (0.0, Rgb::WHITE, 0.13),
        (0.3, Rgb::WHITE, 0.0),
        (0.55, Rgb::DUSK, 0.0),
        (0.93, Rgb::DUSK, 0.26),
        (1.0, Rgb::DUSK, 0.14),
    ];
    let paint = c.down(&all[if c.haste() > 2 { 2 } else { 0 }..]);
    c.fill(form, &paint);
}

/// The window's reflection on the lit side: a soft pool, and a sharper strip on glossy things.
pub(super) fn shine(c: &mut Canvas, body: &Turned, form: &str, Gloss(gloss): Gloss) {
    // Few levels of gloss, so that parts share their gradients.
    let gloss = if c.haste() > 1 {
        0.5
    } else {
        (gloss * 4.0).round() / 4.0
    };
    let bright = 0.2 + gloss * 0.3;
    let width = 0.2 - gloss * 0.06;
    let list = [
        (0.0, Rgb::WHITE, bright),
        (0.45, Rgb::WHITE, bright * 0.5),
        (1.0, Rgb::WHITE, 0.0),
    ];
    let pool = c.pool((0.23, 0.4), (width, 0.42), &list);
    c.fill(form, &pool);
    if gloss > 0.45 && c.haste() < 2 {
        let (top, tall) = (body.top(), body.base() - body.top());
        let list = [(0.0, 0.0), (0.3, 0.5), (0.7, 0.3), (1.0, 0.0)];
        let paint = c.down(&list.map(|(at, alpha)| (at, Rgb::WHITE, alpha * gloss)));
        c.fill(
            &body.strip(-0.7, -0.56, top + tall * 0.08, top + tall * 0.84),
            &paint,
        );
    }
}

/// The dark line of touch between a thing and its ground.
pub(super) fn contact(c: &mut Canvas, x: f32, y: f32, rx: f32, ry: f32) {
    let paint = c.radial(
        (0.5, 0.5),
        0.5,
        &neutral("0 dusk .7, .64 dusk .48, 1 dusk 0"),
    );
    c.oval((x, y), (rx, ry), &paint);
}

/// The long shadow a standing thing throws to the lower right: its own outline laid down.
pub(super) fn cast(c: &mut Canvas, form: &str, foot: f32, tall: f32) {
    let fade = neutral("0 dusk .55, .45 dusk .28, 1 dusk .05");
    let paint = c.between((0.0, foot), (0.0, foot - tall), &fade);
    soften(c);
    lay_down(c, foot);
    c.fill(form, &paint);
    c.end();
    c.end();
}

/// The cast shadow of a bar that belongs to a thing standing at `foot`.
pub(super) fn throw(c: &mut Canvas, path: &str, width: f32, foot: f32) {
    soften(c);
    lay_down(c, foot);
    c.stroke(path, Rgb::DUSK, width, 0.22);
    c.end();
    c.end();
}

/// Opens a group that lays what stands at `foot` down along the fall of the light.
fn lay_down(c: &mut Canvas, foot: f32) {
    let (lean, drop) = (0.74, 0.28);
    let shift = d!("{} {}", lean * foot, foot * (1.0 + drop));
    c.group(&format!(
        "transform=\"matrix(1 0 -{lean} -{drop} {shift})\""
    ));
}

/// Opens a blurred group.
pub(super) fn soften(c: &mut Canvas) {
    let id = c.define(
        "<filter id=\"§\" x=\"-.3\" y=\"-.3\" width=\"1.6\" height=\"1.6\"><feGaussianBlur stdDevi\
         ation=\"10\"/></filter>"
            .into(),
    );
    c.group(&format!(
        "filter=\"url(#{id})\" fill=\"{}\"",
        Rgb::DUSK.hex()
    ));
}

/// The shadow of something lying flat or hanging close to the wall, raised by `lift`.
pub(super) fn drop(c: &mut Canvas, form: &str, lift: f32) {
    soften(c);
    fallen(c, form, (lift, lift * 1.2));
    c.end();
}

/// [`drop`] for a piece and its mirror image: the light does not change sides with it.
pub(super) fn drop_pair(c: &mut Canvas, form: &str, lift: f32) {
    soften(c);
    fallen(c, form, (lift, lift * 1.2));
    c.group(MIRROR);
    fallen(c, form, (-lift, lift * 1.2));
    c.end();
    c.end();
}

/// The attribute that mirrors left and right halves of a picture.
pub(super) const MIRROR: &str = "transform=\"matrix(-1 0 0 1 800 0)\"";

fn fallen(c: &mut Canvas, form: &str, (dx, dy): (f32, f32)) {
    for (share, alpha) in [(0.45, ".3"), (1.4, ".17")] {
        let at = d!(
            "x=\"{}\" y=\"{}\"",
            (dx * share).round(),
            (dy * share).round()
        );
        c.raw(&format!(
            "<use xlink:href=\"{form}\" {at} opacity=\"{alpha}\"/>"
        ));
    }
}

/// A round bar along a path: handle, cord, wire, leg.
pub(super) fn tube(c: &mut Canvas, path: &str, width: f32, r: &Ramp) {
    let line = if path.starts_with('#') {
        path.to_string()
    } else {
        c.keep(path)
    };
    c.stroke(&line, r.deep, width, 1.0);
    let layers = [
        (0.05, 0.82, r.shade),
        (0.1, 0.6, r.base),
        (0.16, 0.36, r.light),
        (0.2, 0.14, r.glow),
    ];
    let layers = if width < 12.0 || c.haste() > 1 {
        &layers[1..3]
    } else {
        &layers[..]
    };
    for &(shift, share, tone) in layers {
        let by = -width * shift;
        let more = d!(" x=\"{}\" y=\"{}\"", by, by);
        c.line(&line, &tone.hex(), width * share, 1.0, &more);
    }
}

/// The inside of an open vessel: lip, hollow and the light caught on the far right wall.
pub(super) fn mouth(c: &mut Canvas, body: &Turned, lip: &Ramp, inside: &Ramp, thick: f32) {
    let (rx, ry) = body.ring(body.top());
    let rim = c.across(&lip.stops("0 light, .3 glow, 1 shade"));
    c.oval((body.x, body.top()), (rx, ry), &rim);
    let hollow = c.slant(&inside.stops("0 dark, .5 shade, 1 light"));
    let spot = (body.x, body.top() + thick * 0.12);
    c.oval(spot, (rx - thick, ry - thick * 0.5), &hollow);
}

/// The closed level top of a body.
pub(super) fn lid(c: &mut Canvas, body: &Turned, r: &Ramp) {
    let face = c.slant(&[
        (0.0, r.base, 1.0),
        (0.6, r.light.mix(r.glow, 0.4), 1.0),
        (1.0, r.light, 1.0),
    ]);
    let (rx, ry) = body.ring(body.top());
    c.oval((body.x, body.top()), (rx, ry), &face);
}

/// What a vessel holds: a level surface lying below the lip.
pub(super) fn fill_to(c: &mut Canvas, body: &Turned, thick: f32, depth: f32, tone: Rgb) {
    let (rx, ry) = body.ring(body.top());
    let (ix, iy) = (rx - thick, ry - thick * 0.5);
    let (x, y) = (body.x, body.top() + thick * 0.12);
    c.clip(&ellipse((x, y), (ix, iy)));
    let r = Ramp::of(tone);
    let paint = c.slant(&r.stops("0 deep, .5 base, 1 light"));
    c.oval((x, y + depth), (ix * 0.97, iy * 0.97), &paint);
    c.end();
}

/// Cloth or paper lying in the light: a diagonal wash and a soft turn at the edges.
pub(super) fn sheet(c: &mut Canvas, form: &str, r: &Ramp) {
    let paint = c.slant(&[
        (0.0, r.light.mix(r.glow, 0.25), 1.0),
        (0.4, r.base, 1.0),
        (1.0, r.shade, 1.0),
    ]);
    c.fill(form, &paint);
}

/// Darkens the inside of an outline's edge, so that cloth looks as if it turned away there.
pub(super) fn turn(c: &mut Canvas, form: &str, r: &Ramp, width: f32) {
    c.clip_with(form, &format!(" stroke=\"{}\"", r.deep.hex()));
    let strokes = [(1.0, ".14"), (0.35, ".2")];
    for (share, alpha) in &strokes[..if c.haste() > 1 { 1 } else { 2 }] {
        let wide = num(width * share);
        c.raw(&format!(
            "<use xlink:href=\"{form}\" stroke-width=\"{wide}\" opacity=\"{alpha}\"/>"
        ));
    }
    c.end();
}

/// A fold in cloth: a leaf between two points, sharp on one side and fading to the other.
pub(super) fn fold(c: &mut Canvas, from: (f32, f32), to: (f32, f32), width: f32, r: &Ramp) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(1.0);
    let (nx, ny) = (-dy / length * width, dx / length * width);
    let fade = [(0.0, r.deep, 0.4), (0.3, r.deep, 0.22), (1.0, r.deep, 0.0)];
    let mirror = [(0.0, r.deep, 0.0), (0.7, r.deep, 0.22), (1.0, r.deep, 0.4)];
    let paint = c.across(if nx > 0.0 { &fade } else { &mirror });
    let leaf = d!(
        "M{} {}q{} {} {} {}q{} {} {} {}",
        from.0,
        from.1,
        dx * 0.5 + nx,
        dy * 0.5 + ny,
        dx,
        dy,
        -dx * 0.5 + nx * 0.06,
        -dy * 0.5 + ny * 0.06,
        -dx,
        -dy
    );
    c.fill(&leaf, &paint);
}

/// The lit ridge beside a fold, as path text, so that all ridges of a cloth are one stroke.
pub(super) fn ridge(from: (f32, f32), to: (f32, f32), width: f32) -> String {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(1.0);
    let (nx, ny) = (-dy / length * width * 0.2, dx / length * width * 0.2);
    d!(
        "M{} {}q{} {} {} {}",
        from.0 + dx * 0.1 - nx * 0.5,
        from.1 + dy * 0.1 - ny * 0.5,
        dx * 0.4 - nx,
        dy * 0.4 - ny,
        dx * 0.75,
        dy * 0.75
    )
}
