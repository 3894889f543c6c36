//! Orders and shops in a few words, and what becomes of them.

use super::*;
use crate::calendar::Date;
use crate::fixture::{handle, location};
use crate::stock::{LocationKind, OpeningHours, StockLocation};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A shop with a warehouse in Icheon and stores in Seoul, Busan and Daegu that open at 11 and close
/// at 20, on a Tuesday at noon.
#[derive(Clone, Debug)]
struct Scene {
    places: Vec<StockLocation>,
    stock: BTreeMap<(String, String), u32>,
    open: BTreeMap<String, u32>,
    excluded: BTreeMap<String, Exclusion>,
    wants: &'static str,
    backorder: bool,
    method: RoutingMethod,
    preferred: Option<&'static str>,
    rules: RoutingRules,
    now: u64,
}

fn moment(raw: &str) -> u64 {
    let (date, time) = raw.split_once(' ').unwrap();
    let (hour, minute) = time.split_once(':').unwrap();
    let minutes = hour.parse::<u16>().unwrap() * 60 + minute.parse::<u16>().unwrap();
    date.parse::<Date>().unwrap().at(minutes)
}

fn place(name: &str, kind: LocationKind, postcode: &str) -> StockLocation {
    let hours = OpeningHours {
        opens: 11 * 60,
        closes: 20 * 60,
    };
    StockLocation {
        postcode: postcode.to_owned(),
        hours: [Some(hours); 7],
        ..location(name, kind)
    }
}

fn ship(postcode: &str) -> RoutingMethod {
    RoutingMethod::Ship {
        postcode: postcode.parse().unwrap(),
    }
}

fn pick_up(at: &str) -> RoutingMethod {
    RoutingMethod::Pickup { at: handle(at) }
}

impl Scene {
    /// `stock` as `"seongsu: mug 2, cup 1; depot: mug 9"`.
    fn new(stock: &str, wants: &'static str) -> Self {
        let mut scene = Self {
            places: vec![
                place("depot", LocationKind::Warehouse, "17390"),
                place("seongsu", LocationKind::Store, "04782"),
                place("yeonnam", LocationKind::Store, "03982"),
                place("haeundae", LocationKind::Store, "48117"),
                place("daegu", LocationKind::Store, "41937"),
            ],
            stock: BTreeMap::new(),
            open: BTreeMap::new(),
            excluded: BTreeMap::new(),
            wants,
            backorder: false,
            method: ship("04100"),
            preferred: None,
            rules: RoutingRules::default(),
            now: moment("2026-11-24 12:00"),
        };
        for at in stock.split("; ").filter(|at| !at.is_empty()) {
            let (at, has) = at.split_once(": ").unwrap();
            for (sku, n) in counts(has) {
                scene.stock.insert((at.to_owned(), sku), n);
            }
        }
        scene
    }

    fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    fn place(&mut self, name: &str) -> &mut StockLocation {
        let mut places = self.places.iter_mut();
        places.find(|place| place.handle.as_str() == name).unwrap()
    }

    fn candidates(&self) -> Vec<Candidate<'_>> {
        let candidate = |location| {
            let location: &StockLocation = location;
            let name = location.handle.as_str();
            let here = self.stock.iter().filter(|((at, _), _)| at == name);
            Candidate {
                location,
                available: here
                    .map(|((_, sku), n)| (sku.parse().unwrap(), *n))
                    .collect(),
                open: self.open.get(name).copied().unwrap_or_default(),
                excluded: self.excluded.get(name).copied(),
            }
        };
        self.places.iter().map(candidate).collect()
    }

    fn request(&self) -> RoutingRequest<'_> {
        let line = |(sku, quantity): (String, u32)| RoutingLine {
            sku: sku.parse().unwrap(),
            quantity,
            backorder: self.backorder,
        };
        RoutingRequest {
            lines: counts(self.wants).map(line).collect(),
            method: self.method.clone(),
            preferred: self.preferred.map(handle),
            candidates: self.candidates(),
            rules: &self.rules,
            now: self.now,
        }
    }

    fn route(&self) -> Routed {
        route(&self.request())
    }
}

fn counts(raw: &str) -> impl Iterator<Item = (String, u32)> {
    raw.split(", ").filter(|one| !one.is_empty()).map(|one| {
        let (sku, n) = one.split_once(' ').unwrap();
        (sku.to_owned(), n.parse().unwrap())
    })
}

