//! Household cloth: [`apron`] and tea towel hang, cushion and picnic mat stand.

use super::{
    Look,
    canvas::{Canvas, d, num},
    cloth::{self, Hand},
    color::{Ramp, Rgb, neutral},
    light,
    palette::{BRASS, HIDE, LINEN, OAK},
    shape::{blob, ellipse, numbers},
    texture,
};

/// An apron on a peg: bib, striped, contrast pocket, or cross-backed.
pub(super) fn apron(c: &mut Canvas, l: &Look) {
    let strap = if l.n == 2 { &l.trim } else { &l.ramp };
    for path in [
        "M300 292C330 200 380 150 398 132",
        "M500 292C470 200 420 150 402 132",
    ] {
        let line = c.keep(path);
        light::soften(c);
        c.group("transform=\"translate(14 18)\"");
        c.stroke(&line, Rgb::DUSK, 18.0, 0.3);
        c.end();
        c.end();
        c.stroke(&line, strap.deep, 21.0, 1.0);
        c.stroke(&line, strap.base, 17.0, 1.0);
        c.stitch(&line, strap.light, 1.4, "5 4");
    }
    cloth::peg(c, (400.0, 126.0));
    for path in [
        "M196 468C150 520 170 640 150 760",
        "M604 468C650 520 628 620 654 720",
    ] {
        light::tube(c, path, 13.0, strap);
    }
    let body = "M290 286C360 300 440 300 510 286C520 370 560 420 620 440C624 580 636 720 640 862\
                C560 884 480 870 400 880C310 890 230 874 160 862C166 720 176 580 180 440\
                C240 420 280 370 290 286Z";
    let form = cloth::lay(c, body, &l.ramp, Hand::Linen, 26.0);
    if l.n == 1 {
        c.group("opacity=\".7\"");
        texture::stripes(c, &form, l.accent, 30.0, 8.0, "rotate(90)");
        c.end();
    }
    cloth::folds(
        c,
        &form,
        &l.ramp,
        "250 470 220 870 -46, 340 720 310 880 40, 470 700 490 876 -40, 560 450 580 870 50, 330 \
         300 300 440 26, 480 300 520 430 -26",
    );
    c.stitch("M296 310C360 322 440 322 504 310", l.ramp.deep, 2.0, "6 4");
    c.stitch(
        "M170 846C240 862 320 874 400 864C480 856 560 868 632 846",
        l.ramp.deep,
        2.0,
        "6 4",
    );
    apron_pocket(c, l);
}

fn apron_pocket(c: &mut Canvas, l: &Look) {
    let (r, path) = match l.n {
        2 => (
            &l.trim,
            "M286 530C360 540 440 540 514 530L512 680C440 692 360 692 288 680Z",
        ),
        3 => (
            &l.ramp,
            "M214 560L366 570L364 720L220 712ZM434 570L586 560L580 712L436 720Z",
        ),
        _ => (
            &l.ramp,
            "M286 530C360 540 440 540 514 530L512 680C440 692 360 692 288 680Z",
        ),
    };
    let form = cloth::lay(c, path, r, Hand::Linen, 7.0);
    if l.n == 1 {
        texture::stripes(c, &form, l.accent, 30.0, 6.0, "");
    }
    if l.n != 3 {
        c.stitch(
            "M290 550C360 559 440 559 510 550M400 560V686",
            r.deep,
            2.0,
            "6 4",
        );
    }
}

/// A tea towel over a rail: end stripes, check, border, or pinstripe.
pub(super) fn tea_towel(c: &mut Canvas, l: &Look) {
    let back = "M286 190L540 186L548 700C470 712 370 700 292 712Z";
    cloth::lay(c, back, &Ramp::of(l.tint.tone(-0.1)), Hand::Linen, 26.0);
    let front = "M238 186C330 176 430 178 520 186C524 400 516 620 526 838C430 852 330 838 232 850\
                 C242 620 234 400 238 186Z";
    let form = cloth::lay(c, front, &l.ramp, Hand::Linen, 18.0);
    c.clip(&form);
    tea_pattern(c, &form, l);
    c.end();
    cloth::folds(
        c,
        &form,
        &l.ramp,
        "330 190 318 846 44, 420 190 440 844 -36, 280 196 262 620 26, 486 196 496 840 30",
    );
    c.stitch("M238 828C330 818 430 832 520 818", l.ramp.deep, 1.8, "5 4");
    let shade = c.down(&neutral(
        "0 white .35, .03 white 0, .07 dusk .16, .16 dusk 0",
    ));
    c.fill(&form, &shade);
    rail(c);
}

