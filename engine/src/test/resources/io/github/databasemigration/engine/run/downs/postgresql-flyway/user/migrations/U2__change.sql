DROP VIEW names;
ALTER TABLE item OWNER TO shop_owner;
