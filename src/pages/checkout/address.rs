//! Where a parcel goes. A postcode is looked up without scripts and without asking anybody else.

use super::parts::{Seen, TextField};
use super::phrases;
use super::words::checkout_words;
use crate::i18n::locale;
use baguni_commerce::address::{AddressForm, PersonName, PostcodeHit, lookup};
use leptos::prelude::*;

#[component]
pub fn Address(seen: Seen, found: Option<Vec<PostcodeHit>>) -> impl IntoView {
    let t = checkout_words();
    let form = seen.form.address.clone();
    view! {
        <fieldset class="address">
            <legend><h3>{t.ship_to}</h3></legend>
            <TextField
                seen=seen.clone()
                name="postcode"
                label=t.postcode
                autocomplete="postal-code"
                hint=t.postcode_hint
                value=form.postcode
                maxlength=40
            >
                <button class="button quiet" type="submit" name="do" value="find">{t.find}</button>
            </TextField>
            <Found found />
            <Between seen=seen.clone() />
            <Area seen=seen.clone() />
            <TextField
                seen=seen.clone()
                name="street"
                label=t.street
                autocomplete="address-line1"
                hint=t.street_hint
                value=form.street
                maxlength=AddressForm::MAX_STREET
            />
            <TextField
                seen=seen.clone()
                name="detail"
                label=t.detail
                autocomplete="address-line2"
                value=form.detail
                maxlength=AddressForm::MAX_DETAIL
                required=false
            />
            <Receiving seen />
        </fieldset>
    }
}

/// The postcode says the area, so it is not asked for; what was chosen or typed can be mended.
#[component]
fn Area(seen: Seen) -> impl IntoView {
    let t = checkout_words();
    let region = seen.form.address.region.clone();
    let is_known = !region.is_empty() || seen.problem_at("region").is_some();
    is_known.then(|| {
        view! {
            <TextField
                seen
                name="region"
                label=t.region
                autocomplete="address-level1"
                hint=t.region_hint
                value=region
                maxlength=AddressForm::MAX_REGION
                required=false
            />
        }
    })
}

/// Who takes it, and what the carrier should know: folded up, as most leave it empty.
#[component]
fn Receiving(seen: Seen) -> impl IntoView {
    let t = checkout_words();
    let form = seen.form.address.clone();
    let filled = !form.recipient.is_empty() || !form.note.is_empty();
    let wrong = ["recipient", "note"]
        .iter()
        .any(|field| seen.problem_at(field).is_some());
    view! {
        <details open={filled || wrong}>
            <summary>{t.receiving}</summary>
            <Receiver seen />
        </details>
    }
}

#[component]
fn Receiver(seen: Seen) -> impl IntoView {
    let t = checkout_words();
    let form = seen.form.address.clone();
    view! {
        <TextField
            seen=seen.clone()
            name="recipient"
            label=t.recipient
            autocomplete="off"
            hint=t.recipient_hint
            value=form.recipient
            maxlength=PersonName::MAX
            required=false
        />
        <TextField
            seen
            name="note"
            label=t.note
            autocomplete="off"
            hint=t.note_hint
            value=form.note
            maxlength=AddressForm::MAX_NOTE
            required=false
        />
    }
}

/// The places that may have been meant, to choose one of.
#[component]
fn Found(found: Option<Vec<PostcodeHit>>) -> impl IntoView {
    let t = checkout_words();
    let at = locale();
    let found = found?;
    let hits = found.iter().map(|hit| {
        let (first, last) = (hit.first.to_string(), hit.last.to_string());
        let area = hit.line.get(at).to_owned();
        view! {
            <li>
                <button type="submit" name="place" value=area.clone()>
                    <strong>{area.clone()}</strong>
                    <span>{phrases::postcodes(at, &first, &last)}</span>
                </button>
            </li>
        }
    });
    let title = match found.is_empty() {
        true => t.found_none,
        false => t.found_choose,
    };
    let hits = hits.collect_view();
    Some(view! {
        <div class="found" role="status" data-testid="found">
            <p>{title}</p>
            <ul role="list">{hits}</ul>
        </div>
    })
}

/// Where the area is known and the postcode is not, which ones there are.
#[component]
fn Between(seen: Seen) -> impl IntoView {
    let address = &seen.form.address;
    let is_open = address.postcode.is_empty() && !address.region.is_empty();
    let hits = if is_open {
        lookup(&address.region)
    } else {
        Vec::new()
    };
    let [hit] = hits.as_slice() else {
        return None;
    };
    let (first, last) = (hit.first.to_string(), hit.last.to_string());
    let text = phrases::postcode_between(locale(), &address.region, &first, &last);
    Some(view! { <p class="hint" role="status">{text}</p> })
}
