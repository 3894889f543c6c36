//! The screens of a store: how they are, how a new one is set up, and what one of them is told.

use super::devices_seen::{
    DeviceField, DeviceForm, DevicePage, DeviceSeen, DeviceState, DevicesPage, Digits,
};
use super::devices_words::{self, DeviceWords};
use super::parts::{Cx, command, fact};
use super::words;
use baguni_api::kiosk::Heartbeat;
use baguni_api::staff::{DEVICES, of_device};
use baguni_commerce::device::DeviceOrder;
use leptos::prelude::*;

pub fn list(cx: Cx<'_>, page: &DevicesPage) -> AnyView {
    let t = DeviceWords::of(cx.locale);
    if let Some(code) = &page.code {
        return view! {
            <h1>{t.code}</h1>
            <p class="lead">{t.code_text}</p>
            {digits(cx, code, "pairing-code")}
            <p><a class="button" href=cx.href(DEVICES)>{t.to_list}</a></p>
        }
        .into_any();
    }
    let rows = page.devices.iter().map(|device| row(cx, device));
    let rows: Vec<_> = rows.collect();
    let body = match rows.is_empty() {
        true => view! { <p class="empty">{t.none}</p> }.into_any(),
        false => view! { <ul class="cards devices" role="list">{rows}</ul> }.into_any(),
    };
    view! {
        <h1>{t.devices}</h1>
        <p class="lead">{t.devices_text}</p>
        {body}
        {new(cx, page)}
    }
    .into_any()
}

/// A secret in large digits, with how long it is good.
fn digits(cx: Cx<'_>, secret: &Digits, name: &'static str) -> AnyView {
    let (first, second) = secret.digits.split_at(secret.digits.len() / 2);
    let minutes = secret.until.saturating_sub(cx.now).div_ceil(60_000);
    let until = words::pick(
        cx.locale,
        &format!("{minutes}분 남았어요 ({}까지)", cx.moment(secret.until)),
        &format!("{minutes} min left (until {})", cx.moment(secret.until)),
    );
    view! {
        <p class="digits" data-testid=name>{format!("{first} {second}")}</p>
        <p class="lead">{until}</p>
    }
    .into_any()
}

fn state(cx: Cx<'_>, state: DeviceState) -> AnyView {
    let t = DeviceWords::of(cx.locale);
    let words = match state {
        DeviceState::Good => t.good.to_owned(),
        DeviceState::Locked => t.locked.to_owned(),
        DeviceState::Revoked => t.revoked.to_owned(),
        DeviceState::Silent(minutes) => words::pick(
            cx.locale,
            &format!("{minutes}분째 연락 없음"),
            &format!("Silent for {minutes} min"),
        ),
    };
    view! { <span class="state" data-state=state.code()>{words}</span> }.into_any()
}

fn row(cx: Cx<'_>, device: &DeviceSeen) -> AnyView {
    let t = DeviceWords::of(cx.locale);
    let heard = device.heard.as_ref();
    let showing = heard.map(|(_, beat)| devices_words::shown(cx.locale, &beat.screen));
    let touched = heard.map(|(at, beat)| format!("{} {}", t.last_touch, touched(cx, *at, beat)));
    let showing = showing.filter(|_| device.state == DeviceState::Good);
    view! {
        <li data-testid="device" data-device=device.id.to_string()>
            <a href=cx.href(&of_device(&device.id.to_string()))>
                <span class="top">
                    <strong>{device.name.clone()}</strong>
                    {state(cx, device.state)}
                </span>
                <span class="what">{cx.place(&device.location)}</span>
                <span class="bottom"><span>{showing}</span><span class="due">{touched}</span></span>
            </a>
        </li>
    }
    .into_any()
}

/// When somebody touched a screen last, that said so at some moment.
fn touched(cx: Cx<'_>, at: u64, beat: &Heartbeat) -> String {
    let since = cx.now.saturating_sub(at) / 1_000 + u64::from(beat.idle_s);
    devices_words::ago(cx.locale, since)
}

fn new(cx: Cx<'_>, page: &DevicesPage) -> AnyView {
    let t = DeviceWords::of(cx.locale);
    let Some(store) = &page.store else {
        return view! { <p class="quiet">{t.only_stores}</p> }.into_any();
    };
    // The page stays as it is for whoever types here, and goes on with the news for everybody else.
    let open = !page.wrong.is_empty();
    let form = &page.form;
    let title = format!("{} · {}", t.register, cx.place(store));
    view! {
        <details class="panel register" data-testid="register" open=open>
            <summary>{title}</summary>
            <form method="post" action=cx.href(DEVICES) class="stacked" novalidate>
                {field(cx, page, "name", t.name, &form.name)}
                {screens(cx, page)}
                {field(cx, page, "idle_s", t.idle, &form.idle_s)}
                <button class="button" type="submit" data-testid="make-code">{t.make_code}</button>
            </form>
        </details>
    }
    .into_any()
}

