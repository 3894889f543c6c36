//! Databases of every earlier format open today, and hold what they held.
//!
//! `tests/fixtures/NNNN.sql` is a database as format N left it, [`samples::shop`] inside, written
//! once (`sqlite3 shop.sqlite .dump`) and never changed after. A new migration needs a new one,
//! and where it adds a field, a line in `held_by`; since format 2 [`shoppers::fill`] is inside too,
//! since format 3 [`baskets::fill`], since format 4 what [`stock::fill`] leaves in the ledger,
//! since format 6 [`promotions::fill`], since format 7 [`staff::fill`],
//! since format 8 [`api_keys::fill`], since format 9 [`devices::fill`], since format 10
//! [`hand_offs::fill`], and since format 11 the accounts of those who did something there.

use super::*;
use std::fs;
use std::sync::Barrier;

#[tokio::test]
async fn a_database_of_every_format_opens() {
    for format in 0..=migrate::LATEST {
        let (_folder, path) = a_file();
        make(&path, format);
        let storage = SqliteStorage::open(&path).unwrap();
        let parts = storage.load_catalogue().await.unwrap();
        assert_eq!(parts, held_by(format), "format {format}");
        assert_eq!(schema(&path), schema_of_today(), "format {format}");
        if format >= 2 {
            shoppers::assert_filled(&storage).await;
        }
        if format >= 3 {
            baskets::assert_filled(&storage).await;
        }
        if format >= 6 {
            promotions::assert_filled(&storage).await;
        }
        if format >= 7 {
            staff::assert_filled(&storage).await;
        }
        if format >= 8 {
            api_keys::assert_filled(&storage).await;
        }
        if format >= 9 {
            devices::assert_filled(&storage, format).await;
        }
        if format >= 10 {
            hand_offs::assert_filled(&storage).await;
        }
        if format >= 1 {
            stock::assert_filled(&storage, format).await;
        }
        // It is written as any other.
        let new = [product("new", &["NEW"])];
        storage.save_products(&new).await.unwrap();
        let saved = storage.product(&new[0].handle).await.unwrap();
        assert_eq!(saved.as_ref(), Some(&new[0]));
    }
}

/// What a database of this format held, as it is read today.
fn held_by(format: u32) -> CatalogueParts {
    match format {
        0 => CatalogueParts::default(),
        _ => samples::shop(),
    }
}

/// A database as a Baguni that knew this format and no later one left it; 0 is an empty file.
fn make(path: &Path, format: u32) {
    let connection = Connection::open(path).unwrap();
    if format == 0 {
        return;
    }
    connection.execute_batch(&fixture(format)).unwrap();
    connection
        .pragma_update(None, "application_id", migrate::APPLICATION_ID)
        .unwrap();
    connection
        .pragma_update(None, "user_version", format)
        .unwrap();
}

fn fixture(format: u32) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let file = folder.join(format!("{format:04}.sql"));
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn schema(path: &Path) -> Vec<(String, String)> {
    let connection = Connection::open(path).unwrap();
    let sql = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.unwrap().collect::<rusqlite::Result<_>>().unwrap()
}

fn schema_of_today() -> Vec<(String, String)> {
    let (_folder, path) = a_file();
    drop(SqliteStorage::open(&path).unwrap());
    schema(&path)
}

#[test]
fn migrations_are_numbered_without_gaps_and_all_of_them_run() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let files = fs::read_dir(folder).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut numbers: Vec<u32> = names.map(|name| name[..4].parse().unwrap()).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, Vec::from_iter(1..=migrate::LATEST));
}

#[test]
fn a_new_file_may_be_opened_by_several_at_once() {
    for _ in 0..10 {
        let (_folder, path) = a_file();
        let start = Barrier::new(4);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    start.wait();
                    SqliteStorage::open(&path).unwrap();
                });
            }
        });
        assert_eq!(schema(&path), schema_of_today());
    }
}

/// Writes a database of today's format to dump a fixture from, at the path in `BAGUNI_FIXTURE`.
#[tokio::test]
#[ignore = "run once for each new migration"]
async fn write_the_database_of_a_fixture() {
    let path = std::env::var("BAGUNI_FIXTURE").unwrap();
    fill(&SqliteStorage::open(path).unwrap()).await;
}
