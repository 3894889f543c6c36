//! The shopper at this screen: the lists as signals, and the verbs that change them.
//!
//! A verb changes the signals in the same turn, network or not. Behind them is a [`tab`]: this
//! screen's replica of the basket, which is written down on the device ([`journal`], [`outbox`]),
//! told to the tabs beside it ([`siblings`]) and sent to the server ([`link`]). On the server the
//! same signals hold what the page is drawn from, and nothing changes them.

mod identity;
pub mod jar;
mod journal;
mod link;
pub mod notice;
mod orphans;
mod outbox;
mod platform;
pub mod recent;
mod siblings;
mod standing;
mod tab;
mod told;
mod wire;

pub use notice::{Notice, notice_text};
pub use platform::share_screen;
pub use standing::Standing;

use baguni_api::forms::{Problem, cookies};
use baguni_commerce::{CartLines, Quantity, Sku};
use baguni_replica::frame::{DeviceKind, Welcome};
use baguni_replica::{Basket, Intent, List, ListName, Refusal, WishlistId};
use leptos::prelude::*;
use tab::Tab;

/// The shopper at this screen.
#[derive(Clone, Copy)]
pub struct Shopper {
    basket: RwSignal<Basket>,
    cart: RwSignal<CartLines>,
    saved: RwSignal<CartLines>,
    wishlists: RwSignal<Vec<ShownWishlist>>,
    /// Lines of the cart that came from another kind of screen.
    elsewhere: RwSignal<Vec<(Sku, DeviceKind)>>,
    standing: RwSignal<Standing>,
    notice: RwSignal<Option<Notice>>,
}

/// A wishlist as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownWishlist {
    pub id: WishlistId,
    /// The first has no name until it is given one.
    pub name: Option<String>,
    /// Oldest first.
    pub lines: CartLines,
}

impl Shopper {
    /// Begins with what the page was drawn with; the screen's own memory and the connection come
    /// in once the page is live.
    pub fn provide(seed: Option<Welcome>) -> Self {
        let shopper = Self {
            basket: RwSignal::new(Basket::default()),
            cart: RwSignal::new(CartLines::default()),
            saved: RwSignal::new(CartLines::default()),
            wishlists: RwSignal::new(Vec::new()),
            elsewhere: RwSignal::new(Vec::new()),
            standing: RwSignal::new(match &seed {
                Some(_) => Standing::Synced,
                None => Standing::SavedHere,
            }),
            notice: RwSignal::new(None),
        };
        if let Some(basket) = seed.as_ref().and_then(|welcome| welcome.basket.as_ref()) {
            shopper.show(basket);
        }
        provide_context(shopper);
        Effect::new(move || Tab::open(shopper, seed.as_ref()));
        shopper
    }

    /// The shopper of the page around.
    pub fn here() -> Self {
        expect_context()
    }

    pub fn cart(self) -> ReadSignal<CartLines> {
        self.cart.read_only()
    }

    /// What is saved for later.
    pub fn saved(self) -> ReadSignal<CartLines> {
        self.saved.read_only()
    }

    /// The wishlists, the first among them.
    pub fn wishlists(self) -> ReadSignal<Vec<ShownWishlist>> {
        self.wishlists.read_only()
    }

    pub fn notice(self) -> ReadSignal<Option<Notice>> {
        self.notice.read_only()
    }

    pub fn standing(self) -> ReadSignal<Standing> {
        self.standing.read_only()
    }

    /// The other kind of screen that a line of the cart came from.
    pub fn came_from(self, sku: &Sku) -> Option<DeviceKind> {
        self.elsewhere.with(|lines| {
            let line = lines.iter().find(|(elsewhere, _)| elsewhere == sku);
            line.map(|(_, kind)| *kind)
        })
    }

    /// Whether a variant is on the first wishlist.
    pub fn wishes(self, sku: &Sku) -> bool {
        self.wishlists.with(|lists| {
            let first = lists.iter().find(|list| list.id == WishlistId::FIRST);
            first.is_some_and(|list| list.lines.quantity(sku).is_some())
        })
    }

    /// How many of a variant a list shows now, whatever has been drawn yet.
    pub fn quantity_now(self, list: List, sku: &Sku) -> u32 {
        self.basket
            .with_untracked(|basket| basket.quantity(list, &sku.clone().into()))
    }

    /// What a form says its page showed, of one line in these lists or of whole lists.
    pub fn seen(self, lists: &[List], sku: Option<&Sku>) -> String {
        self.basket.with_untracked(|basket| {
            let shown = lists.iter().flat_map(|list| basket.shown(*list));
            let of_line = shown.filter(|line| sku.is_none_or(|sku| line.key.sku == *sku));
            let dots = of_line.flat_map(|line| line.line.changes().map(|(dot, _)| dot));
            dots.collect::<baguni_replica::Dots>().to_string()
        })
    }

    pub fn add(self, sku: Sku, quantity: Quantity, title: String) {
        let intent = Intent::Add {
            list: List::Cart,
            key: sku.clone().into(),
            quantity,
        };
        if self.intend(intent) {
            told::added(&sku, quantity);
            self.notify(Notice::Added { title });
        }
    }

    /// One press of a stepper. Below 1 the line goes.
    pub fn step(self, list: List, sku: &Sku, by: i32, title: String) {
        if i64::from(self.quantity_now(list, sku)) + i64::from(by) < 1 {
            return self.remove(list, sku, title);
        }
        let key = sku.clone().into();
        self.intend(Intent::Step { list, key, by });
    }

    /// A typed number; 0 takes the line away.
    pub fn set_quantity(self, list: List, sku: &Sku, to: u32, title: String) {
        if to == 0 {
            return self.remove(list, sku, title);
        }
        let key = sku.clone().into();
        self.intend(Intent::Set { list, key, to });
    }

