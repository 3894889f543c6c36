//! Clothes, [`tee`] first: hung on a wooden hanger or laid flat, with folds where they pull.

use super::{
    Look,
    canvas::{Canvas, d, num},
    cloth::{self, Hand},
    color::{Ramp, Rgb},
    light,
    palette::PAPER,
    texture,
};

/// A T-shirt: plain, striped, with a pocket, or with a contrast collar.
pub(super) fn tee(c: &mut Canvas, l: &Look) {
    cloth::hanger(c);
    inside(
        c,
        "M322 232C360 216 440 216 478 232C460 300 340 300 322 232Z",
        &l.ramp,
    );
    let sleeve = "M216 276C168 300 132 392 92 482C90 492 94 498 102 502L198 540\
                  C206 542 210 538 214 530L268 402Z";
    cloth::pair(c, sleeve, 22.0, |c, form| {
        cloth::lay(c, form, &l.ramp, Hand::Jersey, 0.0);
        stripe(c, form, l, 1, "rotate(24)");
        let pulls = "246 330 150 480 26, 262 396 196 500 -22";
        cloth::folds(c, form, &l.ramp, pulls);
        c.stitch("M100 478L206 520", l.ramp.deep, 1.8, "5 4");
    });
    let hem = l.pick([806.0, 800.0, 790.0, 820.0]);
    let body = format!(
        "M322 232C290 252 240 262 210 278C218 320 240 372 246 424C246 560 240 690 232 {hem}C330 {l\
         ow} 470 {low} 568 {hem}C562 690 556 560 554 424C560 372 584 320 590 278\
         C560 262 510 252 478 232C452 294 348 294 322 232Z",
        low = hem + 16.0
    );
    let form = cloth::lay(c, &body, &l.ramp, Hand::Jersey, 26.0);
    stripe(c, &form, l, 1, "");
    cloth::folds(c, &form, &l.ramp, TEE_FOLDS);
    c.stitch(
        &d!("M238 {}Q400 {} 562 {}", hem - 22.0, hem - 2.0, hem - 22.0),
        l.ramp.deep,
        1.8,
        "5 4",
    );
    collar_band(
        c,
        "M322 234C350 302 450 302 478 234",
        if l.n == 3 { &l.trim } else { &l.ramp },
    );
    if l.n == 2 {
        chest_pocket(c, l);
    }
}

const TEE_FOLDS: &str = "250 400 330 560 -30, 552 396 470 600 30, 300 560 262 800 34, 420 520 400 \
                         806 26, 520 600 530 810 -34, 340 300 300 400 20, 470 300 520 420 -22";

/// The far inside of a neckline, in shadow.
fn inside(c: &mut Canvas, path: &str, r: &Ramp) {
    let paint = c.down(&[
        (0.0, r.shade, 1.0),
        (0.5, r.deep, 1.0),
        (1.0, r.deep.tone(-0.25), 1.0),
    ]);
    c.fill(path, &paint);
    c.fill("M384 236h32v20h-32Z", &PAPER.hex());
}

fn stripe(c: &mut Canvas, form: &str, l: &Look, on: usize, turn: &str) {
    if l.n == on {
        c.group("opacity=\".85\"");
        texture::stripes(c, form, l.accent, 44.0, 15.0, turn);
        c.end();
    }
}

/// A ribbed band around a neckline.
fn collar_band(c: &mut Canvas, path: &str, r: &Ramp) {
    let line = c.keep(path);
    c.stroke(&line, r.deep, 22.0, 0.5);
    c.stroke(&line, r.base, 19.0, 1.0);
    let ribs = " stroke-dasharray=\"1.5 4\" stroke-linecap=\"butt\"";
    c.line(&line, &r.deep.hex(), 19.0, 0.28, ribs);
    c.stroke(&line, r.glow, 2.0, 0.4);
}