fn tea_pattern(c: &mut Canvas, form: &str, l: &Look) {
    match l.n {
        0 => {
            for (y, w) in [(700.0, 34.0), (744.0, 10.0), (768.0, 10.0)] {
                c.stroke(
                    &d!("M220 {}Q380 {} 540 {}", y, y - 8.0, y),
                    l.accent,
                    w,
                    0.85,
                );
            }
        }
        1 => texture::check(c, form, l.accent, 58.0, 20.0, 0.45),
        2 => c.stroke("M268 180V812H492V180", l.accent, 12.0, 0.85),
        _ => texture::stripes(c, form, l.accent, 36.0, 5.0, "rotate(90)"),
    }
}

/// A wooden rail with the brass ends that hold it to the wall.
fn rail(c: &mut Canvas) {
    let wood = Ramp::of(OAK);
    for (path, at) in [("M120 178H240", 128.0), ("M520 178H680", 672.0)] {
        light::tube(c, path, 20.0, &wood);
        light::contact(c, at + 10.0, 190.0, 30.0, 26.0);
        let knob = c.radial((0.35, 0.3), 0.8, &wood.stops("0 glow, .6 base, 1 deep"));
        c.oval((at, 178.0), (20.0, 20.0), &knob);
    }
}

/// A cushion: plain with piping, striped, oblong with a band, or checked.
pub(super) fn cushion(c: &mut Canvas, l: &Look) {
    let (w, h, y) = if l.n == 2 {
        (300.0, 190.0, 560.0)
    } else {
        (262.0, 258.0, 500.0)
    };
    let at = |x: f32, v: f32| (400.0 + x * w, y + v * h);
    let corners: Vec<_> = numbers(CUSHION).iter().map(|[x, v]| at(*x, *v)).collect();
    let form = c.keep(&blob(&corners));
    light::cast(c, &form, y + h, h * 2.0);
    light::contact(c, 410.0, y + h * 1.0, w * 1.04, 22.0);
    c.stroke(&form, l.ramp.deep, 7.0, 1.0);
    c.fill(&form, &l.ramp.base.hex());
    cushion_pattern(c, &form, l, (w, y));
    cloth::feel(c, &form, &l.ramp, Hand::Linen);
    let stops = l
        .ramp
        .stops("0 glow .42, .45 base .05, .8 deep .4, 1 deep .8");
    let puff = c.radial((0.36, 0.34), 0.72, &stops);
    c.fill(&form, &puff);
    let pull =
        |[a, b, x, v, wide]: [f32; 5]| (at(a, b).0, at(a, b).1, at(x, v).0, at(x, v).1, wide);
    let pulls: Vec<_> = numbers(CUSHION_FOLDS).into_iter().map(pull).collect();
    cloth::folds_at(c, &form, &l.ramp, &pulls);
    if l.n == 0 {
        c.stroke(&form, l.accent, 5.0, 1.0);
    }
}

/// The edge of a cushion about its middle: sides drawn in, corners out.
const CUSHION: &str = "-1.04 -1.02, -1.02 -1.05, -.5 -.95, 0 -.93, .5 -.96, 1.02 -1.06, 1.05 \
                       -1.02, .97 -.5, .96 .1, 1 .6, 1.06 1, 1.02 1.04, .5 .98, 0 .99, -.5 .98, \
                       -1.02 1.04, -1.06 1, -.97 .5, -.95 0, -.98 -.5";

const CUSHION_FOLDS: &str = "-1 -1 -.5 -.5 24, 1 -1 .56 -.5 -26, -1 1 -.5 .6 -26, 1 1 .5 .5 30, \
                             .98 -.9 .76 -.2 26, -.2 .98 .3 .8 -24";

