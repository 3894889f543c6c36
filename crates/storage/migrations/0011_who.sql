-- Who of the staff did something at a screen, by their account: names change. The name that it had
-- then stays beside it, for an account that is gone, and for what was written before this.

ALTER TABLE device ADD COLUMN paired_account INTEGER;
ALTER TABLE device ADD COLUMN revoked_account INTEGER;
ALTER TABLE device ADD COLUMN staff_account INTEGER;
ALTER TABLE pairing_code ADD COLUMN made_account INTEGER;
ALTER TABLE staff_pass ADD COLUMN made_account INTEGER;
ALTER TABLE device_call ADD COLUMN taken_account INTEGER;
ALTER TABLE device_log ADD COLUMN account INTEGER;

-- What of a basket a ticket was made of, so that what is sold can be taken out of it, whoever's it is
-- by then. Null once the ticket is too old.
ALTER TABLE counter_ticket ADD COLUMN dots TEXT;
