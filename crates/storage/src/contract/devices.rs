//! Checks of screens that stores set up.

use super::samples;
use crate::{
    CallId, Counting, Device, DevicePlan, Entry, KIOSK_SESSION_LIFE, KeptCall, MAX_TICKETS,
    MAX_TOLD, NewSession, NewTicket, NoTicket, PAIRING_LIFE, PASS_LIFE, Said, Storage,
    StorageError, Subject, TICKET_LIFE, TicketNumber, TokenHash,
};
use baguni_commerce::device::{CallReason, DeviceOrder, Heartbeat, KioskWay, Told};
use baguni_commerce::order::{FulfillmentId, OrderNumber};
use baguni_commerce::stock::{ReservationId, Take};
use baguni_commerce::{CommandId, Currency, DeviceId, DeviceProfile, Handle, Money, ShopperId};
use baguni_replica::frame::DeviceKind;
use baguni_replica::{Intent, LineKey, List};
use std::sync::Arc;
use tokio::task::JoinSet;

const NOW: u64 = 1_800_000_000_000;
const ONE: DeviceId = DeviceId([1; 16]);
const OTHER: DeviceId = DeviceId([2; 16]);
const GUEST: ShopperId = ShopperId(u64::MAX - 41);

fn token(n: u8) -> TokenHash {
    TokenHash([n; 32])
}

fn session(n: u8) -> NewSession {
    NewSession {
        token: token(n),
        device: String::new(),
    }
}

/// Two stores, with a screen in each: their keys are tokens 11 and 12.
async fn two_screens(storage: &dyn Storage) -> [Handle; 2] {
    let locations = samples::shop().locations;
    storage.save_locations(&locations).await.unwrap();
    let places = [&locations[0], &locations[1]].map(|at| at.handle.clone());
    for (n, place) in (1..).zip(&places) {
        let plan = plan(place);
        let allowed = storage.allow_pairing(token(n), plan, "mina", NOW);
        allowed.await.unwrap();
        let (code, key) = (token(n), token(10 + n));
        let paired = storage.pair(&code, DeviceId([n; 16]), key, NOW).await;
        assert!(paired.unwrap().is_some());
    }
    places
}

fn plan(place: &Handle) -> DevicePlan {
    DevicePlan {
        location: place.clone(),
        name: "입구 왼쪽".to_owned(),
        profile: DeviceProfile::landscape_10(),
        idle_s: 90,
    }
}

async fn device(storage: &dyn Storage, id: DeviceId) -> Device {
    storage.device(id).await.unwrap().unwrap()
}

async fn log(storage: &dyn Storage, id: DeviceId) -> Vec<String> {
    let notes = storage.device_log(id, 20).await.unwrap().into_iter();
    notes
        .map(|note| format!("{} {}", note.who, note.what))
        .collect()
}

pub(super) async fn are_paired_once(storage: &dyn Storage) {
    let locations = samples::shop().locations;
    storage.save_locations(&locations).await.unwrap();
    let place = &locations[0].handle;
    let nowhere: Handle = "nowhere".parse().unwrap();
    let refused = storage.allow_pairing(token(9), plan(&nowhere), "mina", NOW);
    let refused = refused.await;
    assert!(matches!(refused, Err(StorageError::Unknown(Subject::Location(at))) if at == nowhere));

    let allow = async |n| {
        storage
            .allow_pairing(token(n), plan(place), "mina", NOW)
            .await
    };
    allow(1).await.unwrap();
    allow(2).await.unwrap();
    let pair = async |code, n, at| {
        let (code, key) = (token(code), token(10 + n));
        let paired = storage.pair(&code, DeviceId([n; 16]), key, at).await;
        paired.unwrap()
    };
    assert_eq!(pair(7, 1, NOW).await, None, "never given");
    assert_eq!(pair(2, 2, NOW + PAIRING_LIFE).await, None, "too late");
    let paired = pair(1, 1, NOW + PAIRING_LIFE - 1).await.unwrap();
    assert_eq!(pair(1, 3, NOW + 1).await, None, "used");
    let want = plan(place);
    assert_eq!((&paired.location, &paired.name), (place, &want.name));
    assert_eq!((&paired.profile, paired.idle_s), (&want.profile, 90));
    assert_eq!(
        (paired.paired_by.as_str(), paired.revoked.is_none()),
        ("mina", true)
    );
    let found = storage.device_of_key(&token(11)).await.unwrap();
    assert_eq!(found, Some(paired.clone()));
    assert_eq!(
        storage.device_of_key(&token(1)).await.unwrap(),
        None,
        "a code is no key"
    );
    assert_eq!(storage.devices(None).await.unwrap(), [paired]);
    assert_eq!(log(storage, ONE).await, ["mina pair"]);
}

