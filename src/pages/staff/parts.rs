//! Small parts that several of the staff's pages are made of.

use super::seen::{StaffSeen, Thing, Things};
use super::words::{self, StaffWords};
use baguni_commerce::calendar::{Date, minute_of_day};
use baguni_commerce::order::{Contact, Fulfillment, FulfillmentState, Order};
use baguni_commerce::{Handle, Locale, Money, Sku, Text};
use leptos::prelude::*;

/// What every part of a page is drawn with.
#[derive(Clone, Copy)]
pub struct Cx<'a> {
    pub t: &'static StaffWords,
    pub locale: Locale,
    pub now: u64,
    pub seen: &'a StaffSeen,
}

impl<'a> Cx<'a> {
    pub fn of(seen: &'a StaffSeen) -> Self {
        Self {
            t: StaffWords::of(seen.locale),
            locale: seen.locale,
            now: seen.now,
            seen,
        }
    }

    pub fn href(self, path: &str) -> String {
        self.locale.href(path)
    }

    pub fn text(self, text: &Text) -> String {
        words::text(self.locale, text)
    }

    pub fn money(self, money: Money) -> String {
        money.display(self.locale)
    }

    /// What a place is called.
    pub fn place(self, handle: &Handle) -> String {
        let place = self.seen.places.iter().find(|at| at.handle == *handle);
        place.map_or_else(|| handle.to_string(), |at| self.text(&at.name))
    }

    /// `14:05` today, `11월 22일(일) 14:05` on other days, as it is in Seoul.
    pub fn moment(self, at: u64) -> String {
        let minute = minute_of_day(at);
        let time = format!("{}:{:02}", minute / 60, minute % 60);
        let date = Date::of(at);
        match date == Date::of(self.now) {
            true => time,
            false => format!("{} {time}", self.text(&date.words())),
        }
    }

    pub fn pieces(self, count: u32) -> String {
        match self.locale {
            Locale::Ko => format!("{count}개"),
            Locale::En => format!("× {count}"),
        }
    }
}

/// A thing with its picture, its choices and its names, and what stands beside it.
pub fn thing(cx: Cx<'_>, sku: &Sku, thing: &Thing, beside: AnyView) -> AnyView {
    let picture = match thing.picture.clone() {
        Some(src) => {
            view! { <img src=src alt="" width="72" height="72" loading="lazy" /> }.into_any()
        }
        None => view! { <span class="no-picture"></span> }.into_any(),
    };
    let choices: Vec<_> = thing.choices.iter().map(|choice| cx.text(choice)).collect();
    let choices =
        (!choices.is_empty()).then(|| view! { <span class="choices">{choices.join(" · ")}</span> });
    let barcode = thing.barcode.clone().map(|code| {
        view! { <span class="code">{cx.t.barcode}" "{code}</span> }
    });
    view! {
        <div class="thing">
            {picture}
            <div class="names">
                <strong>{cx.text(&thing.title)}</strong>
                {choices}
                <span class="code">{sku.to_string()}</span>
                {barcode}
            </div>
            <div class="beside">{beside}</div>
        </div>
    }
    .into_any()
}

/// The lines of a part of an order, as they were sold.
pub fn part_lines(cx: Cx<'_>, order: &Order, part: &Fulfillment, things: &Things) -> AnyView {
    let line = |(id, quantity): &(_, u32)| {
        let line = order.line(*id)?;
        let known = things.get(&line.sku);
        let shown = Thing {
            title: line.title.clone(),
            choices: line.choices.clone(),
            barcode: known.and_then(|known| known.barcode.clone()),
            picture: known.and_then(|known| known.picture.clone()),
        };
        let count = view! { <span class="count">{cx.pieces(*quantity)}</span> }.into_any();
        Some(view! { <li>{thing(cx, &line.sku, &shown, count)}</li> })
    };
    let lines: Vec<_> = part.lines.iter().filter_map(line).collect();
    view! { <ul class="things" role="list" data-testid="part-lines">{lines}</ul> }.into_any()
}

pub fn state(cx: Cx<'_>, state: FulfillmentState) -> AnyView {
    let words = words::state(cx.locale, state);
    view! { <span class="state" data-state=state.code()>{words}</span> }.into_any()
}

/// Somebody's name with its middle hidden: enough to greet them, not to know them.
pub fn masked_name(contact: &Contact) -> String {
    let letters: Vec<char> = contact.name.chars().collect();
    match letters.as_slice() {
        [] | [_] => "*".to_owned(),
        [first, _] => format!("{first}*"),
        [first, middle @ .., last] => format!("{first}{}{last}", "*".repeat(middle.len())),
    }
}

/// A name and what stands for it.
pub fn fact(name: &'static str, value: impl IntoView + 'static) -> AnyView {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
}

/// What a form that was drawn is called.
pub fn command(command: &str) -> AnyView {
    view! { <input type="hidden" name="command" value=command.to_owned() /> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_masked() {
        let check = |name: &str, want: &str| {
            let contact = Contact {
                name: name.to_owned(),
                email: "a@shop.example".parse().unwrap(),
                phone: "010-1234-5678".parse().unwrap(),
                news: false,
            };
            assert_eq!(masked_name(&contact), want);
        };
        check("김미나", "김*나");
        check("이솔", "이*");
        check("남궁보라", "남**라");
        check("A", "*");
    }
}