fn field(
    cx: Cx<'_>,
    page: &DevicesPage,
    name: &'static str,
    label: &'static str,
    value: &str,
) -> AnyView {
    let t = DeviceWords::of(cx.locale);
    let wrong = page.wrong.iter().find(|field| field.name() == name);
    let problem = wrong.map(|field| match field {
        DeviceField::Name => t.wrong_name,
        DeviceField::Screen => t.wrong_screen,
        DeviceField::Idle => t.wrong_idle,
    });
    let described = problem.map(|_| format!("{name}-problem"));
    let invalid = problem.map(|_| "true");
    let problem = problem.map(|words| {
        view! { <p class="problem" role="alert" id=format!("{name}-problem")>{words}</p> }
    });
    let mode = (name != "name").then_some("decimal");
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <input id=name name=name type="text" inputmode=mode maxlength="40" autocomplete="off"
                value=value.to_owned() aria-invalid=invalid aria-describedby=described />
            {problem}
        </div>
    }
    .into_any()
}

fn screens(cx: Cx<'_>, page: &DevicesPage) -> AnyView {
    let t = DeviceWords::of(cx.locale);
    let form = &page.form;
    let choice = |code: &'static str, label: &'static str| {
        view! {
            <label class="choice">
                <input type="radio" name="screen" value=code checked=form.screen == code />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <fieldset class="which-screen">
            <legend>{t.screen}</legend>
            {choice(DeviceForm::PORTRAIT, t.portrait)}
            {choice(DeviceForm::LANDSCAPE, t.landscape)}
            {choice(DeviceForm::OWN, t.own)}
            <div class="of-own">
                <p class="hint">{t.own_text}</p>
                {field(cx, page, "width_px", t.width_px, &form.width_px)}
                {field(cx, page, "height_px", t.height_px, &form.height_px)}
                {field(cx, page, "ratio", t.ratio, &form.ratio)}
                {field(cx, page, "height_mm", t.height_mm, &form.height_mm)}
                {field(cx, page, "floor_mm", t.floor_mm, &form.floor_mm)}
            </div>
        </fieldset>
    }
    .into_any()
}

pub fn one(cx: Cx<'_>, page: &DevicePage) -> AnyView {
    let t = DeviceWords::of(cx.locale);
    let device = &page.device;
    if let Some(pass) = &page.pass {
        let back = cx.href(&of_device(&device.id.to_string()));
        return view! {
            <h1>{t.pass_code}" · "{device.name.clone()}</h1>
            <p class="lead">{t.pass_text}</p>
            {digits(cx, pass, "staff-pass")}
            <p><a class="button" href=back>{device.name.clone()}</a></p>
        }
        .into_any();
    }
    let acts = match device.revoked {
        Some(_) => ().into_any(),
        None => acts(cx, page),
    };
    view! {
        <header class="page-top">
            <h1>{device.name.clone()}</h1>
            {state(cx, device.state)}
        </header>
        <div class="two">
            <section>{acts}{log(cx, page)}</section>
            <aside>
                {facts(cx, device)}
                <p><a class="link" href=cx.href(DEVICES)>{t.to_back}</a></p>
            </aside>
        </div>
    }
    .into_any()
}

fn facts(cx: Cx<'_>, device: &DeviceSeen) -> AnyView {
    let t = DeviceWords::of(cx.locale);
    let (paired_at, paired_by) = &device.paired;
    let by = words::actor(cx.locale, paired_by);
    let revoked = device.revoked.as_ref().map(|(at, by)| {
        let by = words::actor(cx.locale, by);
        fact(t.revoked, format!("{} · {by}", cx.moment(*at)))
    });
    let profile = &device.profile;
    let size = format!(
        "{} × {} px · {:.0} × {:.0} mm · ↥ {:.0} mm",
        profile.width_px,
        profile.height_px,
        profile.width_mm(),
        profile.height_mm,
        profile.floor_mm
    );
    let message = device.message.clone();
    let message = message.map(|text| fact(t.on_screen, view! { <q>{text}</q> }));
    view! {
        <dl class="facts" data-testid="device-facts">
            {fact(cx.t.store, cx.place(&device.location))}
            {message}
            {beat(cx, device)}
            {fact(t.size, size)}
            {fact(t.asks_after, devices_words::span(cx.locale, device.idle_s.into()))}
            {fact(t.set_up, format!("{} · {by}", cx.moment(*paired_at)))}
            {revoked}
        </dl>
    }
    .into_any()
}

/// What it said of itself last.
fn beat(cx: Cx<'_>, device: &DeviceSeen) -> AnyView {
    let t = DeviceWords::of(cx.locale);
    let Some((at, beat)) = &device.heard else {
        return fact(t.heard, t.never);
    };
    let since = cx.now.saturating_sub(*at) / 1_000;
    let trip = beat.round_trip_ms.map(|ms| format!("{ms} ms"));
    let age = beat
        .snapshot_s
        .map(|age| devices_words::ago(cx.locale, u64::from(age) + since));
    let unknown = || t.unknown.to_owned();
    let memory = (beat.heap > 0).then(|| format!("{} MB", beat.heap / 1_000_000));
    view! {
        {fact(t.heard, devices_words::ago(cx.locale, since))}
        {fact(t.shows, devices_words::shown(cx.locale, &beat.screen))}
        {fact(t.last_touch, touched(cx, *at, beat))}
        {fact(t.version, beat.version.clone())}
        {fact(t.uptime, devices_words::span(cx.locale, beat.uptime_s.into()))}
        {fact(t.round_trip, trip.unwrap_or_else(unknown))}
        {fact(t.waiting, cx.pieces(beat.queue))}
        {fact(t.catalogue_age, age.unwrap_or_else(unknown))}
        {fact(t.memory, memory.unwrap_or_else(unknown))}
    }
    .into_any()
}

fn acts(cx: Cx<'_>, page: &DevicePage) -> AnyView {
    let t = DeviceWords::of(cx.locale);
    let device = &page.device;
    let action = cx.href(&of_device(&device.id.to_string()));
    let button = |act: &'static str, name: &'static str| {
        view! {
            <button class="button quiet" name="act" value=act type="submit"
                data-testid=format!("device-{act}")>
                {name}
            </button>
        }
    };
    let lock = match device.locked {
        true => button("unlock", t.unlock),
        false => button("lock", t.lock),
    };
    let told = device.message.clone().unwrap_or_default();
    view! {
        <form method="post" action=action.clone() class="acts">
            {command(&page.command)}
            {button("reload", t.reload)}
            {button("update", t.update)}
            {lock}
            {button("pass", t.make_pass)}
        </form>
        <p class="hint">{t.orders_text}</p>
        <p class="hint">{t.pass_text}</p>
        <form method="post" action=action.clone() class="stacked say">
            {command(&page.command)}
            <input type="hidden" name="act" value="message" />
            <label for="message">{t.message}</label>
            <input id="message" name="message" type="text" autocomplete="off" value=told
                maxlength=DeviceOrder::MESSAGE.to_string() />
            <button class="button quiet" type="submit" data-testid="device-message">{t.say}</button>
        </form>
        {revoke(cx, page, action)}
    }
    .into_any()
}

/// Asks first: the key is gone for good.
fn revoke(cx: Cx<'_>, page: &DevicePage, action: String) -> AnyView {
    let t = DeviceWords::of(cx.locale);
    view! {
        <details class="panel" data-testid="revoke">
            <summary>{t.revoke}</summary>
            <form method="post" action=action class="stacked">
                {command(&page.command)}
                <input type="hidden" name="act" value="revoke" />
                <p class="hint">{t.revoke_text}</p>
                <button class="button" type="submit" data-testid="device-revoke">
                    {t.revoke_button}
                </button>
            </form>
        </details>
    }
    .into_any()
}

fn log(cx: Cx<'_>, page: &DevicePage) -> AnyView {
    let t = DeviceWords::of(cx.locale);
    let rows = page.log.iter().map(|noted| {
        view! {
            <li>
                <time>{cx.moment(noted.at)}</time>
                <span>{devices_words::noted(cx.locale, &noted.what)}</span>
                <small>{words::actor(cx.locale, &noted.who)}</small>
            </li>
        }
    });
    let rows: Vec<_> = rows.collect();
    let body = match rows.is_empty() {
        true => view! { <p class="quiet">{t.log_empty}</p> }.into_any(),
        false => view! { <ol class="history" data-testid="device-log">{rows}</ol> }.into_any(),
    };
    view! { <h2>{t.log}</h2>{body} }.into_any()
}
