//! Wooden things, [`cutting_board`] first, with grain that follows the piece.

use super::{
    Look,
    canvas::{Canvas, d, num},
    color::{Ramp, neutral},
    compact::fit,
    companion, furniture,
    light::{self, Gloss},
    palette::{BRASS, STEEL},
    shape::Turned,
    texture,
};

/// A cutting board: handled, round, paddle, or with a juice groove.
pub(super) fn cutting_board(c: &mut Canvas, l: &Look) {
    let outline = match l.n {
        0 => "M356 150C356 116 444 116 444 150L450 268C452 286 462 292 480 294H540\
              C566 294 580 308 580 334V820C580 846 566 860 540 860H260C234 860 220 846 220 820V334\
              C220 308 234 294 260 294H320C338 292 348 286 350 268Z"
            .to_string(),
        1 => "M364 152C364 122 436 122 436 152L442 262C546 282 640 380 640 540\
              C640 690 530 800 400 800C270 800 160 690 160 540C160 380 254 282 358 262Z"
            .to_string(),
        2 => "M362 132C362 104 438 104 438 132L446 330C452 360 476 366 510 374\
              C556 386 570 420 570 470V760C570 830 520 872 400 872C280 872 230 830 230 760V470\
              C230 420 244 386 290 374C324 366 348 360 354 330Z"
            .to_string(),
        _ => "M196 190C196 168 208 156 230 156H570C592 156 604 168 604 190V820\
              C604 842 592 854 570 854H230C208 854 196 842 196 820Z"
            .to_string(),
    };
    let form = c.keep(&outline);
    light::drop(c, &form, 22.0);
    c.group("transform=\"translate(7 9)\"");
    c.fill(&form, &l.ramp.deep.tone(-0.12).hex());
    c.end();
    light::sheet(c, &form, &l.ramp);
    texture::grain(c, &form, &l.ramp, (200.0, 100.0, 400.0, 780.0), l.seed);
    cathedral(c, &form, &l.ramp);
    c.clip(&form);
    c.stroke(&form, l.ramp.glow, 7.0, 0.5);
    c.end();
    match l.n {
        3 => {
            c.stroke("M246 206H554V804H246Z", l.ramp.deep, 13.0, 0.55);
            c.stroke("M249 209H557V807H249Z", l.ramp.glow, 4.0, 0.5);
        }
        _ => hole(c, l),
    }
}

fn hole(c: &mut Canvas, l: &Look) {
    c.oval((400.0, 172.0), (19.0, 19.0), &l.ramp.deep.tone(-0.35).hex());
    c.oval((403.0, 176.0), (15.5, 15.0), "#e9e0d3");
    light::tube(
        c,
        "M398 172C330 120 350 60 400 64C450 68 462 124 404 172",
        8.0,
        &Ramp::of(l.accent.tone(-0.12)),
    );
}

/// The pointed arches a plain-sawn plank shows.
fn cathedral(c: &mut Canvas, form: &str, r: &Ramp) {
    let path = "M-8 420C-20 220 -8 60 10 24C26 60 40 220 34 420Z";
    let arch = |k: u8| {
        let k = f32::from(k);
        fit(
            path,
            (400.0, 480.0 - k * 60.0),
            (1.0 + k * 0.9, 1.0 + k * 0.2),
        )
    };
    c.clip(form);
    c.stroke(&(0..4).map(arch).collect::<String>(), r.deep, 2.4, 0.26);
    c.end();
}

/// A tray: round, oval with handles, deep, or rimmed in a second colour.
pub(super) fn tray(c: &mut Canvas, l: &Look) {
    let (top, r, deep, tilt) = l.pick(TRAY);
    let wall = [
        (top, r),
        (top + deep * 0.8, r - 10.0),
        (top + deep, r - 26.0),
    ];
    let body = Turned::new(400.0, &wall).tilted(tilt, tilt);
    if l.n == 1 {
        ring_handles(c, top, r, l);
    }
    let form = light::solid(c, &body, &l.ramp, Gloss(0.15));
    let area = (400.0 - r, top, r * 2.0, r * tilt + deep);
    texture::grain(c, &form, &l.ramp, area, l.seed);
    let lip = if l.n == 3 { &l.trim } else { &l.ramp };
    light::mouth(c, &body, lip, &l.ramp, 14.0);
    let floor = (r - 26.0, (r - 26.0) * tilt - 6.0 - deep * 0.18);
    furniture::face(c, (400.0, top + deep * 0.42), floor, &l.ramp, l.seed + 3);
    let shade = c.slant(&neutral("0 dusk .45, .3 dusk .06, .5 dusk 0"));
    c.oval((400.0, top + deep * 0.4), floor, &shade);
    if l.used {
        companion::cup(c, (330.0, top + 40.0), 0.62, l.accent);
    }
}

