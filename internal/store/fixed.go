package store

// The triggers that keep the audit log as it was written, in the words of both databases: its rows stay, and what lies
// beside them about people can be emptied and nothing else.

const sqliteFixed = `-- +goose StatementBegin
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log cannot be changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log cannot be changed'); END;
-- +goose StatementEnd`

const sqliteEmptied = `-- +goose StatementBegin
CREATE TRIGGER audit_personal_no_update BEFORE UPDATE ON audit_personal
WHEN NEW.value_from <> '' OR NEW.value_to <> '' OR NEW.entry_id <> OLD.entry_id OR NEW.field <> OLD.field
BEGIN SELECT RAISE(ABORT, 'what the audit log says of people can only be emptied'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_personal_no_delete BEFORE DELETE ON audit_personal
BEGIN SELECT RAISE(ABORT, 'what the audit log says of people can only be emptied'); END;
-- +goose StatementEnd`

const postgresFixed = `-- +goose StatementBegin
CREATE FUNCTION audit_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit log cannot be changed'; END $$;
-- +goose StatementEnd
CREATE TRIGGER audit_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_fixed();`

const postgresEmptied = `-- +goose StatementBegin
CREATE FUNCTION audit_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.value_from <> '' OR NEW.value_to <> '' OR NEW.entry_id <> OLD.entry_id OR NEW.field <> OLD.field THEN
		RAISE EXCEPTION 'what the audit log says of people can only be emptied';
	END IF;
	RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER audit_emptied BEFORE UPDATE ON audit_personal FOR EACH ROW EXECUTE FUNCTION audit_emptied();
CREATE TRIGGER audit_kept BEFORE DELETE OR TRUNCATE ON audit_personal
FOR EACH STATEMENT EXECUTE FUNCTION audit_fixed();`
