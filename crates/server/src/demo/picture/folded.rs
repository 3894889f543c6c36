//! Cloth folded into stacks: [`blanket`] and [`towel`].

use super::{
    Look,
    canvas::{Canvas, d, num},
    cloth::{self, Hand},
    color::{Ramp, Rgb},
    compact::fit,
    light,
    palette::PAPER,
    texture,
};

/// A folded blanket: fringed, checked, striped, or ribbed.
pub(super) fn blanket(c: &mut Canvas, l: &Look) {
    let stack = Stack {
        half: 290.0,
        base: 720.0,
        layers: 3,
        thick: l.pick([86.0, 78.0, 76.0, 92.0]),
        hand: l.pick([Hand::Knit, Hand::Canvas, Hand::Linen, Hand::Rib]),
    };
    stack.draw(c, &[&l.ramp]);
    match l.n {
        1 => texture::check(c, &stack.outline(), l.accent, 120.0, 44.0, 0.3),
        2 => bars(c, &stack, l),
        _ => fringe(c, &stack, if l.n == 0 { &l.trim } else { &l.ramp }),
    }
}

/// Towels: a stack of four, a pair of colours, a thick pair, or four in two colours.
pub(super) fn towel(c: &mut Canvas, l: &Look) {
    let (layers, thick) = l.pick([(4, 74.0), (3, 88.0), (2, 108.0), (4, 78.0)]);
    let stack = Stack {
        half: 250.0,
        base: 735.0,
        layers,
        thick,
        hand: Hand::Terry,
    };
    let second = if l.n % 2 == 1 { &l.trim } else { &l.ramp };
    stack.draw(c, &[&l.ramp, second]);
    for i in 0..layers {
        hem(c, stack.base - thick * i as f32, thick, l);
    }
    let y = stack.base - thick * 0.82;
    let tag = d!("M552 {}h42v50h-42Z", y);
    light::sheet(c, &tag, &Ramp::of(PAPER));
    c.stroke(&d!("M562 {}h22", y + 22.0), Rgb::whole(0x6b5a4a), 3.0, 0.6);
}

/// A folded stack lying on its ground.
struct Stack {
    half: f32,
    base: f32,
    layers: usize,
    thick: f32,
    hand: Hand,
}

/// One layer seen from the front, both ends rounded: a unit high, two wide.
const ROLL: &str = "M-.87 0C-.4 -.05 .5 .06 .87 0C1.02 .02 1.02 .98 .87 1.02\
                    C.4 1.07 -.4 1 -.87 1.02C-1.02 .98 -1.02 .02 -.87 0Z";

/// The top face running back from the uppermost fold.
const FACE: &str =
    "M-.95 .4C-.97 -.1 -.9 -.6 -.82 -.78C-.4 -.86 .4 -.84 .84 -.78C.92 -.6 .98 -.1 .95 .4Z";

impl Stack {
    fn top(&self) -> f32 {
        self.base - self.thick * self.layers as f32
    }

    fn roll(&self, i: usize) -> String {
        let y = self.base - self.thick * (i as f32 + 1.0);
        fit(
            ROLL,
            (400.0, y),
            (self.half - (i % 2) as f32 * 7.0, self.thick),
        )
    }

    fn face(&self) -> String {
        fit(FACE, (400.0, self.top()), (self.half, 96.0))
    }

    fn outline(&self) -> String {
        (0..self.layers).map(|i| self.roll(i)).collect::<String>() + &self.face()
    }

    /// Draws the stack from the ground up; the top face goes behind the last fold.
    fn draw(&self, c: &mut Canvas, ramps: &[&Ramp]) {
        let whole = c.keep(&self.outline());
        light::cast(c, &whole, self.base + 6.0, self.base - self.top() + 80.0);
        light::contact(c, 408.0, self.base, self.half * 1.08, 26.0);
        for i in 0..self.layers {
            let r = ramps[i % ramps.len()];
            if i + 1 == self.layers {
                self.lid(c, r);
            }
            layer(c, &self.roll(i), r, self.hand);
        }
    }

    fn lid(&self, c: &mut Canvas, r: &Ramp) {
        let face = c.keep(&self.face());
        let paint = c.down(&r.stops("0 base, .4 light, 1 glow"));
        c.fill(&face, &paint);
        cloth::feel(c, &face, r, self.hand);
        let side = c.across(&r.stops("0 glow .3, .4 base 0, 1 deep .4"));
        c.fill(&face, &side);
    }
}

fn layer(c: &mut Canvas, path: &str, r: &Ramp, hand: Hand) {
    let form = c.keep(path);
    let paint = c.down(&r.stops("0 glow, .3 light, .62 base, .9 deep, 1 dark"));
    c.fill(&form, &paint);
    cloth::feel(c, &form, r, hand);
    let side = c.across(&r.stops("0 deep .3, .12 glow .25, .5 base 0, 1 deep .6"));
    c.fill(&form, &side);
}

/// Stripes running over the top face and down the folds.
fn bars(c: &mut Canvas, stack: &Stack, l: &Look) {
    let top = stack.top();
    c.clip(&stack.outline());
    for dx in [0.0, 40.0, 64.0] {
        let x = 176.0 + dx;
        let path = d!(
            "M{} {}L{} {}V{}",
            x + 34.0 - dx * 0.1,
            top - 90.0,
            x,
            top + 10.0,
            stack.base
        );
        c.line(
            &path,
            &l.accent.hex(),
            19.0 - dx * 0.16,
            0.75,
            " stroke-linejoin=\"round\"",
        );
    }
    c.end();
    for i in 1..3 {
        let y = stack.base - stack.thick * i as f32;
        c.stroke(&d!("M150 {}H280", y), l.ramp.deep.tone(-0.3), 5.0, 0.5);
    }
}

/// A fringe falling from the uppermost fold: two rows of strands, one in the other's gaps.
fn fringe(c: &mut Canvas, stack: &Stack, r: &Ramp) {
    let y = stack.top() + stack.thick + 16.0;
    let line = c.keep(&d!(
        "M138 {}C300 {} 500 {} 662 {}",
        y,
        y + 4.0,
        y - 2.0,
        y + 2.0
    ));
    let rows = [
        (5.0, Rgb::DUSK, 0.22, "7 6"),
        (0.0, r.deep, 1.0, "7 6"),
        (-1.0, r.light, 1.0, "4 9"),
    ];
    for (dy, tone, alpha, dash) in rows {
        let more =
            format!(" y=\"{dy}\" x=\"{dy}\" stroke-linecap=\"butt\" stroke-dasharray=\"{dash}\"");
        c.line(&line, &tone.hex(), 44.0, alpha, &more);
    }
}

/// The woven border of a towel, seen along its fold.
fn hem(c: &mut Canvas, base: f32, thick: f32, l: &Look) {
    let y = base - thick * 0.3;
    let path = d!("M162 {}C300 {} 500 {} 638 {}", y, y - 3.0, y + 4.0, y);
    c.stroke(
        &path,
        if l.n == 2 { l.accent } else { l.ramp.deep },
        9.0,
        0.22,
    );
    c.stroke(&path, l.ramp.glow, 2.0, 0.3);
}
