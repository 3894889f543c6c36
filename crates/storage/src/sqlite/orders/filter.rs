//! Which orders are asked for.

use super::super::shoppers::{key, millis};
use super::rows;
use crate::orders::OrderFilter;
use baguni_commerce::order::{Order, OrderNumber};
use rusqlite::types::Value;
use rusqlite::{Transaction, params_from_iter};

pub(super) fn orders(tx: &Transaction<'_>, filter: &OrderFilter) -> rusqlite::Result<Vec<Order>> {
    let (clause, mut asked) = clause(filter, true);
    let most = match filter.limit {
        0 => OrderFilter::MAX,
        limit => limit.min(OrderFilter::MAX),
    };
    asked.push(Value::from(most));
    let sql = format!(
        "SELECT document, shopper FROM customer_order{clause}
        ORDER BY placed_at DESC, number DESC LIMIT ?"
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(asked), rows::read)?;
    rows.collect()
}

pub(super) fn count(tx: &Transaction<'_>, filter: &OrderFilter) -> rusqlite::Result<u64> {
    let (clause, asked) = clause(filter, false);
    let sql = format!("SELECT count(*) FROM customer_order{clause}");
    let count: i64 = tx
        .prepare_cached(&sql)?
        .query_row(params_from_iter(asked), |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Conditions, and what stands in for their question marks.
#[derive(Default)]
struct Clause {
    all: Vec<String>,
    asked: Vec<Value>,
}

impl Clause {
    fn and(&mut self, condition: &str, value: impl Into<Value>) {
        self.all.push(condition.to_owned());
        self.asked.push(value.into());
    }
}

fn clause(filter: &OrderFilter, with_page: bool) -> (String, Vec<Value>) {
    let mut clause = Clause::default();
    if let Some(shopper) = filter.shopper {
        clause.and("shopper = ?", key(shopper));
    }
    if let Some(email) = &filter.email {
        clause.and("email = ?", email.as_str().to_owned());
    }
    if let Some(channel) = filter.channel {
        clause.and("channel = ?", channel.code().to_owned());
    }
    if let Some(from) = filter.from {
        clause.and("placed_at >= ?", millis(from));
    }
    if let Some(until) = filter.until {
        clause.and("placed_at < ?", millis(until));
    }
    if !filter.states.is_empty() {
        let marks = vec!["?"; filter.states.len()].join(", ");
        clause.all.push(format!("state IN ({marks})"));
        let states = filter.states.iter();
        clause
            .asked
            .extend(states.map(|state| Value::from(state.code().to_owned())));
    }
    places(&mut clause, filter);
    if let Some(text) = &filter.text {
        words(&mut clause, text.trim());
    }
    if let Some((placed_at, number)) = filter.after.filter(|_| with_page) {
        clause.and("(placed_at, number) < (?, ?)", millis(placed_at));
        clause.asked.push(rows::key_of(number).into());
    }
    let conditions = match clause.all.is_empty() {
        true => String::new(),
        false => format!(" WHERE {}", clause.all.join(" AND ")),
    };
    (conditions, clause.asked)
}

fn places(clause: &mut Clause, filter: &OrderFilter) {
    let mut of_place = Vec::new();
    if let Some(location) = &filter.location {
        of_place.push("location = ?");
        clause.asked.push(location.as_str().to_owned().into());
    }
    if let Some(open) = filter.open_there {
        of_place.push("is_open = ?");
        clause.asked.push(open.into());
    }
    if let Some(state) = filter.fulfillment {
        of_place.push("order_place.state = ?");
        clause.asked.push(state.code().to_owned().into());
    }
    if !of_place.is_empty() {
        clause.all.push(format!(
            "number IN (SELECT number FROM order_place WHERE {})",
            of_place.join(" AND ")
        ));
    }
}

/// A number, or a part of a name or an address.
fn words(clause: &mut Clause, text: &str) {
    if let Ok(number) = text.parse::<OrderNumber>() {
        return clause.and("number = ?", rows::key_of(number));
    }
    let escaped = text
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    let part = format!("%{escaped}%");
    clause.and(
        "(email LIKE ? ESCAPE '\\' OR document ->> '$.contact.name' LIKE ? ESCAPE '\\')",
        part.clone(),
    );
    clause.asked.push(part.into());
}
