//! What holds for every cart.

use super::super::sharing::{portion, share_out};
use super::*;
use proptest::prelude::*;

const COLLECTIONS: [&str; 3] = ["kitchen", "bath", "gifts"];

fn any_line() -> impl Strategy<Value = QuoteLine> {
    let unit = prop_oneof![0..200_000_i64, Just(Money::MAX_MINOR)];
    let quantity = prop_oneof![1..6_u32, Just(Quantity::MAX)];
    (
        unit,
        quantity,
        proptest::sample::subsequence(&COLLECTIONS, 0..=3),
        0..5_000_u32,
    )
        .prop_map(|(unit, quantity, collections, grams)| QuoteLine {
            sku: "later".parse().unwrap(),
            quantity: quantity.try_into().unwrap(),
            unit: Price::new(won(unit), None),
            collections: collections.into_iter().map(name).collect(),
            grams,
        })
}

fn any_reward() -> impl Strategy<Value = Reward> {
    let off = (1..=10_000_u16).prop_map(|points| BasisPoints::try_from(points).unwrap());
    prop_oneof![
        (off.clone(), proptest::option::of(1..50_000_i64)).prop_map(|(off, most)| {
            Reward::Percent {
                off,
                at_most: most.map(amounts),
            }
        }),
        (1..100_000_i64).prop_map(|off| Reward::Amount(amounts(off))),
        (1..4_u32, 1..3_u32, off).prop_map(|(buy, get, off)| Reward::BuyXGetY { buy, get, off }),
        Just(Reward::FreeShipping),
    ]
}

fn any_scope() -> impl Strategy<Value = Scope> {
    prop_oneof![
        Just(Scope::Everything),
        proptest::sample::select(&COLLECTIONS)
            .prop_map(|only| Scope::Collections([name(only)].into())),
        (0..6_u32).prop_map(|n| Scope::Skus([format!("s{n}").parse().unwrap()].into())),
    ]
}

prop_compose! {
    fn any_promotion()(
        reward in any_reward(),
        scope in any_scope(),
        minimum in proptest::option::of(0..200_000_i64),
        pieces in 0..4_u32,
        first_order: bool,
        limit in proptest::option::of(1..3_u32),
        priority in -1..2_i32,
        exclusive: bool,
        by_code: bool,
    ) -> Promotion {
        let minimum = minimum.map(amounts);
        let trigger = if by_code { Trigger::Code(code("LATER")) } else { Trigger::Automatic };
        Promotion {
            trigger,
            scope,
            conditions: Conditions { minimum, pieces, first_order, ..Conditions::default() },
            limits: Limits { total: limit, per_shopper: None },
            priority,
            exclusive,
            ..automatic("later", reward)
        }
    }
}

prop_compose! {
    fn any_request()(
        lines in proptest::collection::vec(any_line(), 0..7),
        promotions in proptest::collection::vec(any_promotion(), 0..6),
        entered in proptest::collection::vec(0..6_u32, 0..4),
        orders in 0..2_u32,
        used in 0..3_u32,
        delivery in proptest::sample::select(vec![
            Delivery::Undecided, Delivery::Pickup, to(""), to("04782"), to("63122"), to("40200"),
        ]),
    ) -> QuoteRequest {
        let mut request = cart("a 1 x 1", promotions);
        request.lines = lines;
        for (n, line) in request.lines.iter_mut().enumerate() {
            line.sku = format!("s{n}").parse().unwrap();
        }
        for (n, promotion) in request.promotions.iter_mut().enumerate() {
            promotion.handle = name(&format!("p{n}"));
            if promotion.code().is_some() {
                promotion.trigger = Trigger::Code(code(&format!("c{n}")));
            }
        }
        request.codes = entered.into_iter().map(|n| code(&format!("c{n}"))).collect();
        let used = Uses { total: used, by_shopper: used };
        request.shopper.uses = (0..3).map(|n| (name(&format!("p{n}")), used)).collect();
        QuoteRequest { delivery, shopper: ShopperFacts { orders, ..request.shopper }, ..request }
    }
}

fn minor(amounts: impl Iterator<Item = Money>) -> i64 {
    amounts.map(|money| money.minor).sum()
}

/// The request in another order: lines, promotions, codes and methods.
fn turned(request: &QuoteRequest, by: usize) -> QuoteRequest {
    let mut other = request.clone();
    other.lines.rotate_left(by % request.lines.len().max(1));
    other
        .promotions
        .rotate_left(by % request.promotions.len().max(1));
    other.codes.reverse();
    other.methods.push(ShippingMethod {
        id: name("other"),
        ..parcel()
    });
    other.methods.reverse();
    other
}