/// `"seongsu: mug 2; depot: cup 1 | bowl 1 of 0"`: parcels, and what is missing of how many.
fn told(routed: &Routed) -> String {
    let lines = |lines: &[(Sku, u32)]| {
        let lines = lines.iter().map(|(sku, n)| format!("{sku} {n}"));
        lines.collect::<Vec<_>>().join(", ")
    };
    let parcel = |parcel: &Parcel| format!("{}: {}", parcel.location, lines(&parcel.lines));
    let parcels = routed.parcels.iter().map(parcel).collect::<Vec<_>>();
    let lack = |one: &Missing| format!(" | {} {} of {}", one.sku, one.quantity, one.available);
    parcels.join("; ") + &routed.missing.iter().map(lack).collect::<String>()
}

fn check(scene: &Scene, want: &str) -> Routed {
    let routed = scene.route();
    assert_eq!(told(&routed), want, "{} of {:?}", scene.wants, scene.stock);
    routed
}

fn verdict(routed: &Routed, name: &str) -> Verdict {
    let mut places = routed.decision.considered.iter();
    let place = places.find(|place| place.location.as_str() == name);
    place.unwrap().verdict.clone()
}

#[test]
fn rules_decide_in_their_order() {
    let all = "depot: mug 9; seongsu: mug 2; yeonnam: mug 5; daegu: mug 3";
    // To Mapo, and Yeonnam is in Mapo.
    check(&Scene::new(all, "mug 2"), "yeonnam: mug 2");
    let preferred = |scene: &mut Scene| scene.preferred = Some("daegu");
    check(&Scene::new(all, "mug 2").with(preferred), "daegu: mug 2");
    // Who is preferred and has too little does not make two parcels of one.
    check(&Scene::new(all, "mug 4").with(preferred), "yeonnam: mug 4");
    check(&Scene::new(all, "mug 6"), "depot: mug 6");
    let by = |order: &[Rule]| {
        let order = order.to_vec();
        move |scene: &mut Scene| scene.rules.order = order
    };
    check(
        &Scene::new(all, "mug 2").with(by(&[Rule::HighestAtp])),
        "depot: mug 2",
    );
    check(&Scene::new(all, "mug 2").with(by(&[])), "daegu: mug 2");
    let listed = |scene: &mut Scene| {
        scene.rules.order = vec![Rule::Priority];
        scene.rules.priority = vec![handle("haeundae"), handle("seongsu")];
    };
    check(&Scene::new(all, "mug 2").with(listed), "seongsu: mug 2");
}

#[test]
fn few_parcels_are_better_than_many() {
    // Each has one of three; the warehouse has all of them and is far away.
    let split = "seongsu: mug 1; yeonnam: cup 1; depot: mug 1, cup 1";
    check(&Scene::new(split, "mug 1, cup 1"), "depot: cup 1, mug 1");
    // Without the warehouse it takes two; the nearer one is told first.
    let split = "seongsu: mug 1; yeonnam: cup 1";
    check(
        &Scene::new(split, "mug 1, cup 1"),
        "yeonnam: cup 1; seongsu: mug 1",
    );
    // A line is divided only where no place has enough of it.
    let five = "yeonnam: mug 3, cup 1; depot: mug 5, bowl 1";
    check(
        &Scene::new(five, "mug 5, cup 1, bowl 1"),
        "yeonnam: cup 1; depot: bowl 1, mug 5",
    );
    check(
        &Scene::new("yeonnam: mug 3; depot: mug 4", "mug 5"),
        "yeonnam: mug 3; depot: mug 2",
    );
    // Nearer together, although one of them is farther than one of the others.
    let pairs = "yeonnam: mug 1; daegu: cup 1; seongsu: cup 1; haeundae: mug 1, cup 1";
    let no_splits = |scene: &mut Scene| scene.rules.order = vec![Rule::Nearest];
    check(
        &Scene::new(pairs, "mug 1, cup 1").with(no_splits),
        "yeonnam: mug 1; seongsu: cup 1",
    );
}

