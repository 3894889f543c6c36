//! Bags, [`tote`] first: canvas, webbing, zips and seams.

use super::{
    Look,
    canvas::{Canvas, d, num},
    cloth::{self, Hand},
    color::{Ramp, Rgb},
    light,
    palette::{BRASS, HIDE, OAK},
    texture,
};

/// A tote: plain, striped, with a pocket, or with long handles.
pub(super) fn tote(c: &mut Canvas, l: &Look) {
    let rise = l.pick([300.0, 290.0, 280.0, 150.0]);
    let trim = if l.n == 1 || l.n == 3 {
        &l.trim
    } else {
        &l.ramp
    };
    strap(c, rise + 16.0, &Ramp::of(trim.deep), 14.0);
    let body = "M172 424C320 408 480 408 628 424C640 560 648 700 640 846C636 862 630 868 614 870\
                C480 884 320 884 186 870C170 868 164 862 160 846C152 700 160 560 172 424Z";
    let form = c.keep(body);
    light::cast(c, &form, 866.0, 460.0);
    light::contact(c, 405.0, 872.0, 262.0, 22.0);
    cloth::lay(c, &form, &l.ramp, Hand::Canvas, 0.0);
    if l.n == 1 {
        c.group("opacity=\".88\"");
        texture::stripes(c, &form, l.accent, 74.0, 26.0, "rotate(-1)");
        c.end();
    }
    cloth::folds(
        c,
        &form,
        &l.ramp,
        "262 440 220 850 60, 540 440 588 850 -60, 410 600 372 866 44, 430 440 470 640 -34",
    );
    c.stroke("M170 452C320 438 480 438 630 452", l.ramp.deep, 3.0, 0.4);
    c.stitch("M171 446C320 432 480 432 629 446", l.ramp.light, 1.6, "6 4");
    if l.n == 2 {
        let pocket = cloth::lay(
            c,
            "M270 560C360 566 440 566 530 560L526 752C440 760 360 760 274 752Z",
            &l.trim,
            Hand::Canvas,
            8.0,
        );
        c.line(
            &pocket,
            &l.trim.deep.hex(),
            2.0,
            0.6,
            " stroke-dasharray=\"6 4\"",
        );
    }
    if l.n == 0 {
        c.stroke("M352 640h96M366 664h68M382 688h36", l.accent, 8.0, 0.9);
    }
    strap(c, rise, trim, 0.0);
}

/// One webbing handle, sewn on with a crossed box.
fn strap(c: &mut Canvas, rise: f32, r: &Ramp, shift: f32) {
    let x = shift;
    let path = d!(
        "M{} 520L{} 420C{} {} {} {} {} {}C{} {} {} {} {} 420L{} 520",
        268.0 + x,
        276.0 + x,
        292.0 + x,
        rise + 40.0,
        330.0 + x,
        rise - 30.0,
        400.0 + x,
        rise - 30.0,
        470.0 + x,
        rise - 30.0,
        508.0 + x,
        rise + 40.0,
        524.0 + x,
        532.0 + x
    );
    let line = c.keep(&path);
    let flat = " stroke-linecap=\"butt\"";
    c.line(&line, &r.deep.tone(-0.15).hex(), 35.0, 1.0, flat);
    c.line(&line, &r.base.hex(), 31.0, 1.0, flat);
    c.line(
        &line,
        &r.light.hex(),
        12.0,
        0.5,
        " transform=\"translate(-4 -4)\"",
    );
    c.stitch(&line, r.deep, 1.6, "5 4");
    if x == 0.0 {
        c.stitch(
            "M257 470h30l-30 44h30ZM513 470h30l-30 44h30Z",
            r.deep,
            1.8,
            "4 3",
        );
    }
}

/// A backpack: rounded, roll-top, with a flap, or two-toned.
pub(super) fn backpack(c: &mut Canvas, l: &Look) {
    light::tube(c, "M352 214C352 150 448 150 448 214", 20.0, &l.trim);
    let straps = "M236 330C160 420 160 640 214 800M564 330C640 420 640 640 586 800";
    light::tube(c, straps, 36.0, &Ramp::of(l.tint.tone(-0.15)));
    let top = if l.n == 1 { 250.0 } else { 200.0 };
    let body = d!(
        "M222 380C218 {} 290 {} 400 {}C510 {} 582 {} 578 380C590 540 596 700 586 810\
         C580 850 560 862 530 864C440 872 360 872 270 864C240 862 220 850 214 810\
         C204 700 210 540 222 380Z",
        top + 40.0,
        top,
        top,
        top,
        top + 40.0
    );
    let form = c.keep(&body);
    light::cast(c, &form, 862.0, 640.0);
    light::contact(c, 405.0, 864.0, 205.0, 26.0);
    cloth::lay(c, &form, &l.ramp, Hand::Canvas, 0.0);
    let round = c.across(
        &l.ramp
            .stops("0 deep .45, .26 glow .3, .55 base 0, 1 deep .7"),
    );
    c.fill(&form, &round);
    cloth::folds(
        c,
        &form,
        &l.ramp,
        "236 420 300 560 -30, 566 400 500 560 34, 330 240 260 380 24",
    );
    match l.n {
        1 => roll_top(c, l),
        2 => flap(c, l),
        _ => zip(
            c,
            "M240 420C236 270 310 236 400 236C490 236 564 270 560 420",
            l,
        ),
    }
    front_pocket(c, l, &round);
}

