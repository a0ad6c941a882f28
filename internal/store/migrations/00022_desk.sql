-- The desk's lists and sums are narrowed, sorted and added up in indexes alone; the mail room finds what is due among
-- letters that are for later.

-- +goose Up
DROP INDEX listings_state;
CREATE INDEX listings_state ON listings (state, run_from, run_until, created_at, updated_at, package, employer_id, job_id);
CREATE INDEX reach_sums ON reach (part, kind, value, day, n);
DROP INDEX notices_due;
CREATE INDEX notices_due ON notices (state, not_before);

-- +goose Down
DROP INDEX notices_due;
CREATE INDEX notices_due ON notices (not_before) WHERE state = 'waiting';
DROP INDEX reach_sums;
DROP INDEX listings_state;
CREATE INDEX listings_state ON listings (state, run_from, run_until);
