//! Which drawing belongs to which kind, and how a view frames it: [`compose`].

use super::{
    Kind, Look, View, bags, basket, bath, bottle, candle, canvas::Canvas, ceramics, clothing,
    folded, furniture, glass, ground, knitwear, lamps, metal, paper, pens, scene, shape, textile,
    walls, wood,
};

/// Draws one view of a kind.
pub(super) fn compose(c: &mut Canvas, kind: Kind, view: View, look: &Look) {
    let plan = plan(kind);
    match view {
        View::Front => studio(c, &plan, look, plan.frame, 0.0),
        View::Detail => studio(c, &plan, look, plan.focus, -0.045),
        View::Scene => room(c, &plan, look),
    }
}

type Draw = fn(&mut Canvas, &Look);

/// A spot of a drawing and how far it is enlarged there.
type Frame = (f32, f32, f32);

/// Where a thing is shown in use.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    Table,
    Counter,
    Shelf,
    Wall,
    Sofa,
    Rail,
    Peg,
    Lay,
    Wear,
    Floor,
    Hall,
    Bath,
    Desk,
    Meadow,
}

/// How a kind is drawn and framed.
struct Plan {
    draw: Draw,
    setting: Setting,
    stands: bool,
    frame: Frame,
    focus: Frame,
    /// The height at which it touches its ground, or its middle when it lies or hangs.
    foot: f32,
}

fn studio(c: &mut Canvas, plan: &Plan, look: &Look, (x, y, zoom): Frame, step: f32) {
    let paper = ground::paper(look.tint).tone(step);
    match plan.stands {
        true => ground::sweep(c, paper),
        false => ground::flat(c, paper),
    }
    // A little left of the middle: the shadow weighs on the right.
    place(c, plan, look, (394.0 - x * zoom, 502.0 - y * zoom, zoom));
}

fn room(c: &mut Canvas, plan: &Plan, look: &Look) {
    scene::behind(c, plan.setting, look);
    let (x, y, size) = scene::spot(plan.setting);
    let size = size * plan.frame.2;
    place(
        c,
        plan,
        look,
        (x - plan.frame.0 * size, y - plan.foot * size, size),
    );
    scene::before(c, plan.setting, look);
}

fn place(c: &mut Canvas, plan: &Plan, look: &Look, (x, y, zoom): Frame) {
    c.group(&format!(
        "transform=\"matrix({zoom:.2} 0 0 {zoom:.2} {x:.0} {y:.0})\""
    ));
    (plan.draw)(c, look);
    c.end();
}

/// A thing that stands: it is given the height of its foot.
fn standing(draw: Draw, setting: Setting, foot: f32, frames: &str) -> Plan {
    let [frame, focus] = both(frames);
    Plan {
        draw,
        setting,
        stands: true,
        frame,
        focus,
        foot,
    }
}

/// A thing that lies flat or hangs against the wall.
fn flat(draw: Draw, setting: Setting, frames: &str) -> Plan {
    let [frame, focus] = both(frames);
    // On a rail it is the hook that has to meet something.
    let foot = match setting {
        Setting::Rail => 126.0,
        _ => frame.1,
    };
    let stands = false;
    Plan {
        draw,
        setting,
        stands,
        frame,
        focus,
        foot,
    }
}

/// The whole thing's frame and the detail's, in writing: `"x y zoom, x y zoom"`.
fn both(frames: &str) -> [Frame; 2] {
    let list = shape::numbers(frames);
    [0, 1].map(|i| {
        let [x, y, zoom] = list[i];
        (x, y, zoom)
    })
}