pub(super) async fn are_paired_by_one_of_many<S: Storage + 'static>(storage: S) {
    let locations = samples::shop().locations;
    storage.save_locations(&locations).await.unwrap();
    let place = &locations[0].handle;
    let allowed = storage.allow_pairing(token(1), plan(place), "mina", NOW);
    allowed.await.unwrap();
    let storage = Arc::new(storage);
    let mut racing = JoinSet::new();
    for n in 1..=8 {
        let storage = Arc::clone(&storage);
        racing.spawn(async move {
            let (code, key) = (token(1), token(10 + n));
            let paired = storage.pair(&code, DeviceId([n; 16]), key, NOW).await;
            paired.unwrap().is_some()
        });
    }
    let won = racing.join_all().await.into_iter().filter(|won| *won);
    assert_eq!(won.count(), 1);
    assert_eq!(storage.devices(None).await.unwrap().len(), 1);
}

pub(super) async fn say_how_they_are(storage: &dyn Storage) {
    let [here, there] = two_screens(storage).await;
    assert_eq!(device(storage, ONE).await.seen, None);
    let beat = |done: Vec<CommandId>| Heartbeat {
        version: "1.2".to_owned(),
        uptime_s: 60,
        heap: 5_000_000_000,
        screen: "product".to_owned(),
        snapshot_s: Some(7),
        done,
        ..Heartbeat::default()
    };
    let tell = async |n: u8, order: DeviceOrder| {
        let told = Told {
            id: CommandId([n; 16]),
            order,
        };
        assert!(storage.tell_device(ONE, &told, "mina", NOW).await.unwrap());
        told
    };
    let lock = tell(1, DeviceOrder::Lock).await;
    let say = tell(2, DeviceOrder::Message(Some("휴무".to_owned()))).await;
    tell(1, DeviceOrder::Reload).await;
    let hear = async |id, done: Vec<CommandId>, at| {
        let heard = storage.note_heartbeat(id, &beat(done), at).await;
        heard.unwrap()
    };
    assert_eq!(
        hear(ONE, vec![], NOW + 1).await,
        [lock.clone(), say.clone()]
    );
    assert_eq!(hear(OTHER, vec![lock.id], NOW + 1).await, [], "not its own");
    let left = hear(ONE, vec![lock.id, CommandId([9; 16])], NOW + 2).await;
    assert_eq!(left, std::slice::from_ref(&say), "each until it is done");
    assert_eq!(hear(ONE, vec![say.id], NOW + 3).await, []);
    let one = device(storage, ONE).await;
    assert_eq!((one.locked, one.message.as_deref()), (true, Some("휴무")));
    assert_eq!(one.seen, Some((NOW + 3, beat(vec![]))));
    tell(3, DeviceOrder::Unlock).await;
    tell(4, DeviceOrder::Message(None)).await;
    let one = device(storage, ONE).await;
    assert_eq!((one.locked, one.message), (false, None));
    let told = [
        "mina message",
        "mina unlock",
        "mina message",
        "mina lock",
        "mina pair",
    ];
    assert_eq!(log(storage, ONE).await, told);
    for n in 0..=MAX_TOLD {
        tell(100 + n as u8, DeviceOrder::Reload).await;
    }
    let waiting = hear(ONE, vec![], NOW + 4).await;
    assert_eq!(waiting.len(), MAX_TOLD as usize);
    assert_eq!(waiting[0].id, CommandId([101; 16]), "the oldest went");
    let of = async |place| storage.devices(place).await.unwrap().len();
    assert_eq!(
        (
            of(Some(&here)).await,
            of(Some(&there)).await,
            of(None).await
        ),
        (1, 1, 2)
    );
}

