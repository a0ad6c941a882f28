-- The desk's list of all ads, and the order of its ads in the sidebar. A listing is what the list is searched, narrowed and
-- sorted by, beside the ad: a search passes over all of them, and an ad with its text is a hundred times as long.

-- +goose Up
ALTER TABLE jobs ADD COLUMN place INTEGER NOT NULL DEFAULT 0 CHECK (place >= 0);
CREATE INDEX jobs_promoted ON jobs (state, run_until) WHERE (featured_until > 0 OR editors_pick);

CREATE TABLE listings (
	job_id      {{key}} NOT NULL PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
	created_at  BIGINT  NOT NULL,
	updated_at  BIGINT  NOT NULL,
	run_from    BIGINT  NOT NULL,
	run_until   BIGINT  NOT NULL,
	state       {{key}} NOT NULL,
	employer_id BIGINT  NOT NULL, -- 0: none
	package     {{key}} NOT NULL,
	found_by    TEXT    NOT NULL  -- in small letters
);
INSERT INTO listings SELECT id, created_at, updated_at, run_from, run_until, state, COALESCE(employer_id, 0), package,
	LOWER(id || ' ' || source_id || ' ' || COALESCE({{json:ad.Headline}}, '')) FROM jobs;
CREATE INDEX listings_created ON listings (created_at, job_id);
CREATE INDEX listings_employer ON listings (employer_id);
CREATE INDEX listings_state ON listings (state, run_from, run_until);

-- +goose Down
DROP TABLE listings;
DROP INDEX jobs_promoted;
ALTER TABLE jobs DROP COLUMN place;
