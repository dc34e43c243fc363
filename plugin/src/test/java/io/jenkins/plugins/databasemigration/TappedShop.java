package io.jenkins.plugins.databasemigration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.Tap;
import io.github.databasemigration.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A PostgreSQL behind a tap that holds the run of a job at one of its messages, and three migrations to apply. */
final class TappedShop implements AutoCloseable {
    private static final long LIMIT_MINUTES = 3;

    private final TestDatabase database = PostgresServer.shared().createDatabase();
    private final Tap tap = new Tap(PostgresServer.shared().port());
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final String place;

    /** One whose run is never held. */
    TappedShop() {
        this("nowhere", message -> false);
    }

    /** @param at the message before which the run is held */
    TappedShop(String place, Predicate<Tap.Message> at) {
        this.place = place;
        database.execute(
                "CREATE SCHEMA other",
                "CREATE TABLE other.earlier (id INTEGER, note VARCHAR(40))",
                "INSERT INTO other.earlier VALUES (1, 'before'), (2, NULL), (3, 'them all')");
        tap.delay(at, this::hold);
    }

    private void hold() {
        reached.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String name() {
        return database.name();
    }

    String place() {
        return place;
    }

    ShopJob job() {
        return new ShopJob(
                name(),
                database.jdbcUrl().replace(":" + PostgresServer.shared().port() + "/", ":" + tap.port() + "/"),
                database.user(),
                database.password(),
                Map.of(
                        "V1__applied.sql", "CREATE TABLE applied (version INTEGER);\n",
                        "V2__two.sql", "CREATE TABLE step_2 (id INTEGER);\nINSERT INTO applied VALUES (2);\n",
                        "V3__three.sql", "CREATE TABLE step_3 (id INTEGER);\nINSERT INTO applied VALUES (3);\n"),
                "");
    }

    void awaitHeld() throws InterruptedException {
        assertThat(reached.await(LIMIT_MINUTES, TimeUnit.MINUTES))
                .as("%s is held %s", name(), place)
                .isTrue();
    }

    /** Lets the run go on. */
    void release() {
        released.countDown();
    }

    /** What was heard of a run that was not held. */
    List<Tap.Message> messages() {
        return tap.messages();
    }

    /** How many of the migrations the database has, each of them whole and once. */
    int applied() {
        String history = database.query("SELECT to_regclass('flyway_schema_history') IS NOT NULL");
        if (history.equals("f") || history.equals("false")) {
            return 0;
        }
        int rows = Integer.parseInt(database.query("SELECT COUNT(*) FROM flyway_schema_history"));
        assertThat(database.query("SELECT COUNT(DISTINCT version) FROM flyway_schema_history WHERE success"))
                .isEqualTo(Integer.toString(rows));
        int effects = Integer.parseInt(database.query("SELECT COUNT(*) FROM information_schema.tables"
                + " WHERE table_name IN ('applied', 'step_2', 'step_3')"));
        assertThat(effects).isEqualTo(rows);
        if (rows > 0) {
            assertThat(database.query("SELECT COUNT(*) || ',' || COUNT(DISTINCT version) FROM applied"))
                    .isEqualTo((rows - 1) + "," + (rows - 1));
        }
        return rows;
    }

    /** Nothing of before is lost, and nobody holds the lock. */
    void assertWhole() {
        assertThat(database.query("SELECT COUNT(*) + SUM(id) + 10 * COUNT(note) FROM other.earlier"))
                .isEqualTo("29");
        assertThat(database.query("SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory'"
                        + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"))
                .isEqualTo("0");
    }

    @Override
    public void close() {
        release();
        tap.close();
    }
}
