//! The drawings beside the words, on a grid of 24, in the shop's one stroke.

use leptos::prelude::*;

/// What a drawing shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbol {
    Home,
    Back,
    Help,
    Access,
    Basket,
    Bell,
    Leave,
    Search,
    Scan,
    Phone,
    House,
    Store,
    Truck,
    Counter,
    Package,
    Globe,
    Sound,
    Plus,
    Minus,
    Check,
    Up,
    Down,
    Left,
    Right,
    Cut,
    Undo,
    Menu,
    Bin,
    About,
}

impl Symbol {
    fn path(self) -> &'static str {
        match self {
            Self::Home | Self::House => "M4 11 12 4l8 7M6 9.5V20h12V9.5M10 20v-6h4v6",
            Self::Back | Self::Left => "M19 12H5M11 6l-6 6 6 6",
            Self::Right => "M5 12h14M13 6l6 6-6 6",
            Self::Up => "M12 19V5M6 11l6-6 6 6",
            Self::Down => "M12 5v14M6 13l6 6 6-6",
            Self::Help => {
                "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM9.5 9.5a2.6 2.6 0 1 1 3.9 2.3c-.9.5-1.4 1-1.4 \
                 2.2M12 17v.2"
            }
            Self::Access => {
                "M12 6.2a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2ZM4.5 8.5c5 1.6 10 1.6 15 0M9.5 9.6V14\
                 l-2 7M14.5 9.6V14l2 7M9.5 14h5"
            }
            Self::Basket => {
                "M3.5 9.5h17l-1.7 9.2a2 2 0 0 1-2 1.6H7.2a2 2 0 0 1-2-1.6L3.5 9.5ZM8 9.5 10.5 4M16 9.5 \
                 13.5 4M9.5 13v4M14.5 13v4"
            }
            Self::Bell => "M5 17h14M6.5 17v-5.5a5.5 5.5 0 0 1 11 0V17M12 6V4M10 20h4",
            Self::Leave => "M14 4.5H5v15h9M10 12h10M16.5 8.5 20 12l-3.5 3.5",
            Self::Search => "M10.8 17.6a6.8 6.8 0 1 0 0-13.6 6.8 6.8 0 0 0 0 13.6ZM16 16l4.3 4.3",
            Self::Scan => {
                "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M7.5 8.5v7M10.5 8.5v7M13.5 8.5v7M16.5 8.5v7"
            }
            Self::Phone => "M7.5 3h9v18h-9zM11 18h2",
            Self::Store => "M4 9.5 5.5 4h13L20 9.5M5.5 9.5V20h13V9.5M4 9.5h16M10 20v-5.5h4V20",
            Self::Truck => {
                "M3 6.5h11v10H3zM14 10h3.7l3.3 3.3v3.2h-7M7.2 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM17 19a2 2 \
                 0 1 0 0-4 2 2 0 0 0 0 4Z"
            }
            Self::Counter => "M3.5 12h17v8h-17zM7 12V6h7v6M16 12V9h2.5v3M9 8.5h3M8 16h8",
            Self::Package => "M4 8l8-4 8 4v8.5L12 21l-8-4.5V8ZM4 8l8 4.5L20 8M12 12.5V21",
            Self::Globe => {
                "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18"
            }
            Self::Sound => {
                "M4 10v4h3.5L12 18V6l-4.5 4H4ZM15 9.5a4 4 0 0 1 0 5M17.5 7a7.5 7.5 0 0 1 0 10"
            }
            Self::Plus => "M6 12h12M12 6v12",
            Self::Minus => "M6 12h12",
            Self::Check => "M5 12.5 10 17.5 19.5 7",
            Self::Undo => "M9 13 4.5 8.5 9 4M4.5 8.5h9a5.5 5.5 0 0 1 0 11H8",
            Self::Menu => "M4.5 7h15M4.5 12h15M4.5 17h15",
            Self::Bin => "M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 12.5h9l1-12.5M10.5 11v5M13.5 11v5",
            Self::About => "M6 3.5h12v17H6zM9 8h6M9 12h6M9 16h3.5",
            Self::Cut => {
                "M3 9.5c5.5-4.5 12.5-4.5 18 0M6.5 13c3.4-2.6 7.6-2.6 11 0M12 17.5v.2M4 3.5l16 17"
            }
        }
    }
}

/// The drawing, which says nothing that the words beside it do not.
#[component]
pub fn Sign(symbol: Symbol) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=symbol.path() />
        </svg>
    }
}
