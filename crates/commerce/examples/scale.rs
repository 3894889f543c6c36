//! Prints how indexing, sales, lists and suggestions grow with the catalogue: 1,000, 5,000 and 20,000
//! products made up from Korean and English words. `cargo run --release --example scale`.

#![allow(clippy::print_stdout)]

use baguni_commerce::locale::Locale;
use baguni_commerce::product::ProductStatus;
use baguni_commerce::search::SearchIndex;
use baguni_commerce::stock::{StockLevel, StockLocation};
use baguni_commerce::*;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

fn main() {
    println!(
        "products  catalogue  index  sale p50/p99  list p50/p99  suggest p50/p99  search p50/p99"
    );
    for products in [1_000, 5_000, 20_000] {
        let parts = Chance(products as u64).shop(products);
        let (catalogue, making) = timed(|| Catalogue::new(parts));
        let (index, indexing) = timed(|| SearchIndex::new(&catalogue));
        let sales = sale_times(&catalogue);
        let lists = list_times(&catalogue);
        let typed = keystrokes();
        let suggests = times(&typed, |typed| {
            index.suggest(&catalogue, typed, Locale::Ko);
        });
        let searches = times(&typed, |typed| {
            index.search(&catalogue, typed, Locale::Ko);
        });
        println!(
            "{products:>8}  {:>9}  {:>5}  {}  {}  {}  {}",
            shown(making),
            shown(indexing),
            percentiles(sales),
            percentiles(lists),
            percentiles(suggests),
            percentiles(searches),
        );
    }
}

/// Every state of the search field while these are typed, key by key where a syllable is a key.
fn keystrokes() -> Vec<String> {
    let typed = [
        "옹기 머그",
        "린넨 와이드 셔츠",
        "ㅇㄱㅁㄱ",
        "화이트 코튼 티셔츠",
        "linen shirt",
        "mug white",
        "옹가머그",
        "ajrm",
        "ㅡㅕㅎ",
        "celadno plate",
        "백자 접시 세트",
        "컵",
        "바람결 셔츠",
        "없는 물건 이름",
        "porcelain tea cup small",
        "집들이 선물",
        "SKU-77-1",
        "반품",
    ];
    let states = |typed: &str| {
        let ends = typed.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.map(|end| typed[..end].to_owned()).collect::<Vec<_>>()
    };
    typed.into_iter().flat_map(states).collect()
}

/// How long it takes to make the catalogue in which one level is another.
fn sale_times(catalogue: &Catalogue) -> Vec<Duration> {
    let at = catalogue.locations()[0].handle.clone();
    let variants = catalogue.products().iter().flat_map(|p| &p.variants);
    let skus: Vec<String> = variants.map(|v| v.sku.to_string()).step_by(97).collect();
    let mut left = 0;
    times(&skus, |sku| {
        left = (left + 1) % 5;
        let sku = sku.parse().expect("it was one");
        let (next, _) = catalogue.with_stock(&[(sku, at.clone(), StockLevel::of(left))]);
        std::hint::black_box(next);
    })
}

fn list_times(catalogue: &Catalogue) -> Vec<Duration> {
    let all: Vec<usize> = (0..catalogue.products().len()).collect();
    let queries = [
        "",
        "color=white",
        "color=white&color=black&size=m",
        "type=mug&sort=price-asc",
        "at=seongsu&size=s",
        "sale=1&stock=1&sort=discount",
        "price-min=20000&price-max=60000",
        "brand=baramgyeol&color=indigo&sort=new&page=2",
    ];
    times(&queries.map(str::to_owned), |query| {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        listing::list(
            catalogue,
            &all,
            &ListingQuery::from_pairs(pairs),
            Localization::default(),
        );
    })
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let made = work();
    (made, start.elapsed())
}

const ROUNDS: usize = 20;

fn times(asked: &[String], mut work: impl FnMut(&str)) -> Vec<Duration> {
    let rounds = (0..ROUNDS).flat_map(|_| asked);
    rounds.map(|asked| timed(|| work(asked)).1).collect()
}

