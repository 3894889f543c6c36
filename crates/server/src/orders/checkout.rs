//! A checkout: what a shopper has in the cart, on the way to an order.

use super::holding::{self, Held};
use super::quoting::{self, Facts};
use super::{OrderError, now, random};
use crate::accounts::Visitor;
use crate::http::Shop;
use crate::storefront::Storefront;
use baguni_commerce::cart::CartLines;
use baguni_commerce::checkout::{CheckoutForm, CheckoutProblem, Way};
use baguni_commerce::device::KioskWay;
use baguni_commerce::order::{Channel, Origin};
use baguni_commerce::quote::Quote;
use baguni_commerce::{
    Currency, Email, Locale, Localization, Quantity, ShippingMethod, ShopperId, Sku,
};
use baguni_replica::{Dot, List};
use baguni_storage::{CheckoutId, KeptBasket, KeptCheckout};
use serde::{Deserialize, Serialize};

/// A checkout that is its shopper's and nobody else's.
#[derive(Clone, Debug)]
pub struct Checkout {
    pub id: CheckoutId,
    pub shopper: ShopperId,
    pub draft: Draft,
}

/// What is kept of a checkout.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    pub channel: Channel,
    pub locale: Locale,
    pub currency: Currency,
    pub form: CheckoutForm,
    pub lines: CartLines,
    /// How many lines are saved for later, and so not ordered.
    #[serde(default)]
    pub saved: usize,
    /// The changes of the cart that these lines are, as the order will name them; none where
    /// nothing leaves a cart.
    pub confirmed: Option<String>,
    pub held: Held,
    /// What was shown last, with which a later price is compared.
    pub shown: Option<Quote>,
    /// Of every line that has none of its own.
    pub origin: Option<Origin>,
    /// Of lines that were put into the cart at a store's screen.
    #[serde(default)]
    pub origins: Vec<(Sku, Origin)>,
}

impl Draft {
    pub fn origin_of(&self, sku: &Sku) -> Option<Origin> {
        let mut own = self.origins.iter();
        let own = own.find(|(of, _)| of == sku).map(|(_, origin)| origin);
        own.or(self.origin.as_ref()).cloned()
    }
}

/// A checkout as it stands, with all that is wrong with it.
#[derive(Clone, Debug)]
pub struct Standing {
    pub checkout: Checkout,
    /// As it would be shipped and as it would be picked up, whatever is chosen.
    pub shipped: Quote,
    pub picked_up: Quote,
    /// Each way to ship, and what the whole would cost by it.
    pub methods: Vec<(ShippingMethod, Quote)>,
    /// What the choice so far costs.
    pub chosen: Quote,
    /// In whose name promotions are used.
    pub(super) customer: Option<Email>,
    /// Of lines and codes. What is wrong with fields is said when the form is sent.
    pub problems: Vec<CheckoutProblem>,
}

/// Opens the checkout of what is in the cart now, and holds it. What was typed before is still
/// there.
pub async fn begin(
    shop: &Shop,
    visitor: &Visitor,
    shown: Localization,
    channel: Channel,
) -> Result<Standing, OrderError> {
    let open = open(shop, visitor).await?;
    let mut checkout = open.unwrap_or_else(|| fresh(visitor, channel));
    checkout.draft.locale = shown.locale;
    checkout.draft.currency = shown.currency;
    greet(&mut checkout.draft.form, visitor);
    take_cart(shop, &mut checkout).await?;
    let storefront = shop.catalogue.current();
    let standing = stand(shop, &storefront, checkout, visitor).await?;
    keep(shop, &standing.checkout).await?;
    Ok(standing)
}

/// The checkout of this id, if it is this shopper's and has not become an order.
pub async fn find(shop: &Shop, visitor: &Visitor, id: CheckoutId) -> Result<Checkout, OrderError> {
    let kept = shop.storage.checkout(visitor.shopper, id).await?;
    match kept {
        Some(kept) => read(&kept),
        None => Err(OrderError::NoCheckout),
    }
}

