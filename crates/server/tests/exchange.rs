//! Files in and out, against the embedded database: what is imported, what is refused and where,
//! and that what goes out comes back.

use baguni_commerce::media::{MediaSource, Rendition};
use baguni_commerce::product::{Detail, ProductStatus};
use baguni_commerce::stock::{ReservationId, Take};
use baguni_commerce::{
    Catalogue, CatalogueParts, Currency, Handle, Locale, LocationKind, Media, Money, OptionValue,
    Price, Prices, Product, ProductOption, Sku, StockLevel, StockLocation, Text, Variant,
};
use baguni_server::exchange::google::{FeedOptions, write_feed};
use baguni_server::exchange::shopify::{
    ConflictCause, ExportOptions, FileError, ImportError, ImportOptions, ImportReport,
    export_products, import_products,
};
use baguni_storage::{SqliteStorage, Stock as _, Storage};
use proptest::prelude::*;
use resvg::usvg::roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, Read};
use std::path::Path;

const LEGACY: &str = include_str!("exchange/legacy.csv");
const CURRENT: &str = include_str!("exchange/current.csv");

fn shop() -> SqliteStorage {
    SqliteStorage::in_memory().unwrap()
}

fn in_dollars() -> ImportOptions {
    ImportOptions {
        currency: Currency::Usd,
        locale: Locale::En,
        ..ImportOptions::new(1_700_000_000)
    }
}

fn dry(options: ImportOptions) -> ImportOptions {
    ImportOptions {
        dry_run: true,
        ..options
    }
}

async fn import(shop: &SqliteStorage, file: &str, options: ImportOptions) -> ImportReport {
    import_products(shop, file.as_bytes(), options, |_| {})
        .await
        .unwrap()
}

async fn refused(file: impl Read + Send) -> ImportError {
    import_products(&shop(), file, in_dollars(), |_| {})
        .await
        .unwrap_err()
}

fn handle(raw: &str) -> Handle {
    raw.parse().unwrap()
}

fn sku(raw: &str) -> Sku {
    raw.parse().unwrap()
}

async fn product(shop: &SqliteStorage, name: &str) -> Product {
    shop.product(&handle(name)).await.unwrap().unwrap()
}

async fn on_hand(shop: &SqliteStorage, name: &str) -> u32 {
    let levels = shop.stock(&sku(name)).await.unwrap();
    levels
        .get(&handle("warehouse"))
        .copied()
        .unwrap_or_default()
        .on_hand
}

fn skus(product: &Product) -> Vec<&str> {
    product
        .variants
        .iter()
        .map(|variant| variant.sku.as_str())
        .collect()
}

fn updates(report: &ImportReport) -> Vec<String> {
    let line = |one: &baguni_server::exchange::shopify::Update| {
        format!("{}: {}", one.handle, one.fields.join(", "))
    };
    report.updated.first.iter().map(line).collect()
}

