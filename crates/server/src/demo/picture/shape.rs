//! Outlines: [`Turned`], a body of revolution seen slightly from above, and smooth curves.

use super::canvas::{d, num};

pub(super) type Point = (f32, f32);

/// A body of revolution: half-profile points from lip to foot as (height, radius). A point given
/// twice is a corner.
pub(super) struct Turned {
    pub x: f32,
    profile: Vec<Point>,
    lip: f32,
    foot: f32,
}

/// How round a level circle looks at the lip and at the foot. One pair for every standing thing,
/// so that all of them share a camera.
pub(super) const LIP: f32 = 0.17;
pub(super) const FOOT: f32 = 0.24;

impl Turned {
    pub fn new(x: f32, profile: &[Point]) -> Turned {
        Turned {
            x,
            profile: profile.to_vec(),
            lip: LIP,
            foot: FOOT,
        }
    }

    /// A body from its half-profile in writing: `"330 205, 560 202, 735 172"`.
    pub fn of(x: f32, profile: &str) -> Turned {
        let points: Vec<Point> = numbers(profile)
            .iter()
            .map(|p: &[f32; 2]| (p[0], p[1]))
            .collect();
        Turned::new(x, &points)
    }

    /// A body whose written profile is scaled by radius and height and then set at a height.
    pub fn set((x, y): Point, (sr, sy): Point, profile: &str) -> Turned {
        let place = |p: &[f32; 2]| (y + p[0] * sy, p[1] * sr);
        Turned::new(x, &numbers(profile).iter().map(place).collect::<Vec<_>>())
    }

    /// Overrides the roundness of lip and foot, for bodies much taller or flatter than most.
    pub fn tilted(mut self, lip: f32, foot: f32) -> Turned {
        (self.lip, self.foot) = (lip, foot);
        self
    }

    pub fn top(&self) -> f32 {
        self.profile[0].0
    }

    pub fn base(&self) -> f32 {
        self.profile[self.profile.len() - 1].0
    }

    pub fn widest(&self) -> f32 {
        self.profile.iter().map(|p| p.1).fold(0.0, f32::max)
    }

    /// The radius of the body at a height.
    pub fn radius(&self, y: f32) -> f32 {
        let path = samples(&self.profile, 10);
        let span = path.windows(2).find(|w| w[1].0 >= y && w[1].0 > w[0].0);
        match span {
            Some(w) => {
                let t = ((y - w[0].0) / (w[1].0 - w[0].0)).clamp(0.0, 1.0);
                w[0].1 + (w[1].1 - w[0].1) * t
            }
            None => path[path.len() - 1].1,
        }
    }

    /// Half-axes of the level circle at a height.
    pub fn ring(&self, y: f32) -> Point {
        let t = ((y - self.top()) / (self.base() - self.top())).clamp(0.0, 1.0);
        let r = self.radius(y);
        (r, r * (self.lip + (self.foot - self.lip) * t))
    }

    /// The whole silhouette, back of the lip included.
    pub fn outline(&self) -> String {
        let left: Vec<Point> = self.profile.iter().map(|p| (self.x - p.1, p.0)).collect();
        let right: Vec<Point> = self
            .profile
            .iter()
            .rev()
            .map(|p| (self.x + p.1, p.0))
            .collect();
        let (foot, lip) = (self.ring(self.base()), self.ring(self.top()));
        format!(
            "{}A{} {} 0 0 0 {}{}A{} {} 0 0 0 {}Z",
            smooth(&left),
            num(foot.0),
            num(foot.1),
            d!("{} {}", right[0].0, right[0].1),
            bends(&right),
            num(lip.0),
            num(lip.1),
            d!("{} {}", left[0].0, left[0].1),
        )
    }

    /// The part of the front between two heights, as a label or a glaze would lie on it.
    pub fn band(&self, top: f32, base: f32) -> String {
        let at = |i: usize| top + (base - top) * i as f32 / 4.0;
        let right: Vec<Point> = (0..5)
            .map(|i| (self.x + self.radius(at(i)), at(i)))
            .collect();
        let left: Vec<Point> = (0..5)
            .rev()
            .map(|i| (self.x - self.radius(at(i)), at(i)))
            .collect();
        let (upper, lower) = (self.ring(top), self.ring(base));
        format!(
            "M{}A{} 0 0 0 {}{}A{} 0 0 1 {}{}Z",
            d!("{} {}", self.x - upper.0, top),
            d!("{} {}", upper.0, upper.1),
            d!("{} {}", right[0].0, right[0].1),
            bends(&right),
            d!("{} {}", lower.0, lower.1),
            d!("{} {}", left[0].0, left[0].1),
            bends(&left),
        )
    }

    /// A strip of the front between two shares of the radius (-1 left edge, 1 right edge).
    pub fn strip(&self, from: f32, to: f32, top: f32, base: f32) -> String {
        let at = |i: usize| top + (base - top) * i as f32 / 3.0;
        // Where a share of the radius sits lower on the near side of the level circle.
        let spot = |share: f32, y: f32| {
            let (rx, ry) = self.ring(y);
            (self.x + rx * share, y + ry * (1.0 - share * share).sqrt())
        };
        let mut ring: Vec<Point> = (0..4).map(|i| spot(from, at(i))).collect();
        ring.extend((0..4).rev().map(|i| spot(to, at(i))));
        format!("{}Z", smooth(&rounded(&ring)))
    }

