-- A letter has a state; one that has reached its end no longer stands in the way of another with its key.

-- +goose Up
DROP INDEX notices_dedupe;
DROP INDEX notices_due;
ALTER TABLE notices RENAME COLUMN sent_at TO settled_at;
ALTER TABLE notices ADD COLUMN tried_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE notices ADD COLUMN state {{key}} NOT NULL DEFAULT 'waiting';
UPDATE notices SET state = 'sent', tried_at = settled_at WHERE settled_at > 0;
CREATE UNIQUE INDEX notices_dedupe ON notices (dedupe_key) WHERE dedupe_key <> '' AND state = 'waiting';
CREATE INDEX notices_due ON notices (not_before) WHERE state = 'waiting';
CREATE INDEX notices_state ON notices (state, id);
CREATE INDEX notices_settled ON notices (settled_at) WHERE settled_at > 0;

-- +goose Down
DROP INDEX notices_settled;
DROP INDEX notices_state;
DROP INDEX notices_due;
DROP INDEX notices_dedupe;
DELETE FROM notices WHERE state NOT IN ('waiting', 'sent');
ALTER TABLE notices DROP COLUMN state;
ALTER TABLE notices DROP COLUMN tried_at;
ALTER TABLE notices RENAME COLUMN settled_at TO sent_at;
CREATE UNIQUE INDEX notices_dedupe ON notices (dedupe_key) WHERE dedupe_key <> '' AND sent_at = 0;
CREATE INDEX notices_due ON notices (not_before) WHERE sent_at = 0;
