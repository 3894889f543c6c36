//! The sheet a picture is drawn on: [`Canvas`] collects SVG elements and shared definitions.

use super::{color::Rgb, compact};

/// A growing SVG document. Equal gradients, patterns and outlines are defined once.
#[derive(Default)]
pub(super) struct Canvas {
    defs: Vec<(String, String)>,
    art: String,
    haste: u8,
}

/// One gradient stop: where, which colour, how opaque.
pub(super) type Stop = (f32, Rgb, f32);

/// Writes a number with no idle characters. Far from the origin a tenth of a unit cannot be
/// seen, and dropping it takes a fifth off every file.
pub(super) fn num(value: f32) -> String {
    let far = value.abs() >= 60.0;
    let value = if far { value.round() } else { value };
    let tenths = (value * 10.0).round() as i32;
    let (whole, part) = (tenths.abs() / 10, tenths.abs() % 10);
    let sign = if tenths < 0 { "-" } else { "" };
    match (whole, part) {
        (_, 0) => format!("{sign}{whole}"),
        (0, _) => format!("{sign}.{part}"),
        _ => format!("{sign}{whole}.{part}"),
    }
}

/// Opacities and gradient offsets need a second decimal; coordinates never do.
pub(super) fn fine(value: f32) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.strip_prefix('0')
        .filter(|t| !t.is_empty())
        .unwrap_or(text)
        .to_string()
}

/// Formats path text, every argument through [`num`].
macro_rules! d {
    ($text:literal $(, $value:expr)* $(,)?) => {
        format!($text $(, num($value))*)
    };
}
pub(super) use d;

/// Names definitions a, b, … z, aa, ab, …: ids are a large share of a small file.
fn name(index: usize) -> String {
    let letter = |i: usize| (b'a' + (i % 26) as u8) as char;
    match index {
        0..26 => letter(index).to_string(),
        _ => format!("{}{}", letter(index / 26 - 1), letter(index)),
    }
}

fn stops(list: &[Stop]) -> String {
    let one = |&(at, tone, alpha): &Stop| {
        let veil = match alpha < 1.0 {
            true => format!(" stop-opacity=\"{}\"", fine(alpha)),
            false => String::new(),
        };
        let (at, tone) = (fine(at), tone.hex());
        format!("<stop offset=\"{at}\" stop-color=\"{tone}\"{veil}/>")
    };
    list.iter().map(one).collect()
}

impl Canvas {
    /// A sheet for drawing with growing haste: 0 spares nothing, 1 leaves out the finest
    /// textures, 2 most companions, 3 also the in-between tones.
    pub fn hasty(haste: u8) -> Canvas {
        Canvas {
            haste,
            ..Canvas::default()
        }
    }

    pub fn haste(&self) -> u8 {
        self.haste
    }

    /// Adds a definition, `body` holding `§` where its id belongs, and returns that id.
    pub fn define(&mut self, body: String) -> String {
        if let Some((_, id)) = self.defs.iter().find(|(known, _)| *known == body) {
            return id.clone();
        }
        let id = name(self.defs.len());
        self.defs.push((body, id.clone()));
        id
    }

    /// Gradients that differ only in direction borrow their stops from the first of them.
    fn gradient(&mut self, tag: &str, axis: &str, list: &[Stop]) -> String {
        let tail = stops(list);
        let plain = format!("<{tag} id=\"§\"{axis}>{tail}</{tag}>");
        let holds = |body: &str| body.contains(&format!(">{tail}</")) && body != plain;
        let mut known = self.defs.iter();
        let lender = known
            .find(|(body, _)| holds(body))
            .map(|(_, id)| id.clone());
        let body = match lender {
            Some(id) => format!("<{tag} id=\"§\"{axis} xlink:href=\"#{id}\"/>"),
            None => plain,
        };
        format!("url(#{})", self.define(body))
    }

    /// A gradient from the left edge of the shape to its right edge.
    pub fn across(&mut self, list: &[Stop]) -> String {
        self.gradient("linearGradient", "", list)
    }

    /// A gradient from the top of the shape to its foot.
    pub fn down(&mut self, list: &[Stop]) -> String {
        self.gradient("linearGradient", " x2=\"0\" y2=\"1\"", list)
    }

    /// A gradient along the fall of the light, upper left to lower right.
    pub fn slant(&mut self, list: &[Stop]) -> String {
        self.gradient("linearGradient", " x2=\".8\" y2=\"1\"", list)
    }

    /// A gradient between two points of the drawing rather than of the shape.
    pub fn between(&mut self, a: (f32, f32), b: (f32, f32), list: &[Stop]) -> String {
        let axis = d!(
            " gradientUnits=\"userSpaceOnUse\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"",
            a.0,
            a.1,
            b.0,
            b.1
        );
        self.gradient("linearGradient", &axis, list)
    }

    /// A round gradient, centre and radius in shares of the shape.
    pub fn radial(&mut self, (x, y): (f32, f32), r: f32, list: &[Stop]) -> String {
        let axis = format!(" cx=\"{}\" cy=\"{}\" r=\"{}\"", fine(x), fine(y), fine(r));
        self.gradient("radialGradient", &axis, list)
    }

