//! Leaves and stems: [`grow`] fills a planter, [`sprig`] stands in a vase.

use super::{
    canvas::{Canvas, d, num},
    color::{Ramp, Rgb},
    light,
};

/// A plant rising from a spot.
pub(super) fn grow(c: &mut Canvas, at: (f32, f32), form: usize) {
    match form {
        0 => fan(c, at, 300.0, 52.0),
        1 => tree(c, at),
        2 => fan(c, at, 330.0, 26.0),
        _ => fan(c, at, 190.0, 40.0),
    }
}

/// A thin branch with small leaves and a few buds. Seen small, so each tone is one path.
pub(super) fn sprig(c: &mut Canvas, (x, y): (f32, f32), size: f32, bud: Rgb) {
    c.group(&format!(
        "transform=\"translate({} {})scale({size:.2})\"",
        num(x),
        num(y)
    ));
    c.stroke(
        "M0 6Q-8 -60 26 -150T84 -330M14 -118Q-40 -190 -52 -262M42 -196Q92 -226 134 -246",
        Rgb::whole(0x6b5340),
        4.0,
        1.0,
    );
    let lit = c.slant(&[(0.0, LEAF.tone(0.3), 1.0), (1.0, LEAF.tone(-0.15), 1.0)]);
    let dim = c.slant(&[(0.0, LEAF.tone(0.05), 1.0), (1.0, LEAF.tone(-0.35), 1.0)]);
    c.fill(
        "M26 -150Q52 -186 82 -180Q68 -150 26 -150ZM-50 -256Q-70 -290 -52 -322Q-32 -290 -50 -256Z\
         M84 -322Q78 -360 104 -384Q114 -348 84 -322ZM130 -244Q152 -280 184 -278Q172 -246 130 -244Z",
        &lit,
    );
    c.fill(
        "M-30 -196Q-70 -198 -90 -222Q-54 -232 -30 -196ZM60 -240Q30 -262 30 -296Q62 -278 60 -240Z\
         M104 -232Q138 -212 168 -222Q148 -250 104 -232ZM4 -70Q-34 -86 -46 -112Q-8 -112 4 -70Z",
        &dim,
    );
    let buds = "M40 -178h.1M-22 -166h.1M92 -290h.1M74 -218h.1";
    c.stroke(buds, bud.tone(-0.22), 23.0, 1.0);
    c.line(
        buds,
        &bud.hex(),
        18.0,
        1.0,
        " transform=\"translate(-2 -2)\"",
    );
    c.line(
        buds,
        &bud.tone(0.4).hex(),
        6.0,
        1.0,
        " transform=\"translate(-5 -5)\"",
    );
    c.end();
}

const LEAF: Rgb = Rgb::whole(0x6f8560);

/// A leaf: where its stalk ends, how long, which way it points (degrees, 0 is up), how wide.
struct Leaf(f32, f32, f32, f32, f32);

/// Leaves spreading from one root, the far ones first and darker.
fn fan(c: &mut Canvas, (x, y): (f32, f32), tall: f32, wide: f32) {
    let far = [(-58.0, 0.62), (62.0, 0.6), (-28.0, 0.86), (34.0, 0.9)];
    let near = [
        (-42.0, 0.74),
        (48.0, 0.72),
        (-10.0, 1.0),
        (16.0, 0.78),
        (-72.0, 0.5),
        (76.0, 0.48),
    ];
    for (turn, share) in far {
        leaf(
            c,
            Leaf(x + turn * 0.4, y, tall * share, turn, wide),
            &Ramp::of(LEAF.tone(-0.16)),
        );
    }
    for (turn, share) in near {
        leaf(
            c,
            Leaf(x + turn * 0.4, y, tall * share, turn, wide),
            &Ramp::of(LEAF),
        );
    }
}

/// A slim trunk with round leaves at its nodes.
fn tree(c: &mut Canvas, (x, y): (f32, f32)) {
    let bark = Ramp::of(Rgb::whole(0x8a6c4e));
    let trunk = d!("M{} {}c-14 -110 20 -210 -4 -350", x, y);
    light::tube(c, &trunk, 12.0, &bark);
    let nodes = [
        (2.0, 110.0, 62.0, 0.9),
        (0.0, 150.0, -70.0, 1.0),
        (6.0, 200.0, 48.0, 1.15),
        (4.0, 240.0, -46.0, 1.2),
        (-2.0, 290.0, 66.0, 1.05),
        (0.0, 320.0, -62.0, 1.0),
        (-4.0, 345.0, 24.0, 1.2),
        (-4.0, 350.0, -18.0, 1.1),
    ];
    for (i, (dx, up, turn, share)) in nodes.into_iter().enumerate() {
        let ramp = Ramp::of(LEAF.tone(if i % 2 == 0 { -0.12 } else { 0.04 }));
        leaf(c, Leaf(x + dx, y - up, 128.0 * share, turn, 44.0), &ramp);
    }
}

/// One leaf: lit half, shaded half, midrib. It is drawn once at a standard size and repeated.
fn leaf(c: &mut Canvas, Leaf(x, y, tall, turn, wide): Leaf, r: &Ramp) {
    let piece = c.capture(|c| blade(c, r));
    let (sx, sy) = (wide / 40.0, tall / 160.0);
    let at = d!("translate({} {})rotate({})", x, y, turn);
    c.place(&piece, &format!("{at}scale({sx:.2} {sy:.2})"));
}

fn blade(c: &mut Canvas, r: &Ramp) {
    let list = [(0.0, r.light, 1.0), (0.6, r.base, 1.0), (1.0, r.deep, 1.0)];
    let lit = c.down(&list);
    c.fill("M0 0C-12 -40 -50 -99 0 -160Q3 -80 0 0Z", &lit);
    let dim = c.down(&[(0.0, r.base, 1.0), (1.0, r.deep.tone(-0.15), 1.0)]);
    c.fill("M0 0C12 -40 50 -99 0 -160Q-3 -80 0 0Z", &dim);
    c.stroke("M0 0Q2 -80 0 -150", r.glow, 1.6, 0.5);
}
