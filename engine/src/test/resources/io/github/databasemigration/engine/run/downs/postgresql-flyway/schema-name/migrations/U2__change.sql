DROP INDEX app.item_price_idx;