fn problems(report: &ImportReport) -> Vec<String> {
    report
        .problems
        .first
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[tokio::test]
async fn a_file_imports_whole_and_again_changes_nothing() {
    for file in [LEGACY, CURRENT] {
        let shop = shop();
        let empty = shop.revision().await.unwrap();
        let report = import(&shop, file, dry(in_dollars())).await;
        assert_eq!((report.created.count, report.rows), (4, 10), "{report}");
        assert_eq!(shop.revision().await.unwrap(), empty);

        let report = import(&shop, file, in_dollars()).await;
        assert!(report.is_complete(), "{report}");
        assert_eq!(report.created.count, 4);
        let filled = shop.revision().await.unwrap();

        let report = import(&shop, file, in_dollars()).await;
        assert_eq!((report.unchanged, report.created.count), (4, 0), "{report}");
        assert_eq!(shop.revision().await.unwrap(), filled);
    }
}

#[tokio::test]
async fn both_dialects_say_the_same() {
    let (legacy, current) = (shop(), shop());
    import(&legacy, LEGACY, in_dollars()).await;
    import(&current, CURRENT, in_dollars()).await;
    let (a, b) = (
        legacy.load_catalogue().await.unwrap(),
        current.load_catalogue().await.unwrap(),
    );
    assert_eq!(a, b);
}

#[tokio::test]
async fn a_product_is_taken_in_every_part() {
    let shop = shop();
    import(&shop, LEGACY, in_dollars()).await;
    let mug = product(&shop, "onggi-mug").await;
    assert_eq!(mug.title, Text::new("", "Onggi mug"));
    assert_eq!(mug.summary.en, "A mug that keeps its warmth.");
    assert_eq!(mug.vendor.en, "Dalhang Kiln");
    assert_eq!(mug.product_type.en, "Mugs");
    assert_eq!(
        mug.tags,
        ["gift", "new", "tableware"].map(str::to_owned).into()
    );
    assert_eq!(mug.published_at, 1_700_000_000);
    assert!(
        !mug.description.en.contains("script"),
        "{}",
        mug.description.en
    );
    assert_eq!(skus(&mug), ["MUG-W-S", "MUG-W-L", "MUG-P-S"]);
    let choices: Vec<_> = mug
        .variants
        .iter()
        .map(|variant| variant.choices.clone())
        .collect();
    assert_eq!(choices, [[0, 0], [0, 1], [1, 0]]);

    let [small, large, persimmon] = &mug.variants[..] else {
        panic!("{mug:?}")
    };
    let dollars = |minor| Money::new(minor, Currency::Usd);
    assert_eq!(
        small.prices.usd,
        Price::new(dollars(2_400), Some(dollars(2_900)))
    );
    assert_eq!(small.prices.krw.amount.minor, 33_600);
    assert_eq!(small.barcode.as_ref().unwrap().as_str(), "8801234567893");
    assert_eq!((small.weight_grams, large.weight_grams), (280, 410));
    assert_eq!(
        (small.picture, large.picture, persimmon.picture),
        (Some(0), Some(0), Some(1))
    );
    assert!(persimmon.sell_without_stock && !small.sell_without_stock);
    assert_eq!(on_hand(&shop, "MUG-W-S").await, 12);
    assert_eq!(on_hand(&shop, "MUG-P-S").await, 0);
    let url = "https://pictures.example/files/onggi-mug-white.jpg?v=3".to_owned();
    assert_eq!(mug.media[0].source, MediaSource::Remote { url });
    assert_eq!(mug.media[1].alt.en, "A mug the colour of persimmon");
}

#[tokio::test]
async fn what_the_format_leaves_open_is_settled() {
    let shop = shop();
    let report = import(&shop, LEGACY, in_dollars()).await;

    let apron = product(&shop, "linen-apron").await;
    assert!(apron.options.is_empty());
    assert_eq!(skus(&apron), ["linen-apron"]);
    assert_eq!(apron.variants[0].weight_grams, 454);
    assert_eq!(apron.media.len(), 3);
    assert_eq!(
        apron.description.en,
        "<p>Washed linen, cut in one piece.</p><p>One size; ties at the back.</p>"
    );
    assert_eq!(apron.summary.en, "Washed linen, cut in one piece.");

    let lamp = product(&shop, "paper-lamp").await;
    assert_eq!(lamp.status, ProductStatus::Draft);
    assert_eq!(lamp.description.en, "Lamp<p>Hanji over bamboo.</p>");
    assert!(
        lamp.variants
            .iter()
            .all(|variant| variant.sell_without_stock)
    );
    let made = skus(&lamp);
    assert!(
        made.iter().all(|sku| sku.starts_with("paper-lamp-s-m-")),
        "{made:?}"
    );
    assert_ne!(made[0], made[1]);
    assert_eq!(
        product(&shop, "brass-spoon").await.status,
        ProductStatus::Archived
    );
    assert_eq!(shop.product(&handle("gift-card")).await.unwrap(), None);

    let notices = &report.notices;
    assert_eq!(
        (notices.gift_cards, notices.made_skus, notices.uncounted),
        (1, 3, 2)
    );
    assert_eq!((notices.oversold, notices.metafield_columns), (1, 1));
    assert_eq!(notices.remote_pictures, 5);
    assert!(notices.unread_columns.contains(&"Cost per item".to_owned()));
    assert!(notices.location_made);
    let said = report.to_string();
    for part in [
        "1 gift cards left out",
        "3 variants without a SKU",
        "counted at warehouse",
    ] {
        assert!(said.contains(part), "{said}");
    }
}

#[tokio::test]
async fn an_import_changes_what_the_file_says_and_nothing_else() {
    let shop = shop();
    import(&shop, LEGACY, in_dollars()).await;

    // The shop goes on with what the file cannot hold.
    let mut mug = product(&shop, "onggi-mug").await;
    mug.title.ko = "옹기 머그".to_owned();
    mug.options[0].values[1].name.ko = "감색".to_owned();
    mug.options[0].values[1].swatch = Some("#d2561f".to_owned());
    mug.details = vec![Detail {
        title: Text::new("관리", "Care"),
        body: Text::default(),
    }];
    mug.variants[1].prices.krw.amount.minor = 45_000;
    shop.save_products(std::slice::from_ref(&mug))
        .await
        .unwrap();
    let two = Take {
        sku: sku("MUG-W-S"),
        location: handle("warehouse"),
        quantity: 2,
    };
    let hold = ReservationId([1; 16]);
    let held = shop.reserve(hold, vec![two], u64::MAX, 0).await.unwrap();
    held.unwrap();

    let report = import(&shop, LEGACY, in_dollars()).await;
    assert_eq!(report.unchanged, 4, "{report}");

    let edited = LEGACY
        .replace("Onggi mug", "Onggi cup")
        .replace("MUG-W-S,280,shopify,12", "MUG-W-S,280,shopify,9")
        .replace("24.00,,true,true", "26.00,,true,true");
    let planned = import(&shop, &edited, dry(in_dollars())).await;
    let report = import(&shop, &edited, in_dollars()).await;
    assert_eq!(updates(&report), ["onggi-mug: title, prices, stock"]);
    assert_eq!(updates(&report), updates(&planned));

    let after = product(&shop, "onggi-mug").await;
    assert_eq!(after.title, Text::new("옹기 머그", "Onggi cup"));
    assert_eq!(after.details, mug.details);
    assert_eq!(after.options, mug.options);
    assert_eq!(after.variants[1].prices, mug.variants[1].prices);
    assert_eq!(after.variants[2].prices.krw.amount.minor, 36_400);
    let level = shop.stock(&sku("MUG-W-S")).await.unwrap()[&handle("warehouse")];
    assert_eq!(
        level,
        StockLevel {
            reserved: 2,
            ..StockLevel::of(9)
        }
    );

    // A rate that is asked for holds for every price.
    let rate = ImportOptions {
        won_per_dollar: Some(1_000),
        ..in_dollars()
    };
    import(&shop, &edited, rate).await;
    let after = product(&shop, "onggi-mug").await;
    assert_eq!(after.variants[1].prices.krw.amount.minor, 32_000);
}

#[tokio::test]
async fn columns_that_are_missing_leave_what_was() {
    let shop = shop();
    import(&shop, LEGACY, in_dollars()).await;
    let before = product(&shop, "onggi-mug").await;
    let file = "Handle,Title,Variant Price,Variant SKU,Option1 Name,Option1 Value,Option2 Name,\
                Option2 Value\n\
                onggi-mug,Onggi mug,24,MUG-W-S,Colour,White,Size,Small\n\
                onggi-mug,,32,MUG-W-L,,White,,Large\n\
                onggi-mug,,25,MUG-P-S,,Persimmon,,Small\n";
    let report = import(&shop, file, in_dollars()).await;
    assert_eq!(updates(&report), ["onggi-mug: prices"], "{report}");
    let after = product(&shop, "onggi-mug").await;
    assert_eq!(
        (after.media, after.tags, after.description),
        (before.media, before.tags, before.description)
    );
    assert_eq!(after.variants[2].weight_grams, 280);
    assert_eq!(on_hand(&shop, "MUG-W-S").await, 12);
}

/// Imports some rows between two good products and tells what was found bad in them.
async fn bad_rows(rows: &str) -> Vec<String> {
    let head = "Handle,Title,Variant Price,Variant Inventory Qty,Option1 Name,Option1 Value,\
                Variant Weight,Variant Weight Unit,Published,Variant Inventory Policy\n";
    let file = format!("{head}good,Good,1,,,,,,,\n{rows}\nlast,Last,1,,,,,,,\n");
    let report = import(&shop(), &file, in_dollars()).await;
    assert_eq!(
        (report.created.count, report.refused),
        (2, 1),
        "{rows}: {report}"
    );
    problems(&report)
}

#[tokio::test]
async fn a_bad_price_or_count_is_named_and_does_not_stop_the_rest() {
    let check = async |row: &str, column: &str, want: &str| {
        assert_eq!(
            bad_rows(row).await,
            [format!("line 3, {column}: {want}")],
            "{row}"
        );
    };
    let price = "Variant Price";
    let no_money = |cell: &str| format!("{cell:?} is not an amount of money, such as 19 or 19.00");
    check("a,A,x,,,,,,,", price, &no_money("x")).await;
    check("a,A,-1,,,,,,,", price, &no_money("-1")).await;
    check("a,A,,,,,,,,", price, "is empty").await;
    let precise = "\"1.005\" has more digits behind the point than the currency has, USD; is the \
                   file in another currency?";
    check("a,A,1.005,,,,,,,", price, precise).await;
    let quantity = "Variant Inventory Qty";
    check(
        "a,A,1,many,,,,,,",
        quantity,
        "\"many\" is not a whole number",
    )
    .await;
    check(
        "a,A,1,99999999,,,,,,",
        quantity,
        "99999999 is above 10000000",
    )
    .await;
    let weight = "\"-2\" is not a weight of up to a tonne";
    check("a,A,1,,,,-2,kg,,", "Variant Weight", weight).await;
    let unit = "\"stone\" is not kg, g, lb or oz";
    check("a,A,1,,,,2,stone,,", "Variant Weight Unit", unit).await;
}

#[tokio::test]
async fn a_bad_word_is_named_and_does_not_stop_the_rest() {
    let check = async |row: &str, want: &str| assert_eq!(bad_rows(row).await, [want], "{row}");
    check(
        "a,,1,,,,,,,",
        "line 3, Title: is empty in the product's first row",
    )
    .await;
    check(
        "a,A,1,,,,,,maybe,",
        "line 3, Published: \"maybe\" is neither TRUE nor FALSE",
    )
    .await;
    let policy = "line 3, Variant Inventory Policy: \"perhaps\" is neither deny nor continue";
    check("a,A,1,,,,,,,perhaps", policy).await;
    let blank = "line 3, Option1 Value: is empty; the product has \"Size\"";
    check("a,A,1,,Size,,,,,", blank).await;
    let unnamed = "line 3, Option1 Value: chooses \"Red\" of an option that the product's first \
                   row does not name";
    check("a,A,1,,,Red,,,,", unnamed).await;
    let short = "line 3: the row has 3 cells where the header has 10: a quote or a comma is \
                 missing or too many";
    check("a,A,1", short).await;
    let same = "line 4, Option1 Value: chooses the same as line 3";
    check("a,A,1,,Size,S,,,,\na,,2,,,S,,,,", same).await;
}

#[tokio::test]
async fn one_bad_row_leaves_its_whole_product_out() {
    let file = "Handle,Title,Variant Price,Option1 Name,Option1 Value\n\
                a,A,1,Size,S\na,,x,,M\na,,3,,L\n\n\"b\",B,1,,\n";
    let shop = shop();
    let report = import(&shop, file, in_dollars()).await;
    assert_eq!(report.problems.first[0].line, 3);
    assert_eq!((report.created.count, report.refused), (1, 1), "{report}");
    assert!(shop.product(&handle("a")).await.unwrap().is_none());
    assert!(shop.product(&handle("b")).await.unwrap().is_some());
}

#[tokio::test]
async fn variants_that_cannot_be_told_apart_leave_their_product_out() {
    let head = "Handle,Title,Variant Price,Option1 Name,Option1 Value,Variant SKU\n";
    let check = async |rows: &str, want: &str| {
        let report = import(&shop(), &format!("{head}{rows}"), in_dollars()).await;
        assert_eq!(problems(&report), [want], "{rows}");
    };
    check(
        "a,A,1,Size,S,X\na,,1,,M,X\n",
        "line 3, Variant SKU: is X, the same as line 2",
    )
    .await;
    check(
        "a,A,1,,,X\na,,1,,,Y\n",
        "line 3, Option1 Value: chooses the same as line 2",
    )
    .await;
}

#[tokio::test]
async fn weights_come_in_four_units() {
    let file = "Handle,Title,Variant Price,Variant Weight,Variant Weight Unit\n\
                a,A,1,1.5,kg\nb,B,1,1.5,g\nc,C,1,1.5,lb\nd,D,1,1.5,oz\n";
    let shop = shop();
    import(&shop, file, in_dollars()).await;
    for (name, grams) in [("a", 1_500), ("b", 2), ("c", 680), ("d", 43)] {
        assert_eq!(
            product(&shop, name).await.variants[0].weight_grams,
            grams,
            "{name}"
        );
    }
}

#[tokio::test]
async fn conflicts_are_named_and_left_out() {
    let shop = shop();
    import(&shop, LEGACY, in_dollars()).await;
    shop.move_product(&handle("brass-spoon"), &handle("spoon"))
        .await
        .unwrap();
    let file = "Handle,Title,Variant Price,Variant SKU\n\
                taker,Taker,1,MUG-W-S\n\
                first,First,1,TWICE\n\
                second,Second,1,TWICE\n\
                first,First,1,OTHER\n\
                brass-spoon,Brass spoon,1,SPOON-2\n\
                fine,Fine,1,FINE\n";
    for options in [dry(in_dollars()), in_dollars()] {
        let report = import(&shop, file, options).await;
        let found: Vec<_> = report
            .conflicts
            .first
            .iter()
            .map(|one| (one.line, &one.cause))
            .collect();
        let owner = handle("onggi-mug");
        let mut want = vec![
            (
                2,
                ConflictCause::SkuOfAnother {
                    sku: sku("MUG-W-S"),
                    owner,
                },
            ),
            (
                4,
                ConflictCause::SkuTwice {
                    sku: sku("TWICE"),
                    line: 3,
                },
            ),
            (5, ConflictCause::HandleTwice { line: 3 }),
            (
                6,
                ConflictCause::Moved {
                    now: handle("spoon"),
                },
            ),
        ];
        want.sort_by_key(|(line, _)| *line);
        let mut found: Vec<_> = found
            .into_iter()
            .map(|(line, cause)| (line, cause.clone()))
            .collect();
        found.sort_by_key(|(line, _)| *line);
        assert_eq!(found, want);
        assert_eq!(report.created.count, 2, "{report}");
    }
}

#[tokio::test]
async fn stock_goes_where_it_is_told() {
    let shop = shop();
    import(&shop, LEGACY, in_dollars()).await;
    let mut store = shop.load_catalogue().await.unwrap().locations.remove(0);
    assert_eq!(
        (store.handle.as_str(), store.kind),
        ("warehouse", LocationKind::Warehouse)
    );
    (store.handle, store.kind) = (handle("seongsu"), LocationKind::Store);
    shop.save_locations(&[store]).await.unwrap();

    let there = ImportOptions {
        location: Some(handle("seongsu")),
        ..in_dollars()
    };
    import(&shop, LEGACY, there).await;
    let levels = shop.stock(&sku("MUG-W-S")).await.unwrap();
    assert_eq!(
        levels
            .into_values()
            .map(|level| level.on_hand)
            .collect::<Vec<_>>(),
        [12, 12]
    );

    let nowhere = ImportOptions {
        location: Some(handle("busan")),
        ..in_dollars()
    };
    let error = import_products(&shop, LEGACY.as_bytes(), nowhere, |_| {})
        .await
        .unwrap_err();
    let said = error.to_string();
    assert!(
        said.starts_with("there is no stock location \"busan\"; there are:"),
        "{said}"
    );
}

#[tokio::test]
async fn a_file_that_cannot_be_read_says_why() {
    let check = async |file: &[u8], want: &str| {
        let said = refused(file).await.to_string();
        assert!(said.starts_with(want), "{said}");
        assert!(said.ends_with("(nothing was imported)"), "{said}");
    };
    let header = "Handle,Title,Variant Price\n";
    check(b"", "the file is empty (0 bytes)").await;
    check(b"\n\n\n", "the file has no header").await;
    check(b"\xef\xbb\xbf", "the file has no header").await;
    check(
        b"Handle,Vendor\na,b\n",
        "the header has no column \"Title\"",
    )
    .await;
    check(
        b"name,price\na,1\n",
        "the file has no header: line 1 names none of the columns",
    )
    .await;
    let utf16: Vec<u8> = header.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&[b"\xff\xfe", &utf16[..]].concat(), "the file is UTF-16").await;
    check(&utf16, "line 1: byte 2 of the file is zero").await;
    // "a,머그,1" in CP949.
    let cp949 = [header.as_bytes(), b"a,\xb8\xd3\xb1\xd7,1\n"].concat();
    check(&cp949, "line 2: byte 30 of the file (0xB8) is not UTF-8").await;
    let unclosed = format!("{header}a,A,1\nb,\"B,1\nc,C,1\n");
    check(
        unclosed.as_bytes(),
        "line 3: a quote opens here and is never closed",
    )
    .await;
}

