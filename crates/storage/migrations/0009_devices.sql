-- Screens that stores set up, what they are told, and what shoppers ask of the staff at them.
--
-- Times are milliseconds since 1970. Of keys, codes and passes only the SHA-256 is here. Devices and
-- their log are never deleted: what a screen did has to be told later too.

CREATE TABLE device (
    id           BLOB PRIMARY KEY CHECK (length(id) = 16),
    key_hash     BLOB NOT NULL UNIQUE CHECK (length(key_hash) = 32),
    location_id  INTEGER NOT NULL REFERENCES stock_location (id),
    name         TEXT NOT NULL,
    profile      TEXT NOT NULL, -- JSON
    idle_s       INTEGER NOT NULL,
    paired_at    INTEGER NOT NULL,
    paired_by    TEXT NOT NULL,
    revoked_at   INTEGER,
    revoked_by   TEXT,
    locked       INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)),
    message      TEXT,
    seen_at      INTEGER, -- null until the first heartbeat
    heartbeat    TEXT, -- JSON: the last one
    staff_until  INTEGER, -- the staff's screen is open until then
    staff_by     TEXT,
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL)),
    CHECK ((seen_at IS NULL) = (heartbeat IS NULL)),
    CHECK ((staff_until IS NULL) = (staff_by IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX device_by_location ON device (location_id);

-- What a screen becomes that is set up with this code.
CREATE TABLE pairing_code (
    code_hash   BLOB PRIMARY KEY CHECK (length(code_hash) = 32),
    location_id INTEGER NOT NULL REFERENCES stock_location (id),
    name        TEXT NOT NULL,
    profile     TEXT NOT NULL, -- JSON
    idle_s      INTEGER NOT NULL,
    made_by     TEXT NOT NULL,
    expires_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX pairing_code_by_expiry ON pairing_code (expires_at);

-- What a screen is told to do, until it has done it.
CREATE TABLE device_order (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    id      BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    device  BLOB NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    what    TEXT NOT NULL, -- JSON
    told_at INTEGER NOT NULL
) STRICT;
CREATE INDEX device_order_by_device ON device_order (device, seq);

CREATE TABLE device_call (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    device    BLOB NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    reason    TEXT NOT NULL CHECK (reason IN ('advice', 'trouble', 'assistance', 'counter')),
    called_at INTEGER NOT NULL,
    taken_by  TEXT,
    taken_at  INTEGER,
    closed_at INTEGER,
    -- what somebody has come for: an order and a part of it
    about_order INTEGER,
    about_part  INTEGER,
    CHECK ((taken_by IS NULL) = (taken_at IS NULL)),
    CHECK ((about_order IS NULL) = (about_part IS NULL))
) STRICT;
CREATE UNIQUE INDEX device_call_open ON device_call (device) WHERE closed_at IS NULL;
CREATE INDEX device_call_by_end ON device_call (closed_at) WHERE closed_at IS NOT NULL;

-- A cart on its way to the counter.
CREATE TABLE counter_ticket (
    id          BLOB PRIMARY KEY CHECK (length(id) = 16), -- of the command that asked for it
    device      BLOB NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    location_id INTEGER NOT NULL REFERENCES stock_location (id),
    day         INTEGER NOT NULL, -- since 1970, where the store is
    number      INTEGER NOT NULL CHECK (number BETWEEN 0 AND 9999),
    lines       TEXT NOT NULL,
    way         TEXT NOT NULL, -- JSON
    shopper     INTEGER, -- until the screen is reset
    total_minor INTEGER NOT NULL,
    currency    TEXT NOT NULL,
    made_at     INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    sold        INTEGER, -- the order it has become
    UNIQUE (location_id, day, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX counter_ticket_by_device ON counter_ticket (device, expires_at);
CREATE INDEX counter_ticket_by_expiry ON counter_ticket (expires_at);
CREATE INDEX counter_ticket_by_order ON counter_ticket (sold) WHERE sold IS NOT NULL;
CREATE INDEX counter_ticket_by_shopper ON counter_ticket (shopper) WHERE shopper IS NOT NULL;

-- Six digits with which an associate opens the staff's screen of one device.
CREATE TABLE staff_pass (
    device     BLOB NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    pass_hash  BLOB NOT NULL CHECK (length(pass_hash) = 32),
    made_by    TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (device, pass_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX staff_pass_by_expiry ON staff_pass (expires_at);

CREATE TABLE device_log (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    device BLOB NOT NULL REFERENCES device (id),
    who    TEXT NOT NULL,
    what   TEXT NOT NULL,
    at     INTEGER NOT NULL
) STRICT;
CREATE INDEX device_log_by_device ON device_log (device, id);
CREATE TRIGGER device_log_stays BEFORE UPDATE ON device_log
BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER device_log_is_kept BEFORE DELETE ON device_log
BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;

-- The screen on which a session was opened; without its key the session is none.
ALTER TABLE session ADD COLUMN kiosk BLOB REFERENCES device (id);
CREATE INDEX session_by_kiosk ON session (kiosk, seen_at) WHERE kiosk IS NOT NULL;
