-- What the desk knows of its customers, what it keeps away, and what readers report.

-- +goose Up
CREATE TABLE customers (
	employer_id BIGINT  NOT NULL PRIMARY KEY REFERENCES employers (id) ON DELETE CASCADE,
	note        TEXT    NOT NULL,
	no_contact  BOOLEAN NOT NULL,
	version     INTEGER NOT NULL CHECK (version > 0)
);

CREATE TABLE blocks (
	kind        {{key}} NOT NULL CHECK (kind IN ('employer', 'address', 'domain')),
	value       {{key}} NOT NULL, -- an employer's number, an address, a domain
	employer_id BIGINT  NOT NULL, -- on whose page it was made
	reason      TEXT    NOT NULL,
	blocked_by  TEXT    NOT NULL,
	at          BIGINT  NOT NULL,
	PRIMARY KEY (kind, value)
);
CREATE INDEX blocks_employer ON blocks (employer_id);

CREATE TABLE reports (
	id         {{serial}},
	job_id     {{key}} NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
	reason     {{key}} NOT NULL,
	text       TEXT    NOT NULL,
	email      TEXT    NOT NULL, -- emptied some time after the report was handled
	language   {{key}} NOT NULL,
	at         BIGINT  NOT NULL,
	outcome    {{key}} NOT NULL CHECK (outcome IN ('', 'dismissed', 'asked', 'taken_down')),
	handled_by TEXT    NOT NULL,
	handled_at BIGINT  NOT NULL,
	CHECK ((outcome = '') = (handled_at = 0))
);
CREATE INDEX reports_open ON reports (at) WHERE outcome = '';
CREATE INDEX reports_job ON reports (job_id);
CREATE INDEX reports_named ON reports (handled_at) WHERE email <> '';

-- +goose Down
DROP TABLE reports;
DROP TABLE blocks;
DROP TABLE customers;