/// A reader that makes its bytes as they are asked for, and counts them.
struct Made<F> {
    left: usize,
    make: F,
    piece: Cursor<Vec<u8>>,
    given: std::sync::Arc<std::sync::atomic::AtomicU64>,
}

impl<F: FnMut(usize) -> Vec<u8>> Made<F> {
    fn new(head: &str, count: usize, make: F) -> Self {
        let piece = Cursor::new(head.as_bytes().to_vec());
        Self {
            left: count,
            make,
            piece,
            given: Default::default(),
        }
    }
}

impl<F: FnMut(usize) -> Vec<u8>> Read for Made<F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.piece.position() == self.piece.get_ref().len() as u64 && self.left > 0 {
            self.left -= 1;
            self.piece = Cursor::new((self.make)(self.left));
        }
        let read = self.piece.read(buffer)?;
        self.given
            .fetch_add(read as u64, std::sync::atomic::Ordering::Relaxed);
        Ok(read)
    }
}

/// Products of this many bytes each, most of them in a column that is not read.
fn large_file(products: usize, bytes: usize) -> impl Read + Send {
    let filler = "x".repeat(bytes);
    let head = "Handle,Title,Variant Price,SEO Title\n";
    Made::new(head, products, move |n| {
        format!("p{n},Product {n},1,{filler}\n").into_bytes()
    })
}

