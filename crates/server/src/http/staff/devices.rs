//! The screens of a store: looked after, set up and told what to do.

use super::command;
use super::desk::Desk;
use super::forms::{command as named, said};
use crate::http::plain;
use crate::http::posted::Posted;
use crate::kiosk::{self, KioskError};
use crate::stock::now;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use baguni::pages::staff::{
    DeviceField, DeviceForm, DevicePage, DeviceSeen, DeviceState, DevicesPage, Digits, Noted, Said,
    ScreenSaid, StaffPage,
};
use baguni_api::staff::{DEVICES, of_device};
use baguni_commerce::device::DeviceOrder;
use baguni_commerce::order::Role;
use baguni_commerce::{CommandId, DeviceId, Handle};
use baguni_storage::{Device, DevicePlan, PAIRING_LIFE};

type Drawn = Result<Response, Response>;

/// How many lines of a screen's log are shown.
const LOG: u32 = 100;

pub async fn page(desk: Desk) -> Drawn {
    list(&desk, DeviceForm::default(), Vec::new(), None).await
}

async fn list(
    desk: &Desk,
    form: DeviceForm,
    wrong: Vec<DeviceField>,
    code: Option<Digits>,
) -> Drawn {
    let page = DevicesPage {
        devices: devices(desk).await?,
        store: store(desk),
        form,
        wrong,
        code,
    };
    Ok(desk.drawn(StaffPage::Devices(Box::new(page))))
}

/// The screens of their place, or all to a merchant; what is to be looked after first.
pub async fn devices(desk: &Desk) -> Result<Vec<DeviceSeen>, Response> {
    let place = match desk.is(Role::Merchant) {
        true => None,
        false => Some(desk.place()?),
    };
    let devices = desk.shop.storage.devices(place).await;
    let devices = devices.map_err(|error| desk.failed(error))?;
    let mut devices: Vec<_> = devices.into_iter().map(seen).collect();
    devices.sort_by_key(|device| match device.state {
        DeviceState::Silent(_) => 0,
        DeviceState::Locked | DeviceState::Good => 1,
        DeviceState::Revoked => 2,
    });
    Ok(devices)
}

fn seen(device: Device) -> DeviceSeen {
    DeviceSeen {
        state: state(&device),
        id: device.id,
        name: device.name,
        location: device.location,
        profile: device.profile,
        idle_s: device.idle_s,
        paired: (device.paired_at, device.paired_by.name),
        revoked: device.revoked.map(|(at, by)| (at, by.name)),
        locked: device.locked,
        message: device.message,
        heard: device.seen,
    }
}

fn state(device: &Device) -> DeviceState {
    let heard = device.seen.as_ref().map_or(0, |(at, _)| *at);
    let silent = now().saturating_sub(heard.max(device.paired_at));
    match kiosk::state(device, now()) {
        _ if device.revoked.is_some() => DeviceState::Revoked,
        kiosk::DeviceState::Silent => DeviceState::Silent(silent / 60_000),
        kiosk::DeviceState::Locked => DeviceState::Locked,
        kiosk::DeviceState::Alive => DeviceState::Good,
    }
}

/// The store that one looks at, which a new screen is for.
fn store(desk: &Desk) -> Option<Handle> {
    let place = desk.staff.location.as_ref()?;
    let storefront = desk.shop.catalogue.current();
    let mut stores = storefront.catalogue().stores();
    stores
        .any(|store| store.handle == *place)
        .then(|| place.clone())
}

/// Answers with the code that sets a screen up, which is shown this once.
pub async fn set_up(desk: Desk, posted: Posted) -> Drawn {
    let Some(location) = store(&desk) else {
        return Err(desk.refused());
    };
    let form = form(&posted);
    let (name, profile, idle_s) = match form.check() {
        Ok(checked) => checked,
        Err(wrong) => return list(&desk, form, wrong, None).await,
    };
    let plan = DevicePlan {
        location,
        name,
        profile,
        idle_s,
    };
    let code = kiosk::allow_pairing(&desk.shop, &desk.staff, plan).await;
    let code = Digits {
        digits: code.map_err(|error| failed(&desk, &error))?,
        until: now() + PAIRING_LIFE,
    };
    list(&desk, form, Vec::new(), Some(code)).await
}

fn form(posted: &Posted) -> DeviceForm {
    let field = |name: &str| posted.field(name).unwrap_or_default().to_owned();
    DeviceForm {
        name: field("name"),
        screen: field("screen"),
        width_px: field("width_px"),
        height_px: field("height_px"),
        ratio: field("ratio"),
        height_mm: field("height_mm"),
        floor_mm: field("floor_mm"),
        idle_s: field("idle_s"),
    }
}

