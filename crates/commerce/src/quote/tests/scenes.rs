//! What a merchant would reckon by hand.

use super::*;

fn check_lines(lines: &str, promotions: Vec<Promotion>, each: &[i64], total: i64) {
    let quote = quote(&cart(lines, promotions));
    let totals: Vec<i64> = quote.lines.iter().map(|line| line.total.minor).collect();
    assert_eq!(
        (totals.as_slice(), quote.total.minor),
        (each, total),
        "{quote:?}"
    );
}

#[test]
fn what_a_cart_costs() {
    let check = check_lines;
    let at_most = |most| Reward::Percent {
        off: BasisPoints::percent(50).unwrap(),
        at_most: Some(amounts(most)),
    };
    let of_kitchen = |reward| Promotion {
        scope: Scope::Collections([name("kitchen")].into()),
        ..automatic("kitchen", reward)
    };
    let of_mugs = |reward| Promotion {
        scope: Scope::Skus(["mug".parse().unwrap()].into()),
        ..automatic("mugs", reward)
    };
    let off = |amount| automatic("off", Reward::Amount(amounts(amount)));
    let ten = || automatic("ten", percent(10));
    let half = automatic("half", at_most(1_000));
    let both = "mug 2 x 12000 of kitchen, soap 1 x 5001";
    check(both, vec![], &[24_000, 5_001], 29_001);
    check(both, vec![ten()], &[21_600, 4_501], 26_101);
    check(
        both,
        vec![of_kitchen(percent(10))],
        &[21_600, 5_001],
        26_601,
    );
    check(both, vec![of_mugs(percent(100))], &[0, 5_001], 5_001);
    check(both, vec![half], &[23_172, 4_829], 28_001);
    check(both, vec![off(90_000)], &[0, 0], 0);
    // Three equal lines share a hundred as 34, 33 and 33: the first SKU bears what remains.
    let three = "c 1 x 1000, a 1 x 1000, b 1 x 1000";
    check(three, vec![off(100)], &[967, 966, 967], 2_900);
}

#[test]
fn what_is_got() {
    let check = |lines: &str, (buy, get, off), each: &[i64], total| {
        let off = BasisPoints::percent(off).unwrap();
        let got = automatic("got", Reward::BuyXGetY { buy, get, off });
        check_lines(lines, vec![got], each, total);
    };
    let five = "mug 2 x 12000, soap 2 x 5000, towel 1 x 9000";
    // A set of three and two more: one soap.
    check(five, (2, 1, 100), &[24_000, 5_000, 9_000], 38_000);
    check(five, (1, 1, 50), &[24_000, 5_000, 9_000], 38_000);
    check(five, (3, 2, 100), &[24_000, 0, 9_000], 33_000);
    check(five, (1, 4, 100), &[12_000, 0, 0], 12_000);
    // Of an unfinished set what is beyond `buy` is got.
    check("mug 3 x 10", (1, 3, 100), &[10], 10);
    check("mug 2 x 10", (2, 1, 100), &[20], 20);
}

#[test]
fn how_promotions_come_together() {
    let alone = |handle: &str, reward| Promotion {
        exclusive: true,
        ..automatic(handle, reward)
    };
    let first = |promotion: Promotion| Promotion {
        priority: 1,
        ..promotion
    };
    let off = |amount| Reward::Amount(amounts(amount));
    let check = |promotions: Vec<Promotion>, applied: &[(&str, i64)], total: i64| {
        let quote = quote(&cart("mug 1 x 10000", promotions));
        let names: Vec<_> = quote
            .applied
            .iter()
            .map(|a| (a.promotion.as_str(), a.amount.minor))
            .collect();
        assert_eq!((names.as_slice(), quote.total.minor), (applied, total));
    };
    let (ten, thousand) = (
        automatic("ten", percent(10)),
        automatic("thousand", off(1_000)),
    );
    // By handle, each on what is left; the priority turns it round.
    check(
        vec![thousand.clone(), ten.clone()],
        &[("ten", 1_000), ("thousand", 1_000)],
        8_000,
    );
    check(
        vec![ten.clone(), first(thousand.clone())],
        &[("thousand", 1_000), ("ten", 900)],
        8_100,
    );
    // The exclusive one wins where it is better, and only there.
    check(
        vec![ten.clone(), thousand.clone(), alone("big", off(2_001))],
        &[("big", 2_001)],
        7_999,
    );
    check(
        vec![ten.clone(), thousand, alone("small", off(1_999))],
        &[("ten", 1_000), ("thousand", 1_000)],
        8_000,
    );
    // Ties: priority, then handle.
    check(
        vec![ten.clone(), alone("a", off(1_000))],
        &[("a", 1_000)],
        9_000,
    );
    check(
        vec![ten.clone(), alone("u", off(1_000))],
        &[("ten", 1_000)],
        9_000,
    );
    check(
        vec![ten, first(alone("u", off(1_000)))],
        &[("u", 1_000)],
        9_000,
    );
    check(vec![alone("none", off(0))], &[], 10_000);
}

