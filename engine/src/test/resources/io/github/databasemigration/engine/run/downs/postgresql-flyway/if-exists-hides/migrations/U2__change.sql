DROP INDEX IF EXISTS item_names_idx;
