//! A small shop to order in: a warehouse, two stores, three things, a provider of payments that
//! does what a test says, letters in a drawer, and the worker that does what orders need done.

use crate::jar::Jar;
use crate::shop::TestShop;
use async_trait::async_trait;
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use baguni_commerce::address::AddressForm;
use baguni_commerce::checkout::CheckoutForm;
use baguni_commerce::order::{
    Actor, Channel, Command, FulfillmentId, Order, OrderNumber, PickupCode, Proof, Role, Staff,
    Step,
};
use baguni_commerce::product::ProductStatus;
use baguni_commerce::promotion::Amounts;
use baguni_commerce::stock::OpeningHours;
use baguni_commerce::{
    CommandId, Currency, Handle, Localization, LocationKind, Money, Price, Prices, Product,
    ShippingMethod, ShopperId, Sku, StockLevel, StockLocation, Text, Variant,
};
use baguni_server::accounts::Visitor;
use baguni_server::accounts::sessions;
use baguni_server::mail::{Letter, MailError, Mailer};
use baguni_server::orders::{self, Confirmation, PlaceAnswer, checkout};
use baguni_server::payments::test_provider::{Choice, Script};
use baguni_server::payments::{AtStore, Notifications, Payments, TestProvider};
use baguni_storage::{Act, Counting, SqliteStorage, Storage};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering as Atomic};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::task::AbortHandle;

pub const DAY: u64 = 24 * 60 * 60 * 1_000;

/// The shop, open. Its worker ends with it.
pub struct Ordering {
    pub shop: TestShop,
    pub provider: Arc<TestProvider>,
    pub drawer: Arc<Drawer>,
    worker: Option<AbortHandle>,
}

/// What is in stock: MUG anywhere, BOWL in the warehouse, LAMP in the store in Seongsu alone.
const STOCK: [(&str, &str, u32); 5] = [
    ("MUG", "icheon", 20),
    ("MUG", "seongsu", 6),
    ("MUG", "haeundae", 6),
    ("BOWL", "icheon", 20),
    ("LAMP", "seongsu", 3),
];

pub struct Settings {
    pub public_url: Option<&'static str>,
    /// Without it nothing happens by itself, and nobody is written to.
    pub with_worker: bool,
    pub script: Script,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            public_url: Some("https://shop.example"),
            with_worker: true,
            script: Script::default(),
        }
    }
}

impl Ordering {
    pub async fn open() -> Self {
        Self::with(Settings::default()).await
    }

    pub async fn with(settings: Settings) -> Self {
        let storage: Arc<dyn Storage> = Arc::new(SqliteStorage::in_memory().unwrap());
        fill(storage.as_ref()).await;
        Self::over(storage, settings).await
    }

    /// A process more over the same database, as after a restart.
    pub async fn over(storage: Arc<dyn Storage>, settings: Settings) -> Self {
        let notifications = Notifications::default();
        let provider = TestProvider::scripted(settings.script, notifications.clone());
        let provider = Arc::new(provider.with_late(Duration::from_millis(60)));
        let payments = Payments::new(notifications)
            .with(Arc::new(AtStore::in_memory()))
            .with_test(Arc::clone(&provider));
        let drawer = Arc::new(Drawer::default());
        let mailer = Arc::clone(&drawer) as _;
        let shop = TestShop::that_sells(storage, settings.public_url, mailer, payments).await;
        let mut ordering = Self {
            shop,
            provider,
            drawer,
            worker: None,
        };
        if settings.with_worker {
            ordering.work();
        }
        ordering
    }

    /// Lets the worker begin.
    pub fn work(&mut self) {
        let worker = tokio::spawn(orders::run(self.shop.shared()));
        self.worker = Some(worker.abort_handle());
    }

    /// The browser of a guest who has these things in the cart.
    pub async fn guest(&self, things: &[(&str, u32)]) -> Jar {
        let mut jar = Jar::default();
        self.put(&mut jar, things).await;
        jar
    }