#[test]
fn what_is_not_there_is_said() {
    check(&Scene::new("", "mug 1"), " | mug 1 of 0");
    check(
        &Scene::new("depot: mug 1", "mug 3"),
        "depot: mug 1 | mug 2 of 1",
    );
    check(
        &Scene::new("depot: mug 9", "mug 1, cup 2"),
        "depot: mug 1 | cup 2 of 0",
    );
    // All of it is there, in three places.
    let three = "seongsu: mug 1; yeonnam: cup 1; daegu: bowl 1";
    check(
        &Scene::new(three, "mug 1, cup 1, bowl 1"),
        "yeonnam: cup 1; seongsu: mug 1 | bowl 1 of 1",
    );
    let more = |scene: &mut Scene| scene.rules.max_splits = 3;
    check(
        &Scene::new(three, "mug 1, cup 1, bowl 1").with(more),
        "yeonnam: cup 1; seongsu: mug 1; daegu: bowl 1",
    );
    check(&Scene::new("depot: mug 9", ""), "");
    // The same thing twice is one thing.
    check(
        &Scene::new("depot: mug 3", "mug 2, mug 2"),
        "depot: mug 3 | mug 1 of 3",
    );
    let none = |scene: &mut Scene| scene.rules.max_splits = 0;
    check(
        &Scene::new("depot: mug 9", "mug 1").with(none),
        "depot: mug 1",
    );
}

#[test]
fn pickup_comes_out_of_the_stores_own_stock() {
    let at_seongsu = |scene: &mut Scene| scene.method = pick_up("seongsu");
    let both = "seongsu: mug 1; yeonnam: mug 5; depot: cup 3";
    let routed = check(
        &Scene::new(both, "mug 1").with(at_seongsu),
        "seongsu: mug 1",
    );
    let by = moment("2026-11-24 14:00");
    assert_eq!(routed.parcels[0].promise, Promise::ReadyBy(by));
    // It has not enough: another place sends all of it.
    let routed = check(
        &Scene::new(both, "mug 2").with(at_seongsu),
        "yeonnam: mug 2",
    );
    let from = "2026-11-27".parse().unwrap();
    let until = "2026-11-28".parse().unwrap();
    assert_eq!(routed.parcels[0].promise, Promise::ReadyOn { from, until });
    // What it has stays there, and what it has not is sent there.
    check(
        &Scene::new(both, "mug 1, cup 1").with(at_seongsu),
        "seongsu: mug 1; depot: cup 1",
    );
    // A shopper's way is worth more than a parcel's.
    let full = |scene: &mut Scene| {
        scene.method = pick_up("seongsu");
        scene.open.insert("seongsu".into(), 500);
        scene.now = moment("2026-11-24 19:55");
    };
    check(&Scene::new(both, "mug 1").with(full), "seongsu: mug 1");
    // The store has said no: it is sent there.
    let rejected = |scene: &mut Scene| {
        scene.method = pick_up("seongsu");
        scene.excluded.insert("seongsu".into(), Exclusion::Rejected);
    };
    check(&Scene::new(both, "mug 1").with(rejected), "yeonnam: mug 1");
}

#[test]
fn an_endless_aisle_leaves_the_stores_own_stock_alone() {
    let to_seongsu = |scene: &mut Scene| {
        scene.method = RoutingMethod::ShipToStore {
            at: handle("seongsu"),
        };
    };
    let scene = Scene::new("seongsu: mug 5; daegu: mug 1", "mug 1").with(to_seongsu);
    let routed = check(&scene, "daegu: mug 1");
    let kept = Verdict::NotEligible(Ineligible::OwnStockKept);
    assert_eq!(verdict(&routed, "seongsu"), kept);
}

#[test]
fn nobody_picks_up_where_no_door_opens() {
    let check = |change: &dyn Fn(&mut Scene)| {
        let scene = Scene::new("depot: mug 5; seongsu: mug 5", "mug 1").with(change);
        let routed = check(&scene, " | mug 1 of 0");
        let why = Verdict::NotEligible(Ineligible::NoPickup);
        assert_eq!(verdict(&routed, "depot"), why);
    };
    check(&|scene| scene.method = pick_up("depot"));
    check(&|scene| scene.method = pick_up("elsewhere"));
    check(&|scene| {
        scene.method = pick_up("seongsu");
        scene.place("seongsu").hours = [None; 7];
    });
}

