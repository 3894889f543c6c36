//! Rooms for the scene view: [`behind`] builds what lies behind the thing, [`before`] what lies
//! in front of it.

use super::{
    Look,
    canvas::{Canvas, d, num},
    color::{Ramp, Rgb, neutral},
    companion, ground, light,
    palette::{FLOOR, LINEN},
    plan::Setting,
};

pub(super) fn behind(c: &mut Canvas, setting: Setting, l: &Look) {
    match setting {
        Setting::Lay => return surface(c, l),
        Setting::Wear => return linen(c, l),
        Setting::Meadow => return meadow(c, l),
        _ => wall(c, l),
    }
    match setting {
        Setting::Table => table(c, l),
        Setting::Counter => counter(c, l),
        Setting::Shelf => shelf(c, l),
        Setting::Wall => sideboard(c, l),
        Setting::Sofa => sofa(c),
        Setting::Rail => rail(c, l),
        Setting::Floor => floor(c, l),
        Setting::Bath => bath(c, l),
        Setting::Desk => desk(c, l),
        Setting::Peg => entry(c, l),
        Setting::Hall => hall(c, l),
        Setting::Lay | Setting::Wear | Setting::Meadow => {}
    }
}

pub(super) fn before(c: &mut Canvas, setting: Setting, l: &Look) {
    if c.haste() > 2 {
        return;
    }
    let kind = l.seed / 16;
    match (setting, kind % 3) {
        (Setting::Table, 0) => companion::napkin(c),
        (Setting::Table, _) => companion::fruit(c, (640.0, 900.0), 44.0),
        (Setting::Counter, 0 | 1) => companion::fruit(c, (668.0, 892.0), 38.0),
        (Setting::Lay, 0) => companion::cup_above(c, (664.0, 130.0), 78.0, cloth(l)),
        (Setting::Lay, 1) => companion::cut_sprig(c),
        (Setting::Lay, _) => companion::napkin(c),
        (Setting::Wear, _) => companion::folded(c, cloth(l)),
        (Setting::Meadow, _) => companion::fruit(c, (620.0, 890.0), 40.0),
        _ => {}
    }
}

/// Where a thing is put in a room: its middle, its foot, its size.
pub(super) fn spot(setting: Setting) -> (f32, f32, f32) {
    match setting {
        Setting::Table => (350.0, 850.0, 0.72),
        Setting::Counter => (360.0, 850.0, 0.74),
        Setting::Shelf => (330.0, 770.0, 0.68),
        Setting::Wall => (400.0, 470.0, 0.62),
        Setting::Sofa => (350.0, 800.0, 0.74),
        Setting::Rail => (330.0, 112.0, 0.86),
        Setting::Peg => (340.0, 450.0, 0.8),
        Setting::Lay | Setting::Wear => (400.0, 500.0, 0.76),
        Setting::Floor | Setting::Hall => (360.0, 860.0, 0.72),
        Setting::Bath => (340.0, 830.0, 0.68),
        Setting::Desk => (360.0, 820.0, 0.72),
        Setting::Meadow => (360.0, 840.0, 0.7),
    }
}

const ALL: &str = "M0 0H800V1000H0Z";

/// A companion's colour: quiet, and never that of the thing itself.
fn cloth(l: &Look) -> Rgb {
    let calm = [0xd9cdb9u32, 0xb8b9a6, 0xc9a58c, 0xbfc3c2];
    Rgb::whole(calm[(l.seed as usize / 4 + l.n) % 4]).mix(LINEN, 0.2)
}

/// Plaster with the light of a window falling across it.
fn wall(c: &mut Canvas, l: &Look) {
    let tones = [0xe4d9c9u32, 0xd8d4c6, 0xe0cdbb, 0xd9d2c8];
    let tone = Ramp::of(Rgb::whole(tones[(l.seed as usize / 16 + l.n) % 4]));
    let wash = c.slant(&tone.stops("0 glow, .6 base, 1 shade"));
    c.fill(ALL, &wash);
    panes(c, WINDOW, 0.42);
}

