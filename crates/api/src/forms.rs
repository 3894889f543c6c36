//! The plain forms and cookies through which a shopper without scripts does the same things as
//! one with them. The server answers every form with a redirect (303).

/// `sku`, `quantity` (1 when absent), `next` (where to go; the cart when absent). With
/// `option-0`, `option-1`, … (indices of option values) it is the variant of the same product
/// that makes these choices, whatever `sku` says: a shopper without scripts changes the radio
/// buttons and not the hidden field.
pub const ADD_TO_CART: &str = "/cart/add";

/// `sku`, and `quantity` as typed, or the pressed button `to` with the quantity it stands for;
/// 0 removes the line. `list` (a `replica::List` as text; the cart when absent). `seen` (a
/// `replica::Dots` as text: what the page showed of the line; what is there when absent).
pub const CHANGE_LINE: &str = "/cart/change";

/// `list` (the cart when absent), `seen` (of the whole list), `next`. Takes every line away.
pub const CLEAR_LIST: &str = "/lists/clear";

/// `sku`, `from` and `to` (lists as text), `seen` (of the line in both lists), `next`. All there is
/// of a line goes into the other list.
pub const MOVE_LINE: &str = "/lists/move";

/// As [`MOVE_LINE`], and the line stays where it was too.
pub const COPY_LINE: &str = "/lists/copy";

/// `lines` (`SKU:2,SKU:1`, the text form of `commerce::CartLines`), `once` (random: sent twice, it
/// counts once). What a cart permalink adds after asking.
pub const ADD_LINES: &str = "/cart/add-lines";

/// `sku`, `to` (what the button said: 1 puts it on the first wishlist, 0 takes it off; whichever it
/// is not when absent), `next`.
pub const TOGGLE_WISH: &str = "/wishlist/toggle";

/// `name`. Begins a wishlist.
pub const BEGIN_WISHLIST: &str = "/wishlist/begin";

/// `list`, `name`.
pub const RENAME_WISHLIST: &str = "/wishlist/rename";

/// `list`, `seen`. Takes a wishlist away with its lines.
pub const DISCARD_WISHLIST: &str = "/wishlist/discard";

/// `list`; `stop` when present ends the sharing. Gives the list an address that anybody may open.
pub const SHARE_WISHLIST: &str = "/wishlist/share";

/// `currency` or `store` (a handle; empty forgets it), `next`.
pub const PREFER: &str = "/preferences";

/// Added to the address of the page that shows what was wrong with a form, as `?problem=quantity`.
pub const PROBLEM: &str = "problem";

/// What was wrong with a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Not a whole number from 1 to 9,999.
    Quantity,
    /// No variant has this SKU.
    Sku,
    /// The list holds no more lines.
    Full,
    /// Nothing left that could be promised.
    SoldOut,
    /// The chosen options are not made in that combination.
    Choice,
    /// Not a name of 1 to 60 characters.
    Name,
    /// No more wishlists.
    Wishlists,
    /// It could not be written down; nothing has changed.
    NotSaved,
}

impl Problem {
    pub const ALL: [Self; 8] = [
        Self::Quantity,
        Self::Sku,
        Self::Full,
        Self::SoldOut,
        Self::Choice,
        Self::Name,
        Self::Wishlists,
        Self::NotSaved,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Quantity => "quantity",
            Self::Sku => "sku",
            Self::Full => "full",
            Self::SoldOut => "sold-out",
            Self::Choice => "choice",
            Self::Name => "name",
            Self::Wishlists => "wishlists",
            Self::NotSaved => "not-saved",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.code() == code)
    }
}

/// Cookies that both the server and the browser's script read and write.
pub mod cookies {
    /// The text form of `commerce::CartLines`.
    pub const CART: &str = "baguni_cart";
    /// The text form of `commerce::Wishlist`.
    pub const WISHLIST: &str = "baguni_wishlist";
    /// A currency's code.
    pub const CURRENCY: &str = "baguni_currency";
    /// The handle of the store the shopper goes to.
    pub const STORE: &str = "baguni_store";
    /// The token of the shopper's session. Scripts do not see it.
    pub const SESSION: &str = "baguni_session";
    /// The shopper's id, which tells a page whose basket its own copy is. It proves nothing.
    pub const SHOPPER: &str = "baguni_shopper";
    /// The key of a screen that a store has set up. Scripts do not see it.
    pub const DEVICE: &str = "baguni_device";
    /// How long each is kept: 180 days, in seconds.
    pub const MAX_AGE: u32 = 180 * 24 * 60 * 60;
}

/// `next` as sent by a form: only a path on this server, else `fallback`.
pub fn local_path<'a>(next: &'a str, fallback: &'a str) -> &'a str {
    let local = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(['\\', '\r', '\n'])
        && next.len() <= 2_000;
    if local { next } else { fallback }
}
