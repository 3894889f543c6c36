//! Small warm things, [`socks`] first: knitted, laid flat.

use super::{
    Look,
    canvas::{Canvas, d, num},
    cloth::{self, Hand},
    color::{Ramp, Rgb},
    light,
    palette::LINEN,
    texture,
};

/// A pair of socks: ribbed, striped, contrast heel and toe, or flecked.
pub(super) fn socks(c: &mut Canvas, l: &Look) {
    let form = c.keep(SOCK);
    let piece = c.capture(|c| sock(c, &form, l));
    for turn in [
        "translate(150 -30)rotate(6 400 500)",
        "translate(0 40)rotate(-4 400 500)",
    ] {
        c.group(&format!("transform=\"{turn}\""));
        light::drop(c, &form, 20.0);
        c.end();
        c.place(&piece, turn);
    }
}

const SOCK: &str = "M196 188C240 178 300 178 340 190C346 330 340 450 352 560\
                    C362 640 430 690 500 742C540 772 530 836 478 846C400 858 330 816 268 752\
                    C216 698 204 640 206 560C208 440 204 320 196 188Z";

fn sock(c: &mut Canvas, form: &str, l: &Look) {
    cloth::lay(c, form, &l.ramp, Hand::Knit, 0.0);
    c.clip(form);
    if l.n == 1 {
        texture::stripes(c, "M180 300H380V560H180Z", l.accent, 46.0, 18.0, "");
    }
    if l.n == 2 {
        patch(c, "M196 640C260 600 320 660 322 740L300 800L180 720Z", l);
        patch(c, "M440 670C400 730 400 800 430 860L560 860V690Z", l);
    }
    if l.n == 3 {
        texture::speckle(c, form, l.accent, l.seed, 0.9);
    }
    c.end();
    cloth::folds(
        c,
        form,
        &l.ramp,
        "350 540 230 640 -34, 340 500 214 570 -22, 360 620 300 750 24, 230 260 220 540 -22",
    );
    let cuff = "M190 184C240 172 300 172 346 186L346 282C300 272 244 272 194 284Z";
    let trim = if l.n == 2 { &l.trim } else { &l.ramp };
    cloth::lay(c, cuff, trim, Hand::Rib, 0.0);
}

fn patch(c: &mut Canvas, path: &str, l: &Look) {
    let form = c.keep(path);
    light::sheet(c, &form, &l.trim);
    texture::knit(c, &form, &l.trim, 15.0, "rotate(30)");
}

/// A knitted hat: ribbed, with a pompom, cabled, or striped.
pub(super) fn beanie(c: &mut Canvas, l: &Look) {
    let top = l.pick([300.0, 320.0, 270.0, 310.0]);
    if l.n == 1 {
        pompom(c, (400.0, top - 30.0), &l.trim);
    }
    let dome = d!(
        "M176 640C168 480 216 {} 400 {}C584 {} 632 480 624 640C560 662 240 662 176 640Z",
        top + 6.0,
        top,
        top + 6.0
    );
    let form = cloth::lay(c, &dome, &l.ramp, Hand::Knit, 24.0);
    if l.n == 3 {
        c.group("opacity=\".9\"");
        texture::stripes(c, &form, l.accent, 74.0, 26.0, "");
        c.end();
        texture::knit(c, &form, &l.ramp, 15.0, "");
    }
    let sides = c.across(
        &l.ramp
            .stops("0 deep .4, .3 glow .22, .55 deep 0, 1 deep .6"),
    );
    c.fill(&form, &sides);
    wales(c, &form, top, &l.ramp);
    let cuff = "M166 584C240 616 560 616 634 584C648 640 650 700 640 742C560 778 240 778 160 742\
                C150 700 152 640 166 584Z";
    let trim = if l.n == 2 { &l.trim } else { &l.ramp };
    let band = cloth::lay(c, cuff, trim, Hand::Rib, 12.0);
    c.fill(&band, &sides);
    cloth::lay(
        c,
        "M520 650L590 640L594 700L524 712Z",
        &Ramp::of(l.accent.mix(LINEN, 0.5)),
        Hand::Canvas,
        4.0,
    );
    c.stitch("M528 658L584 650M530 704L586 693", l.ramp.deep, 1.6, "4 4");
}