async fn streams(products: usize, bytes: usize) {
    let shop = shop();
    let mut last = None;
    let report = import_products(
        &shop,
        large_file(products, bytes),
        in_dollars(),
        |progress| {
            assert!(
                last.is_none_or(|last| last <= progress.bytes),
                "progress goes forward"
            );
            last = Some(progress.bytes);
        },
    );
    let report = report.await.unwrap();
    assert_eq!(report.created.count, products as u64, "{report}");
    assert!(last.unwrap() > (products * bytes) as u64);
}

/// Memory is bounded by construction: one batch of products, and each row as it is read.
#[tokio::test]
async fn a_large_file_streams() {
    streams(600, 100_000).await;
}

#[tokio::test]
#[ignore = "a gigabyte takes minutes in a development build"]
async fn a_gigabyte_streams() {
    streams(20_000, 52_000).await;
}

#[tokio::test]
async fn an_endless_cell_is_refused_before_it_fills_the_memory() {
    let check = async |first: &str, more: &str, want: &str, most: u64| {
        let more = more.repeat(1_000);
        let head = format!("Handle,Title,Variant Price\na,A,1\n{first}");
        let file = Made::new(&head, 1_000_000, move |_| more.clone().into_bytes());
        let given = file.given.clone();
        let said = refused(file).await.to_string();
        assert!(said.starts_with(want), "{said}");
        let given = given.load(std::sync::atomic::Ordering::Relaxed);
        assert!(given <= most, "{given} bytes were taken");
    };
    let slack = 200_000;
    check(
        "b,\"",
        "x\n",
        "line 3: the cell that begins here is longer",
        262_144 + slack,
    )
    .await;
    check(
        "b,",
        "x",
        "line 3: the cell that begins here is longer",
        262_144 + slack,
    )
    .await;
    check(
        "b,",
        "x,",
        "line 3: the row that begins here is longer",
        1_048_576 + slack,
    )
    .await;
}

