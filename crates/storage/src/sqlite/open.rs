//! Opening connections, each with the settings that durability and speed need.

use super::migrate::{migrate, recognize};
use super::workers::Workers;
use crate::error::{Fault, StorageError};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long a connection waits for another process before it gives up.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Reading goes on beside writing; several readers keep one long read from holding up the short ones.
const READERS: usize = 3;

/// How many prepared statements a connection keeps: more than there are in this crate.
const STATEMENTS: usize = 128;

/// The connection that writes, and those that read.
pub(super) fn file(
    path: &Path,
    busy_timeout: Duration,
) -> Result<(Connection, Vec<Connection>), Fault> {
    let read_write = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut writer = connect(path, read_write, busy_timeout)?;
    recognize(&mut writer, path)?;
    // With a write-ahead log readers never wait for the writer. FULL syncs it at every commit:
    // what was answered for survives a power cut.
    enter_wal(&writer, busy_timeout)?;
    writer.pragma_update(None, "synchronous", "full")?;
    writer.pragma_update(None, "foreign_keys", true)?;
    // Who has left a kiosk is not to be read in the file any more either (K13): what is deleted is
    // overwritten.
    writer.pragma_update(None, "secure_delete", true)?;
    migrate(&mut writer)?;
    let readers = (0..READERS)
        .map(|_| connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY, busy_timeout))
        .collect::<rusqlite::Result<_>>()?;
    Ok((writer, readers))
}

/// SQLite does not wait here as it does elsewhere, because two that upgrade their locks would wait
/// for each other: so several processes that open one new file have to try again.
fn enter_wal(connection: &Connection, busy_timeout: Duration) -> rusqlite::Result<()> {
    let until = Instant::now() + busy_timeout;
    loop {
        match connection.pragma_update(None, "journal_mode", "wal") {
            Err(error) if is_busy(&error) && Instant::now() < until => {
                std::thread::sleep(Duration::from_millis(5));
            }
            done => return done,
        }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
}

pub(super) fn in_memory() -> Result<Connection, Fault> {
    let mut connection = Connection::open_in_memory()?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "foreign_keys", true)?;
    migrate(&mut connection)?;
    Ok(connection)
}

pub(super) fn start(
    name: &str,
    connections: Vec<Connection>,
    path: &Path,
) -> Result<Workers, StorageError> {
    Workers::start(name, connections).map_err(|error| StorageError::CannotOpen {
        path: path.to_owned(),
        reason: error.to_string(),
    })
}

/// Every connection stays on one thread, so SQLite needs no mutexes of its own.
fn connect(path: &Path, flags: OpenFlags, busy_timeout: Duration) -> rusqlite::Result<Connection> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(busy_timeout)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}
