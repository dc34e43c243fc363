DROP TABLE author;
DROP TABLE article;
