//! What is peculiar to the embedded database.

use super::*;

#[tokio::test]
async fn smoke() {
    let folder = tempfile::tempdir().unwrap();
    for storage in [
        SqliteStorage::in_memory().unwrap(),
        SqliteStorage::open(folder.path().join("a.db")).unwrap(),
    ] {
        assert_eq!(
            storage.load_catalogue().await.unwrap(),
            CatalogueParts::default()
        );
        assert_eq!(storage.revision().await.unwrap(), 0);
    }
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert_eq!(left, ["a.db"]);
}
