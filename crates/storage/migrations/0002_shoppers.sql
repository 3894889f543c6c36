-- Shoppers, their accounts and their sessions.
--
-- Times are milliseconds since 1970. Of tokens only the SHA-256 is here: whoever reads the database
-- cannot sign in with what stands in it.

-- Somebody with a basket: a person with an account, or a guest of whom nothing is known. What
-- belongs to a shopper refers here with ON DELETE CASCADE.
CREATE TABLE shopper (
    id         INTEGER PRIMARY KEY, -- 64 random bits, as a signed number
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE account (
    shopper       INTEGER PRIMARY KEY REFERENCES shopper (id) ON DELETE CASCADE,
    email         TEXT NOT NULL UNIQUE, -- canonical: in lower case
    name          TEXT NOT NULL,
    password_hash TEXT NOT NULL, -- argon2id, as a PHC string
    created_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
    id         INTEGER PRIMARY KEY AUTOINCREMENT, -- names it to its shopper; never used again
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    shopper    INTEGER NOT NULL REFERENCES shopper (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL CHECK (kind IN ('guest', 'account')), -- account: a password was given
    device     TEXT NOT NULL, -- such as "Chrome · Android"
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX session_by_shopper ON session (shopper);
CREATE INDEX session_by_seen ON session (seen_at);

-- A link to choose a new password.
CREATE TABLE reset (
    token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
    account    INTEGER NOT NULL REFERENCES account (shopper) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX reset_by_account ON reset (account);

-- Guests whose basket has been joined into an account's: what they still send belongs there.
CREATE TABLE shopper_alias (
    guest     INTEGER PRIMARY KEY,
    account   INTEGER NOT NULL REFERENCES account (shopper) ON DELETE CASCADE,
    joined_at INTEGER NOT NULL
) STRICT;
CREATE INDEX shopper_alias_by_account ON shopper_alias (account);
CREATE INDEX shopper_alias_by_joined ON shopper_alias (joined_at);
