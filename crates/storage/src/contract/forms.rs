//! Checks of what pages without scripts say of a basket.

use super::baskets::{
    GUEST, LAPTOP, OTHER, PHONE, add, form, in_cart, kept, key, merge, merge_one, one_more, says,
    two_guests,
};
use crate::{FormMark, Refused, Said, Storage};
use baguni_replica::{Dot, Dots, Intent, List, Refusal};

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