#[tokio::test]
async fn a_product_of_too_many_parts_is_left_out() {
    let check = async |rows: usize, row: fn(usize) -> String, want: &str| {
        let head = "Handle,Title,Variant Price,Option1 Name,Option1 Value,Image Src\n";
        let rows: String = (0..rows).map(row).collect();
        let shop = shop();
        let file = format!("{head}a,A,1,Size,0,\n{rows}b,B,1,,,\n");
        let report = import(&shop, &file, in_dollars()).await;
        assert_eq!(problems(&report), [want]);
        assert_eq!(report.created.count, 1);
    };
    check(
        2_048,
        |n| format!("a,,1,,{},\n", n + 1),
        "line 2050: the product has more than 2048 variants",
    )
    .await;
    check(
        251,
        |n| format!("a,,,,,https://p.example/{n}.jpg\n"),
        "line 253: the product has more than 250 pictures",
    )
    .await;
}

#[tokio::test]
async fn a_file_that_breaks_late_says_what_was_kept() {
    let rows: String = (0..450).map(|n| format!("p{n},P,1\n")).collect();
    let file = format!(
        "Handle,Title,Variant Price\n{rows}x,\"X,1\n{}",
        "y".repeat(300_000)
    );
    let shop = shop();
    let error = import_products(&shop, file.as_bytes(), in_dollars(), |_| {})
        .await
        .unwrap_err();
    let ImportError::File {
        error: FileError::FieldTooLarge { line: 452 },
        kept,
    } = error
    else {
        panic!("{error}")
    };
    assert_eq!(
        shop.load_catalogue().await.unwrap().products.len() as u64,
        kept
    );
}

fn photo(path: &Path, shade: u8) {
    let picture = image::RgbImage::from_fn(900, 600, |x, _| image::Rgb([shade, (x / 4) as u8, 90]));
    picture.save(path).unwrap();
}