pub(super) async fn are_nothing_once_revoked(storage: &dyn Storage) {
    two_screens(storage).await;
    let opened = storage.open_kiosk_session(ONE, GUEST, session(21), NOW);
    let (id, _) = opened.await.unwrap().unwrap();
    storage
        .call_staff(ONE, CallReason::Advice, None, NOW)
        .await
        .unwrap();
    storage
        .allow_staff(ONE, token(31), "mina", NOW)
        .await
        .unwrap();

    let ended = storage.revoke_device(ONE, "juno", NOW + 1).await.unwrap();
    let ended = ended.unwrap();
    assert_eq!(
        (ended[0].session, ended[0].shopper, ended.len()),
        (id, GUEST, 1)
    );
    assert_eq!(
        storage.revoke_device(ONE, "juno", NOW + 2).await.unwrap(),
        None
    );
    let found = storage.device_of_key(&token(11)).await.unwrap().unwrap();
    assert_eq!(found.revoked, Some((NOW + 1, "juno".to_owned())));
    assert_eq!(storage.session(&token(21), NOW).await.unwrap(), None);
    assert_eq!(storage.open_calls(None).await.unwrap(), []);
    let told = Told {
        id: CommandId([1; 16]),
        order: DeviceOrder::Reload,
    };
    assert!(!storage.tell_device(ONE, &told, "juno", NOW).await.unwrap());
    let called = storage.call_staff(ONE, CallReason::Advice, None, NOW).await;
    assert_eq!(called.unwrap(), None);
    let opened = storage.open_kiosk_session(ONE, GUEST, session(22), NOW);
    assert_eq!(opened.await.unwrap(), None);
    let ticket = storage.add_ticket(ticket(1, ONE), NOW).await.unwrap();
    assert_eq!(ticket, Err(NoTicket::NoDevice));
    let pass = storage.open_staff_screen(ONE, &token(31), NOW).await;
    assert_eq!(pass.unwrap(), None);
    assert!(
        !storage
            .allow_staff(ONE, token(32), "mina", NOW)
            .await
            .unwrap()
    );
    let beat = Heartbeat::default();
    let heard = storage.note_heartbeat(ONE, &beat, NOW + 3).await;
    assert_eq!(heard.unwrap(), []);
    assert_eq!(device(storage, ONE).await.seen, None);
    assert!(device(storage, OTHER).await.revoked.is_none(), "no other");
}

pub(super) async fn call_for_somebody(storage: &dyn Storage) {
    let [here, there] = two_screens(storage).await;
    let call = async |id, reason| {
        let called = storage.call_staff(id, reason, None, NOW).await;
        called.unwrap().unwrap()
    };
    let first = call(ONE, CallReason::Trouble).await;
    assert_eq!(
        (&first.location, first.reason, &first.taken),
        (&here, CallReason::Trouble, &None)
    );
    assert_eq!(
        call(ONE, CallReason::Advice).await,
        first,
        "while it is open"
    );
    let about = Some((OrderNumber::from_bits(77), FulfillmentId(2)));
    let called = storage.call_staff(ONE, CallReason::Counter, about, NOW + 1);
    let first = KeptCall {
        about,
        ..first.clone()
    };
    assert_eq!(
        called.await.unwrap(),
        Some(first.clone()),
        "it names a pickup now"
    );
    let other = call(OTHER, CallReason::Counter).await;
    let open = async |place| storage.open_calls(place).await.unwrap();
    assert_eq!(open(None).await, [first.clone(), other.clone()]);
    assert_eq!(open(Some(&there)).await, std::slice::from_ref(&other));

    let take = async |id, by| storage.take_call(id, by, NOW + 5).await.unwrap();
    let taken = take(first.id, "mina").await.unwrap();
    assert_eq!(taken.taken, Some(("mina".to_owned(), NOW + 5)));
    assert_eq!(take(first.id, "juno").await, Some(taken), "the first comes");
    let close = async |id| storage.close_call(id, NOW + 6).await.unwrap();
    assert!(close(first.id).await.is_some());
    assert_eq!(close(first.id).await, None, "once");
    assert_eq!(take(first.id, "juno").await, None);
    assert_eq!(take(CallId(99), "juno").await, None);
    assert_ne!(call(ONE, CallReason::Advice).await.id, first.id);
}

