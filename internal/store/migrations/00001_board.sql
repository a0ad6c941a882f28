-- The board from its first day. {{key}}, {{blob}} and {{serial}} are the words in which SQLite and PostgreSQL differ;
-- dialect.go has them. Instants are Unix milliseconds, 0 is none; a text that is not stated is empty.

-- +goose Up
CREATE TABLE employers (
	id         {{serial}},
	key        {{key}}  NOT NULL UNIQUE, -- board.EmployerKey
	slug       {{key}}  NOT NULL UNIQUE,
	name       TEXT     NOT NULL,
	legal_name TEXT     NOT NULL,
	org_nr     {{key}}  NOT NULL,
	sector     {{key}}  NOT NULL,
	url        TEXT     NOT NULL,
	logo       TEXT     NOT NULL,
	verified   BOOLEAN  NOT NULL,
	updated_at BIGINT   NOT NULL
);

-- The keys of employers that were merged into another.
CREATE TABLE employer_aliases (
	key         {{key}} NOT NULL PRIMARY KEY,
	employer_id BIGINT  NOT NULL REFERENCES employers (id)
);
CREATE INDEX employer_aliases_employer ON employer_aliases (employer_id);

-- Every slug that an employer has or had: an address that was printed once leads there for ever.
CREATE TABLE employer_slugs (
	slug        {{key}} NOT NULL PRIMARY KEY,
	employer_id BIGINT  NOT NULL REFERENCES employers (id)
);
CREATE INDEX employer_slugs_employer ON employer_slugs (employer_id);

CREATE TABLE jobs (
	id             {{key}}  NOT NULL PRIMARY KEY,
	state          {{key}}  NOT NULL CHECK (state IN ('in_review', 'returned', 'refused', 'live', 'paused', 'filled', 'cancelled', 'withdrawn')),
	employer_id    BIGINT   REFERENCES employers (id),
	run_from       BIGINT   NOT NULL,
	run_until      BIGINT   NOT NULL,
	days           INTEGER  NOT NULL CHECK (days >= 0),
	featured_until BIGINT   NOT NULL,
	editors_pick   BOOLEAN  NOT NULL,
	source_name    {{key}}  NOT NULL,
	source_id      {{key}}  NOT NULL,
	source_url     TEXT     NOT NULL,
	source_digest  TEXT     NOT NULL,
	package        {{key}}  NOT NULL,
	readvertises   {{key}}  NOT NULL,
	apply_again    BOOLEAN  NOT NULL,
	life           TEXT     NOT NULL, -- JSON: decision, ending, extension
	ad             TEXT     NOT NULL, -- JSON: board.Ad without its text
	text_html      TEXT     NOT NULL,
	text_plain     TEXT     NOT NULL,
	revision       TEXT     NOT NULL, -- JSON: the whole ad and its author; empty: none waits
	revision_at    BIGINT   NOT NULL,
	created_at     BIGINT   NOT NULL,
	updated_at     BIGINT   NOT NULL,
	version        INTEGER  NOT NULL CHECK (version > 0),
	CHECK (state <> 'live' OR run_from > 0 AND run_until >= run_from),
	CHECK ((revision = '') = (revision_at = 0))
);
CREATE UNIQUE INDEX jobs_source ON jobs (source_name, source_id) WHERE source_id <> '';
CREATE INDEX jobs_begin ON jobs (state, run_from);
CREATE INDEX jobs_end ON jobs (state, run_until);
CREATE INDEX jobs_employer ON jobs (employer_id);
CREATE INDEX jobs_revision ON jobs (revision_at) WHERE revision_at > 0;

CREATE TABLE job_owners (
	job_id {{key}} NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
	n      INTEGER NOT NULL, -- their order
	email  {{key}} NOT NULL CHECK (email <> ''),
	PRIMARY KEY (job_id, n)
);
CREATE INDEX job_owners_email ON job_owners (email);

CREATE TABLE drafts (
	id           {{key}} NOT NULL PRIMARY KEY,
	state        {{key}} NOT NULL CHECK (state IN ('draft', 'unconfirmed')),
	ad           TEXT    NOT NULL, -- JSON: board.Ad
	employer_id  BIGINT  REFERENCES employers (id),
	employer     TEXT    NOT NULL, -- JSON: board.NewEmployer
	owner        {{key}} NOT NULL,
	package      {{key}} NOT NULL,
	publish_at   BIGINT  NOT NULL,
	readvertises {{key}} NOT NULL,
	apply_again  BOOLEAN NOT NULL,
	created_at   BIGINT  NOT NULL,
	updated_at   BIGINT  NOT NULL,
	version      INTEGER NOT NULL CHECK (version > 0)
);
CREATE INDEX drafts_owner ON drafts (owner);
CREATE INDEX drafts_updated ON drafts (updated_at);
CREATE INDEX drafts_employer ON drafts (employer_id);

-- The change log. Its numbers come from the one row of log_counter, which a transaction updates last.
CREATE TABLE log_counter (
	id          INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
	epoch       TEXT    NOT NULL,
	seq         BIGINT  NOT NULL,
	whole_after BIGINT  NOT NULL -- no row after this number has been taken away
);
INSERT INTO log_counter (id, epoch, seq, whole_after) VALUES (1, '', 0, 0);

