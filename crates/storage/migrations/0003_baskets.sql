-- Baskets: what shoppers have put in carts and wishlists, and how far their screens have been heard.
--
-- Times are milliseconds since 1970. Replicas are 64 random bits, as a signed number.

-- One for each shopper. `state` is the whole of it in the format of the crate `replica`, whose
-- first byte is its version; what stands beside it is taken from it.
CREATE TABLE basket (
    shopper        INTEGER PRIMARY KEY REFERENCES shopper (id) ON DELETE CASCADE,
    version        INTEGER NOT NULL,
    epoch          INTEGER NOT NULL,
    state          BLOB NOT NULL,
    server_replica INTEGER NOT NULL, -- under which the server writes what forms ask for
    updated_at     INTEGER NOT NULL
) STRICT;

-- Who has said something, how far that got, and what it was last, so that nothing counts twice.
CREATE TABLE replica (
    replica     INTEGER PRIMARY KEY,
    shopper     INTEGER NOT NULL REFERENCES shopper (id) ON DELETE CASCADE,
    last_seq    INTEGER NOT NULL,
    fingerprint INTEGER NOT NULL, -- 64 bits, as a signed number
    device      TEXT NOT NULL CHECK (device IN ('desktop', 'phone', 'tablet', 'kiosk', 'shop')),
    epoch       INTEGER NOT NULL, -- of the basket when it was heard last
    seen_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX replica_by_shopper ON replica (shopper);
CREATE INDEX replica_by_seen ON replica (seen_at);

-- A confirm screen whose order was placed. Its id is minted when the screen opens.
CREATE TABLE checkout (
    id        BLOB PRIMARY KEY CHECK (length(id) = 16),
    shopper   INTEGER NOT NULL REFERENCES shopper (id) ON DELETE CASCADE,
    placed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX checkout_by_shopper ON checkout (shopper);

-- What an order took out of a cart, kept for screens that have not heard of it yet.
CREATE TABLE ordered (
    replica    INTEGER NOT NULL,
    seq        INTEGER NOT NULL,
    checkout   BLOB NOT NULL REFERENCES checkout (id) ON DELETE CASCADE,
    change     BLOB NOT NULL, -- in the format of the crate `replica`
    ordered_at INTEGER NOT NULL,
    PRIMARY KEY (replica, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX ordered_by_checkout ON ordered (checkout);
CREATE INDEX ordered_by_time ON ordered (ordered_at);

-- Forms that count once however often they are sent.
CREATE TABLE sent_form (
    shopper INTEGER NOT NULL REFERENCES shopper (id) ON DELETE CASCADE,
    mark    BLOB NOT NULL CHECK (length(mark) = 16),
    sent_at INTEGER NOT NULL,
    PRIMARY KEY (shopper, mark)
) STRICT, WITHOUT ROWID;
CREATE INDEX sent_form_by_time ON sent_form (sent_at);

-- Addresses under which anybody may see a wishlist.
CREATE TABLE shared_wishlist (
    token     BLOB PRIMARY KEY CHECK (length(token) = 16),
    shopper   INTEGER NOT NULL REFERENCES shopper (id) ON DELETE CASCADE,
    wishlist  INTEGER NOT NULL,
    shared_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX shared_wishlist_by_shopper ON shared_wishlist (shopper, wishlist);
