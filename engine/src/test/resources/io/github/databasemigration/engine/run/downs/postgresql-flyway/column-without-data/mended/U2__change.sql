ALTER TABLE item ADD COLUMN price numeric(10,2) DEFAULT 0;
UPDATE item SET price = kept.price FROM item_price kept WHERE kept.id = item.id;
DROP TABLE item_price;
