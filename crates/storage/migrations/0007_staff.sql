-- Who works for the shop, as what, and where. Whoever has an account and no row here is a customer.

CREATE TABLE staff_member (
    account     INTEGER PRIMARY KEY REFERENCES account (shopper) ON DELETE CASCADE,
    role        TEXT NOT NULL CHECK (role IN ('associate', 'manager', 'merchant')),
    location_id INTEGER REFERENCES stock_location (id), -- of merchants null: everywhere
    since       INTEGER NOT NULL, -- milliseconds since 1970: in this role, at this place
    CHECK (role = 'merchant' OR location_id IS NOT NULL)
) STRICT;
CREATE INDEX staff_member_by_location ON staff_member (location_id);