const WINDOW: &str = "M210 -20L420 60V270L210 210ZM440 68L640 144V334L440 276Z\
                      M210 236L420 298V520L210 470ZM440 304L640 362V570L440 524Z";

/// Panes of sunlight, soft at their edges.
fn panes(c: &mut Canvas, path: &str, alpha: f32) {
    light::soften(c);
    c.veil(path, &Rgb(255, 246, 228).hex(), alpha);
    c.end();
}

/// A level top running to the front of the picture.
fn plane(c: &mut Canvas, top: f32, tone: Rgb, grain: bool) {
    let wash = c.between(
        (0.0, top),
        (500.0, 1000.0),
        &[
            (0.0, tone.tone(0.2), 1.0),
            (0.4, tone, 1.0),
            (1.0, tone.tone(-0.14), 1.0),
        ],
    );
    let top_edge = d!("M0 {}H800V1000H0Z", top);
    c.fill(&top_edge, &wash);
    let under = c.between(
        (0.0, top - 46.0),
        (0.0, top),
        &neutral("0 dusk 0, 1 dusk .2"),
    );
    c.fill(&d!("M0 {}H800v46H0Z", top - 46.0), &under);
    if grain {
        let line = |i: i32| {
            let y = top + 14.0 + (i * i) as f32 * 9.0 + i as f32 * 12.0;
            d!(
                "M0 {}C200 {} 500 {} 800 {}",
                y,
                y - 10.0 + i as f32,
                y + 12.0,
                y - 4.0
            )
        };
        c.stroke(
            &(0..6).map(line).collect::<String>(),
            tone.tone(-0.3),
            2.5,
            0.3,
        );
    }
}

/// Oak, or limed boards where oak would come too near the thing in lightness.
fn board_tone(l: &Look) -> Rgb {
    let limed = Rgb::whole(0xddd0bd);
    let away = |tone: Rgb| (tone.lightness() - l.tint.lightness()).abs();
    if away(FLOOR) > 0.09 && l.tint.lightness() > 0.6 {
        FLOOR
    } else {
        limed
    }
}

fn table(c: &mut Canvas, l: &Look) {
    let near = (FLOOR.lightness() - l.tint.lightness()).abs() < 0.09;
    let tone = if near { board_tone(l) } else { FLOOR };
    plane(c, 660.0, tone, true);
    panes(c, "M60 700L330 690L420 1000H20Z", 0.2);
    match l.n {
        _ if c.haste() > 1 => {}
        0 | 3 => companion::bud_vase(c, (620.0, 760.0), 0.8, cloth(l)),
        1 => companion::books(c, (610.0, 780.0), l),
        _ => companion::bowl(c, (600.0, 780.0), 0.9, cloth(l)),
    }
}

fn counter(c: &mut Canvas, l: &Look) {
    tiles(c, 116.0, 0.5);
    if c.haste() < 3 {
        companion::board(c, (625.0, 720.0));
    }
    plane(c, 690.0, Rgb::whole(0xd9d3c8), false);
    if c.haste() < 2 {
        companion::crock(c, (640.0, 778.0), cloth(l));
    }
}

fn tiles(c: &mut Canvas, size: f32, alpha: f32) {
    let tile = format!(
        "<path d=\"{}\" stroke=\"#fffaf0\" stroke-width=\"4\"/><path d=\"{}\" stroke=\"#8c7a66\" \
         stroke-width=\"1.5\" opacity=\".5\"/>",
        d!("M0 0H{}M0 0V{}", size, size),
        d!("M0 3H{}M3 0V{}", size, size)
    );
    let paint = c.pattern((size, size), "translate(30 -6)", &tile);
    c.veil(ALL, &paint, alpha);
}