#[tokio::test]
async fn pictures_come_from_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    photo(&folder.path().join("Onggi-Mug-White.jpg"), 10);
    photo(&folder.path().join("onggi-mug-persimmon.jpg"), 200);
    std::fs::write(folder.path().join("front.png"), b"no picture").unwrap();
    let with_images = || ImportOptions {
        images: Some(folder.path().to_owned()),
        ..in_dollars()
    };
    let shop = shop();
    let report = import(&shop, LEGACY, with_images()).await;
    assert_eq!(
        (report.notices.pictures, report.notices.remote_pictures),
        (2, 3),
        "{report}"
    );
    assert_eq!(report.notices.broken_pictures.first[0].0, "front.png");

    let mug = product(&shop, "onggi-mug").await;
    let MediaSource::Raster { id } = &mug.media[1].source else {
        panic!("{:?}", mug.media)
    };
    assert_eq!((mug.media[1].width, mug.media[1].height), (900, 600));
    for rendition in [
        Rendition::Webp(800),
        Rendition::Jpeg(400),
        Rendition::Jpeg(1200),
    ] {
        assert!(
            shop.media(id, rendition).await.unwrap().is_some(),
            "{rendition:?}"
        );
    }

    // Neither again, nor without the folder, does anything change.
    let revision = shop.revision().await.unwrap();
    for options in [with_images(), in_dollars()] {
        assert_eq!(import(&shop, LEGACY, options).await.unchanged, 4);
    }
    assert_eq!(shop.revision().await.unwrap(), revision);

    let nowhere = ImportOptions {
        images: Some("/no/such/folder".into()),
        ..in_dollars()
    };
    let error = import_products(&shop, LEGACY.as_bytes(), nowhere, |_| {})
        .await
        .unwrap_err();
    assert!(matches!(error, ImportError::Images(_)), "{error}");
}

#[tokio::test]
async fn a_preview_of_a_drawing_is_made_once() {
    let shop = shop();
    let svg = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 100"><rect width="40"
        height="100" fill="#103020"/></svg>"##;
    let kept = baguni_server::media::keep(&shop, svg.to_vec(), Text::default())
        .await
        .unwrap();
    let (id, preview) = (kept.id().unwrap(), Rendition::Jpeg(Media::PREVIEW_WIDTH));
    assert_eq!(shop.media(id, preview).await.unwrap(), None);
    let made = baguni_server::media::rendition(&shop, id, preview)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(shop.media(id, preview).await.unwrap(), Some(made));
    let missing = baguni_server::media::rendition(&shop, id, Rendition::Webp(400))
        .await
        .unwrap();
    assert_eq!(missing, None);
}

/// What a file keeps of a catalogue: one language, one currency, one location's stock.
fn as_a_file_holds_it(product: &Product) -> Product {
    let held = |text: &Text| Text::in_locale(Locale::En, text.get(Locale::En));
    let mut product = product.clone();
    let mut used: Vec<Vec<u16>> = vec![Vec::new(); product.options.len()];
    for variant in &product.variants {
        for (used, choice) in used.iter_mut().zip(&variant.choices) {
            if !used.contains(choice) {
                used.push(*choice);
            }
        }
    }
    for (option, used) in product.options.iter_mut().zip(&used) {
        let value = |at: &u16| OptionValue {
            name: held(&option.values[usize::from(*at)].name),
            swatch: None,
        };
        option.values = used.iter().map(value).collect();
        option.name = held(&option.name);
    }
    for variant in &mut product.variants {
        let at = |(used, choice): (&Vec<u16>, &u16)| {
            u16::try_from(used.iter().position(|one| one == choice).unwrap()).unwrap()
        };
        variant.choices = used.iter().zip(&variant.choices).map(at).collect();
        variant.prices = Prices::at_rate(variant.prices.usd, ImportOptions::WON_PER_DOLLAR);
    }
    for media in &mut product.media {
        media.alt = held(&media.alt);
    }
    for text in [
        &mut product.title,
        &mut product.summary,
        &mut product.description,
        &mut product.vendor,
        &mut product.product_type,
    ] {
        *text = held(text);
    }
    product.details.clear();
    product.published_at = 1_700_000_000;
    product
}

fn exported(parts: &CatalogueParts, base: &str) -> String {
    let options = ExportOptions {
        locale: Locale::En,
        currency: Currency::Usd,
        location: None,
        base: base.to_owned(),
    };
    let mut file = Vec::new();
    export_products(parts, &mut file, &options).unwrap();
    String::from_utf8(file).unwrap()
}

/// Exports, imports into an empty shop, and compares.
async fn goes_round(parts: &CatalogueParts) {
    let file = exported(parts, "");
    let shop = shop();
    let report = import(&shop, &file, in_dollars()).await;
    assert!(report.is_complete(), "{report}\n{file}");
    let back = shop.load_catalogue().await.unwrap();
    let by_handle = |products: &[Product]| -> BTreeMap<Handle, Product> {
        products
            .iter()
            .map(|one| (one.handle.clone(), one.clone()))
            .collect()
    };
    let want: Vec<_> = parts.products.iter().map(as_a_file_holds_it).collect();
    assert_eq!(by_handle(&back.products), by_handle(&want));
    let counted = |parts: &CatalogueParts| -> BTreeMap<Sku, u32> {
        parts
            .stock
            .iter()
            .map(|(sku, _, level)| (sku.clone(), level.on_hand))
            .collect()
    };
    assert_eq!(counted(&back), counted(parts));
    let again = import(&shop, &file, in_dollars()).await;
    assert_eq!(again.unchanged, again.products, "{again}");
}

#[tokio::test]
async fn what_goes_out_comes_back() {
    let shop = shop();
    import(&shop, LEGACY, in_dollars()).await;
    goes_round(&shop.load_catalogue().await.unwrap()).await;
}

