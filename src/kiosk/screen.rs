//! The screens, and the way that led to the one that is shown.

use baguni_api::kiosk::{KioskWay, Ticket};
use baguni_commerce::order::OrderNumber;
use baguni_commerce::{Handle, Sku};

/// One screen, with all that it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Screen {
    /// Nobody is here yet: language, accessibility, scan, continue from the phone.
    Attract,
    /// What is easier to see, hear and reach.
    Access,
    /// Where shopping begins: the collections.
    Browse,
    Collection {
        handle: Handle,
        /// From 1.
        page: u32,
    },
    Search,
    Scan,
    Product {
        handle: Handle,
        /// The variant that was scanned.
        sku: Option<Sku>,
    },
    /// One of the options of a product, with the variant that is chosen so far.
    Choose {
        handle: Handle,
        sku: Sku,
        /// From 0.
        option: u16,
    },
    /// What there is to read about a product.
    About(Handle),
    Cart,
    /// How the cart is to be had: at home, here, at another store.
    Way,
    /// At which other store.
    Stores,
    /// Where it is paid: on the phone or at the counter.
    Pay(KioskWay),
    /// A code that takes the basket to the phone, to be paid there where a way is chosen.
    ToPhone(Option<KioskWay>),
    /// A code that brings the phone's basket here.
    FromPhone,
    /// The basket is on the phone.
    Moved,
    /// A number for the counter.
    Ticket(Ticket),
    /// The counter has been paid.
    Paid(OrderNumber),
    /// An order that waits at this store.
    Pickup,
    CallStaff,
    Help,
    /// The tools, where there is no room for all of them at the edge.
    Menu,
    /// For associates, after the hidden gesture: how the screen is, and what may be done to it.
    Staff,
}

impl Screen {
    /// What it is called in tests, in styles and by the transcript.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Attract => "attract",
            Self::Access => "access",
            Self::Browse => "browse",
            Self::Collection { .. } => "collection",
            Self::Search => "search",
            Self::Scan => "scan",
            Self::Product { .. } => "product",
            Self::Choose { .. } => "choose",
            Self::About(_) => "about",
            Self::Cart => "cart",
            Self::Way => "way",
            Self::Stores => "stores",
            Self::Pay(_) => "pay",
            Self::ToPhone(_) => "to-phone",
            Self::FromPhone => "from-phone",
            Self::Moved => "moved",
            Self::Ticket(_) => "ticket",
            Self::Paid(_) => "paid",
            Self::Pickup => "pickup",
            Self::CallStaff => "call-staff",
            Self::Help => "help",
            Self::Menu => "menu",
            Self::Staff => "staff",
        }
    }
}

/// How many steps back are remembered.
const REMEMBERED: usize = 50;

/// The screens that led here, the one that is shown last. There always is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trail(Vec<Screen>);

impl Default for Trail {
    fn default() -> Self {
        Self(vec![Screen::Attract])
    }
}

impl Trail {
    pub fn last(&self) -> &Screen {
        self.0.last().unwrap_or(&Screen::Attract)
    }

    pub fn can_go_back(&self) -> bool {
        self.0.len() > 1
    }

    pub fn go(&mut self, screen: Screen) {
        if *self.last() == screen {
            return;
        }
        if self.0.len() >= REMEMBERED {
            // The first stays: it is where everything ends.
            self.0.remove(1);
        }
        self.0.push(screen);
    }

    pub fn replace(&mut self, screen: Screen) {
        if self.can_go_back() {
            self.0.pop();
        }
        self.go(screen);
    }

    /// Whether back leads to where everything begins.
    pub fn is_first_step(&self) -> bool {
        self.0.len() == 2 && self.0.first() == Some(&Screen::Attract)
    }

    pub fn back(&mut self) {
        if self.can_go_back() {
            self.0.pop();
        }
    }

    /// Only the beginning is behind it then.
    pub fn home(&mut self) {
        self.0.truncate(1);
        self.go(Screen::Browse);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_leads_where_one_came_from() {
        let mut trail = Trail::default();
        trail.back();
        assert_eq!(*trail.last(), Screen::Attract, "there is nothing before it");
        trail.go(Screen::Browse);
        trail.go(Screen::Search);
        trail.go(Screen::Search);
        trail.replace(Screen::Cart);
        assert_eq!(*trail.last(), Screen::Cart);
        trail.back();
        assert_eq!(*trail.last(), Screen::Browse);
        trail.go(Screen::Help);
        trail.home();
        assert_eq!(*trail.last(), Screen::Browse);
        trail.back();
        assert_eq!(*trail.last(), Screen::Attract);
        assert!(!trail.can_go_back());
    }

    #[test]
    fn the_way_is_bounded() {
        let mut trail = Trail::default();
        for _ in 0..REMEMBERED {
            trail.go(Screen::Browse);
            trail.go(Screen::Cart);
        }
        assert_eq!(trail.0.len(), REMEMBERED);
        assert_eq!(trail.0.first(), Some(&Screen::Attract));
    }
}