proptest! {
    #[test]
    fn amounts_add_up(request in any_request()) {
        let quote = quote(&request);
        let lines = &quote.lines;
        prop_assert_eq!(minor(lines.iter().map(|line| line.list)), quote.subtotal.minor);
        let discounts = lines.iter().flat_map(|line| &line.discounts);
        prop_assert_eq!(minor(discounts.map(|d| d.amount)), quote.discount.minor);
        let applied = minor(quote.applied.iter().map(|applied| applied.amount));
        prop_assert_eq!(applied, quote.discount.minor + quote.shipping.discount.minor);
        for line in lines {
            let off = minor(line.discounts.iter().map(|discount| discount.amount));
            prop_assert_eq!(line.total.minor, line.list.minor - off);
            prop_assert!((0..=line.list.minor).contains(&line.total.minor));
            prop_assert!(line.discounts.iter().all(|discount| discount.amount.minor > 0));
        }
        for (n, applied) in quote.applied.iter().enumerate() {
            let of_lines = lines.iter().flat_map(|line| &line.discounts);
            let mine = of_lines.filter(|discount| discount.promotion == applied.promotion);
            let shared = minor(mine.map(|discount| discount.amount));
            let is_shipping = request.promotions.iter().any(|promotion| {
                promotion.handle == applied.promotion && promotion.reward == Reward::FreeShipping
            });
            prop_assert!(is_shipping || shared == applied.amount.minor, "{}", n);
        }
        let shipping = &quote.shipping;
        prop_assert_eq!(shipping.total.minor, shipping.list.minor - shipping.discount.minor);
        prop_assert!(shipping.surcharge <= shipping.total && shipping.total <= shipping.list);
        let goods = quote.subtotal.minor - quote.discount.minor;
        prop_assert_eq!(quote.total.minor, goods + shipping.total.minor);
    }

    /// Nothing but the request counts: not the channel, the device or the hour, which the request
    /// does not name, and not the order in which it is told.
    #[test]
    fn the_order_of_telling_changes_nothing(request in any_request(), by in 0..7_usize) {
        let (one, other) = (quote(&request), quote(&turned(&request, by)));
        let sorted = |quote: &Quote| {
            let mut lines = quote.lines.clone();
            lines.sort_by(|a, b| a.sku.cmp(&b.sku));
            Quote { lines, ..quote.clone() }
        };
        prop_assert_eq!(sorted(&one), sorted(&other));
        prop_assert_eq!(&one, &quote(&request.clone()));
        prop_assert!(one.differences(&other).is_empty());
    }

    /// No promotion makes a cart dearer than none, and neither does one more that stands alone.
    #[test]
    fn promotions_never_cost(request in any_request(), more in any_promotion()) {
        let with = |promotions: Vec<Promotion>| {
            quote(&QuoteRequest { promotions, ..request.clone() }).total.minor
        };
        let total = with(request.promotions.clone());
        prop_assert!(total <= with(Vec::new()));
        let more = Promotion { exclusive: true, handle: name("more"), ..more };
        let mut promotions = request.promotions.clone();
        promotions.push(more);
        prop_assert!(with(promotions) <= total);
    }

    /// An exclusive promotion is alone, and every code either counts or is explained.
    #[test]
    fn every_code_is_answered(request in any_request()) {
        let quote = quote(&request);
        let exclusive = |handle: &Handle| {
            request.promotions.iter().any(|p| p.handle == *handle && p.exclusive)
        };
        let alone = quote.applied.iter().any(|applied| exclusive(&applied.promotion));
        prop_assert!(!alone || quote.applied.len() == 1);
        for code in &request.codes {
            let counts = quote.applied.iter().any(|applied| applied.code.as_ref() == Some(code));
            let explained = quote.problems.iter().filter(|(refused, _)| refused == code).count();
            prop_assert_eq!(usize::from(!counts), explained);
        }
    }

    /// The cart grows by a line that no promotion is for: what the others cost stays, as far as no
    /// minimum is reached by it.
    #[test]
    fn a_line_of_its_own_changes_no_other(request in any_request(), line in any_line()) {
        let promotions: Vec<Promotion> = request.promotions.iter().cloned().map(|promotion| {
            let scope = match promotion.scope {
                Scope::Everything => Scope::Collections([name("gifts")].into()),
                other => other,
            };
            Promotion { scope, reward: percent(10), ..promotion }
        }).collect();
        let before = QuoteRequest { promotions, delivery: Delivery::Pickup, ..request };
        let mut after = before.clone();
        after.lines.push(QuoteLine { sku: "own".parse().unwrap(), collections: vec![], ..line });
        let (before, after) = (quote(&before), quote(&after));
        prop_assert_eq!(&before.lines[..], &after.lines[..before.lines.len()]);
    }

    #[test]
    fn a_quote_is_read_back(request in any_request()) {
        let quote = quote(&request);
        let written = serde_json::to_string(&(&request, &quote)).unwrap();
        let read: (QuoteRequest, Quote) = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(read, (request, quote));
    }

    #[test]
    fn nothing_is_lost_in_sharing_out(
        weights in proptest::collection::vec(0..i64::MAX / 20, 0..12), part in 0..=1_000_i64
    ) {
        let whole: i64 = weights.iter().sum();
        let amount = portion(whole, part, 1_000);
        let shares = share_out(amount, &weights);
        prop_assert_eq!(shares.iter().sum::<i64>(), amount);
        prop_assert!(shares.iter().zip(&weights).all(|(share, most)| (0..=*most).contains(share)));
    }
}
