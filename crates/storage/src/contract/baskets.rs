//! Checks of baskets, orders out of them and shared wishlists.

use crate::{
    CheckoutId, Entry, FormMark, KeptBasket, NewAccount, NewSession, ORDERED_LIFE, Outcome,
    Placing, REPLICA_LIFE, Refused, SENT_LIFE, Said, ShareToken, Storage, StorageError, TokenHash,
};
use baguni_commerce::cart::GuestMerge;
use baguni_commerce::{Quantity, ShopperId, Sku};
use baguni_replica::frame::DeviceKind;
use baguni_replica::{
    Dot, Dots, Intent, LineKey, List, Operation, Refusal, Remark, ReplicaId, Seq, Submission,
    WishlistId,
};
use std::sync::Arc;

const NOW: u64 = 1_800_000_000_000;
const GUEST: ShopperId = ShopperId(u64::MAX - 6);
const OTHER: ShopperId = ShopperId(8);
const MINA: ShopperId = ShopperId(7);
const PHONE: ReplicaId = ReplicaId(u64::MAX);
const LAPTOP: ReplicaId = ReplicaId(2);

fn key(sku: &str) -> LineKey {
    LineKey::from(sku.parse::<Sku>().unwrap())
}

fn one_more(sku: &str) -> Operation {
    Operation::Add {
        list: List::Cart,
        key: key(sku),
        by: Quantity::ONE,
        covers: Dots::default(),
    }
}

fn removal(sku: &str, covers: &[(ReplicaId, Seq)]) -> Operation {
    let dot = |(replica, seq): &(ReplicaId, Seq)| Dot {
        replica: *replica,
        seq: *seq,
    };
    Operation::Remove {
        list: List::Cart,
        key: key(sku),
        covers: covers.iter().map(dot).collect(),
    }
}

fn says(shopper: ShopperId, replica: ReplicaId, first: Seq, operations: &[Operation]) -> Entry {
    Entry {
        shopper,
        device: DeviceKind::Phone,
        kiosk: None,
        said: Said::Submission {
            submission: Submission {
                replica,
                first,
                operations: operations.to_vec(),
            },
            meant_for: Some(shopper),
        },
    }
}

fn form(shopper: ShopperId, intents: &[Intent]) -> Entry {
    Entry {
        shopper,
        device: DeviceKind::Desktop,
        kiosk: None,
        said: Said::Form {
            intents: intents.to_vec(),
            seen: None,
            once: None,
        },
    }
}

fn add(sku: &str, quantity: u32) -> Intent {
    Intent::Add {
        list: List::Cart,
        key: key(sku),
        quantity: Quantity::try_from(quantity).unwrap(),
    }
}

async fn merge(storage: &dyn Storage, entries: &[Entry]) -> Vec<Result<Outcome, Refused>> {
    let sells = Arc::new(|sku: &Sku| !sku.as_str().starts_with("NO"));
    storage
        .merge_all(entries.to_vec(), sells, NOW)
        .await
        .unwrap()
}

async fn merge_one(storage: &dyn Storage, entry: Entry) -> Result<Outcome, Refused> {
    merge(storage, &[entry]).await.remove(0)
}

async fn kept(storage: &dyn Storage, shopper: ShopperId) -> KeptBasket {
    let asked = vec![PHONE, LAPTOP];
    storage.basket(shopper, asked).await.unwrap()
}

async fn in_cart(storage: &dyn Storage, shopper: ShopperId, sku: &str) -> u32 {
    let kept = kept(storage, shopper).await;
    kept.truth.basket.quantity(List::Cart, &key(sku))
}

fn session(n: u8) -> NewSession {
    NewSession {
        token: TokenHash([n; 32]),
        device: String::new(),
    }
}

async fn two_guests(storage: &dyn Storage) {
    storage.open_guest(GUEST, session(1), NOW).await.unwrap();
    storage.open_guest(OTHER, session(2), NOW).await.unwrap();
}

async fn an_account(storage: &dyn Storage) {
    let account = NewAccount {
        shopper: MINA,
        email: "mina@shop.example".parse().unwrap(),
        name: "mina".to_owned(),
        password_hash: String::new(),
    };
    storage.sign_up(account, session(3), NOW).await.unwrap();
}

