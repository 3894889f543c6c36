//! What a screen in a store and its server say to each other, in `wire` both ways. A body that is
//! asked for is the question alone in postcard ([`crate::wire::question`]); an answer is
//! `Result<_, ApiError>` as everywhere.
//!
//! All of it is for devices that are paired: the key in the cookie [`crate::forms::cookies::DEVICE`]
//! says which one asks. Without it, or once the key is revoked, the answer is 404 and
//! [`crate::ApiError::NotFound`]: that is how a screen learns that it has to be paired.

use baguni_commerce::order::OrderNumber;
use baguni_commerce::{CartLines, CommandId, DeviceId, DeviceProfile, Handle, Locale, Money};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

pub use baguni_commerce::device::{CallReason, DeviceOrder, Direction, Heartbeat, KioskWay, Told};

/// The one page, under each language's prefix. Everything else happens inside of it, so that the
/// browser's history has nothing to tell.
pub const PAGE: &str = "/kiosk";
/// What the page needs besides the bundle to open without a line (a service worker).
pub const WORKER: &str = "/kiosk-worker.js";

/// POST [`PairingCode`]: answered with [`Setup`] and the key's cookie. `BadRequest` for a code that
/// is wrong, used or too old; 429 after too many.
pub const PAIR: &str = "/api/kiosk/pair";
/// GET: [`Setup`].
pub const SETUP: &str = "/api/kiosk/setup";
/// POST nothing: whoever was here is gone. Every session of this screen ends, what it held is let
/// go, what it typed is forgotten. Sent twice it does nothing more. The answer is `()` and
/// `Clear-Site-Data` of the HTTP cache; the session's cookies are taken away. The page sends it
/// before it opens a session, since a power cut or a cut line may have swallowed the last one.
pub const RESET: &str = "/api/kiosk/reset";
/// POST [`Heartbeat`], every [`HEARTBEAT_S`]: `Vec<Told>`, each until it is said to be done.
pub const HEARTBEAT: &str = "/api/kiosk/heartbeat";
/// Server-sent events, each a `Result<News, ApiError>` as `wire` in base64, or nothing where it only
/// says its id; comments in between. With the id of the last event after `?since=`, or in the header
/// `Last-Event-ID`, what this session has missed of [`News::HandedOff`], [`News::Paid`] and
/// [`News::Reset`] is told again. Without, nothing is: whoever begins has missed nothing. The oldest
/// of too many streams of a screen ends.
pub const EVENTS: &str = "/api/kiosk/events";
/// GET, with an `ETag`: the catalogue as this screen keeps it (`crate::storefront::Snapshot`).
pub const SNAPSHOT: &str = "/api/kiosk/snapshot";
/// GET, with the number of a change of stock after `?since=`: [`StockNews`], what has changed after
/// it. The snapshot says with which it begins; asked with every heartbeat and whenever the line is
/// back, so that nothing told by [`News::Stock`] can be missed for long.
pub const STOCK: &str = "/api/kiosk/stock";
/// POST [`HandOffAsk`]: [`HandOffCode`]. An earlier code of the same direction stays good until it
/// expires, so that a phone that is just reading it is not turned away.
pub const HAND_OFF: &str = "/api/kiosk/hand-off";
/// POST [`CallReason`]: [`Call`]. Calling again while a call is open answers with that one.
pub const CALL: &str = "/api/kiosk/call";
/// POST nothing: takes the open call back.
pub const CALL_OFF: &str = "/api/kiosk/call/off";
/// POST [`TicketAsk`]: [`Ticket`], what is in the cart now, to be paid at the counter.
pub const TICKET: &str = "/api/kiosk/ticket";
/// POST [`PickupCheck`]: [`PickupFound`]; tells the associates that somebody waits.
pub const PICKUP: &str = "/api/kiosk/pickup";
/// POST [`StaffPass`]: `u64`, for how many milliseconds the staff's screen stays open.
pub const STAFF: &str = "/api/kiosk/staff";
/// POST nothing, while the staff's screen is open: the key is given back.
pub const UNPAIR: &str = "/api/kiosk/unpair";

/// GET: `bool`, whether the server says sentences for screens whose browser has no voice. POST
/// [`Sentence`]: it as `audio/wav`, which nobody keeps. `BadRequest` for one that is empty, too long
/// or at a speed that is none; `NotFound` where there is no voice; 429 after too many; 503 where it
/// fails. Each of these is silence, and nothing to tell anybody.
pub const VOICE: &str = "/api/kiosk/voice";

/// Where a code leads a phone, under each language's prefix: the code is in the fragment. GET reads
/// it, POST `code` says what it offers.
pub const PHONE: &str = "/handoff";
/// POST `code`: takes what is offered.
pub const PHONE_ACCEPT: &str = "/handoff/accept";
/// GET: the screens that show the basket of whoever asks.
pub const PHONE_SCREENS: &str = "/handoff/screens";
/// POST `session`: that screen shows it no longer.
pub const PHONE_END: &str = "/handoff/end";

