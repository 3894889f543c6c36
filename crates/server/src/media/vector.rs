//! Drawings: an SVG is checked once, served as it is, and drawn as a JPEG for link previews.

use super::MediaError;
use super::raster::{PAPER, jpeg, within_length};
use baguni_commerce::Media;
use image::RgbImage;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::roxmltree::{Document, Node, ParsingOptions};
use resvg::usvg::{Options, Tree};

/// The largest drawing, in bytes.
pub const MAX_BYTES: usize = 1024 * 1024;
const MAX_NODES: u32 = 100_000;
/// Drawing goes down one frame of the stack with each level.
const MAX_DEPTH: usize = 64;

/// Elements that run, embed or fetch something.
const REFUSED_ELEMENTS: [&str; 10] = [
    "script",
    "foreignObject",
    "iframe",
    "embed",
    "object",
    "audio",
    "video",
    "handler",
    "listener",
    "set",
];

/// Draws an SVG on paper, [`Media::PREVIEW_WIDTH`] pixels wide, as a JPEG. The SVG needs not be
/// checked: nothing outside of it is read.
pub fn preview(svg: &[u8]) -> Result<Vec<u8>, MediaError> {
    let tree = parse(svg)?;
    let (width, height) = (tree.size().width(), tree.size().height());
    within_length(whole(width), whole(height))?;
    let scale = Media::PREVIEW_WIDTH as f32 / width;
    let mut drawn = Pixmap::new(Media::PREVIEW_WIDTH, whole(height * scale))
        .ok_or_else(|| MediaError::Broken("has no size".to_owned()))?;
    drawn.fill(Color::from_rgba8(PAPER[0], PAPER[1], PAPER[2], u8::MAX));
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut drawn.as_mut(),
    );

    let opaque = drawn
        .data()
        .chunks_exact(4)
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]);
    let picture = RgbImage::from_raw(drawn.width(), drawn.height(), opaque.collect())
        .expect("a drawing has as many pixels as its sides say");
    jpeg(&picture)
}

/// Whether a file means to be an SVG.
pub fn is_svg(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    let text = String::from_utf8_lossy(head);
    text.trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('<')
        && text.contains("<svg")
}

/// The units of the view box of a drawing that may be shown in a shop: it stands alone, runs
/// nothing and is not too large.
pub fn measure(svg: &[u8]) -> Result<(u32, u32), MediaError> {
    if svg.len() > MAX_BYTES {
        return Err(MediaError::TooLarge {
            found: svg.len(),
            max: MAX_BYTES,
        });
    }
    let text = std::str::from_utf8(svg).map_err(broken)?;
    let limits = ParsingOptions {
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, limits).map_err(broken)?;
    document
        .descendants()
        .try_for_each(|node| check_node(&node))?;

    let tree = parse(svg)?;
    let (width, height) =
        view_box(document.root_element()).unwrap_or((tree.size().width(), tree.size().height()));
    within_length(whole(width), whole(height))
}

fn parse(svg: &[u8]) -> Result<Tree, MediaError> {
    let mut options = Options::default();
    // A picture in a drawing would be read from a path or an address: from neither.
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    Tree::from_data(svg, &options).map_err(broken)
}

fn check_node(node: &Node) -> Result<(), MediaError> {
    let refuse = |what: String| Err(MediaError::Unsafe(what));
    if node.is_pi() {
        return refuse("names a style sheet or another instruction".to_owned());
    }
    if node.ancestors().take(MAX_DEPTH + 1).count() > MAX_DEPTH {
        return refuse(format!("is nested deeper than {MAX_DEPTH} levels"));
    }
    let name = node.tag_name().name();
    if REFUSED_ELEMENTS.contains(&name) || name.starts_with("animate") {
        return refuse(format!("has an element <{name}>"));
    }
    if name == "style" && node.descendants().filter_map(|n| n.text()).any(fetches) {
        return refuse("has a style that fetches something".to_owned());
    }
    for attribute in node.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        if name.starts_with("on") {
            return refuse(format!("has an attribute {name}"));
        }
        if (name == "href" && !value.starts_with('#')) || fetches(value) {
            return refuse(format!("points outside of itself in {name}"));
        }
    }
    Ok(())
}