pub(super) async fn take_every_change_once(storage: &dyn Storage) {
    two_guests(storage).await;
    let two = [one_more("A"), one_more("A")];
    let first = merge_one(storage, says(GUEST, PHONE, 1, &two))
        .await
        .unwrap();
    let changed = first.merged.changed.unwrap();
    assert_eq!((first.shopper, first.replica), (GUEST, PHONE));
    assert_eq!((changed.from, changed.to), (0, 1));
    let again = merge_one(storage, says(GUEST, PHONE, 1, &two))
        .await
        .unwrap();
    assert_eq!((again.merged.heard.last, again.merged.changed), (2, None));
    let three = [one_more("A"), one_more("A"), one_more("B")];
    let more = merge_one(storage, says(GUEST, PHONE, 1, &three))
        .await
        .unwrap();
    assert_eq!(more.merged.heard.last, 3);
    let kept = kept(storage, GUEST).await;
    assert_eq!(kept.truth.version, 2);
    assert_eq!(kept.heard, [(PHONE, 3)]);
    assert_eq!(kept.origins, [(PHONE, DeviceKind::Phone)]);
    assert_eq!(in_cart(storage, GUEST, "A").await, 2);
    assert_eq!(in_cart(storage, OTHER, "A").await, 0);
}

pub(super) async fn refuse_one_and_take_the_others(storage: &dyn Storage) {
    two_guests(storage).await;
    let stranger = ShopperId(99);
    let mut foreign = says(GUEST, LAPTOP, 1, &[one_more("A")]);
    if let Said::Submission { meant_for, .. } = &mut foreign.said {
        *meant_for = Some(OTHER);
    }
    let answers = merge(
        storage,
        &[
            says(GUEST, PHONE, 1, &[one_more("A")]),
            says(GUEST, PHONE, 3, &[one_more("A")]),
            says(GUEST, PHONE, 1, &[one_more("B")]),
            says(OTHER, PHONE, 2, &[one_more("A")]),
            foreign,
            says(stranger, ReplicaId(5), 1, &[one_more("A")]),
            form(GUEST, &[add("A", 1), add("A", 1)]),
            says(OTHER, LAPTOP, 1, &[one_more("A")]),
        ],
    )
    .await;
    let refused: Vec<_> = answers.into_iter().map(Result::err).collect();
    let want = [
        None,
        Some(Refused::Gap { expected: 2 }),
        Some(Refused::Fork),
        Some(Refused::Foreign),
        Some(Refused::Foreign),
        Some(Refused::NoShopper),
        None,
        None,
    ];
    assert_eq!(refused, want);
    assert_eq!(in_cart(storage, GUEST, "A").await, 3);
    assert_eq!(in_cart(storage, OTHER, "A").await, 1);
    let later = merge_one(storage, says(OTHER, PHONE, 2, &[one_more("A")])).await;
    assert_eq!(
        later.unwrap_err(),
        Refused::Foreign,
        "a replica has one shopper"
    );
}

/// Of two shoppers who claim one new replica in the same batch, the first has it.
pub(super) async fn give_a_replica_to_one_shopper(storage: &dyn Storage) {
    two_guests(storage).await;
    let claims = [
        says(OTHER, PHONE, 1, &[one_more("A")]),
        says(GUEST, PHONE, 1, &[one_more("A")]),
    ];
    let answers = merge(storage, &claims).await;
    assert!(answers[0].is_ok());
    assert_eq!(answers[1], Err(Refused::Foreign));
    assert_eq!(in_cart(storage, GUEST, "A").await, 0);
}

pub(super) async fn remark_what_has_no_effect(storage: &dyn Storage) {
    two_guests(storage).await;
    let said = [one_more("NO-SUCH"), one_more("A")];
    let outcome = merge_one(storage, says(GUEST, PHONE, 1, &said))
        .await
        .unwrap();
    assert_eq!(outcome.merged.remarks, [(1, Remark::Unknown)]);
    assert_eq!(in_cart(storage, GUEST, "NO-SUCH").await, 0);
    assert_eq!(in_cart(storage, GUEST, "A").await, 1);
}