fn percentiles(mut times: Vec<Duration>) -> String {
    times.sort();
    let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
    format!("{} / {}", shown(at(50)), shown(at(99)))
}

fn shown(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1_000.0)
}

const STYLES: [(&str, &str); 24] = [
    ("옹기", "Onggi"),
    ("청자", "Celadon"),
    ("백자", "Porcelain"),
    ("분청", "Buncheong"),
    ("린넨", "Linen"),
    ("코튼", "Cotton"),
    ("울", "Wool"),
    ("캔버스", "Canvas"),
    ("황동", "Brass"),
    ("월넛", "Walnut"),
    ("오크", "Oak"),
    ("유리", "Glass"),
    ("와이드", "Wide"),
    ("슬림", "Slim"),
    ("데일리", "Daily"),
    ("클래식", "Classic"),
    ("모던", "Modern"),
    ("빈티지", "Vintage"),
    ("손뜨개", "Knitted"),
    ("누빔", "Quilted"),
    ("라운드", "Round"),
    ("스퀘어", "Square"),
    ("접이식", "Folding"),
    ("미니", "Mini"),
];
const KINDS: [(&str, &str); 24] = [
    ("머그", "Mug"),
    ("컵", "Cup"),
    ("접시", "Plate"),
    ("대접", "Bowl"),
    ("찻주전자", "Teapot"),
    ("화병", "Vase"),
    ("셔츠", "Shirt"),
    ("티셔츠", "T-Shirt"),
    ("바지", "Trousers"),
    ("원피스", "Dress"),
    ("코트", "Coat"),
    ("스웨터", "Sweater"),
    ("양말", "Socks"),
    ("토트백", "Tote Bag"),
    ("지갑", "Wallet"),
    ("담요", "Blanket"),
    ("쿠션", "Cushion"),
    ("수건", "Towel"),
    ("조명", "Lamp"),
    ("향초", "Candle"),
    ("의자", "Chair"),
    ("쟁반", "Tray"),
    ("도마", "Cutting Board"),
    ("바구니", "Basket"),
];
const BRANDS: [(&str, &str); 8] = [
    ("흙담", "Heukdam"),
    ("이천요", "Icheon Kiln"),
    ("바람결", "Baramgyeol"),
    ("바구니", "Baguni"),
    ("빛고을", "Bitgoeul"),
    ("솔내음", "Solnaeeum"),
    ("글방", "Geulbang"),
    ("누리", "Nuri"),
];
const COLORS: [(&str, &str); 10] = [
    ("화이트", "White"),
    ("블랙", "Black"),
    ("인디고", "Indigo"),
    ("감", "Persimmon"),
    ("쑥색", "Sage"),
    ("먹색", "Ink"),
    ("베이지", "Beige"),
    ("남색", "Navy"),
    ("회색", "Grey"),
    ("밤색", "Chestnut"),
];
const SIZES: [&str; 5] = ["XS", "S", "M", "L", "XL"];
const SYLLABLES: [&str; 20] = [
    "가", "나", "다", "라", "마", "바", "사", "아", "자", "하", "담", "숲", "결", "솔", "빛", "강",
    "들", "봄", "온", "율",
];