    pub async fn put(&self, jar: &mut Jar, things: &[(&str, u32)]) {
        for (sku, quantity) in things {
            let fields = format!("sku={sku}&quantity={quantity}");
            let answer = jar.post(&self.shop, "/cart/add", &fields).await;
            assert!(answer.status.is_redirection(), "{answer:?}");
        }
    }

    pub async fn visitor(&self, jar: &Jar) -> Visitor {
        let headers = HeaderMap::from_iter([(COOKIE, jar.header().parse().unwrap())]);
        let visitor = sessions::of(self.shop.shop(), &headers).await.unwrap();
        visitor.expect("there is a session")
    }

    /// Orders what is in the cart, by way of the functions behind the forms.
    pub async fn place(&self, jar: &Jar, form: CheckoutForm) -> Order {
        self.place_in(Localization::default(), jar, form).await
    }

    pub async fn place_in(&self, shown: Localization, jar: &Jar, form: CheckoutForm) -> Order {
        let (shop, visitor) = (self.shop.shop(), self.visitor(jar).await);
        let begun = checkout::begin(shop, &visitor, shown, Channel::Web);
        let begun = Box::pin(begun).await.unwrap();
        let filled = checkout::fill(shop, &visitor, begun.checkout, form);
        let filled = Box::pin(filled).await.unwrap();
        assert_eq!(filled.problems, [], "nothing stands against it");
        let confirmed = filled.checkout.draft.confirmed.clone();
        let confirmation = Confirmation {
            confirmed: confirmed.map(|dots| dots.parse().unwrap()),
            total: filled.chosen.total,
            terms: true,
        };
        let answer = orders::place(shop, &visitor, filled.checkout, confirmation);
        match Box::pin(answer).await.unwrap() {
            PlaceAnswer::Placed(order) => *order,
            other => panic!("it was not placed: {other:?}"),
        }
    }

    /// A guest's order of one mug to be shipped, not paid for yet.
    pub async fn shipped(&self) -> (Jar, Order) {
        let jar = self.guest(&[("MUG", 1)]).await;
        let order = self.place(&jar, shipped()).await;
        (jar, order)
    }

    /// Goes to the provider and answers like this there, and waits until the order knows.
    pub async fn pay(&self, order: &Order, choice: Choice) -> Order {
        let begun = orders::pay(self.shop.shop(), order, format!("/orders/{}", order.number));
        begun.await.unwrap();
        let payment = order.payment().unwrap().id;
        self.provider.choose(payment, choice).await.unwrap();
        let before = order.version;
        self.once(order.number, |order| match choice {
            Choice::Never | Choice::Late | Choice::Confirm => true,
            Choice::Decline => order.version > before,
            Choice::Approve | Choice::Twice => order.payment().unwrap().is_paid(),
        })
        .await
    }

    /// A guest's order that is paid for.
    pub async fn paid(&self, things: &[(&str, u32)], form: CheckoutForm) -> (Jar, Order) {
        let jar = self.guest(things).await;
        let order = self.place(&jar, form).await;
        let order = self.pay(&order, Choice::Approve).await;
        (jar, order)
    }

    pub async fn order(&self, number: OrderNumber) -> Order {
        self.shop.storage.order(number).await.unwrap().unwrap()
    }

