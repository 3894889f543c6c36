//! The line drawings of the interface, one stroke width, on a grid of 24.

use leptos::prelude::*;

/// What a drawing shows.
#[derive(Clone, Copy)]
pub enum Glyph {
    Basket,
    Heart,
    Search,
    Pin,
    Menu,
    Close,
    Minus,
    Plus,
    Chevron,
    Enlarge,
    Truck,
    Leaf,
    Person,
    #[cfg(feature = "ssr")]
    Screen,
}

impl Glyph {
    fn path(self) -> &'static str {
        match self {
            Self::Basket => {
                "M3.5 9.5h17l-1.7 9.2a2 2 0 0 1-2 1.6H7.2a2 2 0 0 1-2-1.6L3.5 9.5Z\
                 M8 9.5 10.5 4M16 9.5 13.5 4M9.5 13v4M14.5 13v4"
            }
            Self::Heart => {
                "M12 20.3s-7.8-4.6-7.8-10.3A4.4 4.4 0 0 1 12 7.3a4.4 4.4 0 0 1 7.8 \
                 2.7c0 5.7-7.8 10.3-7.8 10.3Z"
            }
            Self::Search => "M10.8 17.6a6.8 6.8 0 1 0 0-13.6 6.8 6.8 0 0 0 0 13.6ZM16 16l4.3 4.3",
            Self::Pin => {
                "M12 21s-6.8-6.2-6.8-11.3a6.8 6.8 0 0 1 13.6 0C18.8 14.8 12 21 12 21Z\
                 M12 12.2a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z"
            }
            Self::Menu => "M4 7h16M4 12h16M4 17h16",
            Self::Close => "M6 6l12 12M18 6 6 18",
            Self::Minus => "M6 12h12",
            Self::Plus => "M6 12h12M12 6v12",
            Self::Chevron => "M9 5.5 15.5 12 9 18.5",
            Self::Enlarge => "M14 4.5h5.5V10M10 19.5H4.5V14M19.5 4.5 13.5 10.5M4.5 19.5l6-6",
            Self::Truck => {
                "M3 6.5h11v10H3zM14 10h3.7l3.3 3.3v3.2h-7M7.2 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z\
                 M17 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z"
            }
            Self::Person => {
                "M12 12.2a4.1 4.1 0 1 0 0-8.2 4.1 4.1 0 0 0 0 8.2ZM4.4 20.2c.7-3.6 3.8-5.4 7.6-5.4\
                 s6.9 1.8 7.6 5.4"
            }
            #[cfg(feature = "ssr")]
            Self::Screen => "M3.5 5h12v9h-12zM7 18h5M9.5 14v4M17.5 9h3v11h-6v-3",
            Self::Leaf => {
                "M5 19c0-9 5-13.5 14.5-14C20 14 15.5 19.5 8 18.5M5 20.5c1.5-5 4.5-8.5 9-11"
            }
        }
    }
}

#[component]
pub fn Icon(glyph: Glyph) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=glyph.path() />
        </svg>
    }
}
