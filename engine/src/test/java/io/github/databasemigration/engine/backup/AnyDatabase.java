package io.github.databasemigration.engine.backup;

import io.github.databasemigration.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A random database: what people have in theirs, and what dumps and readers of dumps stumble over. */
final class AnyDatabase {
    private static final List<String> NAMES = List.of(
            "orders",
            "Order",
            "select",
            "with space",
            "it's",
            "a\"b",
            "a`b",
            "Größe",
            "日本",
            "COPY x FROM stdin;",
            "a.b");

    private static final List<String> TEXTS = List.of(
            "",
            "plain",
            "\\.",
            "\n\\.\nCOPY public.orders (id) FROM stdin;\n1\n",
            "'); INSERT INTO `orders` VALUES (1),(2),('",
            "a\tb\\N\\\\n\r\nc",
            "-- Dump completed",
            "-- Data for Name: orders; Type: TABLE DATA; Schema: public; Owner: x\n",
            "DELIMITER ;;",
            "Grüße 😀",
            "x".repeat(70_000));

    private final Random random;
    private final boolean postgresql;
    private final List<String> tables = new ArrayList<>();

    AnyDatabase(long seed, boolean postgresql) {
        this.random = new Random(seed);
        this.postgresql = postgresql;
    }

    /** Fills an empty one. */
    TestDatabase in(TestDatabase database) {
        database.execute("CREATE TABLE flyway_schema_history (installed_rank INTEGER PRIMARY KEY, version VARCHAR(50),"
                + " script VARCHAR(100) NOT NULL)");
        database.execute("INSERT INTO flyway_schema_history VALUES (1, '2', 'V2__bulk.sql')");
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            List<String> names = new ArrayList<>(NAMES);
            for (int i = random.nextInt(6); i > 0; i--) {
                table(connection, names.remove(random.nextInt(names.size())));
            }
            for (int i = random.nextInt(4); i > 0; i--) {
                statement.execute(something(i));
            }
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes while a backup is taken. */
    void write(TestDatabase database, long number) {
        String table = tables.get((int) (number % tables.size()));
        database.execute(
                number % 5 == 4
                        ? "DELETE FROM " + table
                        : "INSERT INTO " + table + " (t) VALUES ('written meanwhile')");
    }

    boolean hasTables() {
        return !tables.isEmpty();
    }

    private void table(Connection connection, String name) throws SQLException {
        String table = quoted(name);
        tables.add(table);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + table + " (" + quoted("key " + name) + " INTEGER, t "
                    + (postgresql ? "TEXT" : "LONGTEXT") + ", b " + (postgresql ? "BYTEA" : "LONGBLOB")
                    + ", n NUMERIC(20, 4), g INTEGER GENERATED ALWAYS AS (1 + 1) STORED)");
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO " + table + " (" + quoted("key " + name) + ", t, b, n) VALUES (?, ?, ?, ?)")) {
            for (int row = random.nextInt(3) * random.nextInt(40); row > 0; row--) {
                insert.setObject(1, random.nextBoolean() ? null : row);
                insert.setString(2, random.nextInt(4) == 0 ? null : TEXTS.get(random.nextInt(TEXTS.size())));
                byte[] bytes = new byte[random.nextInt(50)];
                random.nextBytes(bytes);
                insert.setBytes(3, random.nextInt(4) == 0 ? null : bytes);
                insert.setObject(4, random.nextInt(4) == 0 ? null : new java.math.BigDecimal(random.nextInt() + ".5"));
                insert.executeUpdate();
            }
        }
    }

    private String something(int number) {
        String name = "thing" + number;
        String text = TEXTS.get(random.nextInt(TEXTS.size() - 1));
        return switch (random.nextInt(5)) {
            case 0 ->
                "CREATE VIEW " + name + " AS SELECT version FROM flyway_schema_history WHERE script <> "
                        + literal(text);
            case 1 -> "CREATE SEQUENCE " + name;
            case 2 ->
                postgresql
                        ? "COMMENT ON TABLE flyway_schema_history IS " + literal(text)
                        : "CREATE INDEX " + name + " ON flyway_schema_history (script)";
            case 3 ->
                postgresql
                        ? "CREATE FUNCTION " + name + "() RETURNS text LANGUAGE sql AS "
                                + literal("SELECT " + literal(text))
                        : "CREATE PROCEDURE " + name + "() BEGIN SELECT " + literal(text) + "; END";
            default ->
                postgresql
                        ? "CREATE TABLE " + name + " (k integer, v text) PARTITION BY HASH (k);"
                                + " CREATE TABLE " + name + "_p PARTITION OF " + name
                                + " FOR VALUES WITH (MODULUS 1, REMAINDER 0);"
                                + " INSERT INTO " + name + " SELECT n, " + literal(text)
                                + " FROM generate_series(1, 9) n"
                        : "CREATE TABLE " + name + " (k integer) ENGINE = Aria SELECT 1 AS k";
        };
    }

    private String literal(String text) {
        String doubled = text.replace("'", "''");
        return "'" + (postgresql ? doubled : doubled.replace("\\", "\\\\")) + "'";
    }

    private String quoted(String name) {
        return postgresql ? '"' + name.replace("\"", "\"\"") + '"' : "`" + name.replace("`", "``") + "`";
    }
}
