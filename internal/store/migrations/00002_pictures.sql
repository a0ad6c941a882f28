-- Pictures that pages show, such as logos. A key names the content: what is stored under it never changes.

-- +goose Up
CREATE TABLE pictures (
	key        {{key}}  NOT NULL PRIMARY KEY,
	bytes      {{blob}} NOT NULL, -- a PNG that this program wrote
	width      INTEGER  NOT NULL CHECK (width > 0),
	height     INTEGER  NOT NULL CHECK (height > 0),
	created_at BIGINT   NOT NULL
);

-- +goose Down
DROP TABLE pictures;