/// A screen of their place; of others there is nothing.
async fn device(desk: &Desk, id: &str) -> Result<Device, Response> {
    let id: DeviceId = id.parse().map_err(|_| desk.nothing())?;
    let found = desk.shop.storage.device(id).await;
    let found = found.map_err(|error| desk.failed(error))?;
    let found = found.filter(|device| kiosk::may(&desk.staff, &device.location));
    found.ok_or_else(|| desk.nothing())
}

pub async fn one(desk: Desk, Path(id): Path<String>) -> Drawn {
    let device = device(&desk, &id).await?;
    draw(&desk, device, None).await
}

async fn draw(desk: &Desk, device: Device, pass: Option<Digits>) -> Drawn {
    let log = desk.shop.storage.device_log(device.id, LOG).await;
    let log = log.map_err(|error| desk.failed(error))?;
    let log = log.into_iter().map(|note| Noted {
        who: note.who.name,
        what: note.what,
        at: note.at,
    });
    let page = DevicePage {
        log: log.collect(),
        device: seen(device),
        command: command(),
        pass,
    };
    Ok(desk.drawn(StaffPage::Device(Box::new(page))))
}

pub async fn act(desk: Desk, Path(id): Path<String>, posted: Posted) -> Drawn {
    let device = device(&desk, &id).await?;
    let back = of_device(&device.id.to_string());
    let Some(id) = named(&posted) else {
        return Ok(said(&desk, &back, Said::Missing));
    };
    let order = match posted.field("act") {
        Some("pass") => return pass(&desk, device).await,
        Some("revoke") => return revoke(&desk, &device).await,
        Some("reload") => DeviceOrder::Reload,
        Some("update") => DeviceOrder::Update,
        Some("lock") => DeviceOrder::Lock,
        Some("unlock") => DeviceOrder::Unlock,
        Some("message") => match message(&posted) {
            Ok(message) => DeviceOrder::Message(message),
            Err(wrong) => return Ok(said(&desk, &back, wrong)),
        },
        _ => return Ok(said(&desk, &back, Said::Missing)),
    };
    tell(&desk, &device, id, order).await
}

/// One that is empty takes the message away.
fn message(posted: &Posted) -> Result<Option<String>, Said> {
    let text = posted.field("message").ok_or(Said::Missing)?.trim();
    match text.chars().count() {
        0 => Ok(None),
        1..=DeviceOrder::MESSAGE => Ok(Some(text.to_owned())),
        _ => Err(ScreenSaid::TooLong.into()),
    }
}

async fn tell(desk: &Desk, device: &Device, id: CommandId, order: DeviceOrder) -> Drawn {
    let told = kiosk::order(&desk.shop, &desk.staff, device.id, id, order).await;
    let back = of_device(&device.id.to_string());
    done(desk, &back, told, ScreenSaid::Told)
}

async fn revoke(desk: &Desk, device: &Device) -> Drawn {
    let revoked = kiosk::revoke(&desk.shop, &desk.staff, device.id).await;
    done(desk, DEVICES, revoked, ScreenSaid::Revoked)
}

fn done(desk: &Desk, back: &str, done: Result<(), KioskError>, what: ScreenSaid) -> Drawn {
    match done {
        Ok(()) => Ok(said(desk, back, what)),
        Err(KioskError::NoDevice) => Ok(said(desk, back, ScreenSaid::NoDevice)),
        Err(error) => Err(failed(desk, &error)),
    }
}

/// Answers with the digits that open the staff's screen at the device, which are shown this once.
async fn pass(desk: &Desk, device: Device) -> Drawn {
    let allowed = kiosk::allow_staff(&desk.shop, &desk.staff, device.id).await;
    match allowed {
        Ok((pass, until)) => {
            let digits = pass.0;
            draw(desk, device, Some(Digits { digits, until })).await
        }
        Err(KioskError::NoDevice) => {
            let back = of_device(&device.id.to_string());
            Ok(said(desk, &back, ScreenSaid::NoDevice))
        }
        Err(error) => Err(failed(desk, &error)),
    }
}

/// What is answered where nothing can be done about it here.
pub fn failed(desk: &Desk, error: &KioskError) -> Response {
    if matches!(error, KioskError::NoDevice) {
        return desk.nothing();
    }
    tracing::warn!(%error, "something about a screen came to nothing");
    plain::page(StatusCode::SERVICE_UNAVAILABLE)
}
