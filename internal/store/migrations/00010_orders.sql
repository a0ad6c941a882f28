-- Orders on their way to the ledger: numbers without gaps, exports that can be fetched again as they were, bundles, and
-- what has been agreed with customers and agencies.

-- +goose Up
ALTER TABLE orders ADD COLUMN employer_id BIGINT NOT NULL DEFAULT 0; -- 0: none
ALTER TABLE orders ADD COLUMN bundle_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN credits {{key}} NOT NULL DEFAULT ''; -- the order that this one credits
ALTER TABLE orders ADD COLUMN total BIGINT NOT NULL DEFAULT 0;     -- kronor without VAT, the sum of the lines
ALTER TABLE orders ADD COLUMN vat INTEGER NOT NULL DEFAULT 25;     -- percent
ALTER TABLE orders ADD COLUMN why TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN credited BIGINT NOT NULL DEFAULT 0 CHECK (credited >= 0);
ALTER TABLE orders ADD COLUMN export {{key}} NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN ledger {{key}} NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN found_by TEXT NOT NULL DEFAULT '';   -- what it is searched by, in small letters
ALTER TABLE orders ADD COLUMN published_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0);
CREATE INDEX orders_employer ON orders (employer_id);
CREATE INDEX orders_published ON orders (published_at);
CREATE INDEX orders_created ON orders (created_at);
CREATE INDEX orders_export ON orders (export) WHERE export <> '';
CREATE UNIQUE INDEX orders_ledger ON orders (ledger) WHERE ledger <> '';

-- The last number given in each series: "A-2026" for orders, "E-2026" for exports.
CREATE TABLE series (
	name {{key}} NOT NULL PRIMARY KEY,
	last BIGINT  NOT NULL CHECK (last >= 0)
);

CREATE TABLE exports (
	number     {{key}} NOT NULL PRIMARY KEY,
	at         BIGINT  NOT NULL,
	created_by TEXT    NOT NULL,
	orders     INTEGER NOT NULL CHECK (orders > 0),
	total      BIGINT  NOT NULL,
	csv        TEXT    NOT NULL, -- what was handed over, for as often as it is asked for
	json       TEXT    NOT NULL
);

CREATE TABLE bundles (
	id           {{serial}},
	order_number {{key}} NOT NULL UNIQUE REFERENCES orders (number),
	employer_id  BIGINT  NOT NULL REFERENCES employers (id),
	package      {{key}} NOT NULL,
	size         INTEGER NOT NULL CHECK (size > 0),
	used         INTEGER NOT NULL CHECK (used >= 0 AND used <= size),
	until        BIGINT  NOT NULL
);
CREATE INDEX bundles_employer ON bundles (employer_id);

CREATE TABLE customer_prices (
	employer_id BIGINT  NOT NULL REFERENCES employers (id),
	package     {{key}} NOT NULL,
	price       BIGINT  NOT NULL CHECK (price >= 0),
	PRIMARY KEY (employer_id, package)
);

CREATE TABLE agencies (
	org_nr  {{key}} NOT NULL PRIMARY KEY,
	name    TEXT    NOT NULL,
	percent INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 15)
);

-- +goose Down
DROP TABLE agencies;
DROP TABLE customer_prices;
DROP TABLE bundles;
DROP TABLE exports;
DROP TABLE series;
DROP INDEX orders_ledger;
DROP INDEX orders_export;
DROP INDEX orders_created;
DROP INDEX orders_published;
DROP INDEX orders_employer;
ALTER TABLE orders DROP COLUMN version;
ALTER TABLE orders DROP COLUMN published_at;
ALTER TABLE orders DROP COLUMN found_by;
ALTER TABLE orders DROP COLUMN ledger;
ALTER TABLE orders DROP COLUMN export;
ALTER TABLE orders DROP COLUMN credited;
ALTER TABLE orders DROP COLUMN why;
ALTER TABLE orders DROP COLUMN vat;
ALTER TABLE orders DROP COLUMN total;
ALTER TABLE orders DROP COLUMN credits;
ALTER TABLE orders DROP COLUMN bundle_id;
ALTER TABLE orders DROP COLUMN employer_id;
