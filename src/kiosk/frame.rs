//! What stands around every screen: whose shop it is above, what always helps below.

use super::line::Signs;
use super::parts::{
    Backdrop, Photo, Press, Remembered, Room, Scroller, Sign, Symbol, Weight, asked, catalogue,
};
use super::screen::Screen;
use super::words::FrameWords;
use super::{Kiosk, Service, screens, session};
use crate::i18n::words;
use crate::shopper::Shopper;
use baguni_api::kiosk::Ticket;
use leptos::either::{Either, EitherOf4};
use leptos::html::Main;
use leptos::prelude::*;

#[component]
pub fn Frame() -> impl IntoView {
    let kiosk = Kiosk::here();
    let service = kiosk.service();
    move || match service.get() {
        Service::Starting => EitherOf4::A(view! {
            <p class="starting" role="status">{FrameWords::here().starting}</p>
        }),
        Service::Unpaired => EitherOf4::B(view! { <screens::Pairing /> }),
        Service::Closed => EitherOf4::C(view! { <screens::OutOfService /> }),
        Service::Open => EitherOf4::D(view! { <InService /> }),
    }
}

#[component]
fn InService() -> impl IntoView {
    let kiosk = Kiosk::here();
    let backdrop = Backdrop::provide();
    let main = NodeRef::<Main>::new();
    Room::provide(main);
    Remembered::provide();
    // Whoever goes where they are stays there, with all that they have begun.
    let screen = Memo::new(move |_| kiosk.screen());
    let code = move || screen.with(Screen::code);
    let is_dressed = move || backdrop.shown().map(|_| "dressed");
    view! {
        <div class="kiosk" data-screen=code data-above=is_dressed>
            <div class="backdrop" aria-hidden="true">
                {move || match backdrop.shown() {
                    Some(picture) => Either::Left(view! { <Photo picture=Some(picture) /> }),
                    None => Either::Right(view! { <Sign symbol=screen.with(emblem) /> }),
                }}
            </div>
            <header class="above">
                <StoreName />
                <div class="signs">
                    <Numbers />
                    <Signs />
                </div>
            </header>
            <main id="content" class="screen" tabindex="-1" node_ref=main>
                {move || {
                    let screen = screen.get();
                    view! { <Scroller>{screens::draw(screen)}</Scroller> }
                }}
            </main>
            <Tools />
        </div>
    }
}

/// What stands above a screen that has no picture: what it is about.
fn emblem(screen: &Screen) -> Symbol {
    match screen {
        Screen::Access => Symbol::Access,
        Screen::Search => Symbol::Search,
        Screen::Scan => Symbol::Scan,
        Screen::Way => Symbol::Truck,
        Screen::Stores => Symbol::Store,
        Screen::ToPhone(_) | Screen::FromPhone | Screen::Moved => Symbol::Phone,
        Screen::Pay(_) | Screen::Ticket(_) | Screen::Paid(_) => Symbol::Counter,
        Screen::Pickup => Symbol::Package,
        Screen::CallStaff => Symbol::Bell,
        Screen::Help => Symbol::Help,
        Screen::Menu => Symbol::Menu,
        Screen::Staff => Symbol::About,
        _ => Symbol::Basket,
    }
}

/// The store, and the corner that associates know: five touches in a row open their screen.
#[component]
fn StoreName() -> impl IntoView {
    const TOUCHES: u32 = 5;
    /// Milliseconds between two of them at most.
    const IN_A_ROW: f64 = 1_500.0;
    let kiosk = Kiosk::here();
    let touched = StoredValue::new((0_u32, 0.0_f64));
    let touch = move |_| {
        let now = session::now_ms();
        let (times, last) = touched.get_value();
        let times = if now - last < IN_A_ROW { times + 1 } else { 1 };
        touched.set_value((times % TOUCHES, now));
        if times == TOUCHES {
            kiosk.go(Screen::Staff);
        }
    };
    let stores = asked(|visit| visit.api.stores(visit.shown()));
    let name = move || {
        let store = catalogue::this_store()?;
        stores.with(|stores| {
            let mut stores = stores.as_ref()?.as_ref().ok()?.iter();
            let page = stores.find(|page| page.link.handle == store)?;
            Some(page.link.name.clone())
        })
    };
    view! {
        <p class="shop-name" data-testid="shop-name" on:click=touch>
            <strong>{move || name().unwrap_or_else(|| words().shop.to_owned())}</strong>
        </p>
    }
}

