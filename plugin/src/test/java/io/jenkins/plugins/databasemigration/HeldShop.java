package io.jenkins.plugins.databasemigration;

import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A PostgreSQL, the password of its user the canary, and a job whose run a test holds in one place as long as it likes. */
final class HeldShop implements AutoCloseable {
    private static final String KEY = "4711";

    /** An empty history, as Flyway makes it. */
    private static final String HISTORY = """
            CREATE TABLE flyway_schema_history (
              installed_rank INTEGER NOT NULL PRIMARY KEY, version VARCHAR(50), description VARCHAR(200) NOT NULL,
              type VARCHAR(20) NOT NULL, script VARCHAR(1000) NOT NULL, checksum INTEGER, installed_by VARCHAR(100) NOT NULL,
              installed_on TIMESTAMP NOT NULL DEFAULT now(), execution_time INTEGER NOT NULL, success BOOLEAN NOT NULL)
            """;

    /** Where a run can be held. */
    enum Place {
        PLANNING("LOCK TABLE flyway_schema_history", "while it planned"),
        BACKING_UP("LOCK TABLE other.ledger", "while it took the backup"),
        MIGRATING("SELECT pg_advisory_lock(" + KEY + ")", "in " + ShopJob.SCRIPT + ", while statement 1 ran");

        private final String hold;
        private final String words;

        Place(String hold, String words) {
            this.hold = hold;
            this.words = words;
        }

        /** How a report names it. */
        String words() {
            return words;
        }
    }

    private final Place place;
    private final TestDatabase database = PostgresServer.shared().createDatabase();
    private Connection holding;

    private HeldShop(Place place) {
        this.place = place;
    }

    /** A new one, whose runs will be held from now on. */
    static HeldShop at(Place place) throws SQLException {
        HeldShop shop = new HeldShop(place);
        shop.database.execute(HISTORY, "CREATE SCHEMA other", "CREATE TABLE other.ledger (id INTEGER)");
        shop.holding = shop.database.connect();
        shop.holding.setAutoCommit(false);
        try (Statement statement = shop.holding.createStatement()) {
            statement.execute(place.hold);
        }
        return shop;
    }

    Place place() {
        return place;
    }

    TestDatabase database() {
        return database;
    }

    String name() {
        return database.name();
    }

    ShopJob job() {
        return new ShopJob(
                name(),
                database.jdbcUrl(),
                database.user(),
                database.password(),
                Map.of(ShopJob.SCRIPT, "SELECT pg_advisory_xact_lock(" + KEY + ");\nCREATE TABLE late (id INTEGER);\n"),
                "");
    }

    /** Waits until a run has come to the place. */
    void awaitHeld() throws Exception {
        Await.until(name() + " is held while " + place, this::held);
    }

    /** Whether a run is in the place. */
    boolean held() {
        return !database.query("SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        + " AND datname = current_database()")
                .equals("0");
    }

    /** Lets the run go on, and all that follow. */
    void release() throws SQLException {
        holding.close();
    }

    @Override
    public void close() throws SQLException {
        release();
    }

    /** Whether the migration is in the database. */
    boolean migrated() {
        return "1".equals(database.query("SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'late'"));
    }
}