/// The checkout that a shopper has gone on with last, if there is one.
pub async fn open(shop: &Shop, visitor: &Visitor) -> Result<Option<Checkout>, OrderError> {
    let kept = shop.storage.open_checkout(visitor.shopper).await?;
    kept.as_ref().map(read).transpose()
}

/// Takes what was typed, whatever it is, and says everything that is wrong with it.
pub async fn fill(
    shop: &Shop,
    visitor: &Visitor,
    checkout: Checkout,
    form: CheckoutForm,
) -> Result<Standing, OrderError> {
    let storefront = shop.catalogue.current();
    fill_from(shop, &storefront, visitor, checkout, form).await
}

/// As [`fill`], by one snapshot of the catalogue.
pub(super) async fn fill_from(
    shop: &Shop,
    storefront: &Storefront,
    visitor: &Visitor,
    mut checkout: Checkout,
    form: CheckoutForm,
) -> Result<Standing, OrderError> {
    let mut problems = Vec::new();
    if let Err(wrong) = form.check() {
        problems = wrong;
    }
    checkout.draft.form = form;
    take_cart(shop, &mut checkout).await?;
    let mut standing = stand(shop, storefront, checkout, visitor).await?;
    problems.append(&mut standing.problems);
    standing.problems = problems;
    known(shop, storefront, &mut standing);
    keep(shop, &standing.checkout).await?;
    Ok(standing)
}

/// What was chosen has to be there: the store, the shipping method, the way to pay.
pub(super) fn known(shop: &Shop, storefront: &Storefront, standing: &mut Standing) {
    use baguni_commerce::quote::ShippingStanding;
    let form = &standing.checkout.draft.form;
    let problems = &mut standing.problems;
    if form.method == "pickup" {
        let mut stores = storefront.catalogue().stores();
        let is_there = stores.any(|store| store.handle.as_str() == form.location);
        if !is_there && !problems.contains(&CheckoutProblem::Store) {
            problems.push(CheckoutProblem::Store);
        }
    }
    let offered = standing.chosen.shipping.standing != ShippingStanding::NotOffered;
    if !offered && !problems.contains(&CheckoutProblem::Shipping) {
        problems.push(CheckoutProblem::Shipping);
    }
    let may_pay = super::paying::is_offered(shop, form);
    if !may_pay && !problems.contains(&CheckoutProblem::Payment) {
        problems.push(CheckoutProblem::Payment);
    }
}

/// Writes down how it is to be had, as it was chosen elsewhere: the form begins with it. What was
/// typed before is still there.
pub async fn choose_way(
    shop: &Shop,
    visitor: &Visitor,
    shown: Localization,
    way: &KioskWay,
    channel: Channel,
) -> Result<(), OrderError> {
    let open = open(shop, visitor).await?;
    let mut checkout = open.unwrap_or_else(|| fresh(visitor, channel));
    let draft = &mut checkout.draft;
    (draft.locale, draft.currency) = (shown.locale, shown.currency);
    draft.channel = channel;
    match way {
        KioskWay::Home => "ship".clone_into(&mut draft.form.method),
        KioskWay::Store(store) => {
            "pickup".clone_into(&mut draft.form.method);
            draft.form.location = store.to_string();
        }
    }
    keep(shop, &checkout).await
}

/// What is known of whoever has an account stands where nothing is typed yet.
fn greet(form: &mut CheckoutForm, visitor: &Visitor) {
    let Some(account) = &visitor.account else {
        return;
    };
    if form.email.is_empty() {
        form.email = account.email.to_string();
    }
    if form.name.is_empty() {
        form.name.clone_from(&account.name);
    }
}

fn fresh(visitor: &Visitor, channel: Channel) -> Checkout {
    Checkout {
        id: CheckoutId(random()),
        shopper: visitor.shopper,
        draft: Draft {
            channel,
            locale: Locale::default(),
            currency: Currency::default(),
            form: CheckoutForm::default(),
            lines: CartLines::default(),
            saved: 0,
            confirmed: None,
            held: Held::default(),
            shown: None,
            origin: None,
            origins: Vec::new(),
        },
    }
}

