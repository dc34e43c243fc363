CREATE INDEX item_name_idx ON item (name);
