DROP VIEW cheap;
CREATE VIEW cheap AS SELECT id, name, price FROM item WHERE price < 2;
GRANT SELECT ON cheap TO PUBLIC;
