//! Checks of screens that stores set up: keys, orders, their log and the staff's screen.

use super::counter::ticket;
use super::samples::{self, who};
use crate::{
    Device, DevicePlan, MAX_TOLD, NewAccount, NewSession, NoTicket, PAIRING_LIFE, PASS_LIFE,
    Storage, StorageError, Subject, TokenHash, Who,
};
use baguni_commerce::device::{CallReason, DeviceOrder, Heartbeat, Told};
use baguni_commerce::{CommandId, DeviceId, DeviceProfile, Handle, ShopperId};
use std::sync::Arc;
use tokio::task::JoinSet;

pub(super) const NOW: u64 = 1_800_000_000_000;
pub(super) const ONE: DeviceId = DeviceId([1; 16]);
pub(super) const OTHER: DeviceId = DeviceId([2; 16]);
pub(super) const GUEST: ShopperId = ShopperId(u64::MAX - 41);

pub(super) fn token(n: u8) -> TokenHash {
    TokenHash([n; 32])
}

pub(super) fn session(n: u8) -> NewSession {
    NewSession {
        token: token(n),
        device: String::new(),
    }
}

/// Two stores, with a screen in each: their keys are tokens 11 and 12.
pub(super) async fn two_screens(storage: &dyn Storage) -> [Handle; 2] {
    let mina = &who("mina");
    let locations = samples::shop().locations;
    storage.save_locations(&locations).await.unwrap();
    let places = [&locations[0], &locations[1]].map(|at| at.handle.clone());
    for (n, place) in (1..).zip(&places) {
        let plan = plan(place);
        let allowed = storage.allow_pairing(token(n), plan, mina, NOW);
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

pub(super) async fn device(storage: &dyn Storage, id: DeviceId) -> Device {
    storage.device(id).await.unwrap().unwrap()
}

async fn log(storage: &dyn Storage, id: DeviceId) -> Vec<String> {
    let notes = storage.device_log(id, 20).await.unwrap().into_iter();
    notes
        .map(|note| format!("{} {}", note.who.name, note.what))
        .collect()
}

pub(super) async fn are_paired_once(storage: &dyn Storage) {
    let mina = &who("mina");
    let locations = samples::shop().locations;
    storage.save_locations(&locations).await.unwrap();
    let place = &locations[0].handle;
    let nowhere: Handle = "nowhere".parse().unwrap();
    let refused = storage.allow_pairing(token(9), plan(&nowhere), mina, NOW);
    let refused = refused.await;
    assert!(matches!(refused, Err(StorageError::Unknown(Subject::Location(at))) if at == nowhere));

    let allow = async |n| {
        storage
            .allow_pairing(token(n), plan(place), mina, NOW)
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
        (paired.paired_by.clone(), paired.revoked.is_none()),
        (who("mina"), true)
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
    let mina = &who("mina");
    let locations = samples::shop().locations;
    storage.save_locations(&locations).await.unwrap();
    let place = &locations[0].handle;
    let allowed = storage.allow_pairing(token(1), plan(place), mina, NOW);
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
    let mina = &who("mina");
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
        assert!(storage.tell_device(ONE, &told, mina, NOW).await.unwrap());
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
    let juno = &who("juno");
    let mina = &who("mina");
    two_screens(storage).await;
    let opened = storage.open_kiosk_session(ONE, GUEST, session(21), NOW);
    let (id, _) = opened.await.unwrap().unwrap();
    storage
        .call_staff(ONE, CallReason::Advice, None, NOW)
        .await
        .unwrap();
    storage
        .allow_staff(ONE, token(31), mina, NOW)
        .await
        .unwrap();

    let ended = storage.revoke_device(ONE, juno, NOW + 1).await.unwrap();
    let ended = ended.unwrap();
    assert_eq!(
        (ended[0].session, ended[0].shopper, ended.len()),
        (id, GUEST, 1)
    );
    assert_eq!(
        storage.revoke_device(ONE, juno, NOW + 2).await.unwrap(),
        None
    );
    let found = storage.device_of_key(&token(11)).await.unwrap().unwrap();
    assert_eq!(found.revoked, Some((NOW + 1, who("juno"))));
    assert_eq!(storage.session(&token(21), NOW).await.unwrap(), None);
    assert_eq!(storage.open_calls(None).await.unwrap(), []);
    let told = Told {
        id: CommandId([1; 16]),
        order: DeviceOrder::Reload,
    };
    assert!(!storage.tell_device(ONE, &told, juno, NOW).await.unwrap());
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
            .allow_staff(ONE, token(32), mina, NOW)
            .await
            .unwrap()
    );
    let beat = Heartbeat::default();
    let heard = storage.note_heartbeat(ONE, &beat, NOW + 3).await;
    assert_eq!(heard.unwrap(), []);
    assert_eq!(device(storage, ONE).await.seen, None);
    assert!(device(storage, OTHER).await.revoked.is_none(), "no other");
}

pub(super) async fn open_to_the_staff_once(storage: &dyn Storage) {
    let mina = &who("mina");
    two_screens(storage).await;
    let open = async |id, n, at| {
        let opened = storage.open_staff_screen(id, &token(n), at).await;
        opened.unwrap()
    };
    let allow = async |n| storage.allow_staff(ONE, token(n), mina, NOW).await.unwrap();
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
        (Some(&who("mina")), None)
    );
    storage.end_kiosk_sessions(ONE, NOW + 3).await.unwrap();
    assert_eq!(device(storage, ONE).await.staff_at(NOW + 3), None);
    let log = log(storage, ONE).await;
    assert_eq!(log[..3], ["mina staff-screen", "mina pass", "mina pass"]);
}

pub(super) async fn name_those_who_did_it_as_they_are_called_today(storage: &dyn Storage) {
    let [here, _] = two_screens(storage).await;
    let account = NewAccount {
        shopper: ShopperId(7),
        email: "mina@shop.example".parse().unwrap(),
        name: "mina".to_owned(),
        password_hash: String::new(),
    };
    storage.sign_up(account, session(41), NOW).await.unwrap();
    let noted = |account, name: &str| Who {
        account: Some(ShopperId(account)),
        name: name.to_owned(),
    };
    let mina = noted(7, "mina");
    let allowed = storage.allow_pairing(token(3), plan(&here), &mina, NOW);
    allowed.await.unwrap();
    let (id, key) = (DeviceId([3; 16]), token(13));
    let paired = storage.pair(&token(3), id, key, NOW).await.unwrap();
    assert_eq!(paired.unwrap().paired_by, mina);
    let called = storage.call_staff(id, CallReason::Advice, None, NOW).await;
    let call = called.unwrap().unwrap().id;
    storage.take_call(call, &mina, NOW).await.unwrap();
    let allowed = storage.allow_staff(id, token(31), &mina, NOW).await;
    assert!(allowed.unwrap());
    let opened = storage.open_staff_screen(id, &token(31), NOW).await;
    assert!(opened.unwrap().is_some());
    let told = Told {
        id: CommandId([1; 16]),
        order: DeviceOrder::Lock,
    };
    let gone = noted(99, "juno");
    assert!(storage.tell_device(id, &told, &gone, NOW).await.unwrap());

    storage.rename(ShopperId(7), "kim").await.unwrap();
    let kim = noted(7, "kim");
    let found = device(storage, id).await;
    assert_eq!((&found.paired_by, found.staff_at(NOW)), (&kim, Some(&kim)));
    let calls = storage.open_calls(Some(&here)).await.unwrap();
    assert_eq!(calls[0].taken, Some((kim.clone(), NOW)));
    let notes = storage.device_log(id, 20).await.unwrap().into_iter();
    let notes: Vec<_> = notes.map(|note| (note.who, note.what)).collect();
    let want = [
        (gone, "lock"),
        (kim.clone(), "staff-screen"),
        (kim.clone(), "pass"),
        (kim.clone(), "pair"),
    ];
    assert_eq!(notes, want.map(|(who, what)| (who, what.to_owned())));
    storage.revoke_device(id, &mina, NOW + 1).await.unwrap();
    assert_eq!(device(storage, id).await.revoked, Some((NOW + 1, kim)));
}