/// A linear congruential generator (Knuth's MMIX constants): the same shop on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    fn shop(&mut self, products: usize) -> CatalogueParts {
        let mut parts = CatalogueParts {
            locations: ["seongsu", "busan", "daegu", "jeju", "icheon"]
                .map(location)
                .into(),
            ..CatalogueParts::default()
        };
        for number in 0..products {
            let product = self.product(number);
            for variant in &product.variants {
                for place in &parts.locations {
                    let level = StockLevel::of(self.below(4).saturating_sub(1) as u32);
                    parts
                        .stock
                        .push((variant.sku.clone(), place.handle.clone(), level));
                }
            }
            parts.products.push(product);
        }
        parts.collections = KINDS.iter().map(collection).collect();
        parts
    }

    fn product(&mut self, number: usize) -> Product {
        let (style, kind) = (self.one_of(&STYLES), self.one_of(&KINDS));
        let model = self.words(1);
        let options = vec![
            option(("색상", "Color"), self.some(&COLORS, 3)),
            option(
                ("사이즈", "Size"),
                SIZES[self.below(3)..].iter().map(|s| (*s, *s)).collect(),
            ),
        ];
        Product {
            handle: format!("product-{number}").parse().expect("a handle"),
            title: Text::new(
                format!("{} {} {model}", style.0, kind.0),
                format!("{} {} {}", style.1, kind.1, number % 700),
            ),
            summary: both(self.one_of(&STYLES)),
            description: Text::new(
                self.words(30),
                format!("<p>Made by {} for {}</p>", style.1, kind.1),
            ),
            details: Vec::new(),
            vendor: both(self.one_of(&BRANDS)),
            product_type: both(kind),
            tags: BTreeSet::from([self.one_of(&STYLES).0.to_owned()]),
            status: ProductStatus::Active,
            published_at: self.below(1_000_000) as i64,
            variants: self.variants(number, &options),
            options,
            media: Vec::new(),
        }
    }

    fn variants(&mut self, number: usize, options: &[ProductOption]) -> Vec<Variant> {
        let mut variants = Vec::new();
        for color in 0..options[0].values.len() {
            for size in 0..options[1].values.len() {
                let won = |minor| Money::new(minor, Currency::Krw);
                let amount = 10_000 + 1_000 * self.below(90) as i64;
                let was = (self.below(4) == 0).then(|| won(amount * 5 / 4));
                variants.push(Variant {
                    sku: format!("SKU-{number}-{}", variants.len())
                        .parse()
                        .expect("a SKU"),
                    barcode: None,
                    choices: vec![color as u16, size as u16],
                    prices: Prices::at_rate(Price::new(won(amount), was), 1_350),
                    weight_grams: 300,
                    picture: None,
                    sell_without_stock: false,
                });
            }
        }
        variants
    }

    fn some<T: Copy>(&mut self, choices: &[T], most: usize) -> Vec<T> {
        let first = self.below(choices.len());
        let count = 1 + self.below(most);
        (0..count)
            .map(|at| choices[(first + at) % choices.len()])
            .collect()
    }

    /// Made-up words of two or three syllables.
    fn words(&mut self, count: usize) -> String {
        let mut words = String::new();
        for _ in 0..count {
            for _ in 0..2 + self.below(2) {
                words.push_str(self.one_of(&SYLLABLES));
            }
            words.push(' ');
        }
        words.trim_end().to_owned()
    }
}

fn both((ko, en): (&str, &str)) -> Text {
    Text::new(ko, en)
}

fn option(name: (&str, &str), values: Vec<(&str, &str)>) -> ProductOption {
    let value = |name| OptionValue {
        name: both(name),
        swatch: None,
    };
    ProductOption {
        name: both(name),
        values: values.into_iter().map(value).collect(),
    }
}

fn location(handle: &str) -> StockLocation {
    StockLocation {
        handle: handle.parse().expect("a handle"),
        kind: LocationKind::Store,
        name: both((handle, handle)),
        city: Text::default(),
        address: Text::default(),
        postcode: String::new(),
        phone: String::new(),
        hours: [None; 7],
        note: Text::default(),
    }
}

fn collection((ko, en): &(&str, &str)) -> Collection {
    let rule = CollectionRule {
        any: false,
        conditions: vec![collection::Condition::ProductType((*en).to_owned())],
    };
    Collection {
        handle: Handle::from_title(en).expect("a handle"),
        title: Text::new(format!("{ko} 모음"), format!("All {en}")),
        description: Text::default(),
        picture: None,
        members: collection::Members::Rule(rule),
        menu_position: None,
    }
}