fn shelf(c: &mut Canvas, l: &Look) {
    let (tone, y) = (FLOOR, 760.0);
    let under = c.down(&neutral("0 dusk .42, 1 dusk 0"));
    c.fill(&d!("M0 {}H800v90H0Z", y + 52.0), &under);
    let top = c.across(&[(0.0, tone.tone(0.3), 1.0), (1.0, tone.tone(-0.06), 1.0)]);
    c.fill(&d!("M0 {}H800v44H0Z", y - 26.0), &top);
    let front = c.across(&[(0.0, tone, 1.0), (1.0, tone.tone(-0.26), 1.0)]);
    c.fill(&d!("M0 {}H800v36H0Z", y + 18.0), &front);
    c.stroke(
        &d!(
            "M0 {}H800M0 {}C300 {} 500 {} 800 {}",
            y + 18.0,
            y + 30.0,
            y + 36.0,
            y + 26.0,
            y + 34.0
        ),
        tone.tone(-0.3),
        2.0,
        0.35,
    );
    if c.haste() > 1 {
        return companion::books(c, (640.0, y - 2.0), l);
    }
    companion::upright_books(c, (575.0, y - 6.0), l);
}

fn sideboard(c: &mut Canvas, l: &Look) {
    plane(c, 850.0, FLOOR, true);
    if c.haste() < 2 {
        companion::bud_vase(c, (590.0, 900.0), 0.62, cloth(l));
    }
    companion::books(c, (240.0, 905.0), l);
}

/// A wall above a low bench.
fn entry(c: &mut Canvas, l: &Look) {
    plane(c, 850.0, FLOOR, true);
    companion::books(c, (640.0, 912.0), l);
}

/// A linen sofa: back, arm, seat.
fn sofa(c: &mut Canvas) {
    let r = Ramp::of(Rgb::whole(0xcfc4b2));
    let paint = c.down(&r.stops("0 glow, .2 light, .8 base, 1 deep"));
    let back = "M-40 420C-40 370 0 356 60 352H640C700 354 720 380 722 430V800H-40Z";
    let form = c.keep(back);
    light::drop(c, &form, 26.0);
    c.fill(&form, &paint);
    c.stroke("M344 362C350 500 350 600 346 720", r.deep, 5.0, 0.4);
    let arm = "M640 560C640 520 660 504 720 504C780 504 820 510 820 560V1000H640Z";
    let seat = "M-40 730C-20 712 20 706 60 706H600C640 708 660 716 664 742V900H-40Z";
    let side = c.down(&r.stops("0 glow, .16 light, .5 base, 1 deep"));
    for shape in [seat, arm] {
        c.fill(shape, &side);
    }
    c.stroke("M-40 884C200 896 500 896 656 884", r.deep, 4.0, 0.5);
    let gap = c.down(&neutral("0 dusk 0, 1 dusk .28"));
    c.fill("M-40 660H642V724H-40Z", &gap);
    c.fill("M-40 890H660V1000H-40Z", &r.shade.hex());
}

/// A clothes rail with quiet neighbours.
fn rail(c: &mut Canvas, l: &Look) {
    plane(c, 930.0, FLOOR.tone(-0.05), false);
    let steel = Ramp::of(Rgb::whole(0x6d675f));
    c.group("transform=\"translate(16 26)\"");
    c.stroke("M-20 118H820", Rgb::DUSK, 12.0, 0.16);
    c.end();
    light::tube(c, "M-20 118H820", 15.0, &steel);
    let others = [(676.0, cloth(l)), (752.0, Rgb::whole(0x8a7f70))];
    for (x, tone) in &others[..if c.haste() > 2 { 0 } else { 2 }] {
        companion::hung(c, *x, *tone);
    }
}

/// A surface looked down upon: oak boards in window light.
fn surface(c: &mut Canvas, l: &Look) {
    let tone = board_tone(l);
    let wash = c.slant(&[
        (0.0, tone.tone(0.24), 1.0),
        (0.5, tone, 1.0),
        (1.0, tone.tone(-0.16), 1.0),
    ]);
    c.fill(ALL, &wash);
    let line = |i: i32| {
        let x = 30.0 + i as f32 * 96.0;
        d!(
            "M{} 0C{} 300 {} 700 {} 1000",
            x,
            x + 14.0,
            x - 18.0 + (i % 3) as f32 * 9.0,
            x + 6.0
        )
    };
    c.stroke(
        &(0..8).map(line).collect::<String>(),
        tone.tone(-0.25),
        2.5,
        0.26,
    );
    c.stroke("M262 0V1000M548 0V1000", tone.tone(-0.4), 4.0, 0.45);
    panes(
        c,
        "M-20 40L330 -40L560 420L140 560ZM170 620L590 480L800 900L380 1040Z",
        0.26,
    );
    companion::branch_shadow(c);
}