#[test]
fn a_place_that_cannot_is_left_out_and_told_why() {
    let check = |change: &dyn Fn(&mut Scene), want: &str, why: Ineligible| {
        let scene = Scene::new("depot: mug 9; yeonnam: mug 9", "mug 1").with(change);
        let routed = check(&scene, want);
        assert_eq!(verdict(&routed, "yeonnam"), Verdict::NotEligible(why));
    };
    for exclusion in [
        Exclusion::Rejected,
        Exclusion::TimedOut,
        Exclusion::NotFulfilling,
    ] {
        let exclude = |scene: &mut Scene| {
            scene.excluded.insert("yeonnam".into(), exclusion);
        };
        check(&exclude, "depot: mug 1", Ineligible::Excluded(exclusion));
    }
    let full = |scene: &mut Scene| {
        scene.open.insert("yeonnam".into(), 30);
    };
    check(&full, "depot: mug 1", Ineligible::Full);
    let sold_out = |scene: &mut Scene| {
        scene.stock.insert(("yeonnam".into(), "mug".into()), 0);
    };
    check(&sold_out, "depot: mug 1", Ineligible::NoStock);
    // Closed from Wednesday to Friday, on Tuesday evening.
    let holidays = |scene: &mut Scene| {
        scene.place("yeonnam").hours[2..5].fill(None);
        scene.now = moment("2026-11-24 20:00");
    };
    check(&holidays, "depot: mug 1", Ineligible::Closed);
    let closing = |scene: &mut Scene| {
        holidays(scene);
        scene.now = moment("2026-11-24 19:31");
    };
    check(&closing, "depot: mug 1", Ineligible::LastCall);
    let never = |scene: &mut Scene| scene.place("yeonnam").hours = [None; 7];
    check(&never, "depot: mug 1", Ineligible::Closed);
}

#[test]
fn a_place_that_still_can_is_asked() {
    let check_asked = |change: &dyn Fn(&mut Scene)| {
        check(
            &Scene::new("depot: mug 9; yeonnam: mug 9", "mug 1").with(change),
            "yeonnam: mug 1",
        );
    };
    check_asked(&|scene| {
        scene.open.insert("yeonnam".into(), 29);
    });
    check_asked(&|scene| scene.now = moment("2026-11-24 19:30"));
    check_asked(&|scene| scene.now = moment("2026-11-24 19:45"));
    check_asked(&|scene| scene.now = moment("2026-11-24 23:00"));
    // Closed tomorrow, and open the day after, within 36 hours of tonight.
    check_asked(&|scene| {
        scene.place("yeonnam").hours[2] = None;
        scene.now = moment("2026-11-24 23:00");
    });
}

#[test]
fn what_may_be_sold_without_stock_is_made() {
    let made = |scene: &mut Scene| scene.backorder = true;
    // It is on a shelf.
    check(
        &Scene::new("daegu: mug 1", "mug 1").with(made),
        "daegu: mug 1",
    );
    let none = Scene::new("daegu: mug 1", "mug 2").with(made);
    let routed = check(&none, "depot: mug 2");
    let until = routed.parcels[0].promise.until();
    assert_eq!(until, "2026-12-10".parse().unwrap());
    // All there, but in too many places.
    let three = "seongsu: mug 1; yeonnam: cup 1; daegu: bowl 1";
    let wants = "mug 1, cup 1, bowl 1";
    check(
        &Scene::new(three, wants).with(made),
        "depot: bowl 1, cup 1, mug 1",
    );
    // No warehouse: a store has it made.
    let stores = |scene: &mut Scene| {
        scene.backorder = true;
        scene.places.remove(0);
    };
    check(&Scene::new("", "mug 2").with(stores), "yeonnam: mug 2");
}