pub(super) async fn let_covers_overtake_what_they_cover(storage: &dyn Storage) {
    two_guests(storage).await;
    let early = removal("A", &[(LAPTOP, 1)]);
    merge_one(storage, says(GUEST, PHONE, 1, &[early]))
        .await
        .unwrap();
    let late = [one_more("A"), one_more("A")];
    merge_one(storage, says(GUEST, LAPTOP, 1, &late))
        .await
        .unwrap();
    assert_eq!(
        in_cart(storage, GUEST, "A").await,
        1,
        "the first was covered before it came"
    );
}

pub(super) async fn write_for_forms(storage: &dyn Storage) {
    two_guests(storage).await;
    merge_one(storage, says(GUEST, PHONE, 1, &[one_more("A")]))
        .await
        .unwrap();
    let shown: Dots = [Dot {
        replica: PHONE,
        seq: 1,
    }]
    .into_iter()
    .collect();
    merge_one(storage, says(GUEST, LAPTOP, 1, &[one_more("A")]))
        .await
        .unwrap();
    let remove = Intent::Remove {
        list: List::Cart,
        key: key("A"),
    };
    let mut seen = form(GUEST, &[remove]);
    if let Said::Form { seen, .. } = &mut seen.said {
        *seen = Some(shown);
    }
    merge_one(storage, seen).await.unwrap();
    assert_eq!(
        in_cart(storage, GUEST, "A").await,
        1,
        "what the page did not show stays"
    );

    let [first, second] = [(); 2].map(|()| form(GUEST, &[add("B", 1)]));
    let answers = merge(storage, &[first, second]).await;
    let replicas: Vec<_> = answers.into_iter().map(|a| a.unwrap().replica).collect();
    assert_eq!(
        replicas[0], replicas[1],
        "the server is one replica of the basket"
    );
    assert_eq!(in_cart(storage, GUEST, "B").await, 2);
    let forged = merge_one(storage, says(GUEST, replicas[0], 4, &[one_more("B")])).await;
    assert_eq!(
        forged.unwrap_err(),
        Refused::Foreign,
        "nobody speaks as the server"
    );
}

pub(super) async fn take_all_of_a_form_or_nothing(storage: &dyn Storage) {
    two_guests(storage).await;
    let too_many = Intent::Set {
        list: List::Cart,
        key: key("B"),
        to: 10_000,
    };
    let refused = merge_one(storage, form(GUEST, &[add("A", 1), too_many])).await;
    assert_eq!(refused.unwrap_err(), Refused::Intent(Refusal::Quantity));
    assert_eq!(kept(storage, GUEST).await.truth.version, 0);
    let several = [add("A", 1), add("B", 2), add("A", 3)];
    let outcome = merge_one(storage, form(GUEST, &several)).await.unwrap();
    assert_eq!(
        outcome.merged.changed.unwrap().to,
        1,
        "one form is one change"
    );
    assert_eq!(in_cart(storage, GUEST, "A").await, 4);
}

pub(super) async fn take_a_marked_form_once(storage: &dyn Storage) {
    two_guests(storage).await;
    let marked = |shopper, mark| {
        let mut marked = form(shopper, &[add("A", 2)]);
        if let Said::Form { once, .. } = &mut marked.said {
            *once = Some(FormMark([mark; 16]));
        }
        marked
    };
    let sent = [marked(GUEST, 1), marked(GUEST, 1), marked(OTHER, 1)];
    let answers = merge(storage, &sent).await;
    let changed = |n: usize| answers[n].as_ref().unwrap().merged.changed.is_some();
    assert_eq!([changed(0), changed(1), changed(2)], [true, false, true]);
    let later = merge_one(storage, marked(GUEST, 1)).await.unwrap();
    assert_eq!(later.merged.changed, None);
    merge_one(storage, marked(GUEST, 2)).await.unwrap();
    assert_eq!(in_cart(storage, GUEST, "A").await, 4);
}

