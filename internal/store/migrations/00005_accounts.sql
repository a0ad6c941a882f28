-- Editors have an id, which the audit log can name for ever, and may be away; ways to sign in know who asked for them and
-- where they lead; attempts are counted.

-- +goose Up
DROP TABLE editors; -- nothing has made one yet
CREATE TABLE editors (
	id         {{key}} NOT NULL PRIMARY KEY,
	email      {{key}} NOT NULL UNIQUE CHECK (email <> ''),
	name       TEXT    NOT NULL,
	role       {{key}} NOT NULL CHECK (role IN ('editor', 'sales', 'finance', 'admin')),
	away_until TEXT    NOT NULL, -- a date
	stand_in   {{key}} NOT NULL, -- a mail address
	created_at BIGINT  NOT NULL
);

DROP TABLE sign_in_tokens; -- an hour's ways to sign in
CREATE TABLE sign_in_tokens (
	token_hash {{blob}} NOT NULL PRIMARY KEY,
	code_hash  {{blob}} NOT NULL,
	asked_from {{blob}} NOT NULL, -- hash of what the browser that asked was given
	email      {{key}}  NOT NULL,
	purpose    {{key}}  NOT NULL,
	return_to  TEXT     NOT NULL,
	created_at BIGINT   NOT NULL,
	expires_at BIGINT   NOT NULL,
	used_at    BIGINT   NOT NULL
);
CREATE INDEX sign_in_tokens_asked ON sign_in_tokens (asked_from);
CREATE INDEX sign_in_tokens_expiry ON sign_in_tokens (expires_at);

-- How often something was tried, by whom: a hash that only this service can make.
CREATE TABLE attempts (
	key_hash   {{blob}} NOT NULL PRIMARY KEY,
	n          INTEGER  NOT NULL,
	expires_at BIGINT   NOT NULL
);
CREATE INDEX attempts_expiry ON attempts (expires_at);

-- +goose Down
DROP TABLE attempts;
DROP TABLE sign_in_tokens;
CREATE TABLE sign_in_tokens (
	token_hash {{blob}} NOT NULL PRIMARY KEY,
	code_hash  {{blob}} NOT NULL,
	email      {{key}}  NOT NULL,
	purpose    {{key}}  NOT NULL,
	tries      INTEGER  NOT NULL,
	created_at BIGINT   NOT NULL,
	expires_at BIGINT   NOT NULL,
	used_at    BIGINT   NOT NULL
);
CREATE INDEX sign_in_tokens_email ON sign_in_tokens (email, purpose);
CREATE INDEX sign_in_tokens_expiry ON sign_in_tokens (expires_at);
DROP TABLE editors;
CREATE TABLE editors (
	email      {{key}} NOT NULL PRIMARY KEY,
	name       TEXT    NOT NULL,
	role       {{key}} NOT NULL,
	created_at BIGINT  NOT NULL
);