#[test]
fn a_decision_says_why_in_both_languages() {
    let scene = Scene::new(
        "depot: mug 9; yeonnam: mug 5; daegu: mug 1; seongsu: mug 2",
        "mug 2",
    )
    .with(|scene| {
        scene.excluded.insert("seongsu".into(), Exclusion::Rejected);
        scene.open.insert("haeundae".into(), 40);
        for (name, text) in [("yeonnam", "연남점"), ("depot", "이천 창고")] {
            scene.place(name).name.ko = text.to_owned();
        }
    });
    let decision = scene.route().decision;
    assert_eq!(decision.why().en, "yeonnam: it is the nearest.");
    assert_eq!(decision.why().ko, "연남점: 가장 가까워요.");
    let reasons = decision.reasons();
    let en: Vec<String> = reasons
        .iter()
        .map(|(place, why)| format!("{place}: {}", why.en))
        .collect();
    let want = [
        "daegu: Can send less of it than yeonnam.",
        "depot: Farther away than yeonnam (about 55 km; yeonnam: 0 km).",
        "haeundae: Has 40 orders open and takes no more.",
        "seongsu: Said that it cannot send this order.",
        "yeonnam: Chosen.",
    ];
    assert_eq!(en, want);
    assert_eq!(
        reasons[1].1.ko,
        "연남점보다 멀어요. (약 55km, 연남점 약 0km)"
    );
    let nothing = Scene::new("", "mug 1").route().decision;
    assert_eq!(nothing.why().en, "No place can send it now.");
}

#[test]
fn a_decision_is_kept_whole() {
    let routed = Scene::new("depot: mug 9; yeonnam: mug 5", "mug 2, cup 1").route();
    let written = serde_json::to_string(&routed).unwrap();
    assert_eq!(serde_json::from_str::<Routed>(&written).unwrap(), routed);
    let rules = serde_json::from_str::<RoutingRules>("{}").unwrap();
    assert_eq!(rules, RoutingRules::default());
}

#[test]
fn numbers_may_be_absurd() {
    let scene = Scene::new(
        "depot: mug 4294967295; daegu: mug 4294967295",
        "mug 4294967295",
    );
    check(&scene, "depot: mug 4294967295");
    let scene = scene.with(|scene| {
        scene.wants = "mug 4294967295, mug 4294967295";
        scene.rules.max_splits = u32::MAX;
        scene.rules.opens_within = u32::MAX;
        scene.rules.last_call = u16::MAX;
    });
    check(&scene, "depot: mug 4294967295");
}

/// A shop of some places with a few of four things each, somewhere in the country, and an order.
fn any_scene(places: std::ops::Range<usize>) -> impl Strategy<Value = Scene> {
    let has = prop::collection::vec(0_u32..4, 4);
    let one = (1_000_u32..64_000, has, any::<bool>());
    let wanted = prop::sample::select(vec!["a 1", "a 2, b 1", "a 1, b 1, c 1, d 1", "a 9, d 3"]);
    let shop = prop::collection::vec(one, places);
    (shop, wanted, 1_u32..4, any::<bool>()).prop_map(|(shop, wants, max_splits, backorder)| {
        let mut scene = Scene::new("", wants);
        scene.places.clear();
        for (n, (postcode, has, is_store)) in shop.into_iter().enumerate() {
            let kind = match is_store {
                true => LocationKind::Store,
                false => LocationKind::Warehouse,
            };
            let name = format!("p{n:02}");
            scene
                .places
                .push(place(&name, kind, &format!("{postcode:05}")));
            for (sku, n) in ["a", "b", "c", "d"].into_iter().zip(has) {
                scene.stock.insert((name.clone(), sku.to_owned()), n);
            }
        }
        scene.rules.max_splits = max_splits;
        scene.backorder = backorder;
        scene
    })
}

fn sent(routed: &Routed) -> u64 {
    let lines = routed.parcels.iter().flat_map(|parcel| &parcel.lines);
    lines.map(|(_, n)| u64::from(*n)).sum()
}

/// How much these places have together of what is wanted, reckoned anew.
fn reach(scene: &Scene, places: &[&StockLocation]) -> u64 {
    let of_line = |(sku, n): (String, u32)| {
        let has = |place: &&StockLocation| scene.stock[&(place.handle.to_string(), sku.clone())];
        places.iter().map(has).sum::<u32>().min(n)
    };
    counts(scene.wants).map(of_line).map(u64::from).sum()
}

