//! Devices as they stand in the fixtures, and what is peculiar to their tables.

use super::*;
use crate::{
    Counter as _, DevicePlan, Devices as _, NewSession, NewTicket, Shoppers as _, TicketNumber,
    TokenHash, Who,
};
use baguni_commerce::device::{CallReason, DeviceOrder, Heartbeat, KioskWay, Told};
use baguni_commerce::{CommandId, Currency, DeviceId, DeviceProfile, Money, ShopperId};
use baguni_replica::Dots;

const SCREEN: DeviceId = DeviceId([9; 16]);

/// Whose account [`shoppers::fill`] has made.
fn mina() -> Who {
    Who {
        account: Some(ShopperId(7)),
        name: "미나".to_owned(),
    }
}

/// What a fixture holds since format 9.
pub(super) async fn fill(storage: &SqliteStorage) {
    let mina = &mina();
    let plan = DevicePlan {
        location: samples::shop().locations[0].handle.clone(),
        name: "입구 왼쪽".to_owned(),
        profile: DeviceProfile::portrait_32(),
        idle_s: 60,
    };
    for code in [9, 10] {
        let code = TokenHash([code; 32]);
        let allowed = storage.allow_pairing(code, plan.clone(), mina, 9);
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
    storage.tell_device(SCREEN, &told, mina, 12).await.unwrap();
    storage
        .call_staff(SCREEN, CallReason::Advice, None, 13)
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
        dots: Dots::default(),
        way: KioskWay::Home,
        total: Money::new(18_000, Currency::Krw),
    };
    storage.add_ticket(ticket, 15).await.unwrap().unwrap();
    let pass = TokenHash([59; 32]);
    assert!(storage.allow_staff(SCREEN, pass, mina, 16).await.unwrap());
}

pub(super) async fn assert_filled(storage: &SqliteStorage, format: u32) {
    let who = match format {
        ..11 => samples::who("mina"),
        _ => mina(),
    };
    let found = storage.device_of_key(&TokenHash([19; 32])).await.unwrap();
    let device = found.unwrap();
    assert_eq!((device.id, device.idle_s), (SCREEN, 60));
    assert_eq!(device.paired_by, who);
    let log = storage.device_log(SCREEN, 9).await.unwrap();
    assert!(log.iter().all(|note| note.who == who), "{log:?}");
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

/// Every value of every table, with where it stands.
fn everything(tx: &Transaction<'_>) -> rusqlite::Result<Vec<(String, rusqlite::types::Value)>> {
    let names = "SELECT name FROM sqlite_master WHERE type = 'table'";
    let names: Vec<String> = tx
        .prepare(names)?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut values = Vec::new();
    for name in names {
        let mut statement = tx.prepare(&format!("SELECT * FROM \"{name}\""))?;
        let columns: Vec<String> = statement
            .column_names()
            .map(|column| format!("{name}.{column}"))
            .collect();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for (at, column) in columns.iter().enumerate() {
                values.push((column.clone(), row.get(at)?));
            }
        }
    }
    Ok(values)
}

/// Where one of these stands: a number, or bytes that are part of a text or of bytes.
async fn found(storage: &SqliteStorage, number: i64, parts: Vec<Vec<u8>>) -> Vec<String> {
    use rusqlite::types::Value;
    let values = storage.read(|tx| Ok(everything(tx)?)).await.unwrap();
    let holds = |bytes: &[u8]| {
        parts
            .iter()
            .any(|part| bytes.windows(part.len()).any(|window| window == part))
    };
    let mut places: Vec<String> = values
        .into_iter()
        .filter(|(_, value)| match value {
            Value::Integer(one) => *one == number,
            Value::Text(text) => holds(text.as_bytes()),
            Value::Blob(bytes) => holds(bytes),
            Value::Null | Value::Real(_) => false,
        })
        .map(|(place, _)| place)
        .collect();
    places.sort_unstable();
    places.dedup();
    places
}

