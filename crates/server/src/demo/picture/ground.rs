//! The seamless paper the things stand or lie on: [`sweep`] rises behind a standing thing,
//! [`flat`] is looked at from above.

use super::{
    canvas::Canvas,
    color::{Rgb, neutral},
};

/// Paper curving up behind a standing thing: no line, only a change of light around the bend.
pub(super) fn sweep(c: &mut Canvas, paper: Rgb) {
    let wash = c.down(&[
        (0.0, paper.tone(-0.045), 1.0),
        (0.4, paper.tone(0.12), 1.0),
        (0.74, paper.tone(-0.035), 1.0),
        (1.0, paper, 1.0),
    ]);
    c.fill(ALL, &wash);
    pool(c);
}

/// Paper seen from above.
pub(super) fn flat(c: &mut Canvas, paper: Rgb) {
    let wash = c.slant(&[
        (0.0, paper.tone(0.3), 1.0),
        (0.5, paper, 1.0),
        (1.0, paper.tone(-0.06), 1.0),
    ]);
    c.fill(ALL, &wash);
    pool(c);
}

const PAPER: Rgb = Rgb::whole(0xefe8dd);

const ALL: &str = "M0 0H800V1000H0Z";

/// Very pale things get a slightly deeper paper, or they would dissolve in it.
pub(super) fn paper(tint: Rgb) -> Rgb {
    let pale = (tint.lightness() - 0.82).max(0.0);
    PAPER.tone(-pale * 0.42)
}

/// The window's pool of light, and the corner furthest from it.
fn pool(c: &mut Canvas) {
    let lamp = c.radial((0.26, 0.2), 0.75, &neutral("0 white .5, 1 white 0"));
    c.fill(ALL, &lamp);
    let dim = Rgb(120, 92, 66);
    let corner = c.radial((0.3, 0.3), 1.0, &[(0.55, dim, 0.0), (1.0, dim, 0.22)]);
    c.fill(ALL, &corner);
}