/// Wales gathering at the crown.
fn wales(c: &mut Canvas, form: &str, top: f32, r: &Ramp) {
    c.clip(form);
    let line = |i: i32| {
        let x = i as f32;
        d!(
            "M{} 640C{} 480 {} {} {} {}",
            400.0 + x * 44.0,
            400.0 + x * 46.0,
            400.0 + x * 30.0,
            top + 60.0,
            400.0 + x * 6.0,
            top - 4.0
        )
    };
    let all: String = (-5..6).map(line).collect();
    let lines = c.keep(&all);
    c.stroke(&lines, r.deep, 9.0, 0.16);
    c.stroke(&lines, r.deep, 3.0, 0.3);
    c.group("transform=\"translate(-8 0)\"");
    c.stroke(&lines, r.glow, 6.0, 0.14);
    c.end();
    c.end();
}

fn pompom(c: &mut Canvas, (x, y): (f32, f32), r: &Ramp) {
    light::contact(c, x + 14.0, y + 70.0, 96.0, 36.0);
    let paint = c.radial((0.35, 0.3), 0.75, &r.stops("0 glow, .45 base, 1 deep"));
    c.oval((x, y), (84.0, 80.0), &paint);
    let hair = |i: i32| {
        let a = i as f32 * 2.4;
        let (from, to) = (18.0 + (i % 5) as f32 * 12.0, 40.0 + (i % 5) as f32 * 12.0);
        d!(
            "M{} {}L{} {}",
            x + a.cos() * from,
            y + a.sin() * from,
            x + (a + 0.12).cos() * to,
            y + (a + 0.12).sin() * to
        )
    };
    c.stroke(&(0..26).map(hair).collect::<String>(), r.deep, 4.0, 0.26);
    c.stroke(&(26..48).map(hair).collect::<String>(), r.glow, 4.0, 0.34);
}

/// A scarf on a peg, its two ends falling: plain, checked, striped ends, or ribbed.
pub(super) fn scarf(c: &mut Canvas, l: &Look) {
    let hand = if l.n == 3 { Hand::Rib } else { Hand::Knit };
    let behind =
        "M392 150C450 170 500 260 522 380C546 520 552 640 560 768L410 778C414 640 410 480 392 150Z";
    let front = "M410 142C360 150 290 230 262 360C240 500 240 660 232 846L404 856\
                 C410 700 430 600 436 460C438 340 440 220 410 142Z";
    for (path, low, from, to) in [(behind, 770.0, 410.0, 560.0), (front, 848.0, 232.0, 404.0)] {
        fringe(c, (from, low), to, l);
        let form = cloth::lay(c, path, &l.ramp, hand, 24.0);
        ends(c, &form, low, l);
        let lean = |share: f32| from + (to - from) * share;
        cloth::folds_at(
            c,
            &form,
            &l.ramp,
            &[
                (398.0, 160.0, lean(0.3), low, -46.0),
                (402.0, 160.0, lean(0.62), low, -40.0),
                (406.0, 160.0, lean(0.86), low - 60.0, -30.0),
                (390.0, 170.0, lean(0.1), low - 240.0, -26.0),
            ],
        );
    }
    cloth::peg(c, (402.0, 140.0));
}

fn ends(c: &mut Canvas, form: &str, low: f32, l: &Look) {
    match l.n {
        1 => texture::check(c, form, l.accent, 90.0, 30.0, 0.45),
        2 => {
            c.clip(form);
            for up in [150.0, 110.0, 84.0] {
                c.stroke(&d!("M200 {}H640", low - up), l.accent, up * 0.16, 0.85);
            }
            c.end();
        }
        _ => {}
    }
}

