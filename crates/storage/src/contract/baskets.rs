//! Checks of baskets, orders out of them and shared wishlists.

use crate::{
    CheckoutId, Entry, FormMark, KeptBasket, NewAccount, NewSession, ORDERED_LIFE, Outcome,
    Placing, REPLICA_LIFE, Refused, SENT_LIFE, Said, ShareToken, Storage, StorageError, TokenHash,
};
use baguni_commerce::cart::GuestMerge;
use baguni_commerce::{Quantity, ShopperId, Sku};
use baguni_replica::frame::DeviceKind;
use baguni_replica::{
    Dot, Dots, Intent, LineKey, List, Operation, Remark, ReplicaId, Seq, Submission, WishlistId,
};
use std::sync::Arc;

pub(super) const NOW: u64 = 1_800_000_000_000;
pub(super) const GUEST: ShopperId = ShopperId(u64::MAX - 6);
pub(super) const OTHER: ShopperId = ShopperId(8);
pub(super) const MINA: ShopperId = ShopperId(7);
pub(super) const PHONE: ReplicaId = ReplicaId(u64::MAX);
pub(super) const LAPTOP: ReplicaId = ReplicaId(2);

pub(super) fn key(sku: &str) -> LineKey {
    LineKey::from(sku.parse::<Sku>().unwrap())
}

pub(super) fn one_more(sku: &str) -> Operation {
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

pub(super) fn says(
    shopper: ShopperId,
    replica: ReplicaId,
    first: Seq,
    operations: &[Operation],
) -> Entry {
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

pub(super) fn form(shopper: ShopperId, intents: &[Intent]) -> Entry {
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

pub(super) fn add(sku: &str, quantity: u32) -> Intent {
    Intent::Add {
        list: List::Cart,
        key: key(sku),
        quantity: Quantity::try_from(quantity).unwrap(),
    }
}

pub(super) async fn merge(
    storage: &dyn Storage,
    entries: &[Entry],
) -> Vec<Result<Outcome, Refused>> {
    let sells = Arc::new(|sku: &Sku| !sku.as_str().starts_with("NO"));
    storage
        .merge_all(entries.to_vec(), sells, NOW)
        .await
        .unwrap()
}

pub(super) async fn merge_one(storage: &dyn Storage, entry: Entry) -> Result<Outcome, Refused> {
    merge(storage, &[entry]).await.remove(0)
}

pub(super) async fn kept(storage: &dyn Storage, shopper: ShopperId) -> KeptBasket {
    let asked = vec![PHONE, LAPTOP];
    storage.basket(shopper, asked).await.unwrap()
}

pub(super) async fn in_cart(storage: &dyn Storage, shopper: ShopperId, sku: &str) -> u32 {
    let kept = kept(storage, shopper).await;
    kept.truth.basket.quantity(List::Cart, &key(sku))
}

fn session(n: u8) -> NewSession {
    NewSession {
        token: TokenHash([n; 32]),
        device: String::new(),
    }
}

pub(super) async fn two_guests(storage: &dyn Storage) {
    storage.open_guest(GUEST, session(1), NOW).await.unwrap();
    storage.open_guest(OTHER, session(2), NOW).await.unwrap();
}

pub(super) async fn an_account(storage: &dyn Storage) {
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