fn ticket(n: u8, device: DeviceId) -> NewTicket {
    NewTicket {
        id: CommandId([n; 16]),
        device,
        shopper: GUEST,
        day: 20_000,
        draw: TicketNumber::nth(9_998),
        lines: "M1:2".parse().unwrap(),
        way: KioskWay::Home,
        total: Money::new(18_000, Currency::Krw),
    }
}

pub(super) async fn make_tickets(storage: &dyn Storage) {
    let [here, there] = two_screens(storage).await;
    let add = async |new: NewTicket, at| storage.add_ticket(new, at).await.unwrap();
    let first = add(ticket(1, ONE), NOW).await.unwrap();
    assert_eq!(
        (first.number.to_string().as_str(), &first.location),
        ("9998", &here)
    );
    assert_eq!(first.lines.to_string(), "M1:2");
    assert_eq!(
        (first.shopper, first.expires_at),
        (Some(GUEST), NOW + TICKET_LIFE)
    );
    let again = NewTicket {
        lines: "M1:3".parse().unwrap(),
        ..ticket(1, ONE)
    };
    assert_eq!(
        add(again, NOW + 1).await,
        Ok(first.clone()),
        "one name, one ticket"
    );
    assert_eq!(add(ticket(1, OTHER), NOW).await, Err(NoTicket::Foreign));
    let numbers = [
        add(ticket(2, ONE), NOW).await,
        add(ticket(3, ONE), NOW).await,
    ];
    let numbers = numbers.map(|one| one.unwrap().number.to_string());
    assert_eq!(numbers, ["9999", "0000"], "the next that is free");
    let elsewhere = add(ticket(4, OTHER), NOW).await.unwrap();
    assert_eq!(elsewhere.number, first.number, "stores count apart");

    let find = async |place: &Handle, n, at| {
        let found = storage.ticket(place, TicketNumber::nth(n), at).await;
        found.unwrap().map(|ticket| ticket.id)
    };
    assert_eq!(find(&here, 9_998, NOW).await, Some(first.id));
    assert_eq!(find(&there, 9_998, NOW).await, Some(elsewhere.id));
    assert_eq!(find(&there, 9_999, NOW).await, None);
    assert_eq!(find(&here, 9_998, first.expires_at).await, None, "too late");
    let open = async |at| storage.open_tickets(&here, at).await.unwrap().len();
    assert_eq!((open(NOW).await, open(first.expires_at).await), (3, 0));

    let order = OrderNumber::from_bits(77);
    assert!(storage.ticket_sold(first.id, order).await.unwrap());
    assert!(!storage.ticket_sold(first.id, order).await.unwrap(), "once");
    assert_eq!((find(&here, 9_998, NOW).await, open(NOW).await), (None, 2));
    let of_order = storage.ticket_of_order(order).await.unwrap().unwrap();
    assert_eq!((of_order.id, of_order.sold), (first.id, Some(order)));
    let last = async |place: &Handle, n| {
        let last = storage.last_ticket(place, TicketNumber::nth(n)).await;
        last.unwrap().map(|ticket| (ticket.id, ticket.sold))
    };
    assert_eq!(last(&here, 9_998).await, Some((first.id, Some(order))));
    assert_eq!(last(&there, 9_999).await, None);
    let next_day = NewTicket {
        day: 20_001,
        ..ticket(5, ONE)
    };
    let next_day = add(next_day, NOW + 2).await.unwrap();
    assert_eq!(next_day.number, first.number);
    assert_eq!(last(&here, 9_998).await, Some((next_day.id, None)));
    let named = storage.ticket_named(first.id).await.unwrap();
    assert_eq!(named, Some(of_order));
}