/// What a `BadRequest` says where it was tried too often; the status is 429 then, and `Retry-After`
/// says how long to wait. A screen that works never hears it of heartbeats, resets and sessions.
pub const TOO_MANY: &str = "too many attempts";

/// How often a screen says that it lives, in seconds.
pub const HEARTBEAT_S: u32 = 30;
/// After how many that did not come there is an alarm.
pub const MISSED_HEARTBEATS: u32 = 3;

/// At most so many characters are said at once.
pub const LONGEST_SENTENCE: usize = 200;
/// How fast it may be said, in percent of the usual speed.
pub const RATES: RangeInclusive<u8> = 50..=200;

/// Eight digits that an associate reads off `/staff/devices`. Good once, for ten minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairingCode(pub String);

/// What a screen is set up as.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Setup {
    pub device: DeviceId,
    /// As the associates call it: "입구 왼쪽".
    pub name: String,
    /// The store it stands in.
    pub location: Handle,
    pub profile: DeviceProfile,
    /// How long nobody may touch it before it asks whether anybody is there, in seconds: 30 to 180.
    pub idle_s: u32,
    /// Scheme and host that phones reach the shop at.
    pub origin: String,
    /// An associate has locked it: it is out of service until it is unlocked.
    pub locked: bool,
    /// Said on the attract screen, if anything is.
    pub message: Option<String>,
}

/// What happens that a screen wants to know of at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum News {
    /// A phone has taken a code: from now on the basket is on both.
    HandedOff(Direction),
    /// The call was taken, by this first name; `None` where it is over.
    Call(Option<String>),
    /// A ticket was paid at the counter: this is its order. Somebody else may stand here by now, so
    /// the ticket's number tells whose it is.
    Paid { ticket: String, order: OrderNumber },
    /// There is something to do: ask by a heartbeat now.
    Told,
    /// Prices or products have changed: fetch the snapshot.
    Catalogue,
    /// Levels of this store and the others that are no longer what the snapshot says: each SKU, the
    /// location and how many it can promise.
    Stock(Vec<(baguni_commerce::Sku, Handle, u32)>),
    /// The session has ended on the server: begin again.
    Reset,
    /// The key is revoked.
    Revoked,
}

/// Changes of stock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockNews {
    /// Up to which change this is: asked for next time. A lower one than was asked with is of
    /// another database, and the snapshot is to be fetched anew.
    pub revision: u64,
    /// Each SKU, the location and how many it can promise, told up to
    /// [`crate::LocationStock::TOLD`].
    pub levels: Vec<(baguni_commerce::Sku, Handle, u32)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOffAsk {
    pub direction: Direction,
    /// Which language the phone's page begins in.
    pub locale: Locale,
    /// To the phone in order to pay there: how it is to be had, as far as it was chosen.
    pub way: Option<KioskWay>,
}

/// A code for a phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOffCode {
    /// As `https://shop.example/handoff#0123…`: the token is in the fragment, which no server and
    /// no log ever sees.
    pub url: String,
    /// How many modules wide the QR code is, and the path of its dark ones in an SVG of that size.
    pub modules: u32,
    pub path: String,
    /// How long it is good, in milliseconds: the screen's clock may be another than the server's.
    pub lives_ms: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    pub reason: CallReason,
    /// Milliseconds since 1970.
    pub called_at: u64,
    /// The first name of who comes, once somebody does.
    pub taken_by: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketAsk {
    /// Sent twice, it is one ticket.
    pub id: CommandId,
    pub way: KioskWay,
    /// What the screen showed, in the cart and to pay: another cart is told as `BadRequest`.
    pub lines: CartLines,
}

/// What an associate types or scans at the counter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Four digits, of this store and this day.
    pub number: String,
    /// What the lines cost now, without shipping.
    pub total: Money,
    /// Milliseconds since 1970.
    pub expires_at: u64,
}

/// The six digits of a pickup, or what its QR code holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickupCheck(pub String);

/// What is said of it on a shared screen: no name, no address, no product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PickupFound {
    /// It is ready, and the associates know that somebody waits for it.
    Ready { pieces: u32 },
    /// It is on its way or being prepared.
    NotYet,
    /// It was handed over.
    Gone,
    /// It waits at another store.
    Elsewhere,
    /// Nothing has this code.
    Unknown,
}

/// Six digits that an associate has had made for this device. Good once, for two minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffPass(pub String);

/// What is to be heard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Whose voice says it.
    pub locale: Locale,
    /// One of [`RATES`].
    pub rate: u8,
    /// At most [`LONGEST_SENTENCE`] characters.
    pub words: String,
}

impl Default for Sentence {
    fn default() -> Self {
        Self {
            locale: Locale::default(),
            rate: 100,
            words: String::new(),
        }
    }
}