/// The numbers for the counter, wherever somebody has gone on to.
#[component]
fn Numbers() -> impl IntoView {
    let kiosk = Kiosk::here();
    let t = FrameWords::here();
    let kept = Memo::new(move |_| match kiosk.screen() {
        Screen::Ticket(_) => String::new(),
        _ => numbers(&kiosk.tickets()),
    });
    move || {
        let kept = kept.get();
        (!kept.is_empty()).then(|| {
            view! { <p class="sign number" data-testid="kept-number">{t.number} " " <strong>{kept}</strong></p> }
        })
    }
}

fn numbers(tickets: &[Ticket]) -> String {
    let numbers = tickets.iter().map(|ticket| ticket.number.as_str());
    numbers.collect::<Vec<_>>().join(" · ")
}

/// Home, back, help, accessibility and cart: always there, always in the same place. Where they do
/// not fit side by side, the stylesheet leaves the first and the last of them: the others are in
/// the menu.
#[component]
fn Tools() -> impl IntoView {
    let kiosk = Kiosk::here();
    let t = FrameWords::here();
    let at_rest = Memo::new(move |_| kiosk.screen() == Screen::Attract);
    view! {
        <nav class="tools" aria-label=t.toolbar>
            {move || if at_rest.get() {
                Either::Left(view! { <Tool tool=Access /> <Tool tool=Help /> <Tool tool=Call /> })
            } else {
                Either::Right(view! {
                    <Tool tool=Home />
                    <Tool tool=Back />
                    <Tool tool=Access />
                    <Tool tool=Help />
                    <Tool tool=Call />
                    <Tool tool=Cart />
                    <Tool tool=End />
                    <Tool tool=Menu />
                })
            }}
        </nav>
    }
}

/// What always helps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ToolKind {
    Home,
    Back,
    Access,
    Help,
    Call,
    Cart,
    End,
    Menu,
}
use ToolKind::{Access, Back, Call, Cart, End, Help, Home, Menu};

impl ToolKind {
    fn symbol(self) -> Symbol {
        match self {
            Home => Symbol::Home,
            Back => Symbol::Back,
            Access => Symbol::Access,
            Help => Symbol::Help,
            Call => Symbol::Bell,
            Cart => Symbol::Basket,
            End => Symbol::Leave,
            Menu => Symbol::Menu,
        }
    }

    fn word(self) -> &'static str {
        let t = FrameWords::here();
        match self {
            Home => t.home,
            Back => t.back,
            Access => t.access,
            Help => t.help,
            Call => t.call,
            Cart => t.cart,
            End => t.end,
            Menu => t.menu,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Home => "home",
            Back => "back",
            Access => "access",
            Help => "help",
            Call => "call-staff",
            Cart => "cart",
            End => "end",
            Menu => "menu",
        }
    }

    fn press(self, kiosk: Kiosk) {
        match self {
            Home => kiosk.home(),
            Back => kiosk.back(),
            Access => kiosk.go(Screen::Access),
            Help => kiosk.go(Screen::Help),
            Call => kiosk.go(Screen::CallStaff),
            Cart => kiosk.go(Screen::Cart),
            End => session::leave(),
            Menu => kiosk.go(Screen::Menu),
        }
    }
}

#[component]
pub fn Tool(tool: ToolKind, #[prop(optional)] weight: Option<Weight>) -> impl IntoView {
    let kiosk = Kiosk::here();
    let cart = Shopper::here().cart();
    let word = tool.word();
    let label = Signal::derive(move || match cart.with(|lines| lines.total_quantity()) {
        pieces if tool == Cart && pieces > 0 => format!("{word} {pieces}"),
        _ => word.to_owned(),
    });
    view! {
        <Press
            label
            symbol=tool.symbol()
            weight=weight.unwrap_or(Weight::Tool)
            name=tool.name()
            on_press=move || tool.press(kiosk)
        />
    }
}
