//! Orders of the model, from the places that have the things to the database.

use super::*;

/// What somebody orders.
pub(super) struct Wish {
    /// Of A, B and C.
    pub quantities: [u32; 3],
    /// By the place among [`PLACES`].
    pub pickup: Option<u8>,
    pub at_store: bool,
    /// The checkout holds the stock first.
    pub held: bool,
}

impl Run {
    pub(super) async fn order(&mut self, wish: Wish) {
        let Some(place) = self.ask(wish).await else {
            return;
        };
        let number = place.outcome.order.number;
        let placed = self.storage.place(place.clone(), self.now).await.unwrap();
        assert!(matches!(placed, Placed::Placed(_)), "{placed:?}");
        let again = self.storage.place(place, self.now).await.unwrap();
        assert_eq!(again, Placed::Before(number));
        self.orders.push(number);
    }

    /// A checkout up to its last press, if all of it is there.
    pub(super) async fn ask(&mut self, wish: Wish) -> Option<PlaceOrder> {
        let lines = lines(wish.quantities);
        let at = wish.pickup.map(|at| handle(PLACES[usize::from(at)]));
        let routed = self.route(&lines, at.clone()).await;
        if lines.is_empty() || !routed.missing.is_empty() {
            return None;
        }
        let checkout = CheckoutId(self.mint());
        if wish.held {
            self.hold(checkout, &routed).await;
        }
        let number = OrderNumber::from_bits(self.minted);
        let provider = match wish.at_store {
            true => OrderPayment::AT_STORE,
            false => "test",
        };
        let payment = PaymentId(self.mint());
        let new = new_order(number, lines, at, payment, provider, self.now);
        Some(PlaceOrder {
            checkout,
            confirmed: None,
            outcome: self.begun(new, routed),
            command: CommandId(checkout.0),
            actor: Actor::Shopper,
            uses: Vec::new(),
            customer: "mina@shop.example".parse().unwrap(),
        })
    }

    async fn route(&self, lines: &[LineItem], at: Option<Handle>) -> Routed {
        let skus: Vec<_> = lines.iter().map(|line| line.sku.clone()).collect();
        let levels = self.storage.levels_of(&skus, self.now).await.unwrap();
        let nothing = (Default::default(), Default::default());
        let line = |line: &LineItem| RoutingLine {
            sku: line.sku.clone(),
            quantity: line.quantity,
            backorder: false,
        };
        let to_the_door = || RoutingMethod::Ship {
            postcode: "04782".parse().unwrap(),
        };
        route(&RoutingRequest {
            lines: lines.iter().map(line).collect(),
            method: at.map_or_else(to_the_door, |at| RoutingMethod::Pickup { at }),
            preferred: None,
            candidates: Candidate::all(&self.locations, &levels, &nothing.0, &nothing.1),
            rules: &RoutingRules::default(),
            now: self.now,
        })
    }

    async fn hold(&self, checkout: CheckoutId, routed: &Routed) {
        let takes = routed.parcels.iter().flat_map(|parcel| {
            parcel.lines.iter().map(|(sku, quantity)| Take {
                sku: sku.clone(),
                location: parcel.location.clone(),
                quantity: *quantity,
            })
        });
        let (id, until) = (ReservationId(checkout.0), self.now + 10 * MINUTE);
        let held = self.storage.reserve(id, takes.collect(), until, self.now);
        held.await.unwrap().unwrap();
    }

    fn begun(&self, new: NewOrder, routed: Routed) -> Outcome {
        let world = World {
            now: self.now,
            fresh: u128::from(self.minted) << 80 | 1,
            locations: &self.locations,
            levels: &Default::default(),
            loads: &Default::default(),
            rules: &RoutingRules::default(),
        };
        Order::place(new, routed, world)
    }
}

fn lines(quantities: [u32; 3]) -> Vec<LineItem> {
    (1..)
        .zip(SKUS.iter().zip(quantities))
        .filter(|(_, (_, quantity))| *quantity > 0)
        .map(|(id, (name, quantity))| line(id, name, quantity))
        .collect()
}

pub(super) fn won(minor: i64) -> Money {
    Money::new(minor, Currency::Krw)
}

fn line(id: u16, name: &str, quantity: u32) -> LineItem {
    LineItem {
        id: LineId(id),
        sku: sku(name),
        handle: handle("mug"),
        title: Text::new("머그", "Mug"),
        choices: Vec::new(),
        unit: Price::new(won(1_000), None),
        quantity,
        // Not a multiple of the quantity, as after a discount.
        total: won(i64::from(quantity) * 1_000 - 1),
        backorder: false,
        origin: None,
    }
}

fn new_order(
    number: OrderNumber,
    lines: Vec<LineItem>,
    at: Option<Handle>,
    payment: PaymentId,
    provider: &str,
    now: u64,
) -> NewOrder {
    let subtotal: i64 = lines.iter().map(|line| line.total.minor).sum();
    let shipping = if at.is_some() { 0 } else { 3_000 };
    let total = won(subtotal + shipping);
    NewOrder {
        number,
        channel: Channel::Web,
        locale: Locale::Ko,
        currency: Currency::Krw,
        shopper: ShopperId(1),
        contact: Contact {
            name: "김미나".to_owned(),
            email: "mina@shop.example".parse().unwrap(),
            phone: "010-1234-5678".parse().unwrap(),
            news: false,
        },
        lines,
        totals: Totals {
            subtotal: won(subtotal),
            discount: won(0),
            shipping: won(shipping),
            total,
            vat: won(0),
        },
        discounts: Vec::new(),
        delivery: match at {
            Some(location) => Delivery::Pickup { location },
            None => Delivery::Ship {
                address: address(),
                method: "standard".to_owned(),
                title: Text::default(),
            },
        },
        payment: OrderPayment::new(payment, provider, total),
        pay_by: now + 30 * MINUTE,
    }
}

fn address() -> Address {
    let form = AddressForm {
        postcode: "04782".to_owned(),
        street: "서울 성동구 연무장길 1".to_owned(),
        recipient: "김미나".to_owned(),
        phone: "010-1234-5678".to_owned(),
        ..AddressForm::default()
    };
    form.check().unwrap()
}
