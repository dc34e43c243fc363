package io.github.databasemigration.engine.platform.mysql;

/** A schema with one of everything that MariaDB has and a dump can lose, and rows with everything that a row can hold. */
final class RichMysql {
    static final String[] STATEMENTS = {
        """
        CREATE TABLE customer (
          id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY,
          name VARCHAR(80) COLLATE utf8mb4_bin NOT NULL DEFAULT 'a\\nb''c' COMMENT 'quoted ''name''; see "x"',
          email VARCHAR(120),
          born DATE, seen TIMESTAMP(3) NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
          cents INT NOT NULL DEFAULT (1 + 1), euros DECIMAL(12, 2) GENERATED ALWAYS AS (cents / 100) STORED,
          kind ENUM('private', 'firm; big'), tags SET('a', 'b'), extra JSON, flags BIT(5) DEFAULT b'101',
          secret INT INVISIBLE, photo LONGBLOB, note TEXT CHARACTER SET latin1,
          UNIQUE KEY mail (email), KEY named (name(10) DESC, born), FULLTEXT KEY words (note),
          CHECK (cents > -1000), CONSTRAINT named CHECK (name <> 'x\ny')
        ) COMMENT = 'People''s table'""",
        """
        CREATE TABLE `order "1"` (
          id BIGINT PRIMARY KEY AUTO_INCREMENT, customer INT UNSIGNED, place POINT NOT NULL,
          at DATETIME(6), SPATIAL KEY somewhere (place),
          CONSTRAINT of_customer FOREIGN KEY (customer) REFERENCES customer (id) ON DELETE CASCADE ON UPDATE SET NULL
        )""",
        "CREATE TABLE part (id INT, y INT) PARTITION BY RANGE (y)"
                + " (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE)",
        "CREATE TABLE remembered (a INT) WITH SYSTEM VERSIONING",
        "CREATE TABLE empty_one (a INT)",
        "CREATE SEQUENCE numbers START WITH 10 INCREMENT BY 3",
        "CREATE VIEW b_view AS SELECT c.id, o.at FROM customer c JOIN `order \"1\"` o ON o.customer = c.id"
                + " WHERE c.id > 0 WITH CHECK OPTION",
        "CREATE ALGORITHM = TEMPTABLE SQL SECURITY INVOKER VIEW a_view AS SELECT id AS x FROM b_view",
        """
        CREATE PROCEDURE add_customer (IN n VARCHAR(80), OUT made INT) COMMENT 'adds' MODIFIES SQL DATA
        BEGIN
          -- INSERT INTO `customer` VALUES (1);
        INSERT INTO `customer` (name)
        VALUES (n),\r
        (';');
          SET made = LAST_INSERT_ID();
        END""",
        "CREATE FUNCTION twice (a INT) RETURNS INT DETERMINISTIC RETURN a * 2",
        "CREATE TRIGGER polite BEFORE INSERT ON customer FOR EACH ROW\nBEGIN\n"
                + "  SET NEW.name = CONCAT(NEW.name, '!');\nEND",
        "CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' ON COMPLETION PRESERVE"
                + " COMMENT 'ENABLE DO' DO BEGIN DELETE FROM part; END",
        "INSERT INTO customer (name, email, born, kind, tags, extra, photo, note) VALUES"
                + " ('Ann 🦭', 'ann@example', '2000-02-29', 'firm; big', 'a,b', '{\"a\": [1, 2]}', 0x00FF270D0A5C1A, 'ä\\0\\Z\\r\\n'),"
                + " ('),(\\'\"`;\\n-- ', NULL, NULL, NULL, NULL, NULL, '', '')",
        "INSERT INTO `order \"1\"` (customer, place, at) VALUES (1, POINT(1.5, -2), '2026-11-22 16:35:01.123456'),"
                + " (NULL, POINT(0, 0), NULL)",
        "INSERT INTO part VALUES (1, 5), (2, 50)",
        "INSERT INTO remembered VALUES (1), (2)",
        "UPDATE remembered SET a = 3 WHERE a = 2",
        "DO NEXTVAL(numbers)",
    };

    private RichMysql() {}
}
