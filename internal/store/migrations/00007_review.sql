-- What waits for the desk, what it has just decided, and whom it trusts.

-- +goose Up
ALTER TABLE jobs ADD COLUMN waits_since BIGINT NOT NULL DEFAULT 0; -- board.Job.WaitsSince
ALTER TABLE jobs ADD COLUMN asked_at BIGINT NOT NULL DEFAULT 0; -- its owner has been asked; 0: the desk's turn
UPDATE jobs SET waits_since = created_at WHERE state = 'in_review';
UPDATE jobs SET waits_since = revision_at WHERE revision_at > 0;
-- Both hold all that is asked of them: an ad's own row is long.
CREATE INDEX jobs_waiting ON jobs (waits_since, id, asked_at, revision_at) WHERE waits_since > 0;
CREATE INDEX jobs_employer_created ON jobs (employer_id, created_at, id, state, run_until);
DROP INDEX jobs_employer;

-- Decisions as long as they can be taken back.
CREATE TABLE decisions (
	id               {{serial}},
	job_id           {{key}} NOT NULL,
	action           {{key}} NOT NULL,
	decided_by       TEXT    NOT NULL,
	at               BIGINT  NOT NULL,
	before           TEXT    NOT NULL, -- JSON: the whole job as it was
	version          INTEGER NOT NULL, -- of the job after the decision
	trusted_email    TEXT    NOT NULL, -- what was given with the decision
	trusted_employer BIGINT  NOT NULL,
	undone_at        BIGINT  NOT NULL
);
CREATE INDEX decisions_at ON decisions (at);

-- Mail addresses that change an employer's ads without a review.
CREATE TABLE trusted_addresses (
	email       {{key}} NOT NULL,
	employer_id BIGINT  NOT NULL REFERENCES employers (id) ON DELETE CASCADE,
	trusted_by  TEXT    NOT NULL,
	at          BIGINT  NOT NULL,
	PRIMARY KEY (employer_id, email)
);
CREATE INDEX trusted_addresses_email ON trusted_addresses (email);

-- +goose Down
DROP TABLE trusted_addresses;
DROP TABLE decisions;
CREATE INDEX jobs_employer ON jobs (employer_id);
DROP INDEX jobs_employer_created;
DROP INDEX jobs_waiting;
ALTER TABLE jobs DROP COLUMN asked_at;
ALTER TABLE jobs DROP COLUMN waits_since;
