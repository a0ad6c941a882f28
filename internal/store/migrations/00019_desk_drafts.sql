-- Drafts of the desk's, which it lists.

-- +goose Up
ALTER TABLE drafts ADD COLUMN at_desk BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE drafts SET at_desk = TRUE WHERE rest LIKE '%"AtDesk":true%';
CREATE INDEX drafts_at_desk ON drafts (updated_at) WHERE at_desk;

-- +goose Down
DROP INDEX drafts_at_desk;
ALTER TABLE drafts DROP COLUMN at_desk;
