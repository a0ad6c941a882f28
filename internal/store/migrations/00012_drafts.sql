-- A draft has a secret in its address until its owner has confirmed it, and all that its form asks for.

-- +goose Up
ALTER TABLE drafts ADD COLUMN rest TEXT NOT NULL DEFAULT '{}'; -- JSON: for whom, co-owners, order, form
ALTER TABLE drafts ADD COLUMN key_hash {{blob}} NOT NULL DEFAULT '';
ALTER TABLE drafts ADD COLUMN warned_at BIGINT NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE drafts DROP COLUMN warned_at;
ALTER TABLE drafts DROP COLUMN key_hash;
ALTER TABLE drafts DROP COLUMN rest;
