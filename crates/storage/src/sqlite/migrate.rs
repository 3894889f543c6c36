//! Migrations: numbered, forward only, run when a database is opened.

use crate::error::{Fault, StorageError};
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// The file that leads to format 1 stands first. A file that has been released is never changed:
/// what is wrong in it is put right by the next.
const MIGRATIONS: [&str; 11] = [
    include_str!("../../migrations/0001_catalogue.sql"),
    include_str!("../../migrations/0002_shoppers.sql"),
    include_str!("../../migrations/0003_baskets.sql"),
    include_str!("../../migrations/0004_stock.sql"),
    include_str!("../../migrations/0005_orders.sql"),
    include_str!("../../migrations/0006_promotions.sql"),
    include_str!("../../migrations/0007_staff.sql"),
    include_str!("../../migrations/0008_api_keys.sql"),
    include_str!("../../migrations/0009_devices.sql"),
    include_str!("../../migrations/0010_hand_offs.sql"),
    include_str!("../../migrations/0011_who.sql"),
];

/// The format of a database that all migrations have been run on.
pub(super) const LATEST: u32 = MIGRATIONS.len() as u32;

/// "BGNI", by which `file` and other programs know our databases.
pub(super) const APPLICATION_ID: i32 = 0x4247_4E49;

/// Refuses what is not ours or not yet known to us, before anything is written to it.
pub(super) fn recognize(connection: &mut Connection, path: &Path) -> Result<(), Fault> {
    // One view of all three: another process may be making the database at this moment.
    let tx = connection.transaction()?;
    let found = format_of(&tx)?;
    let marked: i32 = tx.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let tables: u32 = tx.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let is_new = tables == 0 && found == 0 && marked == 0;
    if !is_new && marked != APPLICATION_ID {
        return Err(StorageError::NotADatabase(path.to_owned()).into());
    }
    if found > LATEST {
        let (path, known) = (path.to_owned(), LATEST);
        return Err(StorageError::Newer { path, found, known }.into());
    }
    Ok(())
}

/// Runs the migrations that the database has not seen, each in a transaction of its own.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), Fault> {
    for (format, sql) in (1..).zip(MIGRATIONS) {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Read under the lock: another process may be opening the same new file.
        if format_of(&tx)? >= format {
            continue;
        }
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", format)?;
        tx.commit()?;
        tracing::info!(format, "the database has been migrated");
    }
    Ok(())
}

fn format_of(connection: &Connection) -> rusqlite::Result<u32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}
