//! Checks of hand-offs between screens and phones.

use super::samples;
use crate::{
    ALIAS_LIFE, DevicePlan, Entry, HAND_OFF_KEPT, HandOff, NewAccount, NewHandOff, NewSession,
    Offered, SESSION_LIFE, Said, SessionId, Storage, TO_PHONE_LIFE, TokenHash,
};
use baguni_commerce::cart::GuestMerge;
use baguni_commerce::device::{Direction, KioskWay};
use baguni_commerce::{DeviceId, DeviceProfile, Handle, Quantity, ShopperId, Sku};
use baguni_replica::frame::DeviceKind;
use baguni_replica::{Dots, LineKey, List, Operation, ReplicaId, Seq, Submission};
use std::sync::Arc;

const NOW: u64 = 1_800_000_000_000;
const SCREEN: DeviceId = DeviceId([1; 16]);
const OTHER_SCREEN: DeviceId = DeviceId([2; 16]);
/// Who stands at the screen.
const KIM: ShopperId = ShopperId(41);
/// With phones.
const MINA: ShopperId = ShopperId(51);
const JUNO: ShopperId = ShopperId(52);
const ACCOUNT: ShopperId = ShopperId(61);

/// The replica of a screen or a phone.
const AT_SCREEN: ReplicaId = ReplicaId(0xA1);
const ON_PHONE: ReplicaId = ReplicaId(0xB1);
const AT_DESK: ReplicaId = ReplicaId(0xC1);

fn token(n: u8) -> TokenHash {
    TokenHash([n; 32])
}

fn session(n: u8) -> NewSession {
    NewSession {
        token: token(n),
        device: String::new(),
    }
}

fn store() -> Handle {
    samples::shop().locations[0].handle.clone()
}

fn key(sku: &str) -> LineKey {
    LineKey::from(sku.parse::<Sku>().unwrap())
}

/// A screen in a store with Kim in front of it, and the phones of Mina and Juno.
async fn begin(storage: &dyn Storage) -> SessionId {
    let mina = &samples::who("mina");
    storage
        .save_locations(&samples::shop().locations)
        .await
        .unwrap();
    for (n, id) in [(1, SCREEN), (2, OTHER_SCREEN)] {
        let plan = DevicePlan {
            location: store(),
            name: format!("screen {n}"),
            profile: DeviceProfile::landscape_10(),
            idle_s: 60,
        };
        let (code, of_key) = (token(100 + n), token(200 + n));
        storage.allow_pairing(code, plan, mina, NOW).await.unwrap();
        let paired = storage.pair(&code, id, of_key, NOW).await.unwrap();
        assert!(paired.is_some());
    }
    storage.open_guest(MINA, session(51), NOW).await.unwrap();
    storage.open_guest(JUNO, session(52), NOW).await.unwrap();
    stands_at(storage, SCREEN, KIM, 41).await
}

async fn stands_at(storage: &dyn Storage, at: DeviceId, who: ShopperId, n: u8) -> SessionId {
    let opened = storage.open_kiosk_session(at, who, session(n), NOW).await;
    opened.unwrap().unwrap().0
}

/// One more of each SKU, as this replica's next words.
async fn put(
    storage: &dyn Storage,
    who: ShopperId,
    (replica, first): (ReplicaId, Seq),
    skus: &[&str],
) {
    let operations = skus.iter().map(|sku| Operation::Add {
        list: List::Cart,
        key: key(sku),
        by: Quantity::ONE,
        covers: Dots::default(),
    });
    let entry = Entry {
        shopper: who,
        device: DeviceKind::Phone,
        kiosk: (replica == AT_SCREEN).then_some(SCREEN),
        said: Said::Submission {
            submission: Submission {
                replica,
                first,
                operations: operations.collect(),
            },
            meant_for: Some(who),
        },
    };
    let sells = Arc::new(|_: &Sku| true);
    let merged = storage.merge_all(vec![entry], sells, NOW).await.unwrap();
    assert!(merged[0].is_ok(), "{merged:?}");
}

/// Such as `A:1 B:2`.
async fn cart(storage: &dyn Storage, who: ShopperId) -> String {
    let kept = storage.basket(who, Vec::new()).await.unwrap();
    let lines = kept.truth.basket.shown(List::Cart);
    let mut lines: Vec<String> = lines
        .iter()
        .map(|line| format!("{}:{}", line.key.sku, line.quantity))
        .collect();
    lines.sort();
    lines.join(" ")
}

