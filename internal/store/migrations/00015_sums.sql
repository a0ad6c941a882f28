-- What the desk adds up and looks for is answered from indexes alone.

-- +goose Up
DROP INDEX orders_state;
CREATE INDEX orders_state ON orders (state, total);
DROP INDEX orders_published;
CREATE INDEX orders_published ON orders (published_at, state, total);
DROP INDEX orders_export;
CREATE INDEX orders_export ON orders (export, total) WHERE export <> '';
CREATE INDEX audit_subject_id ON audit (subject_id, id);

-- +goose Down
DROP INDEX audit_subject_id;
DROP INDEX orders_export;
CREATE INDEX orders_export ON orders (export) WHERE export <> '';
DROP INDEX orders_published;
CREATE INDEX orders_published ON orders (published_at);
DROP INDEX orders_state;
CREATE INDEX orders_state ON orders (state);
