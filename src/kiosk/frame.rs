//! What stands around every screen: whose shop it is above, what always helps below.

use super::parts::{Press, Symbol, Weight};
use super::screen::Screen;
use super::words::FrameWords;
use super::{Kiosk, Service, screens, session};
use crate::shopper::Shopper;
use leptos::either::{Either, EitherOf4};
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
    let code = move || kiosk.screen().code();
    view! {
        <div class="kiosk" data-screen=code>
            <header class="above">
                <StoreName />
                <LineSign />
            </header>
            <main id="content" class="screen" tabindex="-1">
                {move || screens::draw(kiosk.screen())}
            </main>
            <Tools />
        </div>
    }
}

/// The store, and the corner that associates know.
#[component]
fn StoreName() -> impl IntoView {
    let kiosk = Kiosk::here();
    let name = move || {
        kiosk
            .setup()
            .with(|setup| setup.as_ref().map(|setup| setup.name.clone()))
    };
    view! {
        <p class="shop-name">
            <strong>"바구니"</strong>
            <span>{name}</span>
        </p>
    }
}

#[component]
fn LineSign() -> impl IntoView {
    let kiosk = Kiosk::here();
    let t = FrameWords::here();
    move || {
        (!kiosk.online().get()).then(
            || view! { <p class="line-cut" role="status" data-testid="offline">{t.offline}</p> },
        )
    }
}

/// Home, back, help, accessibility and cart: always there, always in the same place.
#[component]
fn Tools() -> impl IntoView {
    let kiosk = Kiosk::here();
    let t = FrameWords::here();
    let cart = Shopper::here().cart();
    let pieces = Signal::derive(move || cart.with(|lines| lines.total_quantity()));
    let cart_label = move || match pieces.get() {
        0 => t.cart.to_owned(),
        pieces => format!("{} {pieces}", t.cart),
    };
    let call = move || kiosk.go(Screen::CallStaff);
    let at_rest = move || kiosk.screen() == Screen::Attract;
    view! {
        <nav class="tools" aria-label=t.toolbar>
            {move || if at_rest() {
                Either::Left(view! {
                    <Tool symbol=Symbol::Access label=t.access name="access" on_press=move || kiosk.go(Screen::Access) />
                    <Tool symbol=Symbol::Help label=t.help name="help" on_press=move || kiosk.go(Screen::Help) />
                    <Tool symbol=Symbol::Bell label=t.call name="call-staff" on_press=call />
                })
            } else {
                Either::Right(view! {
                    <Tool symbol=Symbol::Home label=t.home name="home" on_press=move || kiosk.home() />
                    <Tool symbol=Symbol::Back label=t.back name="back" on_press=move || kiosk.back() />
                    <Tool symbol=Symbol::Access label=t.access name="access" on_press=move || kiosk.go(Screen::Access) />
                    <Tool symbol=Symbol::Help label=t.help name="help" on_press=move || kiosk.go(Screen::Help) />
                    <Tool symbol=Symbol::Bell label=t.call name="call-staff" on_press=call />
                    <Press
                        label=Signal::derive(cart_label)
                        symbol=Symbol::Basket
                        weight=Weight::Tool
                        name="cart"
                        on_press=move || kiosk.go(Screen::Cart)
                    />
                    <Tool symbol=Symbol::Leave label=t.end name="end" on_press=session::end />
                })
            }}
        </nav>
    }
}

#[component]
fn Tool(
    symbol: Symbol,
    label: &'static str,
    name: &'static str,
    on_press: impl Fn() + 'static,
) -> impl IntoView {
    view! { <Press label=label.to_owned() symbol weight=Weight::Tool name on_press /> }
}