pub(super) async fn have_few_tickets_open(storage: &dyn Storage) {
    two_screens(storage).await;
    let add = async |n: u8, at| storage.add_ticket(ticket(n, ONE), at).await.unwrap();
    for n in 1..=MAX_TICKETS as u8 {
        add(n, NOW).await.unwrap();
    }
    assert_eq!(add(50, NOW).await, Err(NoTicket::TooMany));
    assert!(add(1, NOW).await.is_ok(), "what there is can be asked for");
    let order = OrderNumber::from_bits(77);
    let sold = storage.ticket_sold(CommandId([1; 16]), order).await;
    assert!(sold.unwrap());
    let next = add(50, NOW).await.unwrap();
    assert_eq!(next.number.get(), (9_998 + MAX_TICKETS as u16) % 10_000);
    assert_eq!(add(51, NOW).await, Err(NoTicket::TooMany));
    // The next morning, and what was left from the evening is still open.
    let late = NOW + TICKET_LIFE - 1;
    let morning = |n| NewTicket {
        day: 20_001,
        ..ticket(n, OTHER)
    };
    let other = storage.add_ticket(morning(60), late).await.unwrap();
    assert_eq!(other.unwrap().number.get(), 9_998);
    assert!(
        add(51, NOW + TICKET_LIFE).await.is_ok(),
        "those have expired"
    );
}

pub(super) async fn open_to_the_staff_once(storage: &dyn Storage) {
    two_screens(storage).await;
    let open = async |id, n, at| {
        let opened = storage.open_staff_screen(id, &token(n), at).await;
        opened.unwrap()
    };
    let allow = async |n| {
        storage
            .allow_staff(ONE, token(n), "mina", NOW)
            .await
            .unwrap()
    };
    assert!(allow(31).await);
    assert_eq!(open(OTHER, 31, NOW).await, None, "of another screen");
    assert_eq!(open(ONE, 32, NOW).await, None, "wrong");
    assert_eq!(open(ONE, 31, NOW + PASS_LIFE).await, None, "too late");
    assert!(allow(33).await);
    assert_eq!(open(ONE, 31, NOW).await, None, "the later one holds");
    let until = NOW + 1 + PASS_LIFE;
    assert_eq!(open(ONE, 33, NOW + 1).await, Some(until));
    assert_eq!(open(ONE, 33, NOW + 2).await, None, "once");
    let one = device(storage, ONE).await;
    assert_eq!(
        (one.staff_at(until - 1), one.staff_at(until)),
        (Some("mina"), None)
    );
    storage.end_kiosk_sessions(ONE, NOW + 3).await.unwrap();
    assert_eq!(device(storage, ONE).await.staff_at(NOW + 3), None);
    let log = log(storage, ONE).await;
    assert_eq!(log[..3], ["mina staff-screen", "mina pass", "mina pass"]);
}

/// A guest at a screen with a cart, a checkout and what that holds.
async fn stand_at(storage: &dyn Storage, shopper: ShopperId, n: u8) {
    let opened = storage.open_kiosk_session(ONE, shopper, session(n), NOW);
    assert!(opened.await.unwrap().is_some());
    let add = Intent::Add {
        list: List::Cart,
        key: LineKey::from(samples::sku("A")),
        quantity: "2".parse().unwrap(),
    };
    let said = Said::Form {
        intents: vec![add],
        seen: None,
        once: None,
    };
    let entry = Entry {
        shopper,
        device: DeviceKind::Kiosk,
        kiosk: None,
        said,
    };
    let merged = storage
        .merge_all(vec![entry], Arc::new(|_| true), NOW)
        .await;
    assert!(merged.unwrap()[0].is_ok());
    let document = "{}".to_owned();
    let checkout = crate::CheckoutId([n; 16]);
    let saved = storage.save_checkout(shopper, checkout, document, NOW);
    saved.await.unwrap();
    let hold = storage.reserve(
        ReservationId([n; 16]),
        vec![take(storage).await],
        NOW + 999,
        NOW,
    );
    hold.await.unwrap().unwrap();
}

