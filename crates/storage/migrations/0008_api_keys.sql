-- Keys of other systems, and what they and shoppers have been answered over the HTTP interface.
--
-- Times are milliseconds since 1970. Of keys only the SHA-256 is here, as of every token.

CREATE TABLE api_key (
    id          INTEGER PRIMARY KEY, -- 64 random bits, as a signed number: what histories name
    name        TEXT NOT NULL UNIQUE,
    token_hash  BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    role        TEXT NOT NULL CHECK (role IN ('associate', 'manager', 'merchant')),
    location_id INTEGER REFERENCES stock_location (id), -- of merchants null: everywhere
    created_at  INTEGER NOT NULL,
    CHECK (role = 'merchant' OR location_id IS NOT NULL)
) STRICT;
CREATE INDEX api_key_by_location ON api_key (location_id);

-- A request under the name its sender gave it, and its answer once there is one.
CREATE TABLE kept_answer (
    caller      TEXT NOT NULL, -- who sent it; names of one sender are nothing to another
    name        TEXT NOT NULL, -- the Idempotency-Key
    fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32), -- SHA-256 of what was sent
    asked_at    INTEGER NOT NULL,
    status      INTEGER, -- null while somebody works on it
    body        BLOB,
    PRIMARY KEY (caller, name),
    CHECK ((status IS NULL) = (body IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_answer_by_time ON kept_answer (asked_at);
CREATE INDEX kept_answer_by_caller ON kept_answer (caller, asked_at);
