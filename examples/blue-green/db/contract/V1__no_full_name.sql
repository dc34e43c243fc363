DROP TRIGGER names_are_equal ON customers;
DROP FUNCTION keep_names_equal();
ALTER TABLE customers DROP COLUMN name;
