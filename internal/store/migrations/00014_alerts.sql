-- Readers' alerts: what they are called, whose they are, and which ads their readers have been told of.

-- +goose Up
ALTER TABLE alerts ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE alerts ADD COLUMN reader {{key}} NOT NULL DEFAULT ''; -- a hash of the mail address
CREATE INDEX alerts_reader ON alerts (reader);

-- A reader is told of an ad once, by one of their alerts.
CREATE TABLE told (
	reader   {{key}} NOT NULL,
	job_id   {{key}} NOT NULL,
	alert_id {{key}} NOT NULL,
	came_at  BIGINT  NOT NULL,
	told_at  BIGINT  NOT NULL, -- in which letter; 0: waits for the alert's next one
	PRIMARY KEY (reader, job_id)
);
CREATE INDEX told_waiting ON told (alert_id, came_at) WHERE told_at = 0;
CREATE INDEX told_old ON told (told_at) WHERE told_at > 0;
CREATE INDEX notices_recipient ON notices (recipient);

-- +goose Down
DROP INDEX notices_recipient;
DROP TABLE told;
DROP INDEX alerts_reader;
ALTER TABLE alerts DROP COLUMN reader;
ALTER TABLE alerts DROP COLUMN name;
