//! Calls for help from the screens of a store, above everything else of the day.

use super::devices_words::{self, DeviceWords};
use super::parts::Cx;
use super::words;
use baguni_api::kiosk::CallReason;
use baguni_api::staff::{self, of_part};
use baguni_commerce::Locale;
use leptos::prelude::*;

/// Somebody at a screen waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallSeen {
    pub id: i64,
    /// What the screen is called.
    pub screen: String,
    pub reason: CallReason,
    /// Milliseconds since 1970.
    pub called_at: u64,
    /// Who goes.
    pub taken_by: Option<String>,
    /// Whether that is who looks.
    pub is_mine: bool,
    /// What it is about: the number of an order and a part of it.
    pub about: Option<(String, u16)>,
}

pub fn calls(cx: Cx<'_>, calls: &[CallSeen]) -> Option<AnyView> {
    if calls.is_empty() {
        return None;
    }
    let t = DeviceWords::of(cx.locale);
    let rows = calls.iter().map(|call| row(cx, call)).collect_view();
    Some(
        view! {
            <section class="calls" aria-labelledby="calls" data-testid="calls">
                <h2 id="calls">{t.calls}" "{calls.len()}</h2>
                <ul role="list">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}

fn row(cx: Cx<'_>, call: &CallSeen) -> AnyView {
    let since = cx.now.saturating_sub(call.called_at) / 1_000;
    let about = call.about.as_ref().map(|(number, part)| {
        view! {
            <a class="link number" href=cx.href(&of_part(number, *part)) data-testid="call-about">
                {number.clone()}" #"{*part}
            </a>
        }
    });
    view! {
        <li data-testid="call" data-taken=call.taken_by.is_some().then_some("yes")>
            <p class="where">
                <strong>{call.screen.clone()}</strong>
                <span>{devices_words::reason(cx.locale, call.reason)}</span>
                <time>{devices_words::ago(cx.locale, since)}</time>
            </p>
            {about}
            {who(cx, call)}
            {act(cx, call)}
        </li>
    }
    .into_any()
}

fn who(cx: Cx<'_>, call: &CallSeen) -> Option<AnyView> {
    let t = DeviceWords::of(cx.locale);
    let name = call.taken_by.as_ref()?;
    let words = match (call.is_mine, cx.locale) {
        (true, _) => t.mine.to_owned(),
        (false, Locale::Ko) => format!("{name} 님이 가는 중"),
        (false, Locale::En) => format!("{name} is going"),
    };
    Some(view! { <p class="who-goes" data-testid="call-taken">{words}</p> }.into_any())
}

/// Whoever goes says when it is over; so may the others, in case that nobody does.
fn act(cx: Cx<'_>, call: &CallSeen) -> AnyView {
    let t = DeviceWords::of(cx.locale);
    let action = cx.href(&staff::of_call(call.id));
    let button = |act: &'static str, kind: &'static str, name: &'static str| {
        let label = format!("{} {name}", call.screen);
        view! {
            <button class=kind name="act" value=act type="submit" aria-label=label
                data-testid=format!("call-{act}")>
                {name}
            </button>
        }
    };
    let take = call
        .taken_by
        .is_none()
        .then(|| button("take", "button", t.take));
    view! {
        <form method="post" action=action class="acts">
            {take}
            {button("close", "button quiet", t.close)}
        </form>
    }
    .into_any()
}

/// Says that screens are silent, where they are looked after.
pub fn silent(cx: Cx<'_>, silent: usize) -> Option<AnyView> {
    let t = DeviceWords::of(cx.locale);
    let count = words::pick(
        cx.locale,
        &format!("{} {silent}대", t.silent_some),
        &format!("{} ({silent})", t.silent_some),
    );
    (silent > 0).then(|| {
        view! {
            <p class="said" data-testid="silent">
                <a class="link" href=cx.href(staff::DEVICES)>{count}</a>
            </p>
        }
        .into_any()
    })
}