fn chest_pocket(c: &mut Canvas, l: &Look) {
    let pocket = "M452 404L532 400L534 486L494 506L456 490Z";
    c.group("transform=\"translate(3 5)\"");
    c.stroke(pocket, l.ramp.deep, 6.0, 0.4);
    c.end();
    light::sheet(c, pocket, &l.ramp);
    let seams = "M454 418L532 414M458 408L461 486L494 500L529 482L527 406";
    c.stitch(seams, l.ramp.deep, 1.8, "5 4");
}

/// A shirt: plain, striped, band-collared, or checked.
pub(super) fn shirt(c: &mut Canvas, l: &Look) {
    cloth::hanger(c);
    inside(
        c,
        "M338 226C370 204 430 204 462 226L440 300L400 330L360 300Z",
        &l.ramp,
    );
    cloth::pair(
        c,
        "M214 280C176 330 152 470 122 716L184 734L270 420Z",
        22.0,
        |c, form| {
            cloth::lay(c, form, &l.ramp, Hand::Linen, 0.0);
            pattern(c, form, l, "rotate(8)");
            cloth::folds(c, form, &l.ramp, SLEEVE_FOLDS);
            cloth::lay(
                c,
                "M116 712L190 730L182 784L112 768Z",
                &l.ramp,
                Hand::Linen,
                0.0,
            );
        },
    );
    let body = "M338 226C300 250 246 262 210 280C220 330 242 380 246 430C248 560 240 690 234 776\
                C262 800 290 826 330 836C370 842 430 842 470 836C510 826 538 800 566 776\
                C560 690 552 560 554 430C558 380 580 330 590 280C554 262 500 250 462 226L400 330Z";
    let form = cloth::lay(c, body, &l.ramp, Hand::Linen, 26.0);
    pattern(c, &form, l, "");
    cloth::folds(c, &form, &l.ramp, TEE_FOLDS);
    c.stroke(
        "M222 330C236 300 280 272 326 262M578 330C564 300 520 272 474 262",
        l.ramp.deep,
        2.0,
        0.4,
    );
    placket(c, l);
    let tone = if l.tint.lightness() > 0.5 {
        Rgb::whole(0xf3ece0)
    } else {
        l.accent
    };
    cloth::buttons(c, (400.0, 366.0), 82.0, 6, tone);
    collar(c, l);
    if l.n.is_multiple_of(2) {
        chest_pocket(c, l);
    }
}

const SLEEVE_FOLDS: &str = "250 380 164 560 30, 220 500 140 640 -26, 200 600 160 726 20";

fn pattern(c: &mut Canvas, form: &str, l: &Look, turn: &str) {
    match l.n {
        1 => {
            c.group("opacity=\".6\"");
            texture::stripes(c, form, l.accent, 17.0, 4.0, &format!("{turn}rotate(90)"));
            c.end();
        }
        3 => texture::check(c, form, l.accent, 64.0, 22.0, 0.4),
        _ => {}
    }
}

fn placket(c: &mut Canvas, l: &Look) {
    c.stroke("M424 318C420 500 420 700 422 838", l.ramp.deep, 7.0, 0.16);
    c.stroke(
        "M421 318C418 500 418 700 420 838M380 318C379 500 380 700 381 838",
        l.ramp.deep,
        2.0,
        0.5,
    );
    c.stroke("M383 320C382 500 383 700 384 836", l.ramp.glow, 2.0, 0.5);
}

/// Two collar leaves over the neckline, or a standing band.
fn collar(c: &mut Canvas, l: &Look) {
    if l.n == 2 {
        let band = "M334 222C344 280 376 316 400 330C424 316 456 280 466 222L446 214\
                    C440 262 420 290 400 302C380 290 360 262 354 214Z";
        cloth::lay(c, band, &l.ramp, Hand::Linen, 6.0);
        return;
    }
    let leaf = "M350 204C334 216 322 232 316 250C320 288 330 320 342 346L400 322\
                C372 296 352 256 350 204Z";
    cloth::pair(c, leaf, 9.0, |c, form| {
        cloth::lay(c, form, &l.ramp, Hand::Linen, 0.0);
        pattern(c, form, l, "rotate(-30)");
        c.stitch(
            "M324 252C328 286 336 312 346 334L388 318",
            l.ramp.deep,
            1.5,
            "4 4",
        );
    });
}

