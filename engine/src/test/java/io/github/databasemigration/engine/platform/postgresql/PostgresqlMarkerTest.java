package io.github.databasemigration.engine.platform.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.ProgressMarker;
import io.github.databasemigration.engine.platform.ProgressMarker.Note;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresqlMarkerTest {
    private TestDatabase owned;
    private Database database;
    private ProgressMarker marker;

    @BeforeEach
    void open() {
        owned = PostgresServer.shared().createDatabase();
        database = Opened.open(owned);
        marker = database.progressMarker();
    }

    @AfterEach
    void close() {
        marker.close();
    }

    @Test
    void aMigrationThatDropsItsTableDoesNotStopTheNotes() {
        marker.write(note(1, false));
        owned.execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
        marker.write(note(2, true));
        assertThat(marker.read()).contains(note(2, true));
    }

    @Test
    void itsSessionDoesNotStandInTheWayOfAConcurrentIndex() {
        marker.write(note(1, false));
        owned.execute(
                "CREATE TABLE t (id int)", "SET statement_timeout = '20s'", "CREATE INDEX CONCURRENTLY i ON t (id)");
        marker.write(note(1, true));
    }

    private static Note note(int statement, boolean finished) {
        return new Note(
                "r1",
                "ann on build7",
                "3",
                "V3__x.sql",
                statement,
                finished,
                "UPDATE t SET a = 'ü' -- \\ \"",
                Instant.parse("2026-11-22T10:11:12.123456Z"));
    }
}
