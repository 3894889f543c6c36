//! Devices as they stand in the fixtures, and what is peculiar to their tables.

use super::*;
use crate::{
    DevicePlan, Devices as _, NewSession, NewTicket, Shoppers as _, TicketNumber, TokenHash,
};
use baguni_commerce::device::{CallReason, DeviceOrder, Heartbeat, KioskWay, Told};
use baguni_commerce::{CommandId, Currency, DeviceId, DeviceProfile, Money, ShopperId};

const SCREEN: DeviceId = DeviceId([9; 16]);

/// What a fixture holds since format 9.
pub(super) async fn fill(storage: &SqliteStorage) {
    let plan = DevicePlan {
        location: samples::shop().locations[0].handle.clone(),
        name: "입구 왼쪽".to_owned(),
        profile: DeviceProfile::portrait_32(),
        idle_s: 60,
    };
    for code in [9, 10] {
        let code = TokenHash([code; 32]);
        let allowed = storage.allow_pairing(code, plan.clone(), "mina", 9);
        allowed.await.unwrap();
    }
    let (code, key) = (TokenHash([9; 32]), TokenHash([19; 32]));
    storage.pair(&code, SCREEN, key, 10).await.unwrap().unwrap();
    let beat = Heartbeat {
        version: "1.0".to_owned(),
        screen: "attract".to_owned(),
        round_trip_ms: Some(12),
        ..Heartbeat::default()
    };
    storage.note_heartbeat(SCREEN, &beat, 11).await.unwrap();
    let told = Told {
        id: CommandId([29; 16]),
        order: DeviceOrder::Message(Some("휴무 안내".to_owned())),
    };
    storage
        .tell_device(SCREEN, &told, "mina", 12)
        .await
        .unwrap();
    storage
        .call_staff(SCREEN, CallReason::Advice, 13)
        .await
        .unwrap();
    let session = NewSession {
        token: TokenHash([39; 32]),
        device: "Kiosk".to_owned(),
    };
    let opened = storage.open_kiosk_session(SCREEN, ShopperId(90), session, 14);
    opened.await.unwrap().unwrap();
    let ticket = NewTicket {
        id: CommandId([49; 16]),
        device: SCREEN,
        shopper: ShopperId(90),
        day: 0,
        draw: TicketNumber::nth(42),
        lines: "M1:2".parse().unwrap(),
        way: KioskWay::Home,
        total: Money::new(18_000, Currency::Krw),
    };
    storage.add_ticket(ticket, 15).await.unwrap().unwrap();
    let pass = TokenHash([59; 32]);
    assert!(storage.allow_staff(SCREEN, pass, "mina", 16).await.unwrap());
}

pub(super) async fn assert_filled(storage: &SqliteStorage) {
    let found = storage.device_of_key(&TokenHash([19; 32])).await.unwrap();
    let device = found.unwrap();
    assert_eq!((device.id, device.idle_s), (SCREEN, 60));
    assert_eq!(device.profile, DeviceProfile::portrait_32());
    assert_eq!(device.message.as_deref(), Some("휴무 안내"));
    let (at, beat) = device.seen.unwrap();
    assert_eq!(
        (at, beat.screen.as_str(), beat.round_trip_ms),
        (11, "attract", Some(12))
    );
    let session = storage.session(&TokenHash([39; 32]), 17).await.unwrap();
    let session = session.unwrap();
    assert_eq!(
        (session.shopper, session.kiosk),
        (ShopperId(90), Some(SCREEN))
    );
    let calls = storage.open_calls(Some(&device.location)).await.unwrap();
    assert_eq!((calls.len(), calls[0].reason), (1, CallReason::Advice));
    let ticket = storage.ticket(&device.location, TicketNumber::nth(42), 17);
    let ticket = ticket.await.unwrap().unwrap();
    assert_eq!(ticket.lines.to_string(), "M1:2");
    let key = TokenHash([69; 32]);
    let code = TokenHash([10; 32]);
    let paired = storage.pair(&code, DeviceId([10; 16]), key, 17).await;
    assert_eq!(paired.unwrap().map(|device| device.name), Some(device.name));
    let pass = storage.open_staff_screen(SCREEN, &TokenHash([59; 32]), 17);
    assert!(pass.await.unwrap().is_some());
}

#[tokio::test]
async fn the_log_of_a_device_is_only_added_to() {
    let storage = SqliteStorage::in_memory().unwrap();
    super::fill(&storage).await;
    let before = storage.device_log(SCREEN, 10).await.unwrap();
    let what: Vec<&str> = before.iter().map(|note| note.what.as_str()).collect();
    assert_eq!(what, ["pass", "message", "pair"]);
    for sql in ["DELETE FROM device_log", "UPDATE device_log SET who = 'x'"] {
        let tried = storage.write(move |tx| Ok(tx.execute(sql, [])?)).await;
        assert!(tried.is_err(), "{sql}");
    }
    assert_eq!(storage.device_log(SCREEN, 10).await.unwrap(), before);
}
