COMMENT ON COLUMN item.name IS 'as on the label';
