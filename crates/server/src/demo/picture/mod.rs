//! The pictures of the demo catalogue, drawn by code: [`svg`] turns a [`Picture`] into a
//! standalone still life.

mod bags;
mod basket;
mod bath;
mod bottle;
mod candle;
mod canvas;
mod ceramics;
mod chance;
mod cloth;
mod clothing;
mod color;
mod compact;
mod companion;
mod folded;
mod furniture;
mod glass;
mod ground;
mod knitwear;
mod lamps;
mod light;
mod metal;
mod palette;
mod paper;
mod pens;
mod plan;
mod plant;
mod scene;
mod shape;
mod textile;
mod texture;
mod walls;
mod wood;

pub use color::Rgb;

use canvas::Canvas;
use color::Ramp;

/// Draws the picture as a complete SVG document, the same text for the same picture always.
pub fn svg(picture: &Picture) -> String {
    let look = Look::of(picture);
    let draw = |haste| {
        let mut canvas = Canvas::hasty(haste);
        plan::compose(&mut canvas, picture.kind, picture.view, &look);
        canvas.finish()
    };
    // Rather a detail less than a page that loads slowly.
    (0..3)
        .map(draw)
        .find(|text| text.len() <= LIMIT)
        .unwrap_or_else(|| draw(3))
}

/// The most bytes one picture may take.
const LIMIT: usize = 8_192;

/// What to draw: a thing, its colours, which of its variations, and how it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    pub kind: Kind,
    /// The main colour of the thing.
    pub tint: Rgb,
    /// The second colour: the glaze inside, a stripe, a label, a lid.
    pub accent: Option<Rgb>,
    /// Proportion and pattern; four of them, counted round.
    pub variation: u8,
    pub view: View,
}

/// A name that is no kind or view of picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownName;

impl std::fmt::Display for UnknownName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no picture goes by that name")
    }
}

impl std::error::Error for UnknownName {}

/// An enum whose variants have fixed names in writing.
macro_rules! named {
    ($(#[$note:meta])* $name:ident { $($variant:ident $text:literal,)* }) => {
        $(#[$note])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($variant,)* }

        impl $name {
            pub const ALL: &[$name] = &[$($name::$variant,)*];

            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownName;

            fn from_str(text: &str) -> Result<Self, UnknownName> {
                match text { $($text => Ok($name::$variant),)* _ => Err(UnknownName) }
            }
        }
    };
}

named! {
    /// How the thing is looked at.
    View {
        Front "front",
        Detail "detail",
        Scene "scene",
    }
}

named! {
    /// The things that can be drawn.
    Kind {
        Mug "mug",
        Bowl "bowl",
        Plate "plate",
        Teapot "teapot",
        Tumbler "tumbler",
        Carafe "carafe",
        Cutlery "cutlery",
        CuttingBoard "cutting-board",
        Pot "pot",
        Kettle "kettle",
        Tin "tin",
        Jar "jar",
        Apron "apron",
        TeaTowel "tea-towel",
        Vase "vase",
        Candle "candle",
        Lamp "lamp",
        Cushion "cushion",
        Blanket "blanket",
        Basket "basket",
        Clock "clock",
        Stool "stool",
        SideTable "side-table",
        Tray "tray",
        Poster "poster",
        Tee "tee",
        Shirt "shirt",
        Cardigan "cardigan",
        Trousers "trousers",
        Socks "socks",
        Beanie "beanie",
        Scarf "scarf",
        Slippers "slippers",
        Tote "tote",
        Backpack "backpack",
        Pouch "pouch",
        Notebook "notebook",
        Pen "pen",
        PencilCase "pencil-case",
        DeskLamp "desk-lamp",
        Towel "towel",
        Soap "soap",
        Bottle "bottle",
        Diffuser "diffuser",
        Brush "brush",
        Umbrella "umbrella",
        Thermos "thermos",
        PicnicMat "picnic-mat",
        Planter "planter",
        WateringCan "watering-can",
    }
}

/// A picture made ready for drawing: its colours as tones, its variation counted round.
struct Look {
    tint: Rgb,
    accent: Rgb,
    ramp: Ramp,
    trim: Ramp,
    n: usize,
    /// Shown in use: the mug is filled, the lamp is lit.
    used: bool,
    seed: u32,
}

impl Look {
    fn of(picture: &Picture) -> Look {
        let linen = palette::LINEN;
        let second = if picture.tint.lightness() > 0.8 {
            Rgb::whole(0xb9a58c)
        } else {
            linen
        };
        let accent = picture.accent.unwrap_or(second);
        Look {
            tint: picture.tint,
            accent,
            ramp: Ramp::of(picture.tint),
            trim: Ramp::of(accent),
            n: picture.variation as usize % 4,
            used: picture.view == View::Scene,
            seed: picture.kind as u32 * 16 + u32::from(picture.variation % 4),
        }
    }

    /// The value meant for this variation.
    fn pick<T: Copy>(&self, values: [T; 4]) -> T {
        values[self.n]
    }
}

#[cfg(test)]
mod tests;
