//! The files of pictures.

use super::codes;
use baguni_commerce::MediaId;
use baguni_commerce::media::Rendition;
use rusqlite::{OptionalExtension as _, Transaction, params};

pub(super) fn save(
    tx: &Transaction<'_>,
    id: &MediaId,
    rendition: Rendition,
    bytes: &[u8],
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO media_file (media_id, format, width, bytes) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT DO NOTHING";
    let (format, width) = codes::rendition(rendition);
    tx.prepare_cached(sql)?
        .execute(params![id.as_str(), format, width, bytes])?;
    Ok(())
}

pub(super) fn find(
    tx: &Transaction<'_>,
    id: &MediaId,
    rendition: Rendition,
) -> rusqlite::Result<Option<Vec<u8>>> {
    let sql = "SELECT bytes FROM media_file WHERE media_id = ?1 AND format = ?2 AND width = ?3";
    let (format, width) = codes::rendition(rendition);
    tx.prepare_cached(sql)?
        .query_row(params![id.as_str(), format, width], |row| row.get(0))
        .optional()
}
