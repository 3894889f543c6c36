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
pub struct Trail {
    screens: Vec<Screen>,
    /// Numbers for the counter that were given on the way and are not paid, as far as is known.
    tickets: Vec<Ticket>,
}

impl Default for Trail {
    fn default() -> Self {
        Self {
            screens: vec![Screen::Attract],
            tickets: Vec::new(),
        }
    }
}

impl Trail {
    pub fn last(&self) -> &Screen {
        self.screens.last().unwrap_or(&Screen::Attract)
    }

    pub fn can_go_back(&self) -> bool {
        self.screens.len() > 1
    }

    pub fn go(&mut self, screen: Screen) {
        if *self.last() == screen {
            return;
        }
        if let Screen::Ticket(ticket) = &screen {
            self.keep(ticket);
        }
        if self.screens.len() >= REMEMBERED {
            // The first stays: it is where everything ends.
            self.screens.remove(1);
        }
        self.screens.push(screen);
    }

    /// The numbers for the counter, the last one last.
    pub fn tickets(&self) -> &[Ticket] {
        &self.tickets
    }

    fn keep(&mut self, ticket: &Ticket) {
        if !self.tickets.contains(ticket) {
            self.tickets.push(ticket.clone());
        }
    }

    /// A number is paid: nobody needs it any more. Where it stood stands its order.
    pub fn paid(&mut self, number: &str, order: OrderNumber) {
        self.tickets.retain(|ticket| ticket.number != number);
        for screen in &mut self.screens {
            if matches!(screen, Screen::Ticket(ticket) if ticket.number == number) {
                *screen = Screen::Paid(order);
            }
        }
    }

    pub fn replace(&mut self, screen: Screen) {
        if self.can_go_back() {
            self.screens.pop();
        }
        self.go(screen);
    }

    /// Whether back leads to where everything begins.
    pub fn is_first_step(&self) -> bool {
        self.screens.len() == 2 && self.screens.first() == Some(&Screen::Attract)
    }

    pub fn back(&mut self) {
        if self.can_go_back() {
            self.screens.pop();
        }
    }

    /// Only the beginning is behind it then.
    pub fn home(&mut self) {
        self.screens.truncate(1);
        self.go(Screen::Browse);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use baguni_commerce::{Currency, Money};

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
        assert_eq!(trail.screens.len(), REMEMBERED);
        assert_eq!(trail.screens.first(), Some(&Screen::Attract));
    }

    #[test]
    fn a_number_is_kept_until_it_is_paid() {
        let ticket = |number: &str| Ticket {
            number: number.to_owned(),
            total: Money::new(28_000, Currency::Krw),
            expires_at: 1,
        };
        let mut trail = Trail::default();
        let check = |trail: &Trail, want: &[&str]| {
            let kept = trail.tickets().iter().map(|ticket| ticket.number.as_str());
            assert_eq!(kept.collect::<Vec<_>>(), want);
        };
        trail.replace(Screen::Ticket(ticket("1234")));
        trail.home();
        check(&trail, &["1234"]);
        trail.go(Screen::Ticket(ticket("0007")));
        trail.back();
        trail.go(Screen::Ticket(ticket("1234")));
        check(&trail, &["1234", "0007"]);
        let order = "7K3M-9QXT-2DW8".parse().unwrap();
        trail.paid("0007", order);
        check(&trail, &["1234"]);
        assert_eq!(
            *trail.last(),
            Screen::Ticket(ticket("1234")),
            "nobody is torn away"
        );
        trail.paid("1234", order);
        check(&trail, &[]);
        assert_eq!(*trail.last(), Screen::Paid(order));
        check(&Trail::default(), &[]);
    }
}
