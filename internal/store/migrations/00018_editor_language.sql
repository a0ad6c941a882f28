-- The desk's letters to an editor are in the editor's language.

-- +goose Up
ALTER TABLE editors ADD COLUMN language {{key}} NOT NULL DEFAULT ''; -- empty: Swedish

-- +goose Down
ALTER TABLE editors DROP COLUMN language;