#[test]
fn what_shipping_costs() {
    let check =
        |lines: &str, delivery: Delivery, free: bool, want: (i64, i64, ShippingStanding)| {
            let free = free.then(|| automatic("free", Reward::FreeShipping));
            let request = QuoteRequest {
                delivery,
                ..cart(lines, free.into_iter().collect())
            };
            let quote = quote(&request);
            let shipping = &quote.shipping;
            assert_eq!(
                (shipping.list.minor, shipping.total.minor, shipping.standing),
                want
            );
            assert_eq!(quote.total, quote.subtotal.plus(shipping.total));
        };
    use ShippingStanding::{Estimated, Known, NotOffered, Pickup, Undecided};
    let (cheap, dear) = ("mug 1 x 10000", "mug 5 x 10000");
    let (seoul, jeju, ulleung) = (to("04782"), to("63122"), to("40200"));
    check(cheap, Delivery::Undecided, false, (0, 0, Undecided));
    check(cheap, Delivery::Pickup, false, (0, 0, Pickup));
    check(cheap, to(""), false, (3_000, 3_000, Estimated));
    check(cheap, seoul.clone(), false, (3_000, 3_000, Known));
    check(dear, seoul.clone(), false, (0, 0, Known));
    check(cheap, jeju.clone(), false, (6_000, 6_000, Known));
    check(dear, jeju.clone(), false, (3_000, 3_000, Known));
    check(cheap, ulleung, false, (8_000, 8_000, Known));
    check(cheap, seoul, true, (3_000, 0, Known));
    check(cheap, jeju, true, (6_000, 3_000, Known));
    let drone = Delivery::Ship {
        method: name("drone"),
        postcode: None,
    };
    check(cheap, drone, true, (0, 0, NotOffered));
}

#[test]
fn where_a_method_does_not_go() {
    let check = |change: fn(&mut ShippingMethod), postcode: &str, offered: bool| {
        let mut request = QuoteRequest {
            delivery: to(postcode),
            ..cart("mug 2 x 100", vec![])
        };
        change(&mut request.methods[0]);
        assert_eq!(quote(&request).is_complete(), offered, "{postcode}");
    };
    check(|_| {}, "63122", true);
    check(|parcel| parcel.jeju = None, "63122", false);
    check(|parcel| parcel.jeju = None, "04782", true);
    check(|parcel| parcel.max_grams = Some(600), "04782", true);
    check(|parcel| parcel.max_grams = Some(599), "04782", false);
}

#[test]
fn how_far_it_is_to_free_shipping() {
    let check = |lines: &str, want: Option<i64>| {
        // A discount takes nothing away from what counts towards it.
        let half = automatic("half", percent(50));
        let request = QuoteRequest {
            delivery: to(""),
            ..cart(lines, vec![half])
        };
        let until = quote(&request).shipping.until_free;
        assert_eq!(until.map(|money| money.minor), want);
    };
    check("mug 1 x 10000", Some(40_000));
    check("mug 1 x 49999", Some(1));
    check("mug 1 x 50000", None);
}

