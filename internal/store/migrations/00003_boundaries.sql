-- A begin or end that a clock ahead of the others has logged too early is logged again when it is there: the log may
-- hold a job's boundary more than once.

-- +goose Up
DROP INDEX changes_boundary;
CREATE INDEX changes_boundary ON changes (job_id, boundary, boundary_at) WHERE boundary <> '';

-- +goose Down
DELETE FROM changes WHERE boundary <> '' AND at < boundary_at;
DROP INDEX changes_boundary;
CREATE UNIQUE INDEX changes_boundary ON changes (job_id, boundary, boundary_at) WHERE boundary <> '';
