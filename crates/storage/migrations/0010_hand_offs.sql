-- Baskets on their way between a screen in a store and a phone, and which screen said what.
--
-- Times are milliseconds since 1970.

-- A code by which one phone may take part in a screen's basket. Of the code only the SHA-256 is
-- here. It outlives its session, so that a phone that sends it twice is answered the same.
CREATE TABLE hand_off (
    code_hash  BLOB PRIMARY KEY CHECK (length(code_hash) = 32),
    session    INTEGER REFERENCES session (id) ON DELETE SET NULL, -- the screen's
    device     BLOB NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    direction  TEXT NOT NULL CHECK (direction IN ('to_phone', 'to_screen')),
    way        TEXT, -- JSON: how the things are to be had, if that was chosen
    expires_at INTEGER NOT NULL,
    used_by    INTEGER, -- the phone's shopper
    used_at    INTEGER,
    CHECK ((used_by IS NULL) = (used_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX hand_off_by_session ON hand_off (session);
CREATE INDEX hand_off_by_device ON hand_off (device);
CREATE INDEX hand_off_by_expiry ON hand_off (expires_at);

-- The screen of a store that a replica spoke at; so its changes tell where they were made, whoever's
-- basket they come into.
ALTER TABLE replica ADD COLUMN kiosk BLOB REFERENCES device (id);

-- Guests are joined into other guests too: the basket of a screen into that of a phone. Whoever is
-- led to is led no further: a row names where that ends.
CREATE TABLE led_guest (
    guest     INTEGER PRIMARY KEY,
    shopper   INTEGER NOT NULL REFERENCES shopper (id) ON DELETE CASCADE,
    joined_at INTEGER NOT NULL
) STRICT;
INSERT INTO led_guest SELECT guest, account, joined_at FROM shopper_alias;
DROP TABLE shopper_alias;
ALTER TABLE led_guest RENAME TO shopper_alias;
CREATE INDEX shopper_alias_by_shopper ON shopper_alias (shopper);
CREATE INDEX shopper_alias_by_joined ON shopper_alias (joined_at);
