//! What the pages of the checkout show, gathered from how it stands.

use crate::http::Shop;
use crate::orders::checkout::Standing;
use crate::orders::{self, Offers};
use baguni::pages::checkout::{CheckoutSeen, Choices, LineSeen, Review, Step, StoreSeen};
use baguni_api::{MAX_SKUS, StorefrontApi, VariantLine};
use baguni_commerce::address::AddressField;
use baguni_commerce::checkout::{CheckoutProblem, Way};
use baguni_commerce::order::OrderPayment;
use baguni_commerce::routing::Routed;
use baguni_commerce::{CommandId, Handle, Locale, Localization, Promise, Sku, StockLocation};

/// A page of a checkout as it stands.
pub async fn seen(
    shop: &Shop,
    standing: Standing,
    shown: Localization,
    step: Step,
) -> CheckoutSeen {
    let draft = standing.checkout.draft;
    let skus: Vec<Sku> = standing
        .chosen
        .lines
        .iter()
        .map(|line| line.sku.clone())
        .collect();
    let known = variants(shop, shown, &skus).await;
    let lines = standing.chosen.lines.iter().filter_map(|quoted| {
        let mut known = known.iter();
        let line = known.find(|line| line.sku == quoted.sku)?.clone();
        let quoted = quoted.clone();
        Some(LineSeen { line, quoted })
    });
    let now = orders::now();
    let is_held = draft.held.routed.is_some() && draft.held.until > now;
    CheckoutSeen {
        checkout: CommandId(standing.checkout.id.0).to_string(),
        lines: lines.collect(),
        problems: in_order(standing.problems),
        saved: draft.saved,
        checked: false,
        held_until: is_held.then_some(draft.held.until),
        chosen: standing.chosen,
        form: draft.form,
        now,
        step,
    }
}

async fn variants(shop: &Shop, shown: Localization, skus: &[Sku]) -> Vec<VariantLine> {
    let storefront = shop.catalogue.current();
    let mut known = Vec::new();
    for skus in skus.chunks(MAX_SKUS) {
        // It is in memory: it is always answered.
        let told = storefront.variants(shown, skus.to_vec()).await;
        known.extend(told.unwrap_or_default().lines);
    }
    known
}

/// The fields in the order of the form.
const FIELDS: [&str; 17] = [
    "lines",
    "total",
    "email",
    "name",
    "phone",
    "method",
    "postcode",
    "region",
    "street",
    "detail",
    "recipient",
    "note",
    "shipping",
    "location",
    "payment",
    "code",
    "terms",
];

/// What is wrong, in the order of the form. The shopper receives it where nobody else is named, and
/// is not told twice of one fault.
fn in_order(mut problems: Vec<CheckoutProblem>) -> Vec<CheckoutProblem> {
    let of_contact = [CheckoutProblem::Name, CheckoutProblem::Phone];
    let told = of_contact.map(|problem| problems.contains(&problem));
    problems.retain(|problem| match problem {
        CheckoutProblem::Address(of) => match of.field {
            AddressField::Recipient => !told[0],
            AddressField::Phone => !told[1],
            _ => true,
        },
        _ => true,
    });
    let place = |problem: &CheckoutProblem| {
        let field = problem.field();
        FIELDS.iter().position(|known| *known == field)
    };
    problems.sort_by_key(place);
    problems.dedup();
    problems
}

/// What there is to choose from.
pub fn choices(shop: &Shop, standing: &Standing, offers: &Offers, locale: Locale) -> Choices {
    let storefront = shop.catalogue.current();
    let stores = offers.stores.iter().filter_map(|(handle, routed)| {
        let at = storefront.catalogue().location(handle)?;
        let place = &storefront.catalogue().locations()[at];
        Some(store(place, routed, locale))
    });
    let mut stores: Vec<StoreSeen> = stores.collect();
    // Those that cannot have it come last.
    stores.sort_by_key(|store| (store.ready.is_none(), store.ready));
    let named = shop.payments.names();
    let mut payments: Vec<&'static str> = named
        .filter(|name| *name != OrderPayment::AT_STORE)
        .collect();
    payments.push(OrderPayment::AT_STORE);
    Choices {
        shipped: standing.shipped.clone(),
        arrives: promises(&offers.shipped),
        picked_up: standing.picked_up.clone(),
        methods: standing.methods.clone(),
        stores,
        payments,
        found: None,
        signed_in: false,
    }
}

/// The store that the shopper goes to stands first, if it can have it.
pub fn prefer(choices: &mut Choices, store: Option<&Handle>) {
    choices.stores.sort_by_key(|seen| {
        let is_theirs = store.is_some_and(|store| store.as_str() == seen.handle);
        !is_theirs || seen.ready.is_none()
    });
}

fn store(place: &StockLocation, routed: &Routed, locale: Locale) -> StoreSeen {
    let decision = &routed.decision;
    let mut considered = decision.considered.iter();
    let here = considered.find(|considered| considered.location == place.handle);
    let has = |sku: &Sku, quantity: u32| {
        let mut available = here.iter().flat_map(|here| &here.available);
        available.any(|(known, left)| known == sku && *left >= quantity)
    };
    let lines = decision.lines.iter();
    StoreSeen {
        handle: place.handle.to_string(),
        name: place.name.get(locale).to_owned(),
        address: place.address.get(locale).to_owned(),
        has: lines.filter(|line| has(&line.sku, line.quantity)).count(),
        ready: promises(routed).into_iter().max(),
    }
}

/// When each parcel is there; none where something is missing.
fn promises(routed: &Routed) -> Vec<Promise> {
    match routed.missing.is_empty() {
        true => routed.parcels.iter().map(|parcel| parcel.promise).collect(),
        false => Vec::new(),
    }
}

/// What is confirmed.
pub fn review(shop: &Shop, standing: &Standing, locale: Locale) -> Review {
    let draft = &standing.checkout.draft;
    let (place, about_place) = match draft.form.way(&mut Vec::new()) {
        Some(Way::Ship { address, .. }) => (address.line(), address.note().to_owned()),
        Some(Way::Pickup { location }) => named(shop, &location, locale),
        None => Default::default(),
    };
    Review {
        confirmed: draft.confirmed.clone().unwrap_or_default(),
        place,
        about_place,
        promises: draft.held.routed.as_ref().map(promises).unwrap_or_default(),
    }
}

fn named(shop: &Shop, store: &Handle, locale: Locale) -> (String, String) {
    let storefront = shop.catalogue.current();
    let mut stores = storefront.catalogue().stores();
    let found = stores.find(|place| place.handle == *store);
    found.map_or_else(Default::default, |place| {
        let text = |text: &baguni_commerce::Text| text.get(locale).to_owned();
        (text(&place.name), text(&place.address))
    })
}
