-- Orders, from the checkout on.
--
-- Times are milliseconds since 1970. What is asked of many orders at once stands in columns; the
-- whole of an order is `document`, JSON, which alone is read back. Columns and document are written
-- together and only so.

-- A checkout that is being filled in. It belongs to its shopper and to nobody who knows its id.
CREATE TABLE checkout_draft (
    id         BLOB PRIMARY KEY CHECK (length(id) = 16),
    shopper    INTEGER NOT NULL REFERENCES shopper (id) ON DELETE CASCADE,
    document   TEXT NOT NULL, -- JSON: what was typed, what was shown, what is held
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX checkout_draft_by_shopper ON checkout_draft (shopper, updated_at);
CREATE INDEX checkout_draft_by_time ON checkout_draft (updated_at);

-- "order" is a word of SQL's own. Orders outlive the sessions of guests, so `shopper` refers to
-- nothing; when a guest signs in, it becomes the account's.
CREATE TABLE customer_order (
    number             INTEGER PRIMARY KEY, -- 60 random bits
    checkout           BLOB NOT NULL UNIQUE CHECK (length(checkout) = 16),
    shopper            INTEGER NOT NULL,
    email              TEXT NOT NULL, -- canonical: in lower case
    state              TEXT NOT NULL CHECK (state IN
        ('pending_payment', 'placed', 'on_hold', 'completed', 'expired', 'cancelled')),
    channel            TEXT NOT NULL,
    payment_status     TEXT NOT NULL, -- derived
    fulfillment_status TEXT NOT NULL, -- derived
    currency           TEXT NOT NULL,
    total_minor        INTEGER NOT NULL,
    placed_at          INTEGER NOT NULL,
    changed_at         INTEGER NOT NULL,
    deadline_at        INTEGER, -- when it has to be looked at again
    calls_due          INTEGER NOT NULL CHECK (calls_due IN (0, 1)), -- a provider is to be asked
    version            INTEGER NOT NULL,
    document           TEXT NOT NULL
) STRICT;
CREATE INDEX customer_order_by_shopper ON customer_order (shopper, placed_at);
CREATE INDEX customer_order_by_time ON customer_order (placed_at);
CREATE INDEX customer_order_by_state ON customer_order (state, placed_at);
CREATE INDEX customer_order_by_email ON customer_order (email, placed_at);
CREATE INDEX customer_order_by_deadline ON customer_order (deadline_at)
    WHERE deadline_at IS NOT NULL;
CREATE INDEX customer_order_by_calls ON customer_order (number) WHERE calls_due = 1;

-- Where somebody has something to do with an order. Derived from the document.
CREATE TABLE order_place (
    number      INTEGER NOT NULL REFERENCES customer_order (number) ON DELETE CASCADE,
    fulfillment INTEGER NOT NULL,
    location    TEXT NOT NULL, -- a handle: the place it is at, or comes to
    state       TEXT NOT NULL,
    is_open     INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    PRIMARY KEY (number, fulfillment, location)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_place_by_location ON order_place (location, is_open, state);

CREATE TABLE order_payment (
    payment BLOB PRIMARY KEY CHECK (length(payment) = 16),
    number  INTEGER NOT NULL REFERENCES customer_order (number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX order_payment_by_order ON order_payment (number);

-- Every command that was taken, so that it is taken once.
CREATE TABLE order_command (
    command BLOB PRIMARY KEY CHECK (length(command) = 16),
    number  INTEGER NOT NULL REFERENCES customer_order (number) ON DELETE CASCADE,
    at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX order_command_by_order ON order_command (number);
CREATE INDEX order_command_by_time ON order_command (at);

-- What happened, append only: the history of each order, and the outbox of all. A reader of the
-- outbox keeps how far it has read in `outbox_reader`.
CREATE TABLE order_event (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    number      INTEGER NOT NULL REFERENCES customer_order (number) ON DELETE CASCADE,
    command     BLOB NOT NULL,
    kind        TEXT NOT NULL,
    fulfillment INTEGER,
    actor       TEXT NOT NULL,
    reason      TEXT,
    before      TEXT NOT NULL, -- the state of the order before and after
    after       TEXT NOT NULL,
    at          INTEGER NOT NULL
) STRICT;
CREATE INDEX order_event_by_order ON order_event (number, id);

CREATE TABLE outbox_reader (
    name  TEXT PRIMARY KEY,
    event INTEGER NOT NULL -- the last one that was dealt with
) STRICT, WITHOUT ROWID;

-- Keys that links are signed with.
CREATE TABLE secret (
    name  TEXT PRIMARY KEY,
    bytes BLOB NOT NULL CHECK (length(bytes) = 32)
) STRICT, WITHOUT ROWID;
