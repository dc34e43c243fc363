package io.github.databasemigration.engine.backup;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.Platforms;
import io.github.databasemigration.engine.platform.SessionTimeouts;
import io.github.databasemigration.engine.secret.Credentials;
import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.secret.Secret;
import io.github.databasemigration.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.StringJoiner;

/** A small shop with a migration history, in any SQL that every platform understands. */
final class Shop {
    static final Occasion OCCASION = new Occasion(
            Optional.of("run-1"), "1.0-test", "flyway", "13.12.0", Optional.of("2"), List.of("flyway_schema_history"));

    private static final List<String> TABLES = List.of("customers", "orders", "bulk", "flyway_schema_history");

    private Shop() {}

    /** Fills an empty database; {@code kilobytes} of it do not compress. */
    static TestDatabase fill(TestDatabase database, int kilobytes) {
        database.execute(
                "CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR(100) NOT NULL, note VARCHAR(200))",
                "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER NOT NULL, total DECIMAL(10,2),"
                        + " FOREIGN KEY (customer) REFERENCES customers (id))",
                "CREATE INDEX orders_of_customer ON orders (customer)",
                "CREATE VIEW big_orders AS SELECT id FROM orders WHERE total > 100",
                "CREATE TABLE bulk (id INTEGER PRIMARY KEY, filler VARCHAR(2100))",
                "CREATE TABLE flyway_schema_history (installed_rank INTEGER PRIMARY KEY, version VARCHAR(50),"
                        + " script VARCHAR(100) NOT NULL, installed_on TIMESTAMP DEFAULT CURRENT_TIMESTAMP)",
                "INSERT INTO flyway_schema_history (installed_rank, version, script) VALUES (1, '1', 'V1__shop.sql')",
                "INSERT INTO flyway_schema_history (installed_rank, version, script) VALUES (2, '2', 'V2__bulk.sql')",
                "INSERT INTO customers VALUES (1, 'Grüße; -- ''quoted''', NULL)",
                "INSERT INTO customers VALUES (2, '日本語', '')",
                "INSERT INTO orders VALUES (1, 1, 99.90)",
                "INSERT INTO orders VALUES (2, 1, 1234.56)",
                "INSERT INTO orders VALUES (3, 2, NULL)");
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO bulk VALUES (?, ?)")) {
            connection.setAutoCommit(false);
            Random random = new Random(kilobytes);
            byte[] kilobyte = new byte[1024];
            for (int row = 0; row < kilobytes; row++) {
                random.nextBytes(kilobyte);
                insert.setInt(1, row);
                insert.setString(2, HexFormat.of().formatHex(kilobyte));
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a bad migration leaves: something of everything is gone, changed or too much. */
    static void damage(TestDatabase database) {
        database.execute(
                "DROP VIEW big_orders",
                "DELETE FROM orders WHERE id = 2",
                "UPDATE customers SET name = 'gone' WHERE id = 1",
                "DROP TABLE bulk",
                "CREATE TABLE half_migrated (id INTEGER)",
                "INSERT INTO flyway_schema_history (installed_rank, version, script) VALUES (3, '3', 'V3__bad.sql')");
    }

    /** The database as the engine reaches it. */
    static Database open(TestDatabase database, Cancellation cancellation) {
        Credentials credentials = database.user().isEmpty()
                ? Credentials.NONE
                : new Credentials(Optional.of(database.user()), Optional.of(Secret.of(database.password())));
        Connecting connecting = new Connecting(
                database.jdbcUrl(),
                credentials,
                SessionTimeouts.NONE,
                new Holder("ann", "build7", Optional.of(4711L), Optional.of("run-1"), Optional.empty()),
                Map.of(),
                Redactor.NONE,
                cancellation);
        return Platforms.installed().find(database.jdbcUrl()).open(connecting);
    }

    /** Every row of every table, in order. */
    static String content(TestDatabase database) {
        StringBuilder content = new StringBuilder();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                content.append(table).append('\n');
                try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1")) {
                    while (rows.next()) {
                        StringJoiner row = new StringJoiner("|", "", "\n");
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            row.add(rows.getString(column));
                        }
                        content.append(row);
                    }
                }
            }
            return content.toString();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