async fn take(storage: &dyn Storage) -> Take {
    Take {
        sku: samples::sku("A"),
        location: device(storage, ONE).await.location,
        quantity: 2,
    }
}

async fn reserved(storage: &dyn Storage) -> u32 {
    let levels = storage.stock(&samples::sku("A")).await.unwrap();
    levels.values().map(|level| level.reserved).sum()
}

async fn with_stock(storage: &dyn Storage) {
    let [here, _] = two_screens(storage).await;
    let thing = [samples::product("thing", &["A"])];
    storage.save_products(&thing).await.unwrap();
    let counted = [(samples::sku("A"), here, 9)];
    let counted = storage.set_stock(&counted, Counting::imported("test"), NOW);
    counted.await.unwrap();
}

pub(super) async fn forget_who_was_there(storage: &dyn Storage) {
    with_stock(storage).await;
    stand_at(storage, GUEST, 21).await;
    storage
        .add_ticket(ticket(1, ONE), NOW)
        .await
        .unwrap()
        .unwrap();
    let found = storage.session(&token(21), NOW).await.unwrap().unwrap();
    assert_eq!((found.shopper, found.kiosk), (GUEST, Some(ONE)));
    assert_eq!(found.account, None);
    assert_eq!(reserved(storage).await, 2);

    let end = async |id| storage.end_kiosk_sessions(id, NOW + 1).await.unwrap();
    assert_eq!(end(OTHER).await, [], "another screen's stay");
    let ended = end(ONE).await;
    assert_eq!(
        (ended[0].session, ended[0].shopper, ended.len()),
        (found.id, GUEST, 1)
    );
    assert_eq!(end(ONE).await, [], "twice");
    assert_eq!(storage.session(&token(21), NOW).await.unwrap(), None);
    assert_eq!(reserved(storage).await, 0);
    assert_eq!(storage.check_ledger().await.unwrap(), []);
    let kept = storage.basket(GUEST, Vec::new()).await.unwrap();
    assert!(kept.truth.basket.shown(List::Cart).is_empty());
    let left = storage.checkout(GUEST, crate::CheckoutId([21; 16])).await;
    assert_eq!(left.unwrap(), None);
    let ticket = storage.ticket_named(CommandId([1; 16])).await.unwrap();
    assert_eq!(ticket.unwrap().shopper, None, "whose it was");
    let again = storage.open_guest(GUEST, session(22), NOW).await;
    assert!(again.is_ok(), "nothing is left of the guest");
}

pub(super) async fn have_one_session(storage: &dyn Storage) {
    with_stock(storage).await;
    stand_at(storage, GUEST, 21).await;
    let next = ShopperId(42);
    let opened = storage.open_kiosk_session(ONE, next, session(22), NOW + 1);
    let (_, ended) = opened.await.unwrap().unwrap();
    assert_eq!(
        (ended.len(), ended[0].shopper),
        (1, GUEST),
        "whoever was there is gone"
    );
    assert_eq!(storage.session(&token(21), NOW + 1).await.unwrap(), None);
    assert_eq!(reserved(storage).await, 0);
    let elsewhere = storage.open_kiosk_session(OTHER, ShopperId(43), session(23), NOW);
    assert_eq!(elsewhere.await.unwrap().unwrap().1, []);
    let taken = storage
        .open_kiosk_session(OTHER, next, session(24), NOW)
        .await;
    assert!(
        matches!(taken, Err(StorageError::Conflict { .. })),
        "{taken:?}"
    );
    let still = storage.session(&token(23), NOW).await.unwrap();
    assert!(still.is_some(), "what was refused has ended nothing");

    while storage.sweep(NOW + KIOSK_SESSION_LIFE).await.unwrap() > 0 {}
    assert_eq!(
        storage.session(&token(23), NOW).await.unwrap(),
        None,
        "the power was cut"
    );
    let later = storage.session(&token(22), NOW).await.unwrap();
    assert!(later.is_some(), "not yet");
}
