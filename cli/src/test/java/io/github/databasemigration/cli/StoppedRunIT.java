package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run is asked to stop while the server works on a statement of it that would take much longer. */
class StoppedRunIT {
    private static final Duration QUICKLY = Duration.ofSeconds(30);

    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    @ParameterizedTest
    @EnumSource(
            value = Server.class,
            names = {"POSTGRESQL", "MARIADB"})
    void sigtermCancelsTheStatementInTheServerAndSaysThatNothingChanged(Server server) {
        Workspace workspace = slow(server);
        Running running = migrate(workspace, "--set", "backup.enabled=false").start();
        Eventually.holds("the statement runs", () -> server.braking(workspace.database()));

        long asked = System.nanoTime();
        running.terminate();
        Finished finished = running.await();

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(QUICKLY);
        stoppedWithoutATrace(workspace, server, finished, "a signal asked this program to end");
    }

    @Test
    void theTimeLimitDoesTheSame() {
        Server server = Server.POSTGRESQL;
        Workspace workspace = slow(server);

        long started = System.nanoTime();
        Finished finished = migrate(workspace, "--set", "backup.enabled=false", "--set", "timeouts.total=10s")
                .run();

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(QUICKLY.plusSeconds(10));
        stoppedWithoutATrace(workspace, server, finished, "time limit");
    }

    @ParameterizedTest
    @EnumSource(
            value = Server.class,
            names = {"POSTGRESQL"})
    void aStopFileDoesTheSame(Server server) throws IOException {
        Workspace workspace = slow(server);
        Path stop = watch.newFolder("control").resolve("stop");
        Running running = migrate(workspace, "--set", "backup.enabled=false", "--stop-file", stop.toString())
                .start();
        Eventually.holds("the statement runs", () -> server.braking(workspace.database()));

        Files.createFile(stop);
        Finished finished = running.await();

        stoppedWithoutATrace(workspace, server, finished, "asked it to stop");
    }

    private Workspace slow(Server server) {
        TestDatabase database = server.create(watch);
        server.brake(database);
        return watch.workspace(Tool.FLYWAY, database)
                .migration(1, server.braked(database), "CREATE TABLE late (id INTEGER)");
    }

    /** The password comes from a file here. */
    private static Command migrate(Workspace workspace, String... more) {
        String[] arguments = {
            "migrate",
            "--run-id",
            "stopped",
            "--password-file",
            workspace.passwordFile().toString()
        };
        return workspace.commandWithoutPassword(
                Stream.of(arguments, more).flatMap(Arrays::stream).toArray(String[]::new));
    }

    private static void stoppedWithoutATrace(Workspace workspace, Server server, Finished finished, String why) {
        finished.expect(61);
        assertThat(finished.err()).contains(why).contains("Run it again when it suits.");
        assertThat(server.braking(workspace.database())).isFalse();
        assertThat(workspace
                        .database()
                        .query("SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'late'"
                                + (server == Server.MARIADB ? " AND table_schema = DATABASE()" : "")))
                .isEqualTo("0");

        JsonNode report = workspace.report("stopped");
        assertThat(report.path("outcome").asText()).isEqualTo("CANCELLED_UNCHANGED");
        assertThat(report.path("migrations").path(0).path("fate").asText()).isEqualTo("ROLLED_BACK");
        assertThat(workspace.run("stopped").resolve("report.html")).isNotEmptyFile();
        assertThat(workspace.journal("stopped"))
                .extracting(event -> event.path("type").asText())
                .contains("cancelRequested", "migrationFailed")
                .endsWith("runFinished");
    }
}
