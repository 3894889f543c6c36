//! The addresses of the account, under each language's prefix. They are pages; those that are also
//! posted to answer with a redirect (303), and with the same page where something was wrong.

/// Who is signed in, and the ways on from there.
pub const OVERVIEW: &str = "/account";

/// POST: `email`, `password`, `next` (the overview when absent).
pub const SIGN_IN: &str = "/account/sign-in";

/// POST: `email`, `name`, `password`, `next`.
pub const SIGN_UP: &str = "/account/sign-up";

/// POST only.
pub const SIGN_OUT: &str = "/account/sign-out";

/// POST: `email`. The answer is the same whether or not anybody has it.
pub const RESET: &str = "/account/reset";

/// POST: `password`. The token comes in a letter.
pub const NEW_PASSWORD: &str = "/account/reset/{token}";

pub const DEVICES: &str = "/account/devices";

/// POST only: `session`, as the page of devices names it.
pub const REVOKE: &str = "/account/devices/revoke";

/// POST only.
pub const REVOKE_OTHERS: &str = "/account/devices/revoke-others";

/// POST only: `name`.
pub const RENAME: &str = "/account/name";

/// Where to go on after signing in or up, as a field and in a query.
pub const NEXT: &str = "next";

/// The most characters of a name.
pub const MAX_NAME: usize = 60;

/// The address to choose a new password at.
pub fn new_password(token: &str) -> String {
    NEW_PASSWORD.replace("{token}", token)
}