/// What becomes of a tenth by code after a change.
fn check_code(change: impl Fn(&mut QuoteRequest, usize), want: &Option<CodeProblem>) {
    let mut request = cart(
        "mug 2 x 10000 of kitchen",
        vec![by_code("TEN", percent(10))],
    );
    request.codes = vec![code(" ten ")];
    change(&mut request, 0);
    let quote = quote(&request);
    let problem = quote.problems.first().map(|(_, problem)| problem.clone());
    assert_eq!(&problem, want);
    let counts = quote.applied.iter().any(|applied| applied.code.is_some());
    assert_eq!(counts, want.is_none());
}

#[test]
fn when_and_for_whom_a_code_counts() {
    use CodeProblem as P;
    let check = |change: fn(&mut QuoteRequest, &mut Conditions), want| {
        check_code(
            |request, at| {
                let mut conditions = request.promotions[at].conditions.clone();
                change(request, &mut conditions);
                request.promotions[at].conditions = conditions;
            },
            &want,
        );
    };
    check(|_, _| {}, None);
    check(|r, _| r.codes = vec![code("TEN"), code("ten")], None);
    check(|r, _| r.codes = vec![code("TENN")], Some(P::Unknown));
    check(|_, c| c.starts = Some(1_000), None);
    check(|_, c| c.starts = Some(1_001), Some(P::NotYet(1_001)));
    check(|_, c| c.ends = Some(1_001), None);
    check(|_, c| c.ends = Some(1_000), Some(P::Over(1_000)));
    check(|_, c| c.signed_in = true, Some(P::SignIn));
    check(|_, c| c.pieces = 2, None);
    check(|_, c| c.pieces = 3, Some(P::TooFew(3)));
    check(|_, c| c.minimum = Some(amounts(20_000)), None);
    let below = Some(P::BelowMinimum(won(20_001)));
    check(|_, c| c.minimum = Some(amounts(20_001)), below);
    let second_order: fn(&mut QuoteRequest, &mut Conditions) = |r, c| {
        c.first_order = true;
        r.shopper.orders = 1;
    };
    check(second_order, Some(P::NotFirstOrder));
}

#[test]
fn what_keeps_a_code_from_counting() {
    use CodeProblem as P;
    let with = |promotion: Promotion, want| {
        check_code(|r, _| r.promotions.push(promotion.clone()), &want);
    };
    let bath = Scope::Collections([name("bath")].into());
    check_code(
        |r, at| r.promotions[at].scope = bath.clone(),
        &Some(P::NotForThese),
    );
    with(automatic("zero", percent(100)), None);
    with(automatic("all", percent(100)), Some(P::NothingLeft));
    let alone = |off| Promotion {
        exclusive: true,
        ..automatic("big", percent(off))
    };
    with(alone(5), None);
    let title = Text::new("big", "big");
    with(alone(20), Some(P::NotTogether(title)));
}

#[test]
fn how_often_a_code_counts() {
    let check = |limits: Limits, total: u32, by_shopper: u32, want: Option<CodeProblem>| {
        let promotion = Promotion {
            limits,
            ..by_code("TEN", percent(10))
        };
        let mut request = cart("mug 1 x 10000", vec![promotion]);
        request.codes = vec![code("TEN")];
        request
            .shopper
            .uses
            .insert(name("ten"), Uses { total, by_shopper });
        let problems = quote(&request).problems;
        assert_eq!(problems.first().map(|(_, problem)| problem.clone()), want);
    };
    let limited = Limits {
        total: Some(5),
        per_shopper: Some(1),
    };
    check(Limits::default(), u32::MAX, u32::MAX, None);
    check(limited, 4, 0, None);
    check(limited, 5, 0, Some(CodeProblem::UsedUp));
    check(limited, 4, 1, Some(CodeProblem::UsedBefore));
}

