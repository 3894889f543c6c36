//! Small warm things, [`socks`] first: knitted, laid flat.

use super::{
    Look,
    canvas::{Canvas, d, num},
    cloth::{self, Hand},
    color::{Ramp, Rgb},
    light, texture,
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

const SOCK: &str = "M196 188C240 178 300 178 340 190C346 330 340 450 352 560C362 640 430 690 500 742\
                    C540 772 530 836 478 846C400 858 330 816 268 752C216 698 204 640 206 560\
                    C208 440 204 320 196 188Z";

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
        &[
            (350.0, 540.0, 230.0, 640.0, -34.0),
            (340.0, 500.0, 214.0, 570.0, -22.0),
            (360.0, 620.0, 300.0, 750.0, 24.0),
            (230.0, 260.0, 220.0, 540.0, -22.0),
        ],
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
    let sides = c.across(&[
        (0.0, l.ramp.deep, 0.4),
        (0.3, l.ramp.glow, 0.22),
        (0.55, l.ramp.deep, 0.0),
        (1.0, l.ramp.deep, 0.6),
    ]);
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
        &Ramp::of(l.accent.mix(Rgb::whole(0xe9dfcf), 0.5)),
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
    let paint = c.radial(
        (0.35, 0.3),
        0.75,
        &[(0.0, r.glow, 1.0), (0.45, r.base, 1.0), (1.0, r.deep, 1.0)],
    );
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

/// A scarf folded over itself: plain, checked, striped ends, or ribbed.
pub(super) fn scarf(c: &mut Canvas, l: &Look) {
    let hand = if l.n == 3 { Hand::Rib } else { Hand::Knit };
    let tails = [
        (
            "M420 200C470 190 560 200 590 230C600 420 596 600 604 790L440 800C446 600 436 400 420 200Z",
            604.0,
        ),
        (
            "M230 250C300 230 400 232 450 262C446 440 456 640 448 840L264 832C268 640 240 440 230 250Z",
            448.0,
        ),
    ];
    for (i, (tail, right)) in tails.into_iter().enumerate() {
        let low = if i == 0 { 792.0 } else { 834.0 };
        fringe(
            c,
            (right - if i == 0 { 160.0 } else { 180.0 }, low),
            right - 4.0,
            l,
        );
        let form = cloth::lay(c, tail, &l.ramp, hand, 24.0);
        ends(c, &form, low, l);
        let x = right - 90.0;
        cloth::folds(
            c,
            &form,
            &l.ramp,
            &[
                (x + 40.0, 240.0, x + 30.0, 780.0, 34.0),
                (x - 50.0, 300.0, x - 40.0, 830.0, -30.0),
                (x, 420.0, x - 10.0, 700.0, 22.0),
            ],
        );
    }
    let over = "M214 236C250 150 400 120 500 150C580 172 622 220 604 262C540 320 320 350 236 300\
                     C216 282 208 258 214 236Z";
    let form = cloth::lay(c, over, &l.ramp, hand, 14.0);
    if l.n == 1 {
        texture::check(c, &form, l.accent, 90.0, 30.0, 0.45);
    }
    cloth::folds(
        c,
        &form,
        &l.ramp,
        &[
            (230.0, 250.0, 560.0, 200.0, -30.0),
            (250.0, 290.0, 590.0, 250.0, -26.0),
            (300.0, 190.0, 520.0, 168.0, -18.0),
        ],
    );
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

fn fringe(c: &mut Canvas, (left, y): (f32, f32), right: f32, l: &Look) {
    let strand = |i: usize| {
        let x = left + 8.0 + i as f32 * 13.0;
        d!(
            "M{} {}q{} 30 {} 56",
            x,
            y - 6.0,
            if i % 2 == 0 { 5.0 } else { -4.0 },
            if i % 3 == 0 { -3.0 } else { 2.0 }
        )
    };
    let count = ((right - left) / 13.0) as usize;
    let all = c.keep(&(0..count).map(strand).collect::<String>());
    c.group("transform=\"translate(8 9)\"");
    c.stroke(&all, Rgb::DUSK, 7.0, 0.2);
    c.end();
    c.stroke(&all, l.ramp.deep, 8.0, 1.0);
    c.stroke(&all, l.ramp.base, 5.0, 1.0);
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
                    C-78 338 -90 220 -84 110C-80 10 -106 -90 -104 -190C-102 -280 -70 -332 -14 -338Z";

fn slipper(c: &mut Canvas, l: &Look) {
    let sole = cloth::lay(c, SOLE, &Ramp::of(l.accent.tone(-0.05)), Hand::Linen, 0.0);
    c.stroke(&sole, l.accent.tone(-0.4), 5.0, 0.5);
    let bed = c.radial(
        (0.5, 0.75),
        0.5,
        &[(0.0, l.trim.deep, 0.4), (1.0, l.trim.deep, 0.0)],
    );
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
        "M-14 -344C64 -352 112 -270 112 -168C112 -100 100 -40 94 {}C60 {} -40 {} -96 {}C-104 -40 -114 -110 -112 -190C-110 -286 -70 -338 -14 -344Z",
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
        &[
            (0.0, l.ramp.glow, 0.5),
            (0.5, l.ramp.base, 0.0),
            (1.0, l.ramp.deep, 0.6),
        ],
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
