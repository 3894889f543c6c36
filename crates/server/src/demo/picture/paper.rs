//! Desk things, [`notebook`] first: paper, board and pens.

use super::{
    Look,
    canvas::{Canvas, d, num},
    color::{Ramp, Rgb},
    light,
    palette::PAPER,
    texture,
};

/// A notebook: elastic band, spiral, cloth spine, or a pair.
pub(super) fn notebook(c: &mut Canvas, l: &Look) {
    if l.n == 3 {
        c.group("transform=\"rotate(9 400 520)translate(30 -16)\"");
        cover(c, &l.trim, l);
        c.end();
    }
    c.group("transform=\"rotate(-6 400 500)\"");
    cover(c, &l.ramp, l);
    match l.n {
        0 => elastic(c, l),
        1 => spiral(c),
        _ => spine(c, l),
    }
    plate(c, l);
    c.end();
}

/// The block of pages under its board.
fn cover(c: &mut Canvas, r: &Ramp, l: &Look) {
    let board = c.keep(
        "M196 176C196 166 202 160 212 160H588C600 160 606 166 606 178V822\
                        C606 834 600 840 588 840H212C202 840 196 834 196 824Z",
    );
    c.group("transform=\"translate(10 12)\"");
    light::drop(c, &board, 22.0);
    c.fill(&board, &r.deep.tone(-0.1).hex());
    c.end();
    c.fill("M204 168H610L614 174V846L608 850H210Z", "#f2ebdf");
    c.stroke(
        "M609 176V846M612.5 178V848M214 845H608M214 848.5H608",
        Rgb::whole(0xa08f7a),
        1.2,
        0.6,
    );
    light::sheet(c, &board, r);
    texture::weave(c, &board, r, 6.0, 0.16);
    texture::speckle(c, &board, r.glow, l.seed, 0.25);
    c.clip(&board);
    c.stroke(&board, r.glow, 6.0, 0.45);
    c.stroke("M236 150V850", r.deep, 5.0, 0.4);
    c.stroke("M241 150V850", r.glow, 2.5, 0.35);
    c.end();
}

fn elastic(c: &mut Canvas, l: &Look) {
    c.stroke("M560 160C563 400 563 600 560 840", Rgb::DUSK, 19.0, 0.2);
    c.stroke(
        "M556 160C558 400 558 600 556 840",
        l.accent.tone(-0.25),
        15.0,
        1.0,
    );
    c.stroke("M554 160C556 400 556 600 554 840", l.accent, 10.0, 1.0);
    let ribbon = "M330 838C334 880 322 900 330 930L342 918L352 930C346 900 356 880 352 838Z";
    light::sheet(c, ribbon, &l.trim);
}

fn spiral(c: &mut Canvas) {
    let wire = Ramp::of(Rgb::whole(0x8f8a82));
    let loops: String = (0..19)
        .map(|i| {
            d!(
                "M226 {}C180 {} 176 {} 214 {}",
                190.0 + i as f32 * 34.4,
                180.0 + i as f32 * 34.4,
                206.0 + i as f32 * 34.4,
                202.0 + i as f32 * 34.4
            )
        })
        .collect();
    let holes: String = (0..19)
        .map(|i| d!("M226 {}h.1", 194.0 + i as f32 * 34.4))
        .collect();
    c.stroke(&holes, Rgb::DUSK, 14.0, 0.6);
    light::tube(c, &loops, 6.0, &wire);
}

fn spine(c: &mut Canvas, l: &Look) {
    let cloth = c.keep("M196 176C196 166 202 160 212 160H284V840H212C202 840 196 834 196 824Z");
    light::sheet(c, &cloth, &l.trim);
    texture::weave(c, &cloth, &l.trim, 8.0, 0.3);
    c.stroke("M285 162V838", Rgb::DUSK, 3.0, 0.3);
}

/// A pasted label, or a blind-stamped line.
fn plate(c: &mut Canvas, l: &Look) {
    let paper = "M350 300H510V396H350Z";
    let r = Ramp::of(PAPER);
    let form = c.keep(paper);
    c.group("transform=\"translate(2 3)\"");
    c.veil(&form, &Rgb::DUSK.hex(), 0.25);
    c.end();
    light::sheet(c, &form, &r);
    c.stroke("M372 332h84M372 352h116M372 368h62", l.ramp.deep, 4.0, 0.7);
}