pub(super) async fn are_ordered_once(storage: &dyn Storage) {
    two_guests(storage).await;
    let two = [one_more("A"), one_more("A")];
    merge_one(storage, says(GUEST, PHONE, 1, &two))
        .await
        .unwrap();
    let confirmed = kept(storage, GUEST).await.truth.basket.confirmable();
    merge_one(storage, says(GUEST, LAPTOP, 1, &[one_more("A")]))
        .await
        .unwrap();
    let place = async |id, confirmed: &Dots| {
        let placed = storage.take_confirmed(GUEST, CheckoutId([id; 16]), confirmed.clone(), NOW);
        placed.await.unwrap()
    };
    assert_eq!(place(1, &confirmed).await, Placing::CartChanged);
    assert_eq!(place(1, &Dots::default()).await, Placing::CartChanged);
    let confirmed = kept(storage, GUEST).await.truth.basket.confirmable();
    assert_eq!(place(1, &confirmed).await, Placing::Placed);
    assert_eq!(place(1, &confirmed).await, Placing::PlacedBefore);
    assert_eq!(place(2, &confirmed).await, Placing::CartChanged);
    let kept = kept(storage, GUEST).await;
    assert_eq!((kept.truth.basket.epoch(), kept.truth.version), (1, 3));
    assert_eq!(in_cart(storage, GUEST, "A").await, 0);

    let late = removal("A", &[(PHONE, 1), (PHONE, 2)]);
    let outcome = merge_one(storage, says(GUEST, LAPTOP, 2, &[late]))
        .await
        .unwrap();
    assert_eq!(outcome.merged.remarks, [(2, Remark::AlreadyOrdered)]);
}

pub(super) async fn are_joined_with_their_replicas(storage: &dyn Storage) {
    two_guests(storage).await;
    an_account(storage).await;
    merge_one(storage, says(GUEST, PHONE, 1, &[one_more("A")]))
        .await
        .unwrap();
    merge_one(storage, form(GUEST, &[add("B", 2)]))
        .await
        .unwrap();
    merge_one(storage, form(MINA, &[add("B", 3), add("C", 1)]))
        .await
        .unwrap();
    let before = kept(storage, MINA).await.truth.version;
    let join = async || {
        let joined = storage.join(GUEST, MINA, GuestMerge::Max.into(), NOW).await;
        joined.unwrap();
        kept(storage, MINA).await
    };
    let joined = join().await;
    assert!(joined.truth.version > before);
    assert_eq!(join().await, joined, "joined twice is joined once");
    assert_eq!(joined.heard, [(PHONE, 1)]);
    for (sku, quantity) in [("A", 1), ("B", 3), ("C", 1)] {
        assert_eq!(in_cart(storage, MINA, sku).await, quantity, "{sku}");
        assert_eq!(
            in_cart(storage, GUEST, sku).await,
            quantity,
            "{sku} by the alias"
        );
    }
    // What the guest's screen says late counts in the account, and counts once.
    let late = [one_more("A"), one_more("A")];
    for shopper in [GUEST, MINA, GUEST] {
        let mut late = says(shopper, PHONE, 1, &late);
        if let Said::Submission { meant_for, .. } = &mut late.said {
            *meant_for = Some(GUEST);
        }
        assert_eq!(merge_one(storage, late).await.unwrap().shopper, MINA);
    }
    assert_eq!(in_cart(storage, MINA, "A").await, 2);
    merge_one(storage, form(MINA, &[add("B", 1)]))
        .await
        .unwrap();
    assert_eq!(
        in_cart(storage, MINA, "B").await,
        4,
        "the server's numbers go on"
    );
}

pub(super) async fn are_joined_into_accounts_without_any(storage: &dyn Storage) {
    two_guests(storage).await;
    an_account(storage).await;
    storage
        .join(OTHER, MINA, GuestMerge::Max.into(), NOW)
        .await
        .unwrap();
    assert_eq!(kept(storage, MINA).await.truth.version, 0);
    merge_one(storage, form(GUEST, &[add("A", 2)]))
        .await
        .unwrap();
    storage
        .join(GUEST, MINA, GuestMerge::Sum.into(), NOW)
        .await
        .unwrap();
    assert_eq!(in_cart(storage, MINA, "A").await, 2);
}