/// A cardigan: knitted, ribbed, contrast-trimmed, or cropped.
pub(super) fn cardigan(c: &mut Canvas, l: &Look) {
    let hand = if l.n == 1 { Hand::Rib } else { Hand::Knit };
    let trim = if l.n == 2 { &l.trim } else { &l.ramp };
    cloth::hanger(c);
    inside(c, "M330 228C366 212 434 212 470 228L400 520Z", &l.ramp);
    let sleeve = "M216 276C164 330 134 480 104 690C122 706 160 714 186 708L272 420Z";
    cloth::pair(c, sleeve, 24.0, |c, form| {
        cloth::lay(c, form, &l.ramp, hand, 0.0);
        cloth::folds(c, form, &l.ramp, SLEEVE_FOLDS);
        let cuff = "M98 688C124 706 160 714 192 706L184 772C156 780 124 774 102 762Z";
        cloth::lay(c, cuff, trim, Hand::Rib, 0.0);
    });
    let hem = if l.n == 3 { 690.0 } else { 770.0 };
    front(c, l, hem, hand);
    let count = if l.n == 3 { 4 } else { 5 };
    bands(c, trim, hem);
    cloth::buttons(
        c,
        (402.0, 528.0),
        (hem + 40.0 - 528.0) / (count as f32 - 0.8),
        count,
        l.accent.mix(Rgb::whole(0x6b4a30), 0.5),
    );
}

/// One front of a cardigan with its pocket and hem rib.
fn front(c: &mut Canvas, l: &Look, hem: f32, hand: Hand) {
    let body = d!(
        "M330 228C296 250 246 260 210 276C218 330 240 380 244 430C246 560 238 660 234 {}L240 {}\
         C300 {} 350 {} 406 {}V500C380 420 344 330 330 228Z",
        hem,
        hem + 56.0,
        hem + 64.0,
        hem + 66.0,
        hem + 66.0
    );
    cloth::pair(c, &body, 26.0, |c, form| {
        cloth::lay(c, form, &l.ramp, hand, 0.0);
        cloth::folds(c, form, &l.ramp, FRONT_FOLDS);
        let rib = d!(
            "M230 {}L410 {}V{}C340 {} 290 {} 238 {}Z",
            hem - 4.0,
            hem + 8.0,
            hem + 66.0,
            hem + 66.0,
            hem + 62.0,
            hem + 56.0
        );
        cloth::lay(c, &rib, &l.ramp, Hand::Rib, 0.0);
        if l.n != 3 && c.haste() < 3 {
            cloth::lay(c, "M276 600L374 606L372 722L276 716Z", &l.ramp, hand, 0.0);
            c.stroke("M276 616L374 622", l.ramp.deep, 2.5, 0.4);
        }
    });
}

const FRONT_FOLDS: &str = "250 396 320 560 -30, 300 560 264 790 36, 330 300 290 420 22";

/// The ribbed front edges meeting at the middle.
fn bands(c: &mut Canvas, r: &Ramp, hem: f32) {
    let line = d!("M470 230C452 330 420 420 402 508V{}", hem + 64.0);
    let other = "M330 230C348 330 380 420 400 504";
    for path in [other, &line] {
        let edge = c.keep(path);
        c.stroke(&edge, r.deep, 42.0, 0.35);
        c.stroke(&edge, r.base, 36.0, 1.0);
        let ribs = " stroke-dasharray=\"2 6\" stroke-linecap=\"butt\"";
        c.line(&edge, &r.deep.hex(), 36.0, 0.22, ribs);
        c.stroke(&edge, r.glow, 8.0, 0.16);
    }
}