    pub fn remove(self, list: List, sku: &Sku, title: String) {
        let key = sku.clone().into();
        let line = self.basket.with_untracked(|basket| {
            let line = basket.line(list, &key)?;
            Some((Quantity::try_from(line.shown()).ok()?, line.since))
        });
        let Some((quantity, since)) = line else {
            return;
        };
        if self.intend(Intent::Remove { list, key }) {
            told::removed(sku, quantity);
            self.notify(Notice::Removed {
                title,
                list,
                sku: sku.clone(),
                quantity,
                since,
            });
        }
    }

    /// Takes out every line of the cart. Nothing is said of it: it was said before.
    pub fn clear_cart(self) {
        let skus = self
            .cart
            .with_untracked(|lines| lines.iter().map(|(sku, _)| sku.clone()).collect::<Vec<_>>());
        for sku in skus {
            let (list, key) = (List::Cart, sku.into());
            self.intend(Intent::Remove { list, key });
        }
    }

    /// Puts a removed line back.
    pub fn restore(self, list: List, sku: Sku, quantity: Quantity, since: u64) {
        let key = sku.into();
        self.intend(Intent::Restore {
            list,
            key,
            quantity,
            since,
        });
        self.notice.set(None);
    }

    /// All there is of a line, into another list.
    pub fn shift(self, sku: &Sku, source: List, target: List, title: String) {
        let key = sku.clone().into();
        if self.intend(Intent::Move {
            key,
            source,
            target,
        }) {
            self.notify(Notice::Moved { title, target });
        }
    }

    /// As many as a list has, into another.
    pub fn copy(self, sku: &Sku, source: List, target: List, title: String) {
        let key = sku.clone().into();
        let quantity = Quantity::try_from(self.quantity_now(source, sku));
        if self.intend(Intent::Copy {
            key,
            source,
            target,
        }) {
            if let (List::Cart, Ok(quantity)) = (target, quantity) {
                told::added(sku, quantity);
            }
            self.notify(Notice::Added { title });
        }
    }

    pub fn toggle_wish(self, sku: &Sku) {
        let wished = self.wishes(sku);
        let intent = Intent::Wish {
            wishlist: WishlistId::FIRST,
            key: sku.clone().into(),
        };
        if self.intend(intent) && !wished {
            told::wished(sku);
        }
    }

    pub fn begin_wishlist(self, name: ListName) -> bool {
        self.intend(Intent::Begin { name })
    }

    pub fn rename_wishlist(self, wishlist: WishlistId, name: ListName) -> bool {
        self.intend(Intent::Rename { wishlist, name })
    }

    pub fn discard_wishlist(self, wishlist: WishlistId) {
        self.intend(Intent::Discard { wishlist });
    }

    pub fn complain(self, problem: Problem) {
        self.notify(Notice::Problem(problem));
    }

    /// Whether the basket took it; if not, the shopper is told why.
    fn intend(self, intent: Intent) -> bool {
        match tab::intend(intent) {
            Ok(()) => true,
            Err(refusal) => {
                self.complain(match refusal {
                    Refusal::Full => Problem::Full,
                    Refusal::Quantity => Problem::Quantity,
                    Refusal::Wishlists => Problem::Wishlists,
                    Refusal::Outbox => Problem::NotSaved,
                });
                false
            }
        }
    }

    fn notify(self, notice: Notice) {
        notice::show(self.notice, notice);
    }

    /// Brings the signals to what a basket shows. Those that show the same stay untouched.
    fn show(self, basket: &Basket) {
        set_if_changed(self.cart, lines(basket, List::Cart));
        set_if_changed(self.saved, lines(basket, List::Saved));
        let wishlists = basket.wishlists();
        let shown = wishlists.into_iter().map(|(id, name)| ShownWishlist {
            id,
            name: name.map(ToOwned::to_owned),
            lines: lines(basket, List::Wishlist(id)),
        });
        set_if_changed(self.wishlists, shown.collect());
        set_if_changed(self.basket, basket.clone());
    }
}

/// The server may know more of whoever is here by now: connects at once.
pub fn look_again() {
    tab::with(|tab| tab.link.want_now());
}

/// On a shared screen nothing is asked or sent before this: whoever was here last has to be gone on
/// the server too.
pub fn let_in() {
    tab::with(|tab| tab.link.open_up());
}

/// Whether whoever is here is somebody to the server.
pub fn has_session() -> bool {
    jar::read(cookies::SHOPPER).is_some()
}

/// Makes somebody of whoever is here, so that there is a basket for another to come to. Says whether
/// it did: not before [`let_in`], for until then it would be who was here last.
pub async fn have_session() -> bool {
    let mut shut = true;
    tab::with(|tab| shut = tab.link.is_shut());
    !shut && (has_session() || wire::begin_session().await.is_ok())
}

/// How many changes wait to reach the shop.
pub fn waiting() -> u32 {
    let mut waiting = 0;
    tab::with(|tab| waiting = tab.device.borrow().waiting());
    u32::try_from(waiting).unwrap_or(u32::MAX)
}

/// Whoever was here is gone: nothing of their lists stays in this page, and nothing more is sent.
pub fn forget() {
    tab::with(Tab::forget);
}

fn lines(basket: &Basket, list: List) -> CartLines {
    let shown = basket.shown(list);
    let line = |line: &baguni_replica::ShownLine<'_>| {
        let quantity = Quantity::try_from(line.quantity).ok()?;
        Some((line.key.sku.clone(), quantity))
    };
    shown.iter().filter_map(line).collect()
}

fn set_if_changed<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|now| *now != value) {
        signal.set(value);
    }
}