/// The lines of the cart as it is now, and the name of what it is.
async fn take_cart(shop: &Shop, checkout: &mut Checkout) -> Result<(), OrderError> {
    let kept = shop.storage.basket(checkout.shopper, Vec::new()).await?;
    let basket = &kept.truth.basket;
    let lines = basket.shown(List::Cart);
    let lines = lines.iter().filter_map(|line| {
        let quantity = Quantity::try_from(line.quantity).ok()?;
        Some((line.key.sku.clone(), quantity))
    });
    checkout.draft.lines = lines.collect();
    checkout.draft.origins = origins(&kept);
    checkout.draft.saved = basket.shown(List::Saved).len();
    checkout.draft.confirmed = Some(basket.confirmable().to_string());
    Ok(())
}

/// Where the lines were put into the cart, of those that tell: by the changes that they are made of,
/// whoever's basket they have come into since.
fn origins(kept: &KeptBasket) -> Vec<(Sku, Origin)> {
    let at = |dot: Dot| {
        let mut kiosks = kept.kiosks.iter();
        let (_, at) = kiosks.find(|(replica, _)| *replica == dot.replica)?;
        Some(Origin {
            location: at.location.clone(),
            device: Some(at.name.clone()),
            associate: None,
        })
    };
    let lines = kept.truth.basket.shown(List::Cart).into_iter();
    let told = lines.filter_map(|shown| {
        let origin = shown.line.changes().find_map(|(dot, _)| at(dot))?;
        Some((shown.key.sku.clone(), origin))
    });
    told.collect()
}

/// Holds the lines and reckons what they cost.
pub(super) async fn stand(
    shop: &Shop,
    storefront: &Storefront,
    mut checkout: Checkout,
    visitor: &Visitor,
) -> Result<Standing, OrderError> {
    let facts = Facts::of(shop, visitor, &checkout.draft.form).await?;
    stand_with(shop, storefront, &mut checkout, &facts).await
}

pub(super) async fn stand_with(
    shop: &Shop,
    storefront: &Storefront,
    checkout: &mut Checkout,
    facts: &Facts,
) -> Result<Standing, OrderError> {
    let mut problems = Vec::new();
    if checkout.draft.lines.is_empty() {
        problems.push(CheckoutProblem::Empty);
    }
    holding::hold(shop, storefront, checkout, &mut problems).await?;
    let codes = checkout.draft.form.codes(&mut problems);
    let mut unseen = Vec::new();
    let way = checkout.draft.form.way(&mut unseen);
    let priced = quoting::priced(shop, storefront, &checkout.draft, codes, facts).await?;
    let chosen = priced.quote(quoting::delivery(
        way.as_ref(),
        &checkout.draft.form,
        &priced,
    ));
    let at_store = Way::Pickup {
        location: "pickup".parse().expect("it is a handle"),
    };
    let picked_up = priced.quote(quoting::delivery(
        Some(&at_store),
        &checkout.draft.form,
        &priced,
    ));
    let shipped = priced.quote(priced.shipped(&checkout.draft.form));
    let wrong = chosen.problems.iter();
    problems.extend(wrong.map(|(code, why)| CheckoutProblem::Code(code.to_string(), why.clone())));
    checkout.draft.shown = Some(chosen.clone());
    Ok(Standing {
        checkout: checkout.clone(),
        shipped,
        picked_up,
        methods: priced.by_each_method(&checkout.draft.form),
        chosen,
        customer: facts.customer.clone(),
        problems,
    })
}

fn read(kept: &KeptCheckout) -> Result<Checkout, OrderError> {
    Ok(Checkout {
        id: kept.id,
        shopper: kept.shopper,
        draft: serde_json::from_str(&kept.document)?,
    })
}

pub(super) async fn keep(shop: &Shop, checkout: &Checkout) -> Result<(), OrderError> {
    let document = serde_json::to_string(&checkout.draft)?;
    let kept = shop
        .storage
        .save_checkout(checkout.shopper, checkout.id, document, now());
    Ok(kept.await?)
}