/// Whose basket a token leads to, and whose account.
async fn led_to(storage: &dyn Storage, n: u8) -> Option<(ShopperId, bool)> {
    let session = storage.session(&token(n), NOW).await.unwrap()?;
    Some((session.shopper, session.account.is_some()))
}

async fn offer(storage: &dyn Storage, code: u8, session: SessionId, at: DeviceId) -> bool {
    let offer = NewHandOff {
        session,
        device: at,
        direction: Direction::ToPhone,
        way: Some(KioskWay::Store(store())),
        expires_at: NOW + TO_PHONE_LIFE,
    };
    storage
        .offer_hand_off(token(code), offer, NOW)
        .await
        .unwrap()
}

async fn accept(storage: &dyn Storage, code: u8, phone: ShopperId, now: u64) -> HandOff {
    let (code, policy) = (token(code), GuestMerge::Sum.into());
    let accepted = storage.accept_hand_off(&code, phone, policy, now);
    accepted.await.unwrap()
}

fn offered(session: Option<SessionId>, shows: ShopperId) -> Offered {
    Offered {
        device: SCREEN,
        name: "screen 1".to_owned(),
        location: store(),
        direction: Direction::ToPhone,
        way: Some(KioskWay::Store(store())),
        screen: session.map(|session| (session, shows)),
    }
}

pub(super) async fn go_to_one_phone(storage: &dyn Storage) {
    let at = begin(storage).await;
    put(storage, KIM, (AT_SCREEN, 1), &["A", "B"]).await;
    put(storage, MINA, (ON_PHONE, 1), &["B", "C"]).await;
    assert!(offer(storage, 1, at, SCREEN).await);
    let look = async |phone, now| storage.hand_off(&token(1), phone, now).await.unwrap();
    let good = HandOff::Good(offered(Some(at), KIM));
    for phone in [None, Some(MINA), Some(JUNO)] {
        assert_eq!(look(phone, NOW).await, good, "looking takes nothing");
    }
    assert_eq!(accept(storage, 1, MINA, NOW + 1).await, good);
    let lines = "A:1 B:2 C:1";
    assert_eq!(cart(storage, MINA).await, lines);
    assert_eq!(led_to(storage, 41).await, Some((MINA, false)));
    // Both go on with it.
    put(storage, KIM, (AT_SCREEN, 3), &["D"]).await;
    put(storage, MINA, (ON_PHONE, 3), &["D"]).await;
    let lines = format!("{lines} D:2");

    let again = HandOff::Again(offered(Some(at), MINA));
    for now in [NOW + 2, NOW + 2 * TO_PHONE_LIFE] {
        assert_eq!(accept(storage, 1, MINA, now).await, again);
        assert_eq!(look(Some(MINA), now).await, again);
        assert_eq!(accept(storage, 1, JUNO, now).await, HandOff::Used);
        assert_eq!(look(None, now).await, HandOff::Used);
    }
    for who in [MINA, KIM] {
        assert_eq!(cart(storage, who).await, lines);
    }
    assert_eq!(cart(storage, JUNO).await, "");
    // The screen is there for the next, and what went to the phone stays there.
    storage.end_kiosk_sessions(SCREEN, NOW).await.unwrap();
    assert_eq!(cart(storage, MINA).await, lines);
    let over = HandOff::Again(offered(None, MINA));
    assert_eq!(accept(storage, 1, MINA, NOW + 3).await, over);
}

pub(super) async fn are_refused(storage: &dyn Storage) {
    let mina = &samples::who("mina");
    let at = begin(storage).await;
    put(storage, KIM, (AT_SCREEN, 1), &["A"]).await;
    let elsewhere = SessionId(at.0 + 1_000);
    let check = async |session, device, may: bool| {
        assert_eq!(offer(storage, 9, session, device).await, may, "{device:?}");
    };
    check(at, OTHER_SCREEN, false).await;
    check(elsewhere, SCREEN, false).await;
    assert_eq!(accept(storage, 9, MINA, NOW).await, HandOff::Unknown);

    assert!(offer(storage, 1, at, SCREEN).await);
    assert_eq!(
        accept(storage, 1, KIM, NOW).await,
        HandOff::Unknown,
        "itself"
    );
    let end = NOW + TO_PHONE_LIFE;
    assert_eq!(accept(storage, 1, MINA, end).await, HandOff::Expired);
    let nobody = storage
        .accept_hand_off(&token(1), ShopperId(99), GuestMerge::Sum.into(), NOW)
        .await;
    assert!(nobody.is_err(), "{nobody:?}");
    // The screen is reset before anybody accepts.
    storage.end_kiosk_sessions(SCREEN, NOW).await.unwrap();
    assert_eq!(accept(storage, 1, MINA, NOW).await, HandOff::Unknown);

    let next = stands_at(storage, SCREEN, ShopperId(42), 42).await;
    assert!(offer(storage, 2, next, SCREEN).await);
    storage.revoke_device(SCREEN, mina, NOW).await.unwrap();
    assert_eq!(accept(storage, 2, MINA, NOW).await, HandOff::Unknown);
    check(next, SCREEN, false).await;
    assert_eq!(cart(storage, MINA).await, "");
}

