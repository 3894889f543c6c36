//! What follows from what the server tells.

use super::{Line, now};
use crate::kiosk::screen::Screen;
use crate::kiosk::session;
use crate::shopper;
use baguni_api::kiosk::{Call, CallReason, Direction, News};
use leptos::prelude::*;

impl Line {
    pub(super) fn hear(self, news: News) {
        match news {
            // Whatever it was, whoever it was for is just being forgotten.
            News::HandedOff(_) | News::Call(_) | News::Paid { .. } | News::Reset
                if session::is_ending() => {}
            News::HandedOff(Direction::ToPhone) => self.moved(),
            News::HandedOff(Direction::ToScreen) => self.came(),
            News::Call(Some(by)) => self.comes(by),
            News::Call(None) => self.call.set(None),
            News::Paid { ticket, order } => self.kiosk.paid(&ticket, order),
            News::Told => self.beat(),
            News::Catalogue => self.shelf.refresh(),
            News::Stock(levels) => self.shelf.restock(&levels),
            News::Reset => self.ended(),
            News::Revoked => self.revoked(),
        }
    }

    /// The basket is on the phone. A number that somebody is reading stays.
    fn moved(self) {
        session::joined_by_phone();
        match untrack(|| self.kiosk.screen()) {
            Screen::Attract | Screen::Ticket(_) | Screen::Paid(_) => {}
            _ => self.kiosk.replace(Screen::Moved),
        }
    }

    /// Somebody is on the way, whoever it was that called.
    fn comes(self, by: String) {
        if self.call.with_untracked(Option::is_none) {
            self.called(CallReason::Assistance);
        }
        self.call.update(|call| {
            if let Some(call) = call {
                call.taken_by = Some(by);
            }
        });
    }

    /// The server has called somebody.
    pub fn called(self, reason: CallReason) {
        self.call.set(Some(Call {
            reason,
            called_at: now(),
            taken_by: None,
        }));
    }

    /// The phone's basket is here. Back leads to a number that was shown.
    fn came(self) {
        session::joined_by_phone();
        shopper::look_again();
        match untrack(|| self.kiosk.screen()) {
            Screen::Ticket(_) | Screen::Paid(_) => self.kiosk.go(Screen::Cart),
            _ => self.kiosk.replace(Screen::Cart),
        }
    }

    /// The session has ended on the server. Where nobody is, there is nothing to begin again.
    fn ended(self) {
        match session::is_used() {
            true => session::end(),
            false => {
                shopper::forget();
                // Nobody is let in before the server has heard that.
                session::tell_server();
            }
        }
    }
}