    /// A narrow round gradient about a spot of the shape, with its own two radii.
    pub fn pool(&mut self, (x, y): (f32, f32), (rx, ry): (f32, f32), list: &[Stop]) -> String {
        let axis = format!(
            " cx=\"0\" cy=\"0\" r=\"1\" gradientTransform=\"matrix({} 0 0 {} {} {})\"",
            fine(rx),
            fine(ry),
            fine(x),
            fine(y)
        );
        self.gradient("radialGradient", &axis, list)
    }

    /// A repeating tile; `turn` is an optional pattern transform.
    pub fn pattern(&mut self, (w, h): (f32, f32), turn: &str, tile: &str) -> String {
        let turn = match turn {
            "" => String::new(),
            _ => format!(" patternTransform=\"{turn}\""),
        };
        let id = self.define(format!(
            "<pattern id=\"§\" width=\"{}\" height=\"{}\" \
             patternUnits=\"userSpaceOnUse\"{turn}>{tile}</pattern>",
            num(w),
            num(h)
        ));
        format!("url(#{id})")
    }

    /// Keeps an outline for repeated use; the result stands wherever path text is expected.
    pub fn keep(&mut self, outline: &str) -> String {
        if outline.starts_with('#') {
            return outline.to_string();
        }
        let outline = compact::path(outline);
        let id = self.define(format!("<path id=\"§\" d=\"{outline}\"/>"));
        format!("#{id}")
    }

    fn shape(&mut self, outline: &str, paint: &str) {
        match outline.starts_with('#') {
            true => self.raw(&format!("<use xlink:href=\"{outline}\"{paint}/>")),
            false => self.raw(&format!("<path d=\"{}\"{paint}/>", compact::path(outline))),
        }
    }

    pub fn fill(&mut self, outline: &str, paint: &str) {
        self.shape(outline, &format!(" fill=\"{paint}\""));
    }

    /// A fill that lets what lies beneath show through.
    pub fn veil(&mut self, outline: &str, paint: &str, alpha: f32) {
        self.shape(
            outline,
            &format!(" fill=\"{paint}\" opacity=\"{}\"", fine(alpha)),
        );
    }

    pub fn tint(&mut self, outline: &str, tone: Rgb) {
        self.fill(outline, &tone.hex());
    }

    pub fn stroke(&mut self, outline: &str, tone: Rgb, width: f32, alpha: f32) {
        self.line(outline, &tone.hex(), width, alpha, "");
    }

    /// Stitches: a dashed stroke.
    pub fn stitch(&mut self, outline: &str, tone: Rgb, width: f32, dash: &str) {
        if self.haste > 0 {
            return;
        }
        let dash = format!(" stroke-dasharray=\"{dash}\"");
        self.line(outline, &tone.hex(), width, 1.0, &dash);
    }

    pub fn line(&mut self, outline: &str, paint: &str, width: f32, alpha: f32, more: &str) {
        let veil = match alpha < 1.0 {
            true => format!(" opacity=\"{}\"", fine(alpha)),
            false => String::new(),
        };
        let width = num(width);
        self.shape(
            outline,
            &format!(" stroke=\"{paint}\" stroke-width=\"{width}\"{veil}{more}"),
        );
    }

    pub fn oval(&mut self, (x, y): (f32, f32), (rx, ry): (f32, f32), paint: &str) {
        let text = d!(
            "<ellipse cx=\"{}\" cy=\"{}\" rx=\"{}\" ry=\"{}\"",
            x,
            y,
            rx,
            ry
        );
        self.raw(&format!("{text} fill=\"{paint}\"/>"));
    }

    /// Opens a group that shows only inside the outline; close it with [`Canvas::end`].
    pub fn clip(&mut self, outline: &str) {
        self.clip_with(outline, "");
    }

    /// [`Canvas::clip`] with further attributes on the group.
    pub fn clip_with(&mut self, outline: &str, more: &str) {
        let body = match outline.starts_with('#') {
            true => format!("<use xlink:href=\"{outline}\"/>"),
            false => format!("<path d=\"{}\"/>", compact::path(outline)),
        };
        let id = self.define(format!("<clipPath id=\"§\">{body}</clipPath>"));
        self.raw(&format!("<g clip-path=\"url(#{id})\"{more}>"));
    }

    pub fn group(&mut self, attributes: &str) {
        self.raw(&format!("<g {attributes}>"));
    }

    pub fn end(&mut self) {
        self.raw("</g>");
    }

    /// Draws something once into the definitions, for [`Canvas::place`] to repeat.
    pub fn capture(&mut self, draw: impl FnOnce(&mut Canvas)) -> String {
        let mark = self.art.len();
        draw(self);
        let piece = self.art.split_off(mark);
        self.define(format!("<g id=\"§\">{piece}</g>"))
    }

    /// Shows a captured piece, under a transform unless that is empty.
    pub fn place(&mut self, id: &str, transform: &str) {
        let turn = match transform {
            "" => String::new(),
            _ => format!(" transform=\"{transform}\""),
        };
        self.raw(&format!("<use xlink:href=\"#{id}\"{turn}/>"));
    }

    pub fn raw(&mut self, text: &str) {
        self.art.push_str(text);
    }

    pub fn finish(self) -> String {
        let one = |(body, id): &(String, String)| body.replacen('§', id, 1);
        let defs: String = self.defs.iter().map(one).collect();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" \
             xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 800 1000\" \
             width=\"800\" height=\"1000\" fill=\"none\" stroke-linecap=\"round\" \
             stroke-linejoin=\"round\"><defs>{defs}</defs>{}</svg>",
            self.art
        )
    }
}
