//! Checks of baskets that become part of another.

use super::baskets::{
    GUEST, MINA, NOW, OTHER, PHONE, add, an_account, form, in_cart, kept, merge_one, one_more,
    says, two_guests,
};
use crate::{Said, Storage};
use baguni_commerce::cart::GuestMerge;

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