#[tokio::test]
async fn an_export_imports_into_its_own_shop_without_a_change() {
    let folder = tempfile::tempdir().unwrap();
    photo(&folder.path().join("onggi-mug-white.jpg"), 10);
    let shop = shop();
    let images = Some(folder.path().to_owned());
    import(
        &shop,
        LEGACY,
        ImportOptions {
            images,
            ..in_dollars()
        },
    )
    .await;
    let file = exported(
        &shop.load_catalogue().await.unwrap(),
        "https://shop.example",
    );
    assert!(file.contains("https://shop.example/media/"), "{file}");
    let report = import(&shop, &file, in_dollars()).await;
    assert_eq!(report.unchanged, 4, "{report}");
}

#[test]
fn an_export_says_which_location_is_missing() {
    let options = ExportOptions {
        locale: Locale::Ko,
        currency: Currency::Krw,
        location: Some(handle("busan")),
        base: String::new(),
    };
    let error = export_products(&CatalogueParts::default(), Vec::new(), &options).unwrap_err();
    assert_eq!(error.to_string(), "there is no stock location busan");
}

/// Texts that a spreadsheet would take for a formula, or a parser for structure, among others.
fn any_text() -> impl Strategy<Value = String> {
    let nasty = [
        "=1+1",
        "+82 2",
        "-5",
        "@home",
        "a,b",
        "\"quoted\"",
        "옹기 머그",
        "'tis",
        "5\" cup",
    ];
    prop_oneof![
        prop::sample::select(nasty.to_vec()).prop_map(str::to_owned),
        "[a-zA-Z가-힣=+@\"',;-]{1,12}( [a-z가-힣]{1,8}){0,2}",
    ]
}

fn dollars(minor: i64) -> Money {
    Money::new(minor, Currency::Usd)
}

fn english(text: impl Into<String>) -> Text {
    Text::new("", text)
}

/// A variant's price, discount, weight, stock, selling without stock and picture.
type VariantSeed = (i64, i64, u32, u32, bool, u16);

fn any_variants() -> impl Strategy<Value = Vec<VariantSeed>> {
    let seed = (
        1..100_000_000_i64,
        0..100_i64,
        0..5_000_u32,
        0..9_u32,
        any::<bool>(),
        0..4_u16,
    );
    prop::collection::vec(seed, 9)
}

/// Everything of a product but its options, variants and pictures.
fn any_texts(at: usize) -> impl Strategy<Value = Product> {
    let body = "<p>Thrown by hand.\nGlazed twice.</p><ul><li>5 &lt; 6</li></ul>";
    let body = prop::sample::select(vec!["", body]);
    let statuses = vec![
        ProductStatus::Active,
        ProductStatus::Draft,
        ProductStatus::Archived,
    ];
    let tags = prop::collection::btree_set("[a-z가-힣]{1,8}", 0..3);
    let status = prop::sample::select(statuses);
    (any_text(), any_text(), body, any_text(), status, tags).prop_map(
        move |(title, summary, body, vendor, status, tags): (_, _, _, _, _, BTreeSet<String>)| {
            Product {
                handle: handle(&format!("p-{at}")),
                title: Text::new("다른 말", title),
                summary: english(summary),
                description: english(body),
                details: vec![Detail {
                    title: english("Care"),
                    body: Text::default(),
                }],
                product_type: english(vendor.to_uppercase()),
                vendor: english(vendor),
                tags,
                status,
                published_at: 5,
                options: Vec::new(),
                variants: Vec::new(),
                media: Vec::new(),
            }
        },
    )
}

fn any_product(at: usize) -> impl Strategy<Value = (Product, Vec<u32>)> {
    let sizes = prop::collection::vec(1..4_u16, 0..=2);
    (any_texts(at), sizes, 0..4_usize, any_variants()).prop_map(
        move |(mut product, sizes, pictures, seeds)| {
            let title = product.title.en.clone();
            let value = |v| OptionValue {
                name: english(format!("-{v}, {title}")),
                swatch: None,
            };
            let option = |(n, size): (usize, &u16)| ProductOption {
                name: english(format!("Option =\"{n}\"")),
                values: (0..*size).map(value).collect(),
            };
            product.options = sizes.iter().enumerate().map(option).collect();
            product.media = (0..pictures)
                .map(|n| remote_picture(at, n, &title))
                .collect();
            let combined = combinations(&sizes);
            let variant = |(n, (choices, seed)): (usize, (&Vec<u16>, &VariantSeed))| {
                let sku = sku(&format!("{title} {at}-{n}"));
                made_variant(sku, n, choices.clone(), *seed, pictures)
            };
            product.variants = combined
                .iter()
                .zip(&seeds)
                .enumerate()
                .map(variant)
                .collect();
            (product, seeds.iter().map(|seed| seed.3).collect())
        },
    )
}

fn combinations(sizes: &[u16]) -> Vec<Vec<u16>> {
    sizes.iter().fold(vec![Vec::new()], |shorter, size| {
        let longer = |one: &Vec<u16>| {
            let one = one.clone();
            (0..*size).map(move |value| [&one[..], &[value]].concat())
        };
        shorter.iter().flat_map(longer).collect()
    })
}

fn remote_picture(at: usize, n: usize, title: &str) -> Media {
    Media {
        source: MediaSource::Remote {
            url: format!("https://p.example/{at}/{n}.jpg?a=1,2"),
        },
        alt: english(if n == 1 { "" } else { title }),
        width: 1_200,
        height: 1_200,
    }
}

