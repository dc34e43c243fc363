-- Nullable, so that the old version goes on to insert without them.
ALTER TABLE customers ADD COLUMN first_name VARCHAR(100);
ALTER TABLE customers ADD COLUMN last_name VARCHAR(100);

-- Whichever version writes, the other one reads what it expects.
CREATE FUNCTION keep_names_equal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.name IS NULL THEN
        NEW.name := NEW.first_name || ' ' || NEW.last_name;
    ELSIF NEW.first_name IS NULL THEN
        NEW.first_name := split_part(NEW.name, ' ', 1);
        NEW.last_name := substr(NEW.name, length(NEW.first_name) + 2);
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER names_are_equal BEFORE INSERT OR UPDATE ON customers
    FOR EACH ROW EXECUTE FUNCTION keep_names_equal();

UPDATE customers SET name = name;
