-- The catalogue: products, collections, places, stock and pictures.
--
-- What is long or searched stands in a `…_text` table, one row for each language; a label of a
-- word or two stands in a pair of columns. Money is in minor units: won, or cents.

PRAGMA application_id = 1111969353; -- "BGNI"

-- One row. It grows with every change of the catalogue; whoever holds the catalogue in memory
-- looks here whether to read it again.
CREATE TABLE catalogue_revision (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    revision INTEGER NOT NULL
) STRICT;
INSERT INTO catalogue_revision (only_row, revision) VALUES (1, 0);

CREATE TABLE product (
    id           INTEGER PRIMARY KEY,
    handle       TEXT NOT NULL UNIQUE,
    status       TEXT NOT NULL CHECK (status IN ('active', 'draft', 'archived')),
    published_at INTEGER NOT NULL -- seconds since 1970
) STRICT;

CREATE TABLE product_text (
    product_id   INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE,
    locale       TEXT NOT NULL CHECK (locale IN ('ko', 'en')),
    title        TEXT NOT NULL,
    summary      TEXT NOT NULL,
    description  TEXT NOT NULL, -- sanitised HTML
    vendor       TEXT NOT NULL,
    product_type TEXT NOT NULL,
    PRIMARY KEY (product_id, locale)
) STRICT, WITHOUT ROWID;