fn front_pocket(c: &mut Canvas, l: &Look, round: &str) {
    let r = if l.n == 3 { &l.trim } else { &l.ramp };
    let pocket = "M252 590C250 560 266 552 290 552C360 546 440 546 510 552C534 552 550 560 548 590\
                  C552 660 554 730 548 800C546 826 536 834 512 836C440 842 360 842 288 836\
                  C264 834 254 826 252 800C246 730 248 660 252 590Z";
    let form = cloth::lay(c, pocket, r, Hand::Canvas, 12.0);
    c.fill(&form, round);
    zip(c, "M266 606C360 598 440 598 534 606", l);
    let patch = cloth::lay(c, "M352 690h96v54h-96Z", &Ramp::of(HIDE), Hand::Jersey, 3.0);
    c.line(&patch, "#e8d3b8", 1.6, 0.8, " stroke-dasharray=\"4 4\"");
}

/// A zip: tape, teeth, puller.
fn zip(c: &mut Canvas, path: &str, l: &Look) {
    let line = c.keep(path);
    c.stroke(&line, l.ramp.deep.tone(-0.15), 17.0, 0.9);
    c.line(
        &line,
        "#c9b48a",
        7.0,
        0.95,
        " stroke-dasharray=\"2.6 2.8\" stroke-linecap=\"butt\"",
    );
    let end = path.rsplit(' ').take(2).collect::<Vec<_>>();
    let (x, y) = (
        end[1].trim_start_matches(|k: char| !k.is_ascii_digit()),
        end[0],
    );
    c.stroke(&format!("M{x} {y}l4 34"), BRASS, 9.0, 1.0);
    c.stroke(&format!("M{x} {y}l3 30"), Rgb::whole(0xefe0b4), 2.0, 0.8);
}

fn roll_top(c: &mut Canvas, l: &Look) {
    let roll = cloth::lay(
        c,
        "M214 268C212 240 226 232 250 232C350 226 450 226 550 232C574 232 588 240 586 268\
         C588 300 576 312 550 312C450 318 350 318 250 312C224 312 212 300 214 268Z",
        &l.ramp,
        Hand::Canvas,
        12.0,
    );
    let paint = c.down(&l.ramp.stops("0 glow .5, .5 base 0, 1 deep .8"));
    c.fill(&roll, &paint);
    c.stroke("M400 226V560", l.trim.deep, 30.0, 0.7);
    c.stroke("M400 226V560", l.trim.base, 25.0, 1.0);
    c.stroke("M380 400h40v34h-40Z", BRASS, 7.0, 1.0);
}

fn flap(c: &mut Canvas, l: &Look) {
    let lid = cloth::lay(
        c,
        "M216 380C206 260 290 192 400 192C510 192 594 260 584 380C588 430 580 466 560 474\
         C460 492 340 492 240 474C220 466 212 430 216 380Z",
        &l.trim,
        Hand::Canvas,
        18.0,
    );
    c.line(
        &lid,
        &l.trim.deep.hex(),
        2.0,
        0.5,
        " stroke-dasharray=\"7 5\"",
    );
    let hide = Ramp::of(HIDE);
    for x in [300.0, 500.0] {
        let band = d!("M{} 380V560", x);
        c.stroke(&band, hide.deep, 27.0, 1.0);
        c.stroke(&band, hide.base, 23.0, 1.0);
        c.stroke(&d!("M{} 500h34v28h-34Z", x - 17.0), BRASS, 6.0, 1.0);
    }
}