/// Whose basket is on the screen already goes on with it, and nobody else does.
pub(super) async fn pass_nobodys_basket_on(storage: &dyn Storage) {
    let at = begin(storage).await;
    put(storage, KIM, (AT_SCREEN, 1), &["A"]).await;
    for code in [1, 2, 3] {
        assert!(offer(storage, code, at, SCREEN).await);
    }
    let first = accept(storage, 1, MINA, NOW).await;
    assert!(matches!(first, HandOff::Good(_)), "{first:?}");
    assert_eq!(accept(storage, 2, JUNO, NOW).await, HandOff::Used);
    let good = HandOff::Good(offered(Some(at), MINA));
    assert_eq!(accept(storage, 3, MINA, NOW).await, good);
    assert!(offer(storage, 4, at, SCREEN).await);
    assert_eq!(accept(storage, 4, JUNO, NOW).await, HandOff::Used);
    assert_eq!(cart(storage, MINA).await, "A:1");
    assert_eq!(cart(storage, JUNO).await, "");
}

pub(super) async fn go_where_the_phone_goes(storage: &dyn Storage) {
    let at = begin(storage).await;
    put(storage, KIM, (AT_SCREEN, 1), &["A"]).await;
    put(storage, MINA, (ON_PHONE, 1), &["B"]).await;
    offer(storage, 1, at, SCREEN).await;
    accept(storage, 1, MINA, NOW).await;
    an_account(storage).await;
    put(storage, ACCOUNT, (AT_DESK, 1), &["C"]).await;
    let join = storage.join(MINA, ACCOUNT, GuestMerge::Sum.into(), NOW);
    join.await.unwrap();
    for guest in [KIM, MINA] {
        let joined = storage.joined_into(guest).await.unwrap();
        assert_eq!(joined, Some(ACCOUNT), "{guest:?}");
    }
    // Nobody has signed in at the screen.
    assert_eq!(led_to(storage, 41).await, Some((ACCOUNT, false)));
    // Late words of the screen count once, however often they come.
    for _ in 0..2 {
        put(storage, KIM, (AT_SCREEN, 2), &["D"]).await;
        put(storage, MINA, (ON_PHONE, 2), &["D"]).await;
    }
    assert_eq!(cart(storage, ACCOUNT).await, "A:1 B:1 C:1 D:2");
    for phone in [MINA, ACCOUNT] {
        let again = HandOff::Again(offered(Some(at), ACCOUNT));
        assert_eq!(accept(storage, 1, phone, NOW).await, again);
    }
}

async fn an_account(storage: &dyn Storage) {
    let account = NewAccount {
        shopper: ACCOUNT,
        email: "mina@shop.example".parse().unwrap(),
        name: "Mina".to_owned(),
        password_hash: "hash".to_owned(),
    };
    storage.sign_up(account, session(61), NOW).await.unwrap();
}

/// At which screens something of a line was said.
async fn screens_behind(storage: &dyn Storage, who: ShopperId, sku: &str) -> Vec<DeviceId> {
    let kept = storage.basket(who, Vec::new()).await.unwrap();
    let line = kept.truth.basket.line(List::Cart, &key(sku)).unwrap();
    let said = |replica: ReplicaId| line.changes().any(|(dot, _)| dot.replica == replica);
    let kiosks = kept.kiosks.iter().filter(|(replica, _)| said(*replica));
    kiosks
        .inspect(|(_, at)| assert_eq!(at.location, store()))
        .map(|(_, at)| at.device)
        .collect()
}

