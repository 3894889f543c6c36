//! The bundle's files and the catalogue's pictures.

use crate::shop::{SCRIPT, TestShop};
use baguni_commerce::media::{Media, Rendition};

const FOREVER: &str = "public, max-age=31536000, immutable";

#[tokio::test]
async fn bundle_files_are_served_as_they_are() {
    let shop = TestShop::open().await;
    let check = async |path: &str, accepted: &str, kind: &str, encoding: &str, cache: &str| {
        let answer = shop.get_with(path, &[("accept-encoding", accepted)]).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), kind, "{path}");
        assert_eq!(answer.header("content-encoding"), encoding, "{path}");
        assert_eq!(answer.header("cache-control"), cache, "{path}");
        assert_eq!(answer.header("vary"), "Accept-Encoding", "{path}");
        answer
    };
    let script = "text/javascript; charset=utf-8";
    let plain = check(SCRIPT, "", script, "", FOREVER).await;
    assert_eq!(plain.text(), "start()");
    assert_eq!(
        check(SCRIPT, "gzip, br", script, "br", FOREVER)
            .await
            .text(),
        "compressed"
    );
    check("/icon.svg", "br", "image/svg+xml", "", "no-cache").await;
    let again = shop
        .get_with(SCRIPT, &[("if-none-match", plain.header("etag"))])
        .await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    for absent in ["/index.html", "/storefront-0123456789abcdef.js.br"] {
        assert_eq!(shop.get(absent).await.status, 404, "{absent}");
    }
}

#[tokio::test]
async fn pictures_are_served_for_ever() {
    let shop = TestShop::open().await;
    let catalogue = shop.catalogue().await;
    let id = catalogue.products()[0].media[0].id().unwrap();
    let preview = Rendition::Jpeg(Media::PREVIEW_WIDTH);
    for rendition in [Rendition::Svg, preview] {
        let path = rendition.path(id);
        let answer = shop.get(&path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(
            answer.header("content-type"),
            rendition.content_type(),
            "{path}"
        );
        assert_eq!(answer.header("cache-control"), FOREVER, "{path}");
        assert!(
            answer.header("content-security-policy").contains("sandbox"),
            "{path}"
        );
        let again = shop
            .get_with(&path, &[("if-none-match", answer.header("etag"))])
            .await;
        assert_eq!(again.status, 304, "{path}");
    }
}

#[tokio::test]
async fn pictures_that_are_not_there_are_not_found() {
    let shop = TestShop::open().await;
    for path in [
        "0123456789abcdef.svg",
        "0123456789abcdef-800.webp",
        "a.png",
        "a%20b",
    ] {
        assert_eq!(
            shop.get(&format!("/media/{path}")).await.status,
            404,
            "{path}"
        );
    }
}
