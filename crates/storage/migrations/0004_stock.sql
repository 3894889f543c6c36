-- Stock: an append-only ledger, the levels that are its sums, holds, and transfers.
--
-- Times are milliseconds since 1970. A variant is named by its SKU and not by its key: what lies on
-- a shelf, and what has been promised of it, outlives the row in the catalogue.

-- Every change of what is on hand or allocated. Nothing here is ever changed or deleted.
CREATE TABLE stock_movement (
    id          INTEGER PRIMARY KEY, -- in the order in which they were made
    -- What asked for it; null for counts from a file. One command may move several things: its
    -- parts are numbered.
    command     BLOB CHECK (length(command) = 16),
    part        INTEGER NOT NULL,
    sku         TEXT NOT NULL,
    location_id INTEGER NOT NULL REFERENCES stock_location (id),
    kind        TEXT NOT NULL CHECK (kind IN ('received', 'allocated', 'shipped', 'released',
        'adjusted', 'transferred-out', 'transferred-in')),
    reason      TEXT CHECK (reason IN ('counted', 'damaged', 'lost', 'found', 'not-on-shelf',
        'imported', 'returned')),
    on_hand     INTEGER NOT NULL, -- by how much it has changed
    allocated   INTEGER NOT NULL, -- likewise
    reference   TEXT NOT NULL,
    actor       TEXT NOT NULL,
    at          INTEGER NOT NULL,
    CHECK ((kind = 'adjusted') = (reason IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX stock_movement_by_command ON stock_movement (command, part)
    WHERE command IS NOT NULL;
CREATE INDEX stock_movement_by_sku ON stock_movement (sku);
CREATE TRIGGER stock_movement_stays BEFORE UPDATE ON stock_movement
BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER stock_movement_is_kept BEFORE DELETE ON stock_movement
BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END;

-- One row. It grows with every change of a level, which carries the number it grew to: whoever
-- holds levels in memory asks for those above the number they know.
CREATE TABLE stock_revision (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    revision INTEGER NOT NULL
) STRICT;
INSERT INTO stock_revision (only_row, revision) VALUES (1, 0);

ALTER TABLE stock_level RENAME TO former_level;

-- The levels there are become the first movements.
INSERT INTO stock_movement
        (part, sku, location_id, kind, on_hand, allocated, reference, actor, at)
    SELECT 0, sku, location_id, 'received', on_hand, 0, 'opening', '', unixepoch() * 1000
    FROM former_level JOIN variant ON variant.id = variant_id
    WHERE on_hand > 0 ORDER BY variant_id, location_id;
INSERT INTO stock_movement
        (part, sku, location_id, kind, on_hand, allocated, reference, actor, at)
    SELECT 0, sku, location_id, 'allocated', 0, reserved, 'opening', '', unixepoch() * 1000
    FROM former_level JOIN variant ON variant.id = variant_id
    WHERE reserved > 0 ORDER BY variant_id, location_id;

CREATE TABLE stock_level (
    sku         TEXT NOT NULL,
    location_id INTEGER NOT NULL REFERENCES stock_location (id),
    on_hand     INTEGER NOT NULL CHECK (on_hand BETWEEN 0 AND 4294967295),
    allocated   INTEGER NOT NULL CHECK (allocated BETWEEN 0 AND 4294967295),
    reserved    INTEGER NOT NULL CHECK (reserved BETWEEN 0 AND 4294967295), -- of active holds
    safety      INTEGER CHECK (safety BETWEEN 0 AND 4294967295), -- null: as the location's kind has it
    revision    INTEGER NOT NULL, -- of stock_revision, when this level changed last
    PRIMARY KEY (sku, location_id)
) STRICT, WITHOUT ROWID;
INSERT INTO stock_level (sku, location_id, on_hand, allocated, reserved, revision)
    SELECT sku, location_id, on_hand, reserved, 0, 0
    FROM former_level JOIN variant ON variant.id = variant_id;
DROP TABLE former_level;
CREATE INDEX stock_level_by_revision ON stock_level (revision);

-- A hold of stock for a checkout that has begun, one row for each thing held. It counts while it is
-- active and has not expired; ending it gives `quantity` back to the level's `reserved`.
CREATE TABLE reservation (
    id          BLOB NOT NULL CHECK (length(id) = 16), -- the checkout's
    sku         TEXT NOT NULL,
    location_id INTEGER NOT NULL REFERENCES stock_location (id),
    quantity    INTEGER NOT NULL CHECK (quantity > 0),
    expires_at  INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('active', 'committed', 'released', 'expired')),
    ended_at    INTEGER,
    reason      TEXT, -- why it was released
    PRIMARY KEY (id, sku, location_id),
    CHECK ((state = 'active') = (ended_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX reservation_by_level ON reservation (sku, location_id, expires_at)
    WHERE state = 'active';
CREATE INDEX reservation_by_expiry ON reservation (expires_at) WHERE state = 'active';
CREATE INDEX reservation_by_end ON reservation (ended_at) WHERE state <> 'active';

-- Stock on its way from one location to another: it has left the one and is not at the other yet.
CREATE TABLE stock_transfer (
    id            BLOB PRIMARY KEY CHECK (length(id) = 16), -- of the command that sent it
    sku           TEXT NOT NULL,
    from_location INTEGER NOT NULL REFERENCES stock_location (id),
    to_location   INTEGER NOT NULL REFERENCES stock_location (id),
    quantity      INTEGER NOT NULL CHECK (quantity > 0),
    sent_by       TEXT NOT NULL,
    sent_at       INTEGER NOT NULL,
    received      INTEGER CHECK (received BETWEEN 0 AND quantity), -- null while it is on its way
    received_by   TEXT,
    received_at   INTEGER,
    CHECK (from_location <> to_location),
    CHECK ((received IS NULL) = (received_at IS NULL) AND (received IS NULL) = (received_by IS NULL))
) STRICT;
CREATE INDEX stock_transfer_by_destination ON stock_transfer (to_location, sent_at)
    WHERE received IS NULL;
CREATE INDEX stock_transfer_by_origin ON stock_transfer (from_location, sent_at)
    WHERE received IS NULL;
