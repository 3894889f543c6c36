//! Hand-offs as they stand in the fixtures.

use super::*;
use crate::{
    DevicePlan, Devices as _, HandOff, HandOffs as _, NewHandOff, NewSession, Shoppers as _,
    TokenHash,
};
use baguni_commerce::device::Direction;
use baguni_commerce::{DeviceId, DeviceProfile, ShopperId};

const SCREEN: DeviceId = DeviceId([11; 16]);
const PHONE: ShopperId = ShopperId(91);
const CODE: TokenHash = TokenHash([79; 32]);

/// What a fixture holds since format 10: a code that a phone has accepted.
pub(super) async fn fill(storage: &SqliteStorage) {
    let mina = &samples::who("mina");
    let plan = DevicePlan {
        location: samples::shop().locations[0].handle.clone(),
        name: "출구".to_owned(),
        profile: DeviceProfile::landscape_10(),
        idle_s: 90,
    };
    let code = TokenHash([11; 32]);
    let allowed = storage.allow_pairing(code, plan, mina, 9).await;
    allowed.unwrap();
    let key = TokenHash([21; 32]);
    storage.pair(&code, SCREEN, key, 10).await.unwrap().unwrap();
    let session = NewSession {
        token: TokenHash([41; 32]),
        device: "Kiosk".to_owned(),
    };
    let opened = storage.open_kiosk_session(SCREEN, ShopperId(92), session, 14);
    let offer = NewHandOff {
        session: opened.await.unwrap().unwrap().0,
        device: SCREEN,
        direction: Direction::ToScreen,
        way: None,
        expires_at: 60_000,
    };
    assert!(storage.offer_hand_off(CODE, offer, 17).await.unwrap());
    let session = NewSession {
        token: TokenHash([71; 32]),
        device: "Phone".to_owned(),
    };
    storage.open_guest(PHONE, session, 18).await.unwrap();
    let policy = baguni_replica::join::JoinPolicy::default();
    let accepted = storage.accept_hand_off(&CODE, PHONE, policy, 19).await;
    assert!(matches!(accepted, Ok(HandOff::Good(_))), "{accepted:?}");
}

pub(super) async fn assert_filled(storage: &SqliteStorage) {
    let found = storage.hand_off(&CODE, Some(PHONE), 70_000).await.unwrap();
    let HandOff::Again(offered) = found else {
        panic!("{found:?}");
    };
    assert_eq!(
        (offered.device, offered.direction),
        (SCREEN, Direction::ToScreen)
    );
    assert_eq!(offered.screen.map(|(_, shopper)| shopper), Some(PHONE));
    assert_eq!(storage.screens_of(PHONE).await.unwrap().len(), 1);
}