/// Top, radius, depth and how far we look into it.
const TRAY: [(f32, f32, f32, f32); 4] = [
    (530.0, 305.0, 46.0, 0.44),
    (540.0, 310.0, 56.0, 0.4),
    (520.0, 290.0, 80.0, 0.42),
    (530.0, 305.0, 50.0, 0.46),
];

fn ring_handles(c: &mut Canvas, top: f32, r: f32, l: &Look) {
    for side in [-1.0, 1.0] {
        let x = 400.0 + side * (r - 6.0);
        let path = d!(
            "M{} {}C{} {} {} {} {} {}",
            x,
            top - 26.0,
            x + side * 66.0,
            top - 50.0,
            x + side * 66.0,
            top + 66.0,
            x,
            top + 40.0
        );
        light::tube(c, &path, 19.0, &l.trim);
    }
}

/// Cutlery laid out: fork, knife and spoon, with wooden or slim handles.
pub(super) fn cutlery(c: &mut Canvas, l: &Look) {
    let wooden = l.n % 2 == 1;
    let steel = if wooden { Ramp::of(STEEL) } else { l.ramp };
    let fork = "M256 170C250 240 250 290 262 320C270 340 286 346 288 370C290 440 286 470 288 520\
                H312C314 470 310 440 312 370C314 346 330 340 338 320C350 290 350 240 344 170\
                L332 172L328 290H316L314 172H306L304 290H296L294 172H286L284 290H272L268 172Z";
    let knife = "M392 520C388 400 384 280 388 190C390 164 400 156 408 160C430 210 436 330 430 400\
                 C426 420 416 424 416 440V520Z";
    let spoon = "M540 160C586 160 600 224 594 276C588 326 568 346 556 360C552 420 552 470 554 520\
                 H526C528 470 528 420 524 360C512 346 492 326 486 276C480 224 494 160 540 160Z";
    for (head, x, wide) in [
        (fork, 300.0, 24.0),
        (knife, 404.0, 27.0),
        (spoon, 540.0, 26.0),
    ] {
        haft(c, x, wide, if wooden { &l.ramp } else { &steel }, l);
        blade(c, head, &steel);
    }
    let bowl = c.slant(&steel.stops("0 deep .8, .5 base .2, 1 glow"));
    c.oval((540.0, 250.0), (42.0, 74.0), &bowl);
}

fn blade(c: &mut Canvas, path: &str, r: &Ramp) {
    let form = c.keep(path);
    light::drop(c, &form, 10.0);
    let stops = r.stops("0 base, .2 bright, .42 light, .6 shade, .8 glow, 1 deep");
    let paint = c.across(&stops);
    c.fill(&form, &paint);
    let fade = c.down(&neutral("0 white .4, .4 white 0, 1 dusk .25"));
    c.fill(&form, &fade);
}

fn haft(c: &mut Canvas, x: f32, wide: f32, r: &Ramp, l: &Look) {
    let (w, full) = (wide * 0.5, wide * 0.5 + l.pick([2.0, 12.0, -4.0, 8.0]));
    let form = c.keep(&d!(
        "M{} 500L{} 820C{} 850 {} 850 {} 820L{} 500Z",
        x - w,
        x - full,
        x - full,
        x + full,
        x + full,
        x + w
    ));
    light::drop(c, &form, 12.0);
    let paint = c.across(&r.stops("0 shade, .25 glow, .5 base, .85 deep, 1 bounce"));
    c.fill(&form, &paint);
    if l.n % 2 == 1 {
        let area = (x - full, 500.0, full * 2.0, 350.0);
        texture::grain(c, &form, r, area, l.seed + x as u32);
        c.stroke(&d!("M{} 570h.1m0 210h.1", x), BRASS, 9.0, 1.0);
    }
}