/// Two rows of strands, one in the other's gaps.
fn fringe(c: &mut Canvas, (left, y): (f32, f32), right: f32, l: &Look) {
    let line = c.keep(&d!(
        "M{} {}L{} {}",
        left + 4.0,
        y + 20.0,
        right - 4.0,
        y + 28.0
    ));
    let rows = [
        (7.0, Rgb::DUSK, 0.2, "8 5"),
        (0.0, l.ramp.deep, 1.0, "8 5"),
        (-1.0, l.ramp.light, 1.0, "4 9"),
    ];
    for (dy, tone, alpha, dash) in rows {
        let more =
            format!(" x=\"{dy}\" y=\"{dy}\" stroke-linecap=\"butt\" stroke-dasharray=\"{dash}\"");
        c.line(&line, &tone.hex(), 58.0, alpha, &more);
    }
}

/// A pair of slippers seen from above: open, closed, lined, or crossed straps.
pub(super) fn slippers(c: &mut Canvas, l: &Look) {
    let piece = c.capture(|c| slipper(c, l));
    let sole = c.keep(SOLE);
    for (turn, lean) in [
        ("translate(285 500)rotate(-5)", 5.0),
        ("translate(520 500)rotate(6)", -6.0),
    ] {
        c.group(&format!("transform=\"{turn}\""));
        light::drop(c, &sole, 24.0 + lean);
        c.end();
    }
    c.place(&piece, "translate(285 500)rotate(-5)scale(-1 1)");
    c.place(&piece, "translate(520 500)rotate(6)");
}

const SOLE: &str = "M-14 -338C60 -346 104 -270 104 -170C104 -80 84 0 84 90C88 190 92 320 6 330\
                    C-78 338 -90 220 -84 110C-80 10 -106 -90 -104 -190C-102 -280 -70 -332 -14 -338\
                    Z";

fn slipper(c: &mut Canvas, l: &Look) {
    let sole = cloth::lay(c, SOLE, &Ramp::of(l.accent.tone(-0.05)), Hand::Linen, 0.0);
    c.stroke(&sole, l.accent.tone(-0.4), 5.0, 0.5);
    let bed = c.radial((0.5, 0.75), 0.5, &l.trim.stops("0 deep .4, 1 deep 0"));
    c.fill(&sole, &bed);
    if l.n == 3 {
        for strap in [
            "M-108 -190C-60 -60 40 0 94 -10L86 80C0 84 -90 0 -112 -110Z",
            "M108 -190C60 -60 -40 0 -94 -10L-86 80C0 84 90 0 112 -110Z",
        ] {
            cloth::lay(c, strap, &l.ramp, Hand::Canvas, 12.0);
        }
        return;
    }
    let throat = l.pick([-20.0, 40.0, 10.0, 0.0]);
    let upper = d!(
        "M-14 -344C64 -352 112 -270 112 -168C112 -100 100 -40 94 {}C60 {} -40 {} -96 {}\
         C-104 -40 -114 -110 -112 -190C-110 -286 -70 -338 -14 -344Z",
        throat + 10.0,
        throat - 70.0,
        throat - 70.0,
        throat
    );
    let form = cloth::lay(
        c,
        &upper,
        &l.ramp,
        if l.n == 2 { Hand::Knit } else { Hand::Linen },
        12.0,
    );
    let dome = c.radial(
        (0.38, 0.35),
        0.7,
        &l.ramp.stops("0 glow .5, .5 base 0, 1 deep .6"),
    );
    c.fill(&form, &dome);
    let edge = d!(
        "M94 {}C60 {} -40 {} -96 {}",
        throat + 10.0,
        throat - 70.0,
        throat - 70.0,
        throat
    );
    light::tube(c, &edge, if l.n == 2 { 26.0 } else { 11.0 }, &l.trim);
    if l.n == 1 {
        c.stitch("M-4 -340C-6 -240 -2 -140 0 -30", l.ramp.deep, 2.2, "7 5");
    }
}
