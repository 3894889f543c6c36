//! What a merchant is told when the database cannot be used, and that nothing is lost by it.

use super::*;
use std::fs;
use std::time::Duration;

fn refused(path: &Path) -> StorageError {
    match SqliteStorage::open_with(path, Duration::from_millis(20)) {
        Ok(_) => panic!("{} was opened", path.display()),
        Err(error) => error,
    }
}

/// The message names the file and says this.
fn assert_says(error: &StorageError, path: &Path, words: &str) {
    let message = error.to_string();
    assert!(
        message.contains(words),
        "{message:?} does not say {words:?}"
    );
    assert!(
        message.contains(path.to_str().unwrap()),
        "{message:?} names no file"
    );
}

#[test]
fn what_is_no_database_is_refused_and_left_alone() {
    let (folder, path) = a_file();
    let check = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        let error = refused(&path);
        assert!(matches!(error, StorageError::NotADatabase(_)), "{error:?}");
        assert_says(&error, &path, "not a database of Baguni");
        assert_eq!(fs::read(&path).unwrap(), bytes);
    };
    check(&b"Handle,Title\nonggi-mug,Onggi mug\n".repeat(100));
    check(b"short");

    // A database, but of another program.
    let other = folder.path().join("other.sqlite");
    let connection = Connection::open(&other).unwrap();
    connection
        .execute_batch("CREATE TABLE bookmark (url TEXT)")
        .unwrap();
    drop(connection);
    check(&fs::read(&other).unwrap());
}

#[test]
fn what_cannot_be_opened_says_why() {
    let (folder, path) = a_file();
    let check = |path: &Path, words: &str| {
        let error = refused(path);
        assert!(
            matches!(error, StorageError::CannotOpen { .. }),
            "{error:?}"
        );
        assert_says(&error, path, words);
    };
    check(folder.path(), "it is a folder");
    check(
        &folder.path().join("no/such/shop.sqlite"),
        "there is no folder",
    );
    fs::write(&path, "").unwrap();
    check(&path.join("shop.sqlite"), "there is no folder");
    // Not even the superuser may make a file here.
    #[cfg(target_os = "linux")]
    check(Path::new("/proc/self/shop.sqlite"), "cannot be opened: ");
}

#[tokio::test]
async fn a_newer_database_is_refused_and_left_alone() {
    let (_folder, path) = a_file();
    fill(&SqliteStorage::open(&path).unwrap()).await;
    let set_format = |format: u32| {
        let connection = Connection::open(&path).unwrap();
        connection
            .pragma_update(None, "user_version", format)
            .unwrap();
    };
    set_format(migrate::LATEST + 1);
    let before = fs::read(&path).unwrap();
    let error = refused(&path);
    let formats = match &error {
        StorageError::Newer { found, known, .. } => (*found, *known),
        _ => panic!("{error:?}"),
    };
    assert_eq!(formats, (migrate::LATEST + 1, migrate::LATEST));
    assert_says(&error, &path, "upgrade Baguni or use another file");
    assert_eq!(fs::read(&path).unwrap(), before);

    set_format(migrate::LATEST);
    assert_filled(&SqliteStorage::open(&path).unwrap()).await;
}

#[tokio::test]
async fn a_locked_database_says_so_and_goes_on_later() {
    let (_folder, path) = a_file();
    let storage = SqliteStorage::open_with(&path, Duration::from_millis(20)).unwrap();
    fill(&storage).await;
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = storage
        .save_products(&[product("new", &["NEW"])])
        .await
        .unwrap_err();
    assert!(matches!(error, StorageError::Locked(_)), "{error:?}");
    assert_says(&error, &path, "in use by another program");
    // Reading is not held up.
    assert_filled(&storage).await;

    other.execute_batch("COMMIT").unwrap();
    storage
        .save_products(&[product("new", &["NEW"])])
        .await
        .unwrap();
}

#[test]
fn a_database_locked_at_the_start_is_not_opened() {
    let (_folder, path) = a_file();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let error = refused(&path);
    assert!(matches!(error, StorageError::Locked(_)), "{error:?}");
    drop(other);
    SqliteStorage::open(&path).unwrap();
}

#[tokio::test]
async fn a_full_disk_loses_nothing() {
    let (_folder, path) = a_file();
    let storage = SqliteStorage::open(&path).unwrap();
    fill(&storage).await;
    // SQLite answers a database at its largest as it answers a disk without room.
    let limit_pages = async |pages: u32| {
        let limit = move |c: &mut Connection| {
            c.pragma_update_and_check(None, "max_page_count", pages, |row| row.get::<_, u32>(0))
        };
        storage.writer.run(limit).await.unwrap().unwrap();
    };
    limit_pages(1).await;
    let many: Vec<_> = (0..200).map(|n| format!("many-{n}")).collect();
    let many: Vec<_> = many.iter().map(|name| product(name, &[name])).collect();
    let error = storage.save_products(&many).await.unwrap_err();
    assert!(matches!(error, StorageError::DiskFull(_)), "{error:?}");
    assert_says(&error, &path, "the disk is full");
    assert_filled(&storage).await;

    limit_pages(1_000_000).await;
    storage.save_products(&many).await.unwrap();
    assert_eq!(storage.load_catalogue().await.unwrap().products.len(), 202);
}

#[tokio::test]
async fn a_damaged_file_is_told_from_a_good_one() {
    let (_folder, path) = a_file();
    fill(&SqliteStorage::open(&path).unwrap()).await;
    let mut bytes = fs::read(&path).unwrap();
    // The first page stands: the file looks like ours, but nothing in it can be read.
    bytes[4_096..].fill(0x5a);
    fs::write(&path, bytes).unwrap();
    let error = match SqliteStorage::open(&path) {
        Ok(storage) => storage.load_catalogue().await.unwrap_err(),
        Err(error) => error,
    };
    assert!(matches!(error, StorageError::Damaged { .. }), "{error:?}");
    assert_says(&error, &path, "put a backup in its place");
}

#[tokio::test]
async fn a_value_that_no_baguni_wrote_is_named() {
    let check = async |sql: &'static str, words: &str| {
        let (_folder, path) = a_file();
        let storage = SqliteStorage::open(&path).unwrap();
        fill(&storage).await;
        let edit = |c: &mut Connection| c.execute_batch(sql);
        storage.writer.run(edit).await.unwrap().unwrap();
        let error = storage.load_catalogue().await.unwrap_err();
        assert!(matches!(error, StorageError::Damaged { .. }), "{error:?}");
        assert_says(&error, &path, words);
    };
    check(
        "UPDATE product SET handle = 'Two Words' WHERE handle = 'mug'",
        "Two Words",
    )
    .await;
    check("UPDATE variant SET weight_grams = -1", "-1").await;
    check("DELETE FROM price WHERE currency = 'USD'", "amount_minor").await;
    check(
        "UPDATE product_media SET source = 'x' WHERE source_kind = 'vector'",
        "\"x\"",
    )
    .await;
    check(
        "UPDATE collection_condition SET word = NULL WHERE kind = 'tag'",
        "\"tag\"",
    )
    .await;
}

#[test]
fn a_database_that_cannot_be_written_says_so() {
    let (_folder, path) = a_file();
    drop(SqliteStorage::open(&path).unwrap());
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = Connection::open_with_flags(&path, flags).unwrap();
    let error = connection.execute("DELETE FROM product", []).unwrap_err();
    let error = Fault::from(error).at(&path);
    assert!(matches!(error, StorageError::ReadOnly(_)), "{error:?}");
    assert_says(&error, &path, "cannot be written");
}