pub(super) async fn share_wishlists(storage: &dyn Storage) {
    two_guests(storage).await;
    an_account(storage).await;
    let token = |n| ShareToken([n; 16]);
    let list = WishlistId::FIRST;
    let share = async |shopper, n| storage.share(shopper, list, token(n), NOW).await;
    assert_eq!(storage.shared(token(1)).await.unwrap(), None);
    assert_eq!(share(GUEST, 1).await.unwrap(), token(1));
    assert_eq!(
        share(GUEST, 2).await.unwrap(),
        token(1),
        "it has one address"
    );
    assert_eq!(share(MINA, 3).await.unwrap(), token(3));
    let nobody = share(ShopperId(99), 4).await;
    assert!(
        matches!(nobody, Err(StorageError::Unknown(_))),
        "{nobody:?}"
    );
    assert_eq!(storage.shared(token(1)).await.unwrap(), Some((GUEST, list)));
    assert_eq!(storage.shares(GUEST).await.unwrap(), [(list, token(1))]);
    storage
        .join(GUEST, MINA, GuestMerge::Max.into(), NOW)
        .await
        .unwrap();
    assert_eq!(storage.shared(token(1)).await.unwrap(), Some((MINA, list)));
    assert!(storage.unshare(GUEST, list).await.unwrap());
    assert!(!storage.unshare(MINA, list).await.unwrap());
    for n in [1, 3] {
        assert_eq!(storage.shared(token(n)).await.unwrap(), None, "{n}");
    }
}

/// A replica is forgotten only when an order has closed its epoch, or when nobody can come back.
pub(super) async fn forget_replicas_in_the_end(storage: &dyn Storage) {
    two_guests(storage).await;
    an_account(storage).await;
    merge_one(storage, says(MINA, PHONE, 1, &[one_more("A")]))
        .await
        .unwrap();
    let confirmed = kept(storage, MINA).await.truth.basket.confirmable();
    let after = NOW + REPLICA_LIFE;
    assert_eq!(storage.sweep(after).await.unwrap(), 0, "the epoch is open");
    let placed = storage
        .take_confirmed(MINA, CheckoutId([1; 16]), confirmed, NOW)
        .await;
    assert_eq!(placed.unwrap(), Placing::Placed);
    assert_eq!(storage.sweep(after - 1).await.unwrap(), 0);
    assert_eq!(kept(storage, MINA).await.heard, [(PHONE, 1)]);
    assert_eq!(storage.sweep(after).await.unwrap(), 1);
    assert_eq!(kept(storage, MINA).await.heard, []);
}

/// After 90 days a late word about an order is about nothing; after 30 a marked form is a new one.
pub(super) async fn forget_orders_and_forms_in_time(storage: &dyn Storage) {
    two_guests(storage).await;
    an_account(storage).await;
    let mut marked = form(MINA, &[add("B", 1)]);
    if let Said::Form { once, .. } = &mut marked.said {
        *once = Some(FormMark([1; 16]));
    }
    merge_one(storage, says(MINA, PHONE, 1, &[one_more("A")]))
        .await
        .unwrap();
    let confirmed = kept(storage, MINA).await.truth.basket.confirmable();
    let placed = storage
        .take_confirmed(MINA, CheckoutId([1; 16]), confirmed, NOW)
        .await;
    assert_eq!(placed.unwrap(), Placing::Placed);
    merge_one(storage, marked.clone()).await.unwrap();

    let sweep = async |at| while storage.sweep(at).await.unwrap() > 0 {};
    sweep(NOW + SENT_LIFE - 1).await;
    merge_one(storage, marked.clone()).await.unwrap();
    assert_eq!(in_cart(storage, MINA, "B").await, 1);
    sweep(NOW + SENT_LIFE).await;
    merge_one(storage, marked).await.unwrap();
    assert_eq!(in_cart(storage, MINA, "B").await, 2);

    let late = |seq| {
        let late = removal("A", &[(PHONE, 1)]);
        says(MINA, LAPTOP, seq, &[late])
    };
    sweep(NOW + ORDERED_LIFE - 1).await;
    let told = merge_one(storage, late(1)).await.unwrap();
    assert_eq!(told.merged.remarks, [(1, Remark::AlreadyOrdered)]);
    sweep(NOW + ORDERED_LIFE).await;
    let told = merge_one(storage, late(2)).await.unwrap();
    assert_eq!(told.merged.remarks, []);
    let again = storage
        .take_confirmed(MINA, CheckoutId([1; 16]), Dots::default(), NOW)
        .await;
    assert_eq!(
        again.unwrap(),
        Placing::PlacedBefore,
        "an order is placed for good"
    );
}