CREATE TABLE changes (
	seq         BIGINT  NOT NULL PRIMARY KEY,
	kind        {{key}} NOT NULL CHECK (kind IN ('job', 'employer', 'settings')),
	job_id      {{key}} NOT NULL,
	employer_id BIGINT  NOT NULL,
	boundary    {{key}} NOT NULL CHECK (boundary IN ('', 'start', 'end')),
	boundary_at BIGINT  NOT NULL,
	at          BIGINT  NOT NULL
);
CREATE UNIQUE INDEX changes_boundary ON changes (job_id, boundary, boundary_at) WHERE boundary <> '';
CREATE INDEX changes_subject ON changes (kind, job_id, employer_id, seq);

CREATE TABLE cursors (
	name        {{key}} NOT NULL PRIMARY KEY,
	seq         BIGINT  NOT NULL,
	at          BIGINT  NOT NULL,
	lease_owner TEXT    NOT NULL,
	lease_until BIGINT  NOT NULL
);
INSERT INTO cursors (name, seq, at, lease_owner, lease_until) VALUES ('boundaries', 0, 0, '', 0);

-- The outbox: letters that are owed.
CREATE TABLE notices (
	id          {{serial}},
	kind        {{key}}  NOT NULL,
	recipient   TEXT     NOT NULL,
	language    {{key}}  NOT NULL,
	job_id      {{key}}  NOT NULL,
	details     TEXT     NOT NULL, -- JSON
	dedupe_key  {{key}}  NOT NULL,
	not_before  BIGINT   NOT NULL,
	lease_until BIGINT   NOT NULL,
	attempts    INTEGER  NOT NULL,
	last_error  TEXT     NOT NULL,
	sent_at     BIGINT   NOT NULL
);
CREATE UNIQUE INDEX notices_dedupe ON notices (dedupe_key) WHERE dedupe_key <> '' AND sent_at = 0;
CREATE INDEX notices_due ON notices (not_before) WHERE sent_at = 0;

CREATE TABLE settings (
	key   {{key}} NOT NULL PRIMARY KEY,
	value TEXT    NOT NULL
);

CREATE TABLE settings_history (
	id         {{serial}},
	key        {{key}}  NOT NULL,
	value      TEXT     NOT NULL,
	changed_by TEXT     NOT NULL,
	at         BIGINT   NOT NULL
);
CREATE INDEX settings_history_key ON settings_history (key);

CREATE TABLE editors (
	email      {{key}} NOT NULL PRIMARY KEY,
	name       TEXT    NOT NULL,
	role       {{key}} NOT NULL,
	created_at BIGINT  NOT NULL
);

CREATE TABLE sessions (
	token_hash {{blob}} NOT NULL PRIMARY KEY,
	email      {{key}}  NOT NULL,
	created_at BIGINT   NOT NULL,
	seen_at    BIGINT   NOT NULL,
	expires_at BIGINT   NOT NULL
);
CREATE INDEX sessions_email ON sessions (email);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE sign_in_tokens (
	token_hash {{blob}} NOT NULL PRIMARY KEY,
	code_hash  {{blob}} NOT NULL,
	email      {{key}}  NOT NULL,
	purpose    {{key}}  NOT NULL,
	tries      INTEGER  NOT NULL,
	created_at BIGINT   NOT NULL,
	expires_at BIGINT   NOT NULL,
	used_at    BIGINT   NOT NULL
);
CREATE INDEX sign_in_tokens_email ON sign_in_tokens (email, purpose);
CREATE INDEX sign_in_tokens_expiry ON sign_in_tokens (expires_at);

CREATE TABLE alerts (
	id           {{key}} NOT NULL PRIMARY KEY,
	email        {{key}} NOT NULL CHECK (email <> ''),
	query        TEXT    NOT NULL,
	frequency    {{key}} NOT NULL,
	language     {{key}} NOT NULL,
	created_at   BIGINT  NOT NULL,
	confirmed_at BIGINT  NOT NULL,
	paused_until BIGINT  NOT NULL,
	asked_at     BIGINT  NOT NULL
);
CREATE INDEX alerts_email ON alerts (email);
CREATE INDEX alerts_frequency ON alerts (frequency);

CREATE TABLE orders (
	number     {{key}} NOT NULL PRIMARY KEY,
	job_id     {{key}} NOT NULL,
	state      {{key}} NOT NULL CHECK (state IN ('ordered', 'published', 'exported', 'invoiced', 'credited', 'void')),
	lines      TEXT    NOT NULL, -- JSON
	invoice    TEXT    NOT NULL, -- JSON
	terms      TEXT    NOT NULL,
	created_at BIGINT  NOT NULL,
	updated_at BIGINT  NOT NULL
);
CREATE INDEX orders_job ON orders (job_id);
CREATE INDEX orders_state ON orders (state);

-- How often something happened to a job on a day; no row knows to whom.
CREATE TABLE counters (
	job_id {{key}} NOT NULL,
	day    {{key}} NOT NULL, -- 2026-11-30, in Sweden
	kind   {{key}} NOT NULL,
	source {{key}} NOT NULL,
	n      BIGINT  NOT NULL,
	PRIMARY KEY (job_id, day, kind, source)
);

-- +goose Down
DROP TABLE counters;
DROP TABLE orders;
DROP TABLE alerts;
DROP TABLE sign_in_tokens;
DROP TABLE sessions;
DROP TABLE editors;
DROP TABLE settings_history;
DROP TABLE settings;
DROP TABLE notices;
DROP TABLE cursors;
DROP TABLE changes;
DROP TABLE log_counter;
DROP TABLE drafts;
DROP TABLE job_owners;
DROP TABLE jobs;
DROP TABLE employer_slugs;
DROP TABLE employer_aliases;
DROP TABLE employers;