/// A linen sheet with slow folds, for clothes to lie on.
fn linen(c: &mut Canvas, l: &Look) {
    let tone = ground::paper(l.tint).tone(-0.03).mix(cloth(l), 0.3);
    let r = Ramp::of(tone);
    let wash = c.slant(&r.stops("0 glow, .5 base, 1 shade"));
    c.fill(ALL, &wash);
    for (from, to, wide) in [
        ((-20.0, 700.0), (330.0, 1020.0), 60.0),
        ((120.0, -20.0), (-20.0, 420.0), -50.0),
        ((820.0, 420.0), (560.0, 1020.0), -70.0),
        ((480.0, -20.0), (820.0, 210.0), 40.0),
    ] {
        light::fold(c, from, to, wide, &r);
    }
    panes(
        c,
        "M-20 40L330 -40L560 420L140 560ZM170 620L590 480L800 900L380 1040Z",
        0.4,
    );
}

fn floor(c: &mut Canvas, l: &Look) {
    boards(c);
    if (l.seed / 16 + l.seed).is_multiple_of(2) || c.haste() > 1 {
        companion::leaning_frame(c, l.seed / 16, cloth(l));
    } else {
        companion::floor_plant(c, cloth(l));
    }
}

fn hall(c: &mut Canvas, l: &Look) {
    boards(c);
    if c.haste() < 3 {
        companion::floor_plant(c, cloth(l));
    }
}

/// Floor boards running to the wall, and its skirting.
fn boards(c: &mut Canvas) {
    plane(c, 730.0, FLOOR, false);
    let joints = "M-60 1000L150 730M170 1000L280 730M400 1000V730M630 1000L520 730M860 1000L650 730\
                  M1100 1000L780 730";
    c.stroke(joints, FLOOR.tone(-0.3), 3.0, 0.35);
    c.fill("M0 700H800V732H0Z", "#efe7da");
    c.stroke("M0 700H800M0 732H800", Rgb::DUSK, 3.0, 0.25);
    panes(c, "M40 760L300 752L420 1000H60Z", 0.22);
}

fn bath(c: &mut Canvas, l: &Look) {
    tiles(c, 58.0, 0.42);
    plane(c, 690.0, Rgb::whole(0xcfc8bb), false);
    if c.haste() > 2 {
        return;
    }
    if l.n.is_multiple_of(2) || c.haste() > 1 {
        companion::towels(c, (620.0, 800.0), cloth(l));
    } else {
        companion::bud_vase(c, (630.0, 790.0), 0.75, cloth(l));
    }
}

fn desk(c: &mut Canvas, l: &Look) {
    plane(c, 680.0, Rgb::whole(0xb98d5f), true);
    companion::books(c, (640.0, 790.0), l);
    if c.haste() < 2 {
        companion::cup(c, (180.0, 920.0), 0.6, cloth(l));
    }
}

/// Grass in dappled light with a cloth spread on it.
fn meadow(c: &mut Canvas, l: &Look) {
    let green = Rgb::whole(0x9aa27f);
    let wash = c.down(&[
        (0.0, Rgb::whole(0xe6e3d2), 1.0),
        (0.32, Rgb::whole(0xc9ccb0), 1.0),
        (0.5, green, 1.0),
        (1.0, green.tone(-0.18), 1.0),
    ]);
    c.fill(ALL, &wash);
    light::soften(c);
    c.veil(
        "M-40 430C40 250 150 300 220 240C330 150 420 300 520 260C640 200 720 300 860 240V470H-40Z",
        "#8b9573",
        0.55,
    );
    c.veil("M-40 640L300 560L860 700V1040H-40Z", "#efe6d6", 0.96);
    c.veil(
        "M80 690L330 640L420 700L160 760ZM520 800L760 780L820 900L560 900Z",
        "#fff6e4",
        0.6,
    );
    c.end();
    companion::bowl(c, (620.0, 770.0), 0.9, cloth(l));
}