    /// A label wrapped around the front between two shares of the radius and two heights.
    pub fn patch(&self, from: f32, to: f32, top: f32, base: f32) -> String {
        let spot = |i: usize, y: f32| {
            let share = from + (to - from) * i as f32 / 4.0;
            let (rx, ry) = self.ring(y);
            (self.x + rx * share, y + ry * (1.0 - share * share).sqrt())
        };
        let upper: Vec<Point> = (0..5).map(|i| spot(i, top)).collect();
        let lower: Vec<Point> = (0..5).rev().map(|i| spot(i, base)).collect();
        let turn = d!("L{} {}", lower[0].0, lower[0].1);
        format!("{}{turn}{}Z", smooth(&upper), bends(&lower))
    }

    /// The near half of the level circle at a height, left to right.
    pub fn arc(&self, y: f32) -> String {
        let (rx, ry) = self.ring(y);
        d!(
            "M{} {}A{} {} 0 0 0 {} {}",
            self.x - rx,
            y,
            rx,
            ry,
            self.x + rx,
            y
        )
    }
}

/// Pulls a strip's ends in, so that highlights end round rather than cut off.
fn rounded(strip: &[Point]) -> Vec<Point> {
    let cap = |a: Point, b: Point, lift: f32| ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0 + lift);
    let half = strip.len() / 2;
    let mut out = vec![cap(strip[0], strip[strip.len() - 1], -4.0)];
    out.extend_from_slice(&strip[..half]);
    out.push(cap(strip[half - 1], strip[half], 4.0));
    out.extend_from_slice(&strip[half..]);
    out.push(out[0]);
    out
}

/// Groups of numbers in writing, a comma between groups and a space between numbers.
pub(super) fn numbers<const N: usize>(text: &str) -> Vec<[f32; N]> {
    let group = |part: &str| {
        let mut all = part
            .split(' ')
            .map(|word| word.parse().expect("a plain number"));
        std::array::from_fn(|_| all.next().expect("as many numbers as the group takes"))
    };
    text.split(", ").map(group).collect()
}

/// A whole ellipse as an outline.
pub(super) fn ellipse((x, y): Point, (rx, ry): Point) -> String {
    let half = d!("a{} {} 0 1 0", rx, ry);
    format!(
        "{}{half} {} 0{half} -{} 0Z",
        d!("M{} {}", x - rx, y),
        num(rx * 2.0),
        num(rx * 2.0)
    )
}

/// A smooth open curve through the points, starting with a move.
pub(super) fn smooth(points: &[Point]) -> String {
    format!(
        "M{}{}",
        d!("{} {}", points[0].0, points[0].1),
        bends(points)
    )
}

/// A smooth closed curve through the points.
pub(super) fn blob(points: &[Point]) -> String {
    let count = points.len();
    let mut ring = vec![points[count - 1]];
    ring.extend_from_slice(points);
    ring.extend_from_slice(&points[..2]);
    let mut out = d!("M{} {}", points[0].0, points[0].1);
    for w in ring.windows(4) {
        out.push_str(&bend(w[0], w[1], w[2], w[3]));
    }
    out + "Z"
}

/// The curve of [`smooth`] without its opening move.
pub(super) fn bends(points: &[Point]) -> String {
    let last = points.len() - 1;
    let mut out = String::new();
    for i in 0..last {
        if points[i] != points[i + 1] {
            let (before, after) = (points[i.saturating_sub(1)], points[(i + 2).min(last)]);
            out.push_str(&bend(before, points[i], points[i + 1], after));
        }
    }
    out
}

fn bend(a: Point, b: Point, c: Point, e: Point) -> String {
    let (p, q) = controls(a, b, c, e);
    if straight(b, p, q, c) {
        return d!("L{} {}", c.0, c.1);
    }
    d!("C{} {} {} {} {} {}", p.0, p.1, q.0, q.1, c.0, c.1)
}

fn straight(b: Point, p: Point, q: Point, c: Point) -> bool {
    let off = |m: Point| ((c.0 - b.0) * (m.1 - b.1) - (c.1 - b.1) * (m.0 - b.0)).abs();
    let length = (c.0 - b.0).hypot(c.1 - b.1).max(0.1);
    off(p) / length < 0.3 && off(q) / length < 0.3
}

fn controls(a: Point, b: Point, c: Point, e: Point) -> (Point, Point) {
    let third = (c.0 - b.0).hypot(c.1 - b.1) / 3.0;
    // A repeated point is a corner: the curve leaves it straight. Elsewhere the handle is as
    // long as its own segment allows, or a short one after a long one would overshoot.
    let way = |from: Point, to: Point, at: Point| {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let scale = third / dx.hypot(dy).max(0.01);
        (at.0 + dx * scale, at.1 + dy * scale)
    };
    let p = if a == b { way(b, c, b) } else { way(a, c, b) };
    let q = if c == e { way(c, b, c) } else { way(e, b, c) };
    (p, q)
}

fn samples(points: &[Point], steps: usize) -> Vec<Point> {
    let last = points.len() - 1;
    let mut out = vec![points[0]];
    for i in 0..last {
        let (b, c) = (points[i], points[i + 1]);
        let (p, q) = controls(points[i.saturating_sub(1)], b, c, points[(i + 2).min(last)]);
        for s in 1..=steps {
            let t = s as f32 / steps as f32;
            let mix = |b: f32, p: f32, q: f32, c: f32| {
                let u = 1.0 - t;
                u * u * u * b + 3.0 * u * u * t * p + 3.0 * u * t * t * q + t * t * t * c
            };
            out.push((mix(b.0, p.0, q.0, c.0), mix(b.1, p.1, q.1, c.1)));
        }
    }
    out
}
