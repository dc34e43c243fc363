SET LOCAL search_path = shop;
CREATE TABLE orders (id integer, total integer);
