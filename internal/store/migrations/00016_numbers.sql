-- What the desk's numbers are made of. No row knows of whom: what is counted of readers has a day and a source, no more.

-- +goose Up
-- How often something happened on a day to all ads together, by source, by the ad's main role and by its county: adding up
-- takes as long with a hundred thousand ads as with twelve.
CREATE TABLE reach (
	part  {{key}} NOT NULL CHECK (part IN ('via', 'role', 'region')),
	day   {{key}} NOT NULL, -- 2026-11-30, in Sweden
	kind  {{key}} NOT NULL,
	value {{key}} NOT NULL,
	n     BIGINT  NOT NULL,
	PRIMARY KEY (part, day, kind, value)
);
INSERT INTO reach (part, day, kind, value, n) SELECT 'via', day, kind, source, SUM(n) FROM counters GROUP BY day, kind, source;

-- How long the desk took to answer, by its decisions.
CREATE TABLE answers (
	decision BIGINT NOT NULL PRIMARY KEY,
	at       BIGINT NOT NULL,
	waited   BIGINT NOT NULL CHECK (waited >= 0) -- milliseconds
);
CREATE INDEX answers_at ON answers (at, waited);

-- What was found at night where live ads lead on to apply.
CREATE TABLE apply_links (
	job_id     {{key}} NOT NULL PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
	address    TEXT    NOT NULL,
	tried_on   {{key}} NOT NULL, -- the night's day
	gone_since {{key}} NOT NULL, -- the first of the nights on which nothing was there; empty: something was
	told       BOOLEAN NOT NULL
);
CREATE INDEX apply_links_told ON apply_links (job_id) WHERE told;
CREATE INDEX apply_links_tried ON apply_links (tried_on);

-- +goose Down
DROP TABLE apply_links;
DROP TABLE answers;
DROP TABLE reach;
