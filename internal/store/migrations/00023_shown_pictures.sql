-- Pictures that readers have been shown stay: newsletters that were sent show them. Which others nothing uses is asked of few.

-- +goose Up
ALTER TABLE pictures ADD COLUMN shown BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE pictures SET shown = TRUE
	WHERE key IN (SELECT logo FROM employers) OR key IN (SELECT value FROM settings) OR key IN (SELECT value FROM settings_history);
CREATE INDEX pictures_unseen ON pictures (created_at, key) WHERE NOT shown;

-- +goose Down
DROP INDEX pictures_unseen;
ALTER TABLE pictures DROP COLUMN shown;
