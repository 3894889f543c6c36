//! Reading rows: columns are taken from left to right, as the query names them.

use baguni_commerce::Text;
use baguni_commerce::media::{Media, MediaSource};
use rusqlite::types::{FromSql, Type};
use rusqlite::{CachedStatement, Params, Row, Transaction};
use std::error::Error;
use std::str::FromStr;

pub(super) struct Columns<'r> {
    row: &'r Row<'r>,
    next: usize,
}

impl<'r> Columns<'r> {
    pub fn of(row: &'r Row<'r>) -> Self {
        Self { row, next: 0 }
    }

    pub fn take<T: FromSql>(&mut self) -> rusqlite::Result<T> {
        self.next += 1;
        self.row.get(self.next - 1)
    }

    /// Leaves columns out.
    pub fn skip(&mut self, columns: usize) {
        self.next += columns;
    }

    /// A column of a newtype, which refuses what a hand with a database tool may have left there.
    pub fn parse<T>(&mut self) -> rusqlite::Result<T>
    where
        T: FromStr<Err: Error + Send + Sync + 'static>,
    {
        let raw: String = self.take()?;
        self.parsed(&raw)
    }

    /// The same of a column that may be null, once it has been taken and was not.
    pub fn parsed<T>(&self, raw: &str) -> rusqlite::Result<T>
    where
        T: FromStr<Err: Error + Send + Sync + 'static>,
    {
        raw.parse().map_err(|error: T::Err| {
            self.refuse(format!("{} is {raw:?}, which {error}", self.name()))
        })
    }

    /// A column of a closed set of words.
    pub fn code<T>(&mut self, read: impl Fn(&str) -> Option<T>) -> rusqlite::Result<T> {
        let raw: String = self.take()?;
        read(&raw).ok_or_else(|| self.refuse(format!("{} is {raw:?}", self.name())))
    }

    /// Two columns, Korean and English; a language without a row is empty.
    pub fn text(&mut self) -> rusqlite::Result<Text> {
        let ko: Option<String> = self.take()?;
        let en: Option<String> = self.take()?;
        Ok(Text {
            ko: ko.unwrap_or_default(),
            en: en.unwrap_or_default(),
        })
    }

    /// The six columns of a picture, kind first.
    pub fn media(&mut self) -> rusqlite::Result<Media> {
        let kind: String = self.take()?;
        let source = match kind.as_str() {
            "vector" => MediaSource::Vector { id: self.parse()? },
            "raster" => MediaSource::Raster { id: self.parse()? },
            "remote" => MediaSource::Remote { url: self.take()? },
            _ => return Err(self.refuse(format!("{} is {kind:?}", self.name()))),
        };
        Ok(Media {
            source,
            alt: self.text()?,
            width: self.take()?,
            height: self.take()?,
        })
    }

    /// The name of the column that was taken last.
    fn name(&self) -> &str {
        let row: &rusqlite::Statement<'_> = self.row.as_ref();
        row.column_name(self.next - 1).unwrap_or("a column")
    }

    pub fn refuse(&self, why: String) -> rusqlite::Error {
        rusqlite::Error::FromSqlConversionFailure(self.next - 1, Type::Text, why.into())
    }
}

/// The keys of the rows to read: one of them, or all. One query serves both.
#[derive(Clone, Copy)]
pub(super) struct Keys(pub i64, pub i64);

impl Keys {
    pub const ALL: Self = Self(i64::MIN, i64::MAX);

    pub fn one(id: i64) -> Self {
        Self(id, id)
    }
}

/// Rows with their keys, in ascending order of keys.
pub(super) struct Keyed<T> {
    ids: Vec<i64>,
    pub rows: Vec<T>,
}

impl<T> Keyed<T> {
    /// Reads rows of which the first column is the key. The query takes the ends of the keys as
    /// `?1` and `?2`, and orders by the key.
    pub fn load(
        tx: &Transaction<'_>,
        keys: Keys,
        sql: &str,
        read: impl Fn(&mut Columns<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Self> {
        let (mut ids, mut loaded) = (Vec::new(), Vec::new());
        each(&mut tx.prepare_cached(sql)?, (keys.0, keys.1), |columns| {
            ids.push(columns.take()?);
            loaded.push(read(columns)?);
            Ok(())
        })?;
        Ok(Self { ids, rows: loaded })
    }

    /// Reads what belongs to these rows: of each row of the query the first column is the owner's
    /// key. Both stand in the order of keys, so that one pass finds every owner.
    pub fn attach(
        &mut self,
        tx: &Transaction<'_>,
        keys: Keys,
        sql: &str,
        put: impl Fn(&mut T, &mut Columns<'_>) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<()> {
        let mut at = 0;
        each(&mut tx.prepare_cached(sql)?, (keys.0, keys.1), |columns| {
            let owner: i64 = columns.take()?;
            while self.ids.get(at).is_some_and(|id| *id < owner) {
                at += 1;
            }
            match self.ids.get(at) {
                Some(id) if *id == owner => put(&mut self.rows[at], columns),
                _ => Ok(()),
            }
        })
    }
}

/// Does something with every row of a query.
pub(super) fn each(
    statement: &mut CachedStatement<'_>,
    params: impl Params,
    mut with: impl FnMut(&mut Columns<'_>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        with(&mut Columns::of(row))?;
    }
    Ok(())
}