/// A pouch: flat zip, boxy, drawstring, or with a wrist loop.
pub(super) fn pouch(c: &mut Canvas, l: &Look) {
    if l.n == 2 {
        return drawstring(c, l);
    }
    if l.n == 3 {
        light::tube(
            c,
            "M640 380C740 400 760 560 700 640C670 680 640 660 644 610",
            15.0,
            &l.trim,
        );
    }
    let body = match l.n {
        1 => {
            "M160 390C180 350 240 336 400 336C560 336 620 350 640 390C664 470 670 590 650 680\
             C630 716 560 722 400 724C240 722 170 716 150 680C130 590 136 470 160 390Z"
        }
        _ => {
            "M140 352C300 342 500 342 660 352C668 460 672 580 664 690C662 704 654 708 640 710\
             C480 722 320 722 160 710C146 708 138 704 136 690C128 580 132 460 140 352Z"
        }
    };
    let form = cloth::lay(c, body, &l.ramp, Hand::Canvas, 26.0);
    let puff = c.radial(
        (0.38, 0.4),
        0.66,
        &l.ramp.stops("0 glow .5, .5 base 0, 1 deep .55"),
    );
    c.fill(&form, &puff);
    cloth::folds(
        c,
        &form,
        &l.ramp,
        "150 690 290 600 30, 650 690 520 590 -34, 240 400 300 620 -34, 560 400 500 560 30",
    );
    if l.n == 1 {
        c.clip(&form);
        c.fill("M100 570H700V760H100Z", &l.trim.base.hex());
        c.fill(&form, &puff);
        c.stitch("M120 580H680", l.trim.deep, 2.0, "6 4");
        c.end();
    }
    zip(
        c,
        if l.n == 1 {
            "M166 400C300 388 500 388 634 400"
        } else {
            "M146 378C300 368 500 368 654 378"
        },
        l,
    );
    let tab = cloth::lay(c, "M132 500h-34v58h34Z", &l.trim, Hand::Canvas, 4.0);
    c.line(
        &tab,
        &l.trim.deep.hex(),
        1.5,
        0.6,
        " stroke-dasharray=\"4 3\"",
    );
}

fn drawstring(c: &mut Canvas, l: &Look) {
    let body = "M290 350C250 420 190 500 180 620C172 730 210 800 300 812C360 818 440 818 500 812\
                C590 800 628 730 620 620C610 500 550 420 510 350C530 300 560 262 580 226\
                C460 206 340 206 220 226C240 262 270 300 290 350Z";
    let form = cloth::lay(c, body, &l.ramp, Hand::Linen, 26.0);
    let puff = c.radial(
        (0.36, 0.5),
        0.6,
        &l.ramp.stops("0 glow .5, .5 base 0, 1 deep .6"),
    );
    c.fill(&form, &puff);
    cloth::folds(
        c,
        &form,
        &l.ramp,
        "310 356 230 600 40, 360 356 330 640 34, 430 356 460 620 -36, 490 356 570 590 -40, 320 \
         340 270 226 24, 390 340 380 220 -22, 460 340 510 224 26",
    );
    light::tube(c, "M288 350C350 366 450 366 512 350", 14.0, &l.trim);
    light::tube(c, "M470 360C520 420 500 480 540 540", 11.0, &l.trim);
    light::tube(c, "M480 358C560 400 570 440 610 480", 11.0, &l.trim);
}

/// A pencil case: long zip, standing roll, box, or striped.
pub(super) fn pencil_case(c: &mut Canvas, l: &Look) {
    c.group("transform=\"rotate(-14 400 520)\"");
    if l.n == 1 {
        tips(c, l);
    }
    let body = match l.n {
        2 => {
            "M96 430C96 412 104 404 124 404H676C696 404 704 412 704 430V630\
             C704 648 696 656 676 656H124C104 656 96 648 96 630Z"
        }
        _ => {
            "M110 420C300 404 500 404 690 420C712 470 716 570 698 640C500 660 300 660 102 640\
             C84 570 88 470 110 420Z"
        }
    };
    let form = cloth::lay(c, body, &l.ramp, Hand::Canvas, 24.0);
    if l.n == 3 {
        texture::stripes(c, &form, l.accent, 60.0, 20.0, "rotate(90)");
    }
    let tube = c.down(
        &l.ramp
            .stops("0 glow .4, .25 glow .4, .5 base 0, .9 deep .7, 1 bounce .6"),
    );
    c.fill(&form, &tube);
    cloth::folds(
        c,
        &form,
        &l.ramp,
        "130 630 260 560 24, 680 630 560 560 -26, 380 450 420 640 -24",
    );
    zip(c, "M112 462C300 448 500 448 688 462", l);
    let tab = cloth::lay(c, "M690 500h46v56h-46Z", &l.trim, Hand::Canvas, 5.0);
    c.line(
        &tab,
        &l.trim.deep.hex(),
        1.5,
        0.6,
        " stroke-dasharray=\"4 3\"",
    );
    c.stroke(
        "M210 570h80M210 590h48",
        l.accent,
        5.0,
        if l.n == 3 { 0.0 } else { 0.8 },
    );
    c.end();
}

/// Pencils looking out of an open case.
fn tips(c: &mut Canvas, l: &Look) {
    for (x, up, tone) in [
        (240.0, 300.0, l.accent),
        (330.0, 270.0, OAK),
        (430.0, 320.0, Rgb::whole(0x3f3a36)),
    ] {
        let r = Ramp::of(tone);
        light::tube(c, &d!("M{} 500V{}", x, up), 26.0, &r);
        c.fill(
            &d!(
                "M{} {}L{} {}L{} {}Z",
                x - 12.0,
                up,
                x,
                up - 46.0,
                x + 12.0,
                up
            ),
            &Rgb::whole(0xd9b98a).hex(),
        );
    }
}