fn plan(kind: Kind) -> Plan {
    use Kind::*;
    use Setting::*;
    match kind {
        Mug => standing(ceramics::mug, Table, 760.0, "420 535 1.08, 470 440 2.1"),
        Bowl => standing(ceramics::bowl, Table, 735.0, "400 590 1.06, 500 520 2.1"),
        Plate => standing(ceramics::plate, Table, 760.0, "385 490 1.04, 420 640 2"),
        Teapot => standing(ceramics::teapot, Table, 755.0, "425 505 1.1, 470 440 2.2"),
        Tumbler => standing(glass::tumbler, Counter, 770.0, "400 545 1.24, 440 440 2.3"),
        Carafe => standing(glass::carafe, Table, 795.0, "405 500 1.1, 420 380 2.2"),
        Cutlery => flat(wood::cutlery, Lay, "425 500 1.08, 430 330 2.2"),
        CuttingBoard => flat(wood::cutting_board, Lay, "400 480 .98, 400 260 2"),
        Pot => standing(metal::pot, Counter, 775.0, "405 545 1.04, 450 490 2.1"),
        Kettle => standing(metal::kettle, Counter, 775.0, "400 505 1.1, 470 430 2.1"),
        Tin => standing(metal::tin, Counter, 775.0, "400 550 1.3, 450 500 2.3"),
        Jar => standing(glass::jar, Counter, 795.0, "400 520 1.14, 440 440 2.2"),
        Apron => flat(textile::apron, Peg, "400 500 .98, 420 560 2.1"),
        TeaTowel => flat(textile::tea_towel, Peg, "400 515 1.02, 390 740 2.2"),
        Vase => standing(ceramics::vase, Shelf, 785.0, "400 515 1.14, 430 400 2.1"),
        Candle => standing(candle::candle, Shelf, 775.0, "400 545 1.18, 420 460 2.2"),
        Lamp => standing(lamps::lamp, Shelf, 795.0, "405 500 1.08, 440 420 2"),
        Cushion => standing(textile::cushion, Sofa, 760.0, "400 520 1.12, 500 420 2"),
        Blanket => standing(folded::blanket, Sofa, 725.0, "400 560 1.06, 500 560 2.1"),
        Basket => standing(basket::basket, Floor, 800.0, "400 555 1.06, 460 480 2"),
        Clock => flat(walls::clock, Wall, "400 465 1.14, 470 400 2.1"),
        Stool => standing(furniture::stool, Floor, 845.0, "400 575 1.08, 420 440 2"),
        SideTable => standing(
            furniture::side_table,
            Floor,
            850.0,
            "400 595 1.12, 440 440 1.9",
        ),
        Tray => standing(wood::tray, Table, 700.0, "400 565 1.06, 520 600 2.1"),
        Poster => standing(walls::poster, Hall, 850.0, "408 485 1, 420 560 2"),
        Tee => flat(clothing::tee, Rail, "400 480 1.06, 430 330 2.1"),
        Shirt => flat(clothing::shirt, Rail, "400 480 1.1, 420 350 2.2"),
        Cardigan => flat(clothing::cardigan, Rail, "400 485 1.06, 410 520 2.1"),
        Trousers => flat(clothing::trousers, Wear, "400 515 1.04, 420 290 2.1"),
        Socks => flat(knitwear::socks, Wear, "420 515 1.04, 330 320 2.1"),
        Beanie => flat(knitwear::beanie, Wear, "400 515 1.2, 500 600 2.1"),
        Scarf => flat(knitwear::scarf, Peg, "415 515 1, 420 730 2.1"),
        Slippers => flat(knitwear::slippers, Wear, "402 500 1.1, 350 400 2"),
        Tote => standing(bags::tote, Floor, 875.0, "402 535 1.04, 330 500 2.1"),
        Backpack => standing(bags::backpack, Floor, 870.0, "400 510 1.08, 430 640 2.1"),
        Pouch => flat(bags::pouch, Lay, "402 520 1.06, 500 490 2"),
        Notebook => flat(paper::notebook, Lay, "405 505 1.02, 420 350 2.1"),
        Pen => flat(pens::pen, Lay, "400 480 1.22, 330 640 2.2"),
        PencilCase => flat(bags::pencil_case, Lay, "400 520 1.04, 540 460 2.1"),
        DeskLamp => standing(lamps::desk_lamp, Desk, 800.0, "430 515 1.14, 430 340 2"),
        Towel => standing(folded::towel, Bath, 740.0, "400 560 1.16, 500 590 2.2"),
        Soap => standing(bath::soap, Bath, 725.0, "400 590 1.12, 430 540 2.1"),
        Bottle => standing(bottle::bottle, Bath, 790.0, "395 515 1.16, 420 560 2.3"),
        Diffuser => standing(bottle::diffuser, Shelf, 790.0, "400 480 1.08, 420 600 2.2"),
        Brush => flat(bath::brush, Lay, "400 500 1, 400 560 1.9"),
        Umbrella => flat(bath::umbrella, Lay, "395 480 1.06, 420 560 2.1"),
        Thermos => standing(metal::thermos, Meadow, 790.0, "400 490 1.14, 420 400 2.2"),
        PicnicMat => standing(
            textile::picnic_mat,
            Meadow,
            725.0,
            "400 545 1.14, 330 560 2.1",
        ),
        Planter => standing(ceramics::planter, Floor, 800.0, "400 520 1.1, 430 640 2"),
        WateringCan => standing(metal::watering_can, Floor, 775.0, "395 560 1.02, 420 560 2"),
    }
}
