DROP VIEW cheap;
CREATE VIEW cheap AS SELECT id, name FROM item WHERE price < 2;
GRANT SELECT ON cheap TO PUBLIC;