const PLANTED: &str = "planted-3f9a";
const TOKEN: [u8; 32] = [0x5e; 32];
const PERSON: ShopperId = ShopperId(0x7ace_0fab_5c12_e391);

/// Lists and a form that counts once.
async fn plant_lists(storage: &SqliteStorage) {
    use crate::{Baskets as _, Entry, FormMark, Said};
    use baguni_replica::frame::DeviceKind;
    use baguni_replica::{Intent, LineKey, List, ListName, WishlistId};
    let said = |intents, mark| Entry {
        shopper: PERSON,
        device: DeviceKind::Kiosk,
        kiosk: None,
        said: Said::Form {
            intents,
            seen: None,
            once: Some(FormMark([mark; 16])),
        },
    };
    let add = Intent::Add {
        list: List::Cart,
        key: LineKey::from(samples::sku(PLANTED)),
        quantity: "3".parse().unwrap(),
    };
    let wishes = Intent::Begin {
        name: ListName::try_from(PLANTED.to_owned()).unwrap(),
    };
    let entries = vec![said(vec![add], 0xf1), said(vec![wishes], 0xf2)];
    let merged = storage.merge_all(entries, Arc::new(|_| true), 21).await;
    assert!(merged.unwrap().iter().all(Result::is_ok));
    let share = crate::ShareToken([0xf3; 16]);
    let shared = storage.share(PERSON, WishlistId(0x5e_5e5e), share, 21);
    shared.await.unwrap();
}

/// A checkout and a ticket.
async fn plant_orders(storage: &SqliteStorage) {
    use crate::{CheckoutId, Orders as _};
    let document = format!("{{\"name\":\"{PLANTED}\"}}");
    let checkout = CheckoutId([0xf4; 16]);
    let saved = storage.save_checkout(PERSON, checkout, document, 21);
    saved.await.unwrap();
    let ticket = NewTicket {
        id: CommandId([0xf5; 16]),
        device: SCREEN,
        shopper: PERSON,
        day: 1,
        draw: TicketNumber::nth(1),
        lines: "M1:1".parse().unwrap(),
        dots: Dots::default(),
        way: KioskWay::Home,
        total: Money::new(9_000, Currency::Krw),
    };
    storage.add_ticket(ticket, 21).await.unwrap().unwrap();
}

async fn traces(storage: &SqliteStorage) -> Vec<String> {
    let marks = [0xf1, 0xf2, 0xf3, 0xf4].map(|mark| vec![mark; 16]);
    let parts = [PLANTED.as_bytes().to_vec(), TOKEN.to_vec()];
    let parts = parts.into_iter().chain(marks).collect();
    found(storage, super::super::shoppers::key(PERSON), parts).await
}

/// A person leaves traces wherever there is room for some, and a reset leaves none of them.
#[tokio::test]
async fn nothing_is_left_of_who_stood_at_a_screen() {
    let storage = SqliteStorage::in_memory().unwrap();
    super::fill(&storage).await;
    let session = NewSession {
        token: TokenHash(TOKEN),
        device: PLANTED.to_owned(),
    };
    let opened = storage.open_kiosk_session(SCREEN, PERSON, session, 20);
    let (session, _) = opened.await.unwrap().unwrap();
    plant_lists(&storage).await;
    plant_orders(&storage).await;
    let want = [
        "basket.shopper",
        "basket.state",
        "checkout_draft.document",
        "checkout_draft.id",
        "checkout_draft.shopper",
        "counter_ticket.shopper",
        "replica.shopper",
        "sent_form.mark",
        "sent_form.shopper",
        "session.device",
        "session.shopper",
        "session.token_hash",
        "shared_wishlist.shopper",
        "shared_wishlist.token",
        "shopper.id",
    ];
    assert_eq!(traces(&storage).await, want, "planted everywhere");
    let ended = storage.end_kiosk_sessions(SCREEN, 22).await.unwrap();
    assert_eq!(ended[0].session, session);
    assert_eq!(traces(&storage).await, Vec::<String>::new());
}
