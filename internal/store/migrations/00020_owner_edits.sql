-- What owners have changed of published ads, until somebody at the desk has looked at it.

-- +goose Up
CREATE TABLE owner_edits (
	job_id {{key}} NOT NULL PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
	before TEXT    NOT NULL, -- JSON: the ad as the desk knows it
	since  BIGINT  NOT NULL, -- the first of the changes
	last   BIGINT  NOT NULL,
	by_who TEXT    NOT NULL  -- who made the last
);
CREATE INDEX owner_edits_since ON owner_edits (since, job_id);

-- +goose Down
DROP TABLE owner_edits;
