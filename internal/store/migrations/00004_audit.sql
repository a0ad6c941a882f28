-- The audit log: a row for each write, which nothing can change or take away. What it says of people lies beside it and
-- can be emptied.

-- +goose Up
CREATE TABLE audit (
	id           {{serial}},
	at           BIGINT  NOT NULL,
	actor        {{key}} NOT NULL,
	role         {{key}} NOT NULL,
	action       {{key}} NOT NULL,
	subject_kind {{key}} NOT NULL,
	subject_id   {{key}} NOT NULL,
	changes      TEXT    NOT NULL -- JSON: field, before, after
);
CREATE INDEX audit_subject ON audit (subject_kind, subject_id, id);
CREATE INDEX audit_action ON audit (action, id);
CREATE INDEX audit_at ON audit (at);

CREATE TABLE audit_personal (
	entry_id   BIGINT  NOT NULL REFERENCES audit (id),
	field      {{key}} NOT NULL, -- "by" is who did it
	value_from TEXT    NOT NULL,
	value_to   TEXT    NOT NULL,
	erased_at  BIGINT  NOT NULL,
	PRIMARY KEY (entry_id, field)
);
CREATE INDEX audit_personal_by ON audit_personal (value_to, entry_id) WHERE field = 'by';

{{fixed:audit}}
{{emptied:audit_personal}}

-- +goose Down
DROP TABLE audit_personal;
DROP TABLE audit;
{{dropfixed}}
