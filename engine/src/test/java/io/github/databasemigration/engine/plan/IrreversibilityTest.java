package io.github.databasemigration.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IrreversibilityTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "DROP TABLE orders                                              | drops a table",
                "drop /* really */ table if exists orders cascade               | drops a table",
                "/* tidy up */ DROP SCHEMA old                                  | drops a schema",
                "DROP SEQUENCE numbers                                          | drops a sequence",
                "TRUNCATE orders, order_lines                                   | empties a table",
                "ALTER TABLE orders DROP COLUMN note                            | drops a column",
                "ALTER TABLE orders DROP note                                   | drops a column",
                "ALTER TABLE orders DROP `index`                                | drops a column",
                "ALTER TABLE IF EXISTS orders ADD a int, DROP COLUMN b          | drops a column",
                "ALTER TABLE orders DROP PARTITION p2019                        | drops a partition",
                "ALTER TABLE orders ALTER COLUMN total TYPE numeric(9,2)        | changes a column's type",
                "ALTER TABLE orders ALTER total SET DATA TYPE bigint            | changes a column's type",
                "ALTER TABLE orders ALTER COLUMN total BIGINT                   | changes a column's type",
                "ALTER TABLE orders MODIFY total BIGINT NOT NULL                | changes a column's type",
                "ALTER TABLE orders CHANGE COLUMN total sum BIGINT              | changes a column's type",
                "ALTER TYPE mood ADD VALUE 'calm'                               | adds a value to a type, which cannot be taken out again",
                "DELETE FROM orders                                             | deletes all rows of a table",
                "DELETE FROM orders WHERE id = 1                                | deletes rows",
                "UPDATE orders SET note = 'where'                               | overwrites values in all rows of a table",
                "UPDATE orders SET note = '' WHERE id = 1                       | overwrites values",
                "WITH old AS (DELETE FROM orders WHERE id < 9 RETURNING *) SELECT * FROM old | deletes rows",
                "INSERT INTO t VALUES (1) ON CONFLICT (id) DO UPDATE SET n = 1  | overwrites values where rows exist",
                "INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE n = 1         | overwrites values where rows exist",
                "REPLACE INTO t VALUES (1)                                      | replaces rows",
                "INSERT OR REPLACE INTO t VALUES (1)                            | replaces rows",
                "MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN DELETE   | overwrites values where rows exist",
                "DO $$ BEGIN DELETE FROM orders; END $$                         | runs a block whose effects are not visible here",
                "/*!40000 DROP TABLE orders */                                  | drops a table",
            })
    void namesWhatIsLost(String statement, String reason) {
        assertThat(Irreversibility.of(statement.strip())).containsExactly(reason.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE orders (id int REFERENCES customers ON DELETE CASCADE ON UPDATE CASCADE)",
                "CREATE FUNCTION f() RETURNS int AS $body$ DELETE FROM orders; $body$ LANGUAGE sql",
                "CREATE PROCEDURE p() BEGIN DELETE FROM orders; END",
                "INSERT INTO notes VALUES ('DROP TABLE orders; DELETE FROM orders')",
                "INSERT INTO notes VALUES (E'it\\'s; DELETE FROM orders')",
                "INSERT INTO notes VALUES ('it''s') -- ON CONFLICT DO UPDATE",
                "/* a /* nested */ DROP TABLE orders */ SELECT 1",
                "# DROP TABLE orders\nSELECT 1",
                "ALTER TABLE orders DROP CONSTRAINT positive",
                "ALTER TABLE orders ALTER COLUMN note DROP NOT NULL",
                "ALTER TABLE orders ALTER COLUMN note SET DEFAULT 'x'",
                "ALTER TABLE orders DROP FOREIGN KEY to_customer",
                "ALTER TABLE orders ADD COLUMN type varchar(10)",
                "ALTER TABLE orders RENAME COLUMN a TO b",
                "DROP INDEX by_customer",
                "DROP VIEW open_orders",
                "DROP TEMPORARY TABLE scratch",
                "WITH q AS (SELECT * FROM orders FOR UPDATE) SELECT * FROM q",
                "SELECT * FROM orders",
                "",
                "-- nothing"
            })
    void staysSilentWhereNothingSuggestsALoss(String statement) {
        assertThat(Irreversibility.of(statement)).isEmpty();
    }

    @Test
    void namesSeveralLossesOfOneStatement() {
        assertThat(Irreversibility.of("ALTER TABLE t DROP COLUMN a, ALTER COLUMN b TYPE int"))
                .containsExactly("drops a column", "changes a column's type");
    }
}
