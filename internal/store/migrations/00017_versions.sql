-- Employers and agencies know which of their versions somebody has seen, so that the second of two editors overwrites
-- nothing unseen.

-- +goose Up
ALTER TABLE employers ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0);
ALTER TABLE agencies ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0);

-- +goose Down
ALTER TABLE agencies DROP COLUMN version;
ALTER TABLE employers DROP COLUMN version;
