//! Every picture is well formed, small and repeatable: [`every_picture_is_sound`].

use std::collections::{HashMap, HashSet};

use super::{Kind, Picture, Rgb, View, svg};

fn all() -> impl Iterator<Item = Picture> {
    let tint = Rgb(0x7d, 0x8f, 0x7a);
    let accent = Some(Rgb(0xef, 0xe6, 0xd6));
    let of = move |kind, view, variation| Picture {
        kind,
        tint,
        accent,
        variation,
        view,
    };
    let views = move |kind| View::ALL.iter().map(move |view| (kind, *view));
    let kinds = Kind::ALL.iter().copied();
    kinds
        .flat_map(views)
        .flat_map(move |(k, view)| (0..4).map(move |v| of(k, view, v)))
}

#[test]
fn every_picture_is_sound() {
    for picture in all() {
        let text = svg(&picture);
        assert!(text.len() <= 8192, "{picture:?} takes {} bytes", text.len());
        assert_eq!(balance(&text), Ok(()), "{picture:?}");
        assert!(text.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
        assert!(text.contains("viewBox=\"0 0 800 1000\" width=\"800\" height=\"1000\""));
        assert!(!text.contains("NaN") && !text.contains('§'), "{picture:?}");
        assert_eq!(svg(&picture), text);
    }
}

#[test]
fn every_reference_has_its_definition() {
    for picture in all() {
        let text = svg(&picture);
        let known: HashSet<&str> = between(&text, " id=\"", '"').collect();
        let used = between(&text, "url(#", ')').chain(between(&text, "xlink:href=\"#", '"'));
        for name in used {
            assert!(known.contains(name), "{picture:?} misses {name}");
        }
    }
}

#[test]
fn tint_variation_and_view_all_show() {
    for picture in all() {
        let other = |change: fn(&mut Picture)| {
            let mut copy = picture;
            change(&mut copy);
            svg(&copy)
        };
        let text = svg(&picture);
        assert_ne!(
            text,
            other(|p| p.tint = Rgb(0xc8, 0x64, 0x3c)),
            "{picture:?}"
        );
        assert_ne!(
            text,
            other(|p| p.variation = (p.variation + 1) % 4),
            "{picture:?}"
        );
        assert_eq!(text, other(|p| p.variation += 4), "{picture:?}");
    }
    let mut seen = HashMap::new();
    for picture in all() {
        if let Some(twin) = seen.insert(svg(&picture), picture) {
            panic!("{picture:?} looks like {twin:?}");
        }
    }
}

#[test]
fn hard_colours_stay_within_the_limit() {
    for picture in all() {
        for tint in [Rgb(0, 0, 0), Rgb(255, 255, 255), Rgb(0x2f, 0x2d, 0x2b)] {
            let size = svg(&Picture {
                tint,
                accent: None,
                ..picture
            })
            .len();
            assert!(size <= 8192, "{picture:?} in {tint:?} takes {size} bytes");
        }
    }
}

#[test]
fn names_round_trip() {
    assert_eq!(Kind::ALL.len(), 50);
    for kind in Kind::ALL {
        assert_eq!(kind.as_str().parse(), Ok(*kind));
    }
    for view in View::ALL {
        assert_eq!(view.as_str().parse(), Ok(*view));
    }
    assert!("Mug".parse::<Kind>().is_err());
}

#[test]
fn colours_are_read_from_hex() {
    assert_eq!("#d9773f".parse(), Ok(Rgb(0xd9, 0x77, 0x3f)));
    for wrong in ["d9773f", "#d97", "#d9773g", "#d9773f0", "#+9773f"] {
        assert!(wrong.parse::<Rgb>().is_err(), "{wrong}");
    }
}

fn between<'a>(text: &'a str, open: &'a str, close: char) -> impl Iterator<Item = &'a str> {
    text.split(open)
        .skip(1)
        .filter_map(move |rest| rest.split(close).next())
}

/// Checks that every tag is closed in order and every attribute quoted.
fn balance(text: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    for tag in between(text, "<", '>') {
        if tag.matches('"').count() % 2 != 0 || tag.contains('&') {
            return Err(format!("bad attributes in <{tag}>"));
        }
        match tag.strip_prefix('/') {
            Some(name) if open.pop() == Some(name) => {}
            Some(name) => return Err(format!("</{name}> closes nothing")),
            None if tag.ends_with('/') => {}
            None => open.push(tag.split(' ').next().unwrap_or(tag)),
        }
    }
    if open.is_empty() {
        Ok(())
    } else {
        Err(format!("left open: {open:?}"))
    }
}