/// Whether a style or an attribute reads from an address; `url(#…)` is a place in the drawing.
fn fetches(value: &str) -> bool {
    let value: String = value.to_ascii_lowercase().split_whitespace().collect();
    let outside = |rest: &str| !rest.trim_start_matches(['"', '\'']).starts_with('#');
    value.contains("@import") || value.split("url(").skip(1).any(outside)
}

fn view_box(root: Node) -> Option<(f32, f32)> {
    let mut sides = root
        .attribute("viewBox")?
        .split([' ', ','])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse::<f32>().ok().filter(|side| side.is_finite()));
    let (_, _) = (sides.next()??, sides.next()??);
    let (width, height) = (sides.next()??, sides.next()??);
    (width > 0.0 && height > 0.0).then_some((width, height))
}

/// Whole pixels, at least one; a cast from a float stops at the ends of the range.
fn whole(side: f32) -> u32 {
    (side.round() as u32).max(1)
}

fn broken(error: impl std::fmt::Display) -> MediaError {
    MediaError::Broken(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inside: &str) -> String {
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
            viewBox="0 0 800 1000">{inside}</svg>"#
        )
    }

    #[test]
    fn a_drawing_becomes_a_preview_on_paper() {
        let drawing = svg(r##"<rect width="400" height="1000" fill="#103020"/>"##);
        assert_eq!(measure(drawing.as_bytes()).unwrap(), (800, 1000));
        let file = preview(drawing.as_bytes()).unwrap();
        let picture = image::load_from_memory(&file).unwrap().to_rgb8();
        assert_eq!(picture.dimensions(), (1200, 1500));
        assert!(picture.get_pixel(100, 700).0[0] < 40);
        assert!(picture.get_pixel(1100, 700).0[0].abs_diff(PAPER[0]) < 4);
    }

    #[test]
    fn a_drawing_stands_alone() {
        let check = |inside: &str, good: bool| {
            let found = measure(svg(inside).as_bytes());
            assert_eq!(found.is_ok(), good, "{inside}: {found:?}");
        };
        check(
            "<defs><path id='a' d='M0 0h9v9z'/></defs><use href='#a'/>",
            true,
        );
        check("<rect fill='url(#g)' width='9' height='9'/>", true);
        check("<style>.a { fill: url( \"#g\" ) }</style>", true);
        check("<script>alert(1)</script>", false);
        check("<rect onload='alert(1)'/>", false);
        check("<image href='https://example.com/a.png'/>", false);
        check("<image xlink:href='/etc/passwd'/>", false);
        check("<a href='javascript:alert(1)'><path d='M0 0'/></a>", false);
        check("<rect fill='url(https://example.com/g.svg#g)'/>", false);
        check("<style>@import 'https://example.com/a.css';</style>", false);
        check(
            "<style>.a { fill: url(https://example.com/#a) }</style>",
            false,
        );
        check("<foreignObject><p/></foreignObject>", false);
        check(
            "<rect><set attributeName='href' to='javascript:1'/></rect>",
            false,
        );
        check("<?xml-stylesheet href='a.css'?>", false);
    }

    #[test]
    fn broken_drawings_are_errors() {
        let check = |drawing: &str| {
            assert!(measure(drawing.as_bytes()).is_err(), "{drawing:.60}");
        };
        check("<svg");
        check("<svg xmlns='http://www.w3.org/2000/svg' width='0' height='0'/>");
        check("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 101'/>");
        check(
            "<!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>",
        );
        check(&svg(&"<g>".repeat(100)));
        check(&svg(&format!(
            "{}{}",
            "<g>".repeat(9_000),
            "</g>".repeat(9_000)
        )));
        check(&svg(&" ".repeat(MAX_BYTES)));
        assert!(measure(&[b'<', b's', b'v', b'g', 0xff]).is_err());
    }
}
