//! What stands in several columns of the tables of pricing.

use crate::sqlite::columns::Columns;
use baguni_commerce::promotion::Amounts;

/// A moment as the database has it: what no clock will show is as good as never.
pub(super) fn millis(moment: u64) -> i64 {
    i64::try_from(moment).unwrap_or(i64::MAX)
}

pub(super) fn moment(columns: &mut Columns<'_>) -> rusqlite::Result<Option<u64>> {
    Ok(columns.take::<Option<i64>>()?.map(i64::unsigned_abs))
}

/// Two columns, won and cents.
pub(super) fn amounts(columns: &mut Columns<'_>) -> rusqlite::Result<Option<Amounts>> {
    let (krw, usd) = (columns.take()?, columns.take()?);
    Ok(Option::zip(krw, usd).map(|(krw, usd)| Amounts { krw, usd }))
}

pub(super) fn split(amounts: Option<Amounts>) -> (Option<i64>, Option<i64>) {
    amounts.map(|amounts| (amounts.krw, amounts.usd)).unzip()
}