/// Trousers: straight, wide, tapered with turn-ups, or drawstring.
pub(super) fn trousers(c: &mut Canvas, l: &Look) {
    let (knee, foot) = l.pick([
        (196.0, 208.0),
        (160.0, 146.0),
        (206.0, 246.0),
        (190.0, 200.0),
    ]);
    let back = "M270 168C340 150 460 150 530 168L528 200L272 200Z";
    let hollow = c.down(&[(0.0, l.ramp.base, 1.0), (1.0, l.ramp.deep.tone(-0.3), 1.0)]);
    c.fill(back, &hollow);
    leg(c, l, knee, foot);
    let belt = "M266 168C340 190 460 190 534 168L540 218C460 240 340 240 260 218Z";
    cloth::lay(c, belt, &l.ramp, Hand::Canvas, 6.0);
    c.stitch("M264 210C340 231 460 231 536 210", l.ramp.deep, 1.6, "5 4");
    c.stroke("M400 236C402 300 404 350 400 414", l.ramp.deep, 3.0, 0.5);
    c.stitch("M424 236C426 310 424 360 404 396", l.ramp.deep, 1.6, "5 4");
    if l.n == 3 {
        light::tube(c, "M386 212C360 260 372 300 362 340", 7.0, &l.trim);
        light::tube(c, "M414 212C444 256 430 296 440 326", 7.0, &l.trim);
    } else {
        cloth::buttons(c, (400.0, 206.0), 1.0, 1, l.accent);
        c.stroke("M312 184V232M488 184V232", l.ramp.deep, 15.0, 0.35);
        c.stroke("M312 183V231M488 183V231", l.ramp.light, 11.0, 1.0);
    }
}

/// One leg with its crease, pocket and hem.
fn leg(c: &mut Canvas, l: &Look, knee: f32, foot: f32) {
    let outer = d!(
        "M262 196C250 260 232 340 220 430C{} 560 {} 700 {} 868C{} 878 {} 878 {} 870\
         C384 740 394 540 402 414C404 340 404 260 402 214Z",
        knee + 14.0,
        foot + 4.0,
        foot,
        foot + 50.0,
        foot + 100.0,
        (foot + 174.0).min(374.0)
    );
    let mid = foot + 84.0;
    cloth::pair(c, &outer, 24.0, |c, form| {
        cloth::lay(c, form, &l.ramp, Hand::Canvas, 0.0);
        cloth::folds_at(
            c,
            form,
            &l.ramp,
            &[
                (400.0, 400.0, 290.0, 480.0, -26.0),
                (396.0, 430.0, 310.0, 560.0, -30.0),
                (330.0, 240.0, mid, 860.0, 22.0),
                (mid + 50.0, 640.0, mid - 60.0, 720.0, -20.0),
                (mid + 70.0, 760.0, mid + 10.0, 860.0, 24.0),
            ],
        );
        c.stitch("M330 232C318 290 290 318 250 330", l.ramp.deep, 1.8, "5 4");
        c.stroke("M326 230C314 286 286 312 250 322", l.ramp.deep, 2.5, 0.5);
        turn_up(c, l, foot);
    });
}

/// The end of a leg: a turned cuff, or a stitched hem.
fn turn_up(c: &mut Canvas, l: &Look, foot: f32) {
    if l.n == 2 {
        let cuff = d!(
            "M{} 812C{} 824 {} 824 380 814L376 868C{} 880 {} 880 {} 868Z",
            foot - 4.0,
            foot + 50.0,
            foot + 90.0,
            foot + 90.0,
            foot + 50.0,
            foot - 2.0
        );
        cloth::lay(c, &cuff, &l.ramp, Hand::Canvas, 0.0);
    } else {
        c.stitch(
            &d!(
                "M{} 846C{} 856 {} 856 {} 848",
                foot + 4.0,
                foot + 50.0,
                foot + 100.0,
                (foot + 170.0).min(374.0)
            ),
            l.ramp.deep,
            1.6,
            "5 4",
        );
    }
}
