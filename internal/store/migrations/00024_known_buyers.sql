-- Whether whoever ordered is known as the employer's: what has been agreed with it is for them, also when they change the order.

-- +goose Up
ALTER TABLE orders ADD COLUMN known BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE orders SET known = TRUE WHERE lines LIKE '%"agreement"%' OR lines LIKE '%"clip"%';

-- +goose Down
ALTER TABLE orders DROP COLUMN known;