    /// The order as soon as this holds of it.
    pub async fn once(&self, number: OrderNumber, holds: impl Fn(&Order) -> bool) -> Order {
        for _ in 0..2_000 {
            let order = self.order(number).await;
            if holds(&order) {
                return order;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("it never came to that: {:#?}", self.order(number).await);
    }

    pub async fn act(&self, number: OrderNumber, actor: Actor, command: Command) -> Order {
        orders::act(self.shop.shop(), number, command_id(), actor, command)
            .await
            .unwrap()
    }

    /// Moves the first open part on, as somebody who may do everything.
    pub async fn step(&self, order: &Order, step: Step) -> Order {
        let part = order
            .fulfillments
            .iter()
            .find(|part| !part.state.is_closed());
        let part = part.expect("something is still open").id;
        self.step_of(order, part, step).await
    }

    pub async fn step_of(&self, order: &Order, part: FulfillmentId, step: Step) -> Order {
        self.act(order.number, merchant(), Command::Step(part, step))
            .await
    }

    pub async fn steps(&self, order: &Order, steps: impl IntoIterator<Item = Step>) -> Order {
        let mut order = order.clone();
        for step in steps {
            order = self.step(&order, step).await;
        }
        order
    }

    /// Lets deadlines come as if so much time had passed.
    pub async fn tick_after(&self, order: &Order, later: u64) -> Order {
        let act = Act {
            number: order.number,
            id: command_id(),
            actor: Actor::System,
            command: Command::Tick,
            fresh: u128::from(later),
            rules: Arc::clone(&self.shop.shop().orders.rules),
        };
        let acted = self.shop.storage.act(act, now() + later).await;
        acted.unwrap().unwrap().order
    }

    /// What is promised and what lies there.
    pub async fn level(&self, sku: &str, at: &str) -> StockLevel {
        let levels = self.shop.storage.stock(&sku.parse().unwrap()).await;
        let at: Handle = at.parse().unwrap();
        levels.unwrap().get(&at).copied().unwrap_or_default()
    }
}

impl Drop for Ordering {
    fn drop(&mut self) {
        if let Some(worker) = &self.worker {
            worker.abort();
        }
    }
}

/// A form without faults: to an address in Seoul, paid at the test provider.
pub fn shipped() -> CheckoutForm {
    CheckoutForm {
        email: "mina@shop.example".to_owned(),
        name: "김미나".to_owned(),
        phone: "010-1234-5678".to_owned(),
        method: "ship".to_owned(),
        address: AddressForm {
            postcode: "04782".to_owned(),
            street: "서울 성동구 연무장길 1".to_owned(),
            detail: "3층".to_owned(),
            ..AddressForm::default()
        },
        shipping: "standard".to_owned(),
        payment: TestProvider::NAME.to_owned(),
        ..CheckoutForm::default()
    }
}

/// Picked up at a store, paid at the test provider.
pub fn picked_up(store: &str) -> CheckoutForm {
    CheckoutForm {
        method: "pickup".to_owned(),
        location: store.to_owned(),
        ..shipped()
    }
}

pub fn merchant() -> Actor {
    Actor::Staff(staff(Role::Merchant, None))
}

pub fn staff(role: Role, location: Option<&str>) -> Staff {
    Staff {
        account: ShopperId(77),
        name: "한보라".to_owned(),
        role,
        location: location.map(|handle| handle.parse().unwrap()),
    }
}

pub const TO_READY: [Step; 4] = [Step::Accept, Step::Pick, Step::Pack, Step::Ready];

/// From the offer to the carrier.
pub fn to_carrier() -> [Step; 4] {
    let tracking = Some("6012-3456-7890".to_owned());
    [
        Step::Accept,
        Step::Pick,
        Step::Pack,
        Step::HandOver { tracking },
    ]
}

pub fn with_code(order: &Order) -> Step {
    let code: Option<PickupCode> = order.fulfillments.iter().find_map(|part| part.code);
    Step::PickUp(Proof::Code(code.expect("it is picked up")))
}

/// A command that nobody has given yet.
pub fn command_id() -> CommandId {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let number = NEXT.fetch_add(1, Atomic::Relaxed);
    CommandId((u128::from(number) << 64 | 0xc0de).to_be_bytes())
}

pub fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    u64::try_from(since.as_millis()).unwrap()
}

pub async fn fill(storage: &dyn Storage) {
    let products = [
        product("mug", "온기 머그", "Ongi mug", "MUG", 24_000),
        product("bowl", "둥근 그릇", "Round bowl", "BOWL", 18_000),
        product("lamp", "달 조명", "Moon lamp", "LAMP", 120_000),
    ];
    storage.save_products(&products).await.unwrap();
    let places = [
        place(
            "icheon",
            "이천 물류센터",
            "Icheon warehouse",
            LocationKind::Warehouse,
        ),
        place("seongsu", "성수점", "Seongsu", LocationKind::Store),
        place("haeundae", "해운대점", "Haeundae", LocationKind::Store),
    ];
    storage.save_locations(&places).await.unwrap();
    let counts = STOCK.map(|(sku, at, n)| (sku.parse::<Sku>().unwrap(), at.parse().unwrap(), n));
    let by = Counting::imported("test");
    storage.set_stock(&counts, by, now()).await.unwrap();
    let standard = ShippingMethod {
        id: "standard".parse().unwrap(),
        title: Text::new("일반 배송", "Standard"),
        rate: Amounts {
            krw: 3_000,
            usd: 300,
        },
        jeju: None,
        island: None,
        free_from: Some(Amounts {
            krw: 50_000,
            usd: 5_000,
        }),
        max_grams: None,
        days: (1, 2),
    };
    storage.set_shipping_methods(&[standard]).await.unwrap();
}

fn product(handle: &str, ko: &str, en: &str, sku: &str, won: i64) -> Product {
    let price = |minor, currency| Price::new(Money::new(minor, currency), None);
    Product {
        handle: handle.parse().unwrap(),
        title: Text::new(ko, en),
        summary: Text::default(),
        description: Text::default(),
        details: Vec::new(),
        vendor: Text::new("바구니 공방", "Baguni Workshop"),
        product_type: Text::default(),
        tags: [].into(),
        status: ProductStatus::Active,
        published_at: 0,
        options: Vec::new(),
        variants: vec![Variant {
            sku: sku.parse().unwrap(),
            barcode: None,
            choices: Vec::new(),
            prices: Prices {
                krw: price(won, Currency::Krw),
                usd: price(won / 10, Currency::Usd),
            },
            weight_grams: 300,
            picture: None,
            sell_without_stock: false,
        }],
        media: Vec::new(),
    }
}

/// Open all day and every day, so that no test depends on when it runs.
fn place(handle: &str, ko: &str, en: &str, kind: LocationKind) -> StockLocation {
    let all_day = OpeningHours {
        opens: 0,
        closes: 24 * 60,
    };
    StockLocation {
        handle: handle.parse().unwrap(),
        kind,
        name: Text::new(ko, en),
        city: Text::new("서울", "Seoul"),
        address: Text::new("서울 성동구 연무장길 1", "1 Yeonmujang-gil, Seoul"),
        postcode: "04782".to_owned(),
        phone: "02-123-4567".to_owned(),
        hours: [Some(all_day); 7],
        note: Text::default(),
    }
}

/// Letters as they lie in a drawer, which may be stuck.
#[derive(Default)]
pub struct Drawer {
    letters: Mutex<Vec<Letter>>,
    is_stuck: AtomicBool,
    tried: AtomicUsize,
}

#[async_trait]
impl Mailer for Drawer {
    async fn check(&self) -> Result<(), MailError> {
        match self.is_stuck.load(Atomic::Relaxed) {
            true => Err(std::io::Error::other("it is stuck").into()),
            false => Ok(()),
        }
    }

    async fn send(&self, letter: Letter) -> Result<(), MailError> {
        self.tried.fetch_add(1, Atomic::Relaxed);
        self.check().await?;
        self.letters.lock().unwrap().push(letter);
        Ok(())
    }
}

impl Drawer {
    pub fn stick(&self, is_stuck: bool) {
        self.is_stuck.store(is_stuck, Atomic::Relaxed);
    }

    /// How often somebody tried to put a letter in.
    pub fn tried(&self) -> usize {
        self.tried.load(Atomic::Relaxed)
    }

    pub fn letters(&self) -> Vec<Letter> {
        self.letters.lock().unwrap().clone()
    }

    /// The first letter whose subject holds these words, once it is there.
    pub async fn letter(&self, words: &str) -> Letter {
        for _ in 0..2_000 {
            let letters = self.letters();
            if let Some(letter) = letters.iter().find(|one| one.subject.contains(words)) {
                return letter.clone();
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let subjects: Vec<_> = self.letters().into_iter().map(|one| one.subject).collect();
        panic!("there is no letter with {words:?} among {subjects:?}");
    }
}
