//! The plain forms and cookies through which a shopper without scripts does the same things as
//! one with them. The server answers every form with a redirect (303).

/// `sku`, `quantity` (1 when absent), `next` (where to go; the cart when absent). With
/// `option-0`, `option-1`, … (indices of option values) it is the variant of the same product
/// that makes these choices, whatever `sku` says: a shopper without scripts changes the radio
/// buttons and not the hidden field.
pub const ADD_TO_CART: &str = "/cart/add";

/// `sku`, and `quantity` as typed, or the pressed button `to` with the quantity it stands for;
/// 0 removes the line.
pub const CHANGE_LINE: &str = "/cart/change";

/// `sku`, `next`. Puts it on the wishlist, or takes it off.
pub const TOGGLE_WISH: &str = "/wishlist/toggle";

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
}

impl Problem {
    pub const ALL: [Self; 5] = [
        Self::Quantity,
        Self::Sku,
        Self::Full,
        Self::SoldOut,
        Self::Choice,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Quantity => "quantity",
            Self::Sku => "sku",
            Self::Full => "full",
            Self::SoldOut => "sold-out",
            Self::Choice => "choice",
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