fn made_variant(
    sku: Sku,
    n: usize,
    choices: Vec<u16>,
    seed: VariantSeed,
    pictures: usize,
) -> Variant {
    let (price, more, weight_grams, _, sell_without_stock, picture) = seed;
    let price = Price::new(dollars(price), Some(dollars(price + more)));
    Variant {
        sku,
        barcode: n
            .is_multiple_of(2)
            .then(|| format!("88012345678{n:02}").parse().unwrap()),
        choices,
        prices: Prices::at_rate(price, 1_100),
        weight_grams,
        picture: Some(picture).filter(|at| usize::from(*at) < pictures),
        sell_without_stock,
    }
}

fn any_catalogue() -> impl Strategy<Value = CatalogueParts> {
    (any_product(0), any_product(1), any_product(2)).prop_map(|(a, b, c)| {
        let warehouse = handle("warehouse");
        let mut parts = CatalogueParts {
            locations: vec![StockLocation {
                handle: warehouse.clone(),
                kind: LocationKind::Warehouse,
                name: Text::default(),
                city: Text::default(),
                address: Text::default(),
                postcode: String::new(),
                phone: String::new(),
                hours: Default::default(),
                note: Text::default(),
            }],
            ..CatalogueParts::default()
        };
        for (product, counts) in [a, b, c] {
            for (variant, count) in product.variants.iter().zip(counts).filter(|(_, n)| *n > 0) {
                let level = StockLevel::of(count);
                parts
                    .stock
                    .push((variant.sku.clone(), warehouse.clone(), level));
            }
            parts.products.push(product);
        }
        parts
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_catalogue_goes_round(parts in any_catalogue()) {
        for product in &parts.products {
            prop_assert_eq!(product.check(), Ok(()));
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(goes_round(&parts));
    }

    #[test]
    fn any_bytes_are_an_error_or_a_report(
        rows in prop::collection::vec("[a-z\",\n\r0-9 ]{0,40}", 0..20),
        cut in prop::collection::vec(any::<u8>(), 0..4),
    ) {
        let mut file = b"Handle,Title,Variant Price,Option1 Name,Option1 Value\n".to_vec();
        file.extend(rows.concat().into_bytes());
        file.extend(cut);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let shop = shop();
        // Whatever it is, it comes back as a value, and what was created is there.
        let report = runtime.block_on(import_products(&shop, &file[..], in_dollars(), |_| {}));
        if let Ok(report) = report {
            let kept = runtime.block_on(shop.load_catalogue()).unwrap().products.len();
            prop_assert_eq!(report.created.count, kept as u64);
        }
    }
}

fn feed(catalogue: &Catalogue, currency: Currency) -> String {
    let options = FeedOptions {
        base: "https://shop.example".to_owned(),
        shop: "Baguni & Co".to_owned(),
        shown: baguni_commerce::Localization {
            locale: Locale::En,
            currency,
        },
    };
    let mut file = Vec::new();
    write_feed(catalogue, &mut file, &options).unwrap();
    String::from_utf8(file).unwrap()
}

#[tokio::test]
async fn the_feed_is_read_back() {
    let shop = shop();
    import(
        &shop,
        &LEGACY.replace("White", "White <&> \u{1}warm"),
        in_dollars(),
    )
    .await;
    let catalogue = Catalogue::new(shop.load_catalogue().await.unwrap());
    let text = feed(&catalogue, Currency::Usd);
    assert_eq!(text, feed(&catalogue, Currency::Usd));
    let document = Document::parse(&text).unwrap();
    let entries: Vec<BTreeMap<&str, &str>> = document
        .descendants()
        .filter(|node| node.has_tag_name("item"))
        .map(|node| {
            let parts = node.children().filter(is_element);
            parts
                .map(|part| (part.tag_name().name(), part.text().unwrap_or("")))
                .collect()
        })
        .collect();
    assert_eq!(
        entries.len(),
        4,
        "drafts and archived products are not offered"
    );

    let small = &entries[0];
    let check = |name: &str, want: &str| assert_eq!(small.get(name), Some(&want), "{name}");
    check("id", "MUG-W-S");
    check("item_group_id", "onggi-mug");
    check("title", "Onggi mug – White <&> warm, Small");
    check(
        "link",
        "https://shop.example/en/products/onggi-mug?sku=MUG-W-S",
    );
    check(
        "image_link",
        "https://pictures.example/files/onggi-mug-white.jpg?v=3",
    );
    check("availability", "in_stock");
    check("price", "29.00 USD");
    check("sale_price", "24.00 USD");
    check("brand", "Dalhang Kiln");
    check("gtin", "8801234567893");
    check("color", "White <&> warm");
    check("size", "Small");
    check("product_type", "Mugs");
    check("shipping_weight", "280 g");
    assert!(small["description"].starts_with("Thrown in Icheon, glazed with pine ash."));
    assert!(
        !small["description"].contains('<'),
        "{}",
        small["description"]
    );

    assert_eq!(entries[1].get("sale_price"), None);
    assert_eq!(entries[1]["identifier_exists"], "no");
    assert_eq!(entries[2]["availability"], "in_stock", "sold without stock");
    assert_eq!(
        (entries[3]["id"], entries[3]["availability"]),
        ("linen-apron", "out_of_stock")
    );
}

fn is_element(node: &Node) -> bool {
    node.is_element()
}
