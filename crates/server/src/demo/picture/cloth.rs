//! What all sewn things share: [`lay`] puts a piece of cloth into the light, and seams, folds,
//! hangers and buttons finish it.

use super::{
    canvas::{Canvas, d, num},
    color::{Ramp, Rgb},
    light,
    palette::OAK,
    shape::numbers,
    texture,
};

/// Lays a piece of cloth: its shadow, its light, its weave and its turned edge.
pub(super) fn lay(c: &mut Canvas, outline: &str, r: &Ramp, hand: Hand, lift: f32) -> String {
    let form = c.keep(outline);
    if lift > 0.0 {
        light::drop(c, &form, lift);
    }
    light::sheet(c, &form, r);
    feel(c, &form, r, hand);
    light::turn(c, &form, r, 30.0);
    form
}

/// The hand of a cloth.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Hand {
    Jersey,
    Linen,
    Canvas,
    Knit,
    Rib,
    Terry,
}

/// A piece and its mirror image: both shadows first, then the piece drawn once, shown twice.
pub(super) fn pair(c: &mut Canvas, outline: &str, lift: f32, draw: impl FnOnce(&mut Canvas, &str)) {
    let form = c.keep(outline);
    if lift > 0.0 {
        light::drop_pair(c, &form, lift);
    }
    let piece = c.capture(|c| draw(c, &form));
    c.place(&piece, "");
    c.place(&piece, "matrix(-1 0 0 1 800 0)");
    c.group(light::MIRROR);
    c.veil(&form, &Rgb::DUSK.hex(), 0.06);
    c.end();
}

/// The weave or knit of a cloth over a form.
pub(super) fn feel(c: &mut Canvas, form: &str, r: &Ramp, hand: Hand) {
    match hand {
        Hand::Jersey if c.haste() > 0 => {}
        Hand::Jersey => texture::rib(c, form, r, 5.0, "", 0.1),
        Hand::Linen => texture::weave(c, form, r, 6.0, 0.2),
        Hand::Canvas => texture::weave(c, form, r, 9.0, 0.22),
        Hand::Knit => texture::knit(c, form, r, 15.0, ""),
        Hand::Rib => texture::rib(c, form, r, 15.0, "", 0.3),
        Hand::Terry => texture::terry(c, form, r),
    }
}

/// A fold: from, to, and how wide its shadow spreads (the sign chooses the side).
pub(super) type Fold = (f32, f32, f32, f32, f32);

/// Several folds in writing, each `"x y x y width"`, kept inside the cloth.
pub(super) fn folds(c: &mut Canvas, form: &str, r: &Ramp, text: &str) {
    let list: Vec<Fold> = numbers(text)
        .into_iter()
        .map(|[a, b, x, y, w]| (a, b, x, y, w))
        .collect();
    folds_at(c, form, r, &list);
}

/// [`folds`] where the places are reckoned.
pub(super) fn folds_at(c: &mut Canvas, form: &str, r: &Ramp, list: &[Fold]) {
    let most = if c.haste() > 2 { 2 } else { list.len() };
    let list = &list[..most.min(list.len())];
    c.clip(form);
    for &(x0, y0, x1, y1, width) in list {
        light::fold(c, (x0, y0), (x1, y1), width, r);
    }
    let lit = |&(x0, y0, x1, y1, width): &Fold| light::ridge((x0, y0), (x1, y1), width);
    let ridges: String = list.iter().map(lit).collect();
    c.stroke(&ridges, r.light.mix(r.glow, 0.4), 7.0, 0.2);
    c.end();
}

/// A row of buttons down from a spot.
pub(super) fn buttons(c: &mut Canvas, (x, y): (f32, f32), gap: f32, count: usize, tone: Rgb) {
    let paint = c.radial(
        (0.35, 0.3),
        0.8,
        &[
            (0.0, tone.tone(0.5), 1.0),
            (0.5, tone, 1.0),
            (1.0, tone.tone(-0.35), 1.0),
        ],
    );
    let shade = tone.tone(-0.65).hex();
    let button = c.capture(|c| {
        c.oval((x + 2.0, y + 3.0), (10.5, 10.5), &shade);
        c.oval((x, y), (10.0, 10.0), &paint);
        c.stroke(
            &d!("M{} {}h.1m5 0h.1", x - 2.5, y),
            tone.tone(-0.6),
            2.6,
            0.8,
        );
    });
    for i in 0..count {
        c.raw(&d!("<use xlink:href=\"#§\" y=\"{}\"/>", gap * i as f32).replace('§', &button));
    }
}

/// A wooden hanger on its wire hook; the garment is drawn over it.
pub(super) fn hanger(c: &mut Canvas) {
    let wire = Ramp::of(Rgb::whole(0x9b958b));
    let hook = "M400 226V196C400 178 425 174 425 150A25 25 0 0 0 376 144";
    light::tube(c, hook, 7.0, &wire);
    let bar = "M398 216C370 220 280 250 222 280C214 290 224 298 236 294L400 262L564 294\
               C576 298 586 290 578 280C520 250 430 220 402 216Z";
    let form = c.keep(bar);
    light::drop(c, &form, 16.0);
    let paint = c.down(&Ramp::of(OAK).stops("0 glow, .4 base, 1 deep"));
    c.fill(&form, &paint);
}

/// A turned wooden peg in the wall at a spot.
pub(super) fn peg(c: &mut Canvas, (x, y): (f32, f32)) {
    let wood = Ramp::of(OAK);
    light::contact(c, x + 12.0, y + 16.0, 36.0, 34.0);
    let side = c.slant(&wood.stops("0 light, 1 dark"));
    c.oval((x + 3.0, y + 4.0), (24.0, 24.0), &side);
    let face = c.radial((0.35, 0.3), 0.8, &wood.stops("0 glow, .6 base, 1 shade"));
    c.oval((x, y), (21.0, 21.0), &face);
}
