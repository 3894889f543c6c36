//! Checks of keeping pictures.

use super::samples::media_id;
use crate::Storage;
use baguni_commerce::media::Rendition;

pub(super) async fn is_kept_once(storage: &dyn Storage) {
    let (one, other) = (media_id("00000000000000aa"), media_id("00000000000000bb"));
    let large: Vec<u8> = (0..3_000_000_u32).map(|n| (n % 251) as u8).collect();
    let files: [(_, _, &[u8]); 5] = [
        (&one, Rendition::Svg, b"<svg/>"),
        (&one, Rendition::Webp(800), &[0, 255, 10, 0]),
        (&one, Rendition::Jpeg(800), &large),
        (&one, Rendition::Webp(1_600), b""),
        (&other, Rendition::Webp(800), b"other"),
    ];
    for (id, rendition, bytes) in files {
        assert_eq!(storage.media(id, rendition).await.unwrap(), None);
        storage.save_media(id, rendition, bytes).await.unwrap();
    }
    storage
        .save_media(&one, Rendition::Svg, b"<svg/>")
        .await
        .unwrap();
    for (id, rendition, bytes) in files {
        let found = storage.media(id, rendition).await.unwrap();
        assert!(found.as_deref() == Some(bytes), "{}", rendition.path(id));
    }
    // A file is no part of the catalogue: nobody has to read that again.
    assert_eq!(storage.revision().await.unwrap(), 0);
}