pub(super) async fn keep_where_lines_came_from(storage: &dyn Storage) {
    let at = begin(storage).await;
    put(storage, KIM, (AT_SCREEN, 1), &["A", "B"]).await;
    put(storage, MINA, (ON_PHONE, 1), &["B", "C"]).await;
    offer(storage, 1, at, SCREEN).await;
    accept(storage, 1, MINA, NOW).await;
    let check = async |who, sku, want: &[DeviceId]| {
        assert_eq!(screens_behind(storage, who, sku).await, want, "{sku}");
    };
    check(MINA, "A", &[SCREEN]).await;
    check(MINA, "B", &[SCREEN]).await;
    check(MINA, "C", &[]).await;
    put(storage, KIM, (AT_SCREEN, 3), &["D"]).await;
    check(MINA, "D", &[SCREEN]).await;
    // The account had all of it too.
    an_account(storage).await;
    put(storage, ACCOUNT, (AT_DESK, 1), &["A", "B", "C", "E"]).await;
    let join = storage.join(MINA, ACCOUNT, GuestMerge::Max.into(), NOW);
    join.await.unwrap();
    assert_eq!(cart(storage, ACCOUNT).await, "A:1 B:2 C:1 D:1 E:1");
    for (sku, want) in [
        ("A", true),
        ("B", true),
        ("C", false),
        ("D", true),
        ("E", false),
    ] {
        let want: &[DeviceId] = if want { &[SCREEN] } else { &[] };
        check(ACCOUNT, sku, want).await;
    }
}

pub(super) async fn are_ended_from_the_phone(storage: &dyn Storage) {
    let at = begin(storage).await;
    put(storage, KIM, (AT_SCREEN, 1), &["A"]).await;
    let shown = async |who| -> Vec<SessionId> {
        let screens = storage.screens_of(who).await.unwrap();
        screens.into_iter().map(|screen| screen.session).collect()
    };
    assert_eq!(shown(KIM).await, [], "it is nobody's yet");
    offer(storage, 1, at, SCREEN).await;
    accept(storage, 1, MINA, NOW).await;
    assert_eq!(shown(MINA).await, [at]);
    let end = async |who, only| -> Vec<(SessionId, DeviceId)> {
        let ended = storage.end_screens_of(who, only).await.unwrap();
        let ended = ended.into_iter();
        ended
            .map(|screen| (screen.session, screen.device))
            .collect()
    };
    assert_eq!(end(JUNO, Some(at)).await, [], "not hers");
    assert_eq!(end(MINA, Some(SessionId(at.0 + 9))).await, []);
    assert_eq!(led_to(storage, 41).await, Some((MINA, false)));
    assert_eq!(end(MINA, Some(at)).await, [(at, SCREEN)]);
    assert_eq!(led_to(storage, 41).await, None);
    assert_eq!(end(MINA, None).await, []);
    assert_eq!(led_to(storage, 51).await, Some((MINA, false)), "her phone");
    assert_eq!(cart(storage, MINA).await, "A:1");

    let next = stands_at(storage, SCREEN, ShopperId(42), 42).await;
    let there = stands_at(storage, OTHER_SCREEN, ShopperId(43), 43).await;
    assert!(offer(storage, 2, next, SCREEN).await);
    assert!(offer(storage, 3, there, OTHER_SCREEN).await);
    for code in [2, 3] {
        accept(storage, code, MINA, NOW).await;
    }
    assert_eq!(shown(MINA).await, [there, next]);
    assert_eq!(end(MINA, None).await.len(), 2);
    assert_eq!(shown(MINA).await, []);
}

pub(super) async fn are_forgotten_in_time(storage: &dyn Storage) {
    let at = begin(storage).await;
    put(storage, KIM, (AT_SCREEN, 1), &["A"]).await;
    offer(storage, 1, at, SCREEN).await;
    accept(storage, 1, MINA, NOW).await;
    storage.end_kiosk_sessions(SCREEN, NOW).await.unwrap();
    let sweep = async |now| while storage.sweep(now).await.unwrap() > 0 {};
    let end = NOW + TO_PHONE_LIFE + HAND_OFF_KEPT;
    sweep(end - 1).await;
    let again = HandOff::Again(offered(None, MINA));
    assert_eq!(accept(storage, 1, MINA, NOW).await, again);
    sweep(end).await;
    assert_eq!(accept(storage, 1, MINA, NOW).await, HandOff::Unknown);
    // Whoever somebody was led to is not forgotten before that is.
    let is_free = async |who: ShopperId, n| {
        let opened = storage.open_guest(who, session(n), NOW).await;
        opened.is_ok()
    };
    const { assert!(SESSION_LIFE <= ALIAS_LIFE) };
    sweep(NOW + ALIAS_LIFE - 1).await;
    assert!(!is_free(MINA, 81).await && !is_free(KIM, 82).await);
    sweep(NOW + ALIAS_LIFE).await;
    assert!(is_free(MINA, 83).await && is_free(KIM, 84).await);
}
