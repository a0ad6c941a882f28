-- What newsletters have told of, and what the next one is to tell of.

-- +goose Up
CREATE TABLE issues (
	number   BIGINT NOT NULL PRIMARY KEY,
	until_at BIGINT NOT NULL, -- what came until then was offered; 0: it is being made
	sent_at  BIGINT NOT NULL, -- 0: it is being made
	sent_by  TEXT   NOT NULL
);
CREATE UNIQUE INDEX issues_making ON issues (sent_at) WHERE sent_at = 0;

CREATE TABLE issue_ads (
	issue  BIGINT  NOT NULL REFERENCES issues (number) ON DELETE CASCADE,
	job_id {{key}} NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
	place  BIGINT  NOT NULL CHECK (place >= 0), -- 0: left out
	PRIMARY KEY (issue, job_id)
);
CREATE INDEX issue_ads_job ON issue_ads (job_id);

-- +goose Down
DROP TABLE issue_ads;
DROP TABLE issues;