#[test]
fn vat_is_inside_won_prices() {
    let check = |total: i64, want: i64| {
        let quote = quote(&cart(&format!("mug 1 x {total}"), vec![]));
        assert_eq!(quote.vat_included, Some(won(want)), "{total}");
    };
    check(11_000, 1_000);
    check(5, 0);
    check(6, 1);
    check(16, 1);
    check(17, 2);
    check(0, 0);
    let mut dollars = cart("mug 1 x 1100", vec![]);
    dollars.currency = Currency::Usd;
    dollars.lines[0].unit = Price::new(Money::new(1_100, Currency::Usd), None);
    assert_eq!(quote(&dollars).vat_included, None);
}

#[test]
fn the_largest_cart_is_reckoned_exactly() {
    let most = Money::MAX_MINOR;
    let mut request = cart(
        &format!("x 9999 x {most}"),
        vec![automatic("half", percent(50))],
    );
    request.lines = (0..crate::CartLines::MAX)
        .map(|n| QuoteLine {
            sku: format!("x{n}").parse().unwrap(),
            ..request.lines[0].clone()
        })
        .collect();
    request.delivery = to("63122");
    let quote = quote(&request);
    let all = 9_999 * most * 500;
    assert_eq!((quote.subtotal.minor, quote.discount.minor), (all, all / 2));
    assert!(
        quote
            .lines
            .iter()
            .all(|line| line.total.minor == 9_999 * most / 2)
    );
    // One that no cart can hold is held at the ends, not wrapped round.
    request.lines.extend(request.lines.clone());
    assert!(super::quote(&request).total.minor > 0);
}

/// What is told after a change of two lines, of which a code takes a tenth.
fn check_differences(change: impl Fn(&mut QuoteRequest), want: &[Difference]) {
    let one = vec![by_code("one", percent(10))];
    let mut request = cart("mug 2 x 10000, soap 1 x 5000", one);
    request.delivery = to("04782");
    request.codes = vec![code("one")];
    let earlier = quote(&request);
    assert_eq!(earlier.total, won(25_500));
    change(&mut request);
    assert_eq!(quote(&request).differences(&earlier), want);
}

#[test]
fn what_changed_in_prices_is_told() {
    use Difference as D;
    let check =
        |change: fn(&mut QuoteRequest), want: &[Difference]| check_differences(change, want);
    let title = || Text::new("one", "one");
    let sku = "mug".parse().unwrap();
    let dearer = |r: &mut QuoteRequest| r.lines[0].unit = Price::new(won(11_000), None);
    let (was, now) = (won(25_500), won(27_300));
    check(|_| {}, &[]);
    check(|r| r.lines.swap(0, 1), &[]);
    check(
        dearer,
        &[
            D::Price {
                sku,
                was: won(10_000),
                now: won(11_000),
            },
            D::PromotionAmount {
                title: title(),
                was: won(2_500),
                now: won(2_700),
            },
            D::Total { was, now },
        ],
    );
    let now = won(28_000);
    let gone = D::PromotionGone {
        title: title(),
        amount: won(2_500),
    };
    check(|r| r.codes.clear(), &[gone, D::Total { was, now }]);
    let now = won(25_000);
    let (title, amount) = (Text::new("two", "two"), won(500));
    check(
        |r| {
            r.promotions
                .push(automatic("two", Reward::Amount(amounts(500))));
        },
        &[D::PromotionNew { title, amount }, D::Total { was, now }],
    );
    let now = won(28_500);
    check(
        |r| r.delivery = to("63122"),
        &[
            D::Shipping {
                was: won(3_000),
                now: won(6_000),
            },
            D::Total { was, now },
        ],
    );
}

#[test]
fn what_changed_in_lines_is_told() {
    use Difference as D;
    let quantity = |n: u32| Quantity::try_from(n).unwrap();
    let sku = |raw: &str| raw.parse().unwrap();
    check_differences(
        |r| r.lines = vec![line("mug 1 x 10000"), line("towel 1 x 15000")],
        &[
            D::Quantity {
                sku: sku("mug"),
                was: quantity(2),
                now: quantity(1),
            },
            D::LineNew {
                sku: sku("towel"),
                quantity: quantity(1),
            },
            D::LineGone {
                sku: sku("soap"),
                quantity: quantity(1),
            },
        ],
    );
}
