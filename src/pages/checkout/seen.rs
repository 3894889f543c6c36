//! What the server knew of a checkout before it drew a page of it.

use crate::pages::private::PrivatePage;
use baguni_api::VariantLine;
use baguni_commerce::address::PostcodeHit;
use baguni_commerce::checkout::{CheckoutForm, CheckoutProblem};
use baguni_commerce::quote::QuotedLine;
use baguni_commerce::{Promise, Quote, ShippingMethod};

/// A page of a checkout, as it stands now.
#[derive(Clone, Debug)]
pub struct CheckoutSeen {
    /// The checkout's id, as its forms name it.
    pub checkout: String,
    pub form: CheckoutForm,
    /// In the order of the cart.
    pub lines: Vec<LineSeen>,
    /// How many lines are saved for later, and so not ordered.
    pub saved: usize,
    /// What the choice so far costs.
    pub chosen: Quote,
    /// To be told, in the order of the form.
    pub problems: Vec<CheckoutProblem>,
    /// They are the answer to a form that was sent on, and not what is remarked beside it.
    pub checked: bool,
    /// Until when the stock is held, in milliseconds since 1970; `None` where it is not.
    pub held_until: Option<u64>,
    /// Milliseconds since 1970.
    pub now: u64,
    pub step: Step,
}

/// Something that is ordered, and what it costs.
#[derive(Clone, Debug)]
pub struct LineSeen {
    pub line: VariantLine,
    pub quoted: QuotedLine,
}

#[derive(Clone, Debug)]
pub enum Step {
    Fill(Box<Choices>),
    Review(Review),
}

/// What there is to choose from.
#[derive(Clone, Debug)]
pub struct Choices {
    pub shipped: Quote,
    /// When it would come to the door, parcel by parcel; none where it cannot.
    pub arrives: Vec<Promise>,
    pub picked_up: Quote,
    pub methods: Vec<(ShippingMethod, Quote)>,
    /// The best first.
    pub stores: Vec<StoreSeen>,
    /// The names of the providers.
    pub payments: Vec<&'static str>,
    /// What the postcode that was typed may mean, where that was asked.
    pub found: Option<Vec<PostcodeHit>>,
    pub signed_in: bool,
}

/// A store, and what it has of this cart.
#[derive(Clone, Debug)]
pub struct StoreSeen {
    pub handle: String,
    pub name: String,
    pub address: String,
    /// So many of the lines are there in full.
    pub has: usize,
    /// When all of it is there; `None` where it cannot be had there.
    pub ready: Option<Promise>,
}

/// What is confirmed.
#[derive(Clone, Debug)]
pub struct Review {
    /// The changes of the cart that are shown, as the form names them.
    pub confirmed: String,
    /// Where it goes: the address in one line, or the store.
    pub place: String,
    /// What else is known of the place: the store's address, what the carrier should know.
    pub about_place: String,
    /// When, parcel by parcel.
    pub promises: Vec<Promise>,
}

impl CheckoutSeen {
    /// The page that shows this.
    pub fn page(self) -> PrivatePage {
        PrivatePage::new(move || super::drawn::html(self.clone()))
    }

    /// The first thing that is wrong with a field.
    pub fn problem_at(&self, field: &str) -> Option<&CheckoutProblem> {
        self.problems
            .iter()
            .find(|problem| problem.field() == field)
    }

    /// Whether this field has the first of the problems that have to be mended.
    pub fn is_first(&self, field: &str) -> bool {
        let first = self.to_mend().next();
        first.is_some_and(|problem| problem.field() == field)
    }

    /// What hinders the order. A code that does nothing does not, and is told at its field.
    pub fn to_mend(&self) -> impl Iterator<Item = &CheckoutProblem> {
        let of_codes = self.checked && matches!(self.step, Step::Fill(_));
        let problems = self.problems.iter();
        problems.filter(move |problem| of_codes || problem.field() != "code")
    }

    pub fn is_shipped(&self) -> bool {
        self.form.method == "ship"
    }

    /// What a line is called.
    pub fn title(&self, sku: &baguni_commerce::Sku) -> String {
        let mut lines = self.lines.iter();
        let line = lines.find(|line| line.line.sku == *sku);
        line.map_or_else(|| sku.to_string(), |line| line.line.title.clone())
    }
}