CREATE TABLE product_detail (
    product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    title_ko   TEXT NOT NULL,
    title_en   TEXT NOT NULL,
    body_ko    TEXT NOT NULL, -- sanitised HTML
    body_en    TEXT NOT NULL,
    PRIMARY KEY (product_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE product_tag (
    product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE,
    tag        TEXT NOT NULL,
    PRIMARY KEY (product_id, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE product_option (
    product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL CHECK (position BETWEEN 0 AND 2),
    name_ko    TEXT NOT NULL,
    name_en    TEXT NOT NULL,
    PRIMARY KEY (product_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE option_value (
    product_id      INTEGER NOT NULL,
    option_position INTEGER NOT NULL,
    position        INTEGER NOT NULL,
    name_ko         TEXT NOT NULL,
    name_en         TEXT NOT NULL,
    swatch          TEXT, -- #rrggbb
    PRIMARY KEY (product_id, option_position, position),
    FOREIGN KEY (product_id, option_position)
        REFERENCES product_option (product_id, position) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE product_media (
    product_id  INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    source_kind TEXT NOT NULL CHECK (source_kind IN ('vector', 'raster', 'remote')),
    source      TEXT NOT NULL, -- the name in media_file; for 'remote' the address
    alt_ko      TEXT NOT NULL,
    alt_en      TEXT NOT NULL,
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    PRIMARY KEY (product_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE variant (
    id                 INTEGER PRIMARY KEY,
    product_id         INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE,
    position           INTEGER NOT NULL,
    sku                TEXT NOT NULL UNIQUE,
    barcode            TEXT,
    -- The chosen value's position for each option of the product; null where it has fewer options.
    choice_1           INTEGER,
    choice_2           INTEGER,
    choice_3           INTEGER,
    weight_grams       INTEGER NOT NULL,
    picture_position   INTEGER, -- in product_media
    sell_without_stock INTEGER NOT NULL CHECK (sell_without_stock IN (0, 1))
) STRICT;
CREATE INDEX variant_by_product ON variant (product_id, position);

CREATE TABLE price (
    variant_id       INTEGER NOT NULL REFERENCES variant (id) ON DELETE CASCADE,
    currency         TEXT NOT NULL CHECK (currency IN ('KRW', 'USD')),
    amount_minor     INTEGER NOT NULL CHECK (amount_minor >= 0),
    compare_at_minor INTEGER CHECK (compare_at_minor > amount_minor),
    PRIMARY KEY (variant_id, currency)
) STRICT, WITHOUT ROWID;

-- What products used to be called. Naming the product and not its next handle, a row stays right
-- however often the product is renamed.
CREATE TABLE product_former_handle (
    handle     TEXT PRIMARY KEY,
    product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE collection (
    id            INTEGER PRIMARY KEY,
    handle        TEXT NOT NULL UNIQUE,
    -- By hand (collection_member), or by collection_condition: all of them or any of them.
    membership    TEXT NOT NULL CHECK (membership IN ('manual', 'all', 'any')),
    menu_position INTEGER
) STRICT;

CREATE TABLE collection_text (
    collection_id INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    locale        TEXT NOT NULL CHECK (locale IN ('ko', 'en')),
    title         TEXT NOT NULL,
    description   TEXT NOT NULL,
    PRIMARY KEY (collection_id, locale)
) STRICT, WITHOUT ROWID;

CREATE TABLE collection_picture (
    collection_id INTEGER PRIMARY KEY REFERENCES collection (id) ON DELETE CASCADE,
    source_kind   TEXT NOT NULL CHECK (source_kind IN ('vector', 'raster', 'remote')),
    source        TEXT NOT NULL,
    alt_ko        TEXT NOT NULL,
    alt_en        TEXT NOT NULL,
    width         INTEGER NOT NULL,
    height        INTEGER NOT NULL
) STRICT;

-- A handle and not a product's key: a collection may name products that are imported after it.
CREATE TABLE collection_member (
    collection_id  INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    position       INTEGER NOT NULL,
    product_handle TEXT NOT NULL,
    PRIMARY KEY (collection_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE collection_condition (
    collection_id   INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    position        INTEGER NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN
        ('tag', 'vendor', 'product-type', 'on-sale', 'price-below', 'published-since')),
    word            TEXT,    -- of tag, vendor and product-type
    currency        TEXT CHECK (currency IN ('KRW', 'USD')), -- of price-below
    amount_minor    INTEGER, -- of price-below
    published_since INTEGER, -- of published-since: seconds since 1970
    PRIMARY KEY (collection_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE collection_former_handle (
    handle        TEXT PRIMARY KEY,
    collection_id INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE stock_location (
    id       INTEGER PRIMARY KEY,
    handle   TEXT NOT NULL UNIQUE,
    kind     TEXT NOT NULL CHECK (kind IN ('store', 'warehouse')),
    postcode TEXT NOT NULL,
    phone    TEXT NOT NULL
) STRICT;

CREATE TABLE location_text (
    location_id INTEGER NOT NULL REFERENCES stock_location (id) ON DELETE CASCADE,
    locale      TEXT NOT NULL CHECK (locale IN ('ko', 'en')),
    name        TEXT NOT NULL,
    city        TEXT NOT NULL,
    address     TEXT NOT NULL,
    note        TEXT NOT NULL,
    PRIMARY KEY (location_id, locale)
) STRICT, WITHOUT ROWID;

-- A day without a row is a day closed.
CREATE TABLE location_hours (
    location_id   INTEGER NOT NULL REFERENCES stock_location (id) ON DELETE CASCADE,
    weekday       INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7), -- ISO 8601: Monday is 1
    opens_minute  INTEGER NOT NULL, -- since midnight, Asia/Seoul
    closes_minute INTEGER NOT NULL,
    PRIMARY KEY (location_id, weekday)
) STRICT, WITHOUT ROWID;

-- A level of nothing has no row.
CREATE TABLE stock_level (
    variant_id  INTEGER NOT NULL REFERENCES variant (id) ON DELETE CASCADE,
    location_id INTEGER NOT NULL REFERENCES stock_location (id) ON DELETE CASCADE,
    on_hand     INTEGER NOT NULL CHECK (on_hand >= 0),
    reserved    INTEGER NOT NULL CHECK (reserved >= 0),
    PRIMARY KEY (variant_id, location_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE media_file (
    media_id TEXT NOT NULL, -- named in product_media and collection_picture
    format   TEXT NOT NULL CHECK (format IN ('svg', 'webp', 'jpeg')),
    width    INTEGER NOT NULL, -- pixels; 0 for svg
    bytes    BLOB NOT NULL,
    PRIMARY KEY (media_id, format, width)
) STRICT;
