//! Giving products and collections other handles, so that the former ones still lead to them.

use super::bump_revision;
use super::columns::each;
use crate::error::{Fault, StorageError, Subject};
use baguni_commerce::Handle;
use rusqlite::{OptionalExtension as _, Transaction, params};
use std::collections::BTreeMap;

/// What has a handle that can be changed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Product,
    Collection,
}

impl Named {
    fn table(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Collection => "collection",
        }
    }

    fn subject(self, handle: &Handle) -> Subject {
        match self {
            Self::Product => Subject::Product(handle.clone()),
            Self::Collection => Subject::Collection(handle.clone()),
        }
    }
}

/// Former handles and what stands there now.
pub(super) fn moved(
    tx: &Transaction<'_>,
    named: Named,
) -> rusqlite::Result<BTreeMap<Handle, Handle>> {
    let table = named.table();
    let sql = format!(
        "SELECT former.handle, {table}.handle
         FROM {table}_former_handle AS former JOIN {table} ON {table}.id = former.{table}_id"
    );
    let mut moved = BTreeMap::new();
    each(&mut tx.prepare_cached(&sql)?, [], |columns| {
        moved.insert(columns.parse()?, columns.parse()?);
        Ok(())
    })?;
    Ok(moved)
}

pub(super) fn rename(
    tx: &Transaction<'_>,
    named: Named,
    from: &Handle,
    to: &Handle,
) -> Result<(), Fault> {
    let id = key(tx, named, from)?.ok_or_else(|| StorageError::Unknown(named.subject(from)))?;
    if from == to {
        return Ok(());
    }
    if key(tx, named, to)?.is_some() {
        let (what, owner) = (Subject::Handle(to.clone()), named.subject(to));
        return Err(StorageError::Conflict { what, owner }.into());
    }
    let table = named.table();
    let (from, to) = (from.as_str(), to.as_str());
    tx.prepare_cached(&format!("UPDATE {table} SET handle = ?1 WHERE id = ?2"))?
        .execute(params![to, id])?;
    tx.prepare_cached(&format!(
        "DELETE FROM {table}_former_handle WHERE handle = ?1"
    ))?
    .execute([to])?;
    tx.prepare_cached(&format!(
        "INSERT INTO {table}_former_handle VALUES (?1, ?2)"
    ))?
    .execute(params![from, id])?;
    if named == Named::Product {
        tx.prepare_cached(
            "UPDATE collection_member SET product_handle = ?1 WHERE product_handle = ?2",
        )?
        .execute([to, from])?;
    }
    Ok(bump_revision(tx)?)
}

fn key(tx: &Transaction<'_>, named: Named, handle: &Handle) -> rusqlite::Result<Option<i64>> {
    let sql = format!("SELECT id FROM {} WHERE handle = ?1", named.table());
    tx.prepare_cached(&sql)?
        .query_row([handle.as_str()], |row| row.get(0))
        .optional()
}