/// Every set of at most so many places.
fn sets<'a>(places: &'a [StockLocation], most: u32) -> Vec<Vec<&'a StockLocation>> {
    let Some((first, rest)) = places.split_first() else {
        return vec![Vec::new()];
    };
    let mut all = sets(rest, most);
    if most > 0 {
        let with = sets(rest, most - 1).into_iter();
        all.extend(with.map(|set: Vec<&'a StockLocation>| [vec![first], set].concat()));
    }
    all
}

proptest! {
    #[test]
    fn no_parcel_holds_what_is_not_there(scene in any_scene(0..20)) {
        let routed = scene.route();
        prop_assert!(routed.parcels.len() <= scene.rules.max_splits as usize);
        let mut left: BTreeMap<Sku, i64> = counts(scene.wants)
            .map(|(sku, n)| (sku.parse().unwrap(), i64::from(n)))
            .collect();
        let until = Date::of(scene.now).plus(14);
        for parcel in &routed.parcels {
            prop_assert!(!parcel.lines.is_empty());
            let made = scene.backorder && parcel.promise.until() >= until;
            for (sku, n) in &parcel.lines {
                let has = scene.stock[&(parcel.location.to_string(), sku.to_string())];
                prop_assert!(*n > 0 && (made || *n <= has));
                *left.get_mut(sku).unwrap() -= i64::from(*n);
            }
        }
        for missing in &routed.missing {
            *left.get_mut(&missing.sku).unwrap() -= i64::from(missing.quantity);
        }
        prop_assert!(left.values().all(|left| *left == 0), "{:?}", left);
        prop_assert_eq!(routed.decision.considered.len(), scene.places.len());
        let chosen = routed.decision.considered.iter();
        let chosen = chosen.filter(|place| place.verdict == Verdict::Chosen).count();
        prop_assert_eq!(chosen, routed.parcels.len());
    }

    #[test]
    fn the_order_of_places_decides_nothing(scene in any_scene(0..20), by in any::<u64>()) {
        let mut other = scene.clone();
        let turn = |place: &StockLocation| {
            let bytes = place.handle.as_str().bytes();
            bytes.fold(by, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)) ^ by >> 7)
        };
        other.places.sort_by_key(turn);
        prop_assert_eq!(scene.route(), other.route());
    }

    #[test]
    fn among_few_places_no_way_is_better(mut scene in any_scene(1..8)) {
        scene.backorder = false;
        scene.rules.order = vec![Rule::FewestSplits, Rule::Nearest];
        let routed = scene.route();
        let sets = sets(&scene.places, scene.rules.max_splits);
        let most = sets.iter().map(|set| reach(&scene, set)).max().unwrap();
        prop_assert_eq!(sent(&routed), most);
        let whole = || sets.iter().filter(|set| reach(&scene, set) == most);
        let fewest = whole().map(Vec::len).min().unwrap();
        prop_assert_eq!(routed.parcels.len(), fewest);
        let RoutingMethod::Ship { postcode } = scene.method else {
            unreachable!("the scene is of a parcel");
        };
        let km = |place: &StockLocation| {
            crate::address::distance_km(place.postcode.parse().unwrap(), postcode).unwrap()
        };
        let way = |set: &Vec<&StockLocation>| set.iter().map(|place| km(place)).sum::<u32>();
        let nearest = whole().filter(|set| set.len() == fewest).map(way).min().unwrap();
        let ours = scene.places.iter().filter(|place| {
            routed.parcels.iter().any(|parcel| parcel.location == place.handle)
        });
        prop_assert_eq!(ours.map(km).sum::<u32>(), nearest);
    }

    #[test]
    fn step_by_step_is_never_far_behind(scene in any_scene(1..8)) {
        let request = scene.request();
        let field = Field::new(&request, false);
        let places = field.places.iter().enumerate();
        let usable = places.filter(|(_, place)| place.refused.is_none());
        let usable: Vec<usize> = usable.map(|(row, _)| row).collect();
        let exact = choose::exact(&field, &usable);
        let greedy = choose::greedy(&field, &usable);
        // Adding what adds most sends at least 1 - 1/e of what is possible.
        prop_assert!(greedy.covered() <= exact.covered());
        prop_assert!(greedy.covered() * 1_000 >= exact.covered() * 632);
        let count = |choice: &Choice| choice.best.as_ref().map_or(0, |way| way.places.len());
        if count(&exact) == 1 {
            prop_assert_eq!(greedy.best, exact.best);
        } else {
            prop_assert!(count(&greedy) <= request.rules.max_splits as usize);
        }
    }
}
