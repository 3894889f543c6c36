-- Promotions and how often they were used, ways of shipping, and prices with a beginning and an
-- end.
--
-- Times are milliseconds since 1970. Amounts stand in pairs of columns, one for each currency, both
-- null or neither.

CREATE TABLE promotion (
    id            INTEGER PRIMARY KEY,
    handle        TEXT NOT NULL UNIQUE,
    title_ko      TEXT NOT NULL,
    title_en      TEXT NOT NULL,
    code          TEXT, -- upper case; null: by itself
    reward        TEXT NOT NULL CHECK (reward IN
        ('percent', 'amount', 'buy-x-get-y', 'free-shipping')),
    off           INTEGER CHECK (off BETWEEN 0 AND 10000), -- of percent and buy-x-get-y: basis points
    amount_krw    INTEGER CHECK (amount_krw >= 0), -- of amount; of percent, the most
    amount_usd    INTEGER CHECK (amount_usd >= 0),
    buy           INTEGER, -- of buy-x-get-y
    get           INTEGER,
    scope         TEXT NOT NULL CHECK (scope IN ('everything', 'collections', 'skus')),
    minimum_krw   INTEGER,
    minimum_usd   INTEGER,
    pieces        INTEGER NOT NULL,
    starts_at     INTEGER,
    ends_at       INTEGER,
    signed_in     INTEGER NOT NULL CHECK (signed_in IN (0, 1)),
    first_order   INTEGER NOT NULL CHECK (first_order IN (0, 1)),
    total_limit   INTEGER,
    shopper_limit INTEGER,
    priority      INTEGER NOT NULL,
    exclusive     INTEGER NOT NULL CHECK (exclusive IN (0, 1)),
    used          INTEGER NOT NULL DEFAULT 0 CHECK (used >= 0) -- the rows of promotion_use
) STRICT;

-- What a promotion is for, where that is not everything: handles of collections, or SKUs.
CREATE TABLE promotion_scope (
    promotion_id INTEGER NOT NULL REFERENCES promotion (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    PRIMARY KEY (promotion_id, name)
) STRICT, WITHOUT ROWID;

-- One row for each order that used it.
CREATE TABLE promotion_use (
    promotion_id INTEGER NOT NULL REFERENCES promotion (id) ON DELETE CASCADE,
    checkout     BLOB NOT NULL CHECK (length(checkout) = 16),
    customer     TEXT NOT NULL, -- the canonical address of the order's contact
    used_at      INTEGER NOT NULL,
    PRIMARY KEY (promotion_id, checkout)
) STRICT, WITHOUT ROWID;
CREATE INDEX promotion_use_by_checkout ON promotion_use (checkout);
CREATE INDEX promotion_use_by_customer ON promotion_use (customer, promotion_id);

CREATE TABLE shipping_method (
    handle        TEXT PRIMARY KEY,
    position      INTEGER NOT NULL,
    title_ko      TEXT NOT NULL,
    title_en      TEXT NOT NULL,
    rate_krw      INTEGER NOT NULL CHECK (rate_krw >= 0),
    rate_usd      INTEGER NOT NULL CHECK (rate_usd >= 0),
    jeju_krw      INTEGER, -- on top; null: it does not go there
    jeju_usd      INTEGER,
    island_krw    INTEGER, -- likewise
    island_usd    INTEGER,
    free_from_krw INTEGER,
    free_from_usd INTEGER,
    max_grams     INTEGER,
    days_least    INTEGER NOT NULL,
    days_most     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE scheduled_price (
    variant_id       INTEGER NOT NULL REFERENCES variant (id) ON DELETE CASCADE,
    currency         TEXT NOT NULL CHECK (currency IN ('KRW', 'USD')),
    amount_minor     INTEGER NOT NULL CHECK (amount_minor >= 0),
    compare_at_minor INTEGER CHECK (compare_at_minor > amount_minor),
    begins_at        INTEGER NOT NULL,
    ends_at          INTEGER CHECK (ends_at > begins_at),
    PRIMARY KEY (variant_id, currency, begins_at)
) STRICT, WITHOUT ROWID;
