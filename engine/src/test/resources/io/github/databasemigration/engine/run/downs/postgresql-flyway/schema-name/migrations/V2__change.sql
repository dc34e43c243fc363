CREATE INDEX item_price_idx ON item (price);