fn cushion_pattern(c: &mut Canvas, form: &str, l: &Look, (w, y): (f32, f32)) {
    match l.n {
        1 => texture::stripes(c, form, l.accent, 56.0, 20.0, "rotate(91)"),
        2 => {
            c.clip(form);
            let band = |x: f32| d!("M{} {}q14 200 0 400m40 -400q14 200 0 400", x, y - 200.0);
            c.stroke(
                &(band(400.0 - 0.62 * w) + &band(400.0 + 0.5 * w)),
                l.accent,
                22.0,
                0.9,
            );
            c.end();
        }
        3 => texture::check(c, form, l.accent, 84.0, 42.0, 0.36),
        _ => {}
    }
}

/// A rolled picnic mat with its carrying strap: check, stripe, plain, or wide check.
pub(super) fn picnic_mat(c: &mut Canvas, l: &Look) {
    let body = "M180 470C330 452 500 452 640 470C664 500 676 560 670 620C664 668 652 700 640 712\
                C500 730 330 730 180 712C140 680 124 640 124 590C124 536 146 494 180 470Z";
    let form = c.keep(body);
    light::cast(c, &form, 716.0, 250.0);
    light::contact(c, 420.0, 718.0, 290.0, 28.0);
    c.fill(&form, &l.ramp.base.hex());
    match l.n {
        0 => texture::check(c, &form, l.accent, 72.0, 36.0, 0.42),
        1 => texture::stripes(c, &form, l.accent, 64.0, 26.0, "rotate(90)"),
        2 => {}
        _ => texture::check(c, &form, l.accent, 120.0, 46.0, 0.4),
    }
    cloth::feel(c, &form, &l.ramp, Hand::Canvas);
    let around = c.down(
        &l.ramp
            .stops("0 light .5, .22 glow .5, .5 base 0, .85 deep .75, 1 bounce .7"),
    );
    c.fill(&form, &around);
    spiral(c, l);
    straps(c);
}

/// The rolled end: lining and cloth in turns.
fn spiral(c: &mut Canvas, l: &Look) {
    let end = ellipse((182.0, 591.0), (62.0, 122.0));
    let lining = Ramp::of(l.accent.mix(LINEN, 0.4));
    let paint = c.slant(&lining.stops("0 light, 1 deep"));
    c.fill(&end, &paint);
    c.stroke(&end, l.ramp.shade, 9.0, 1.0);
    for share in [0.8, 0.6, 0.4, 0.2] {
        let ring = ellipse(
            (182.0 + (1.0 - share) * 8.0, 591.0),
            (62.0 * share, 122.0 * share),
        );
        c.stroke(&ring, l.ramp.deep, 8.0, 0.85);
        c.stroke(&ring, l.ramp.base, 4.0, 0.9);
    }
}

/// Leather straps round the roll and the handle that joins them.
fn straps(c: &mut Canvas) {
    let hide = Ramp::of(HIDE);
    light::tube(c, "M330 478C324 340 526 340 520 478", 24.0, &hide);
    for x in [306.0, 496.0] {
        let band = d!(
            "M{} 456C{} 540 {} 640 {} 724L{} 725C{} 640 {} 540 {} 456Z",
            x,
            x + 14.0,
            x + 14.0,
            x,
            x + 44.0,
            x + 58.0,
            x + 58.0,
            x + 44.0
        );
        let form = c.keep(&band);
        let paint = c.down(&hide.stops("0 light, .25 glow, .55 base, 1 deep"));
        c.fill(&form, &paint);
        c.stitch(
            &d!(
                "M{} 460C{} 540 {} 640 {} 720",
                x + 7.0,
                x + 20.0,
                x + 20.0,
                x + 7.0
            ),
            hide.glow,
            1.6,
            "6 5",
        );
        let buckle = d!("M{} 566h52v40h-52Z", x);
        c.stroke(&buckle, BRASS, 7.0, 1.0);
        c.stroke(&buckle, Rgb::whole(0xf3e3b5), 2.0, 0.8);
    }
}
