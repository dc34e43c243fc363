package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.cli.CrashMatrixIT.Victim;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** One database whose runs are ended from outside, one after the other, each with three migrations to apply. */
final class CrashCase {
    private static final int MIGRATIONS = 3;
    private static final int NEVER = Integer.MAX_VALUE;

    /** Exit statuses: a run that never began, and one after a run that left something half-way. */
    private static final int NOTHING_DONE = 46;

    private static final int INTERRUPTED_RUN = 35;

    private final CrashedServer server;
    private final Tool tool;
    private final Workspace workspace;
    private final String agent;

    /** The version of the newest migration. */
    private int last = 1;

    CrashCase(CanaryWatch watch, CrashedServer server, Tool tool) {
        this.server = server;
        this.tool = tool;
        workspace = watch.workspace(tool, server.create()).migration(1, "CREATE TABLE applied (version INTEGER)");
        agent = WriteCrash.option(watch.newFolder("agent"));
        workspace.command("migrate").run().expect(0);
    }

    /**
     * The boundaries of a run, counted in one that nobody disturbs.
     *
     * @param messages to the server
     * @param firstStatement which of them is the first of the migrations
     * @param writes durable ones
     */
    record Boundaries(int messages, int firstStatement, int writes) {
        int of(Victim victim) {
            return victim == Victim.WRITE ? writes : messages;
        }
    }

    Boundaries boundaries() {
        more();
        server.tap().countAndNotice("step_");
        Finished finished = migrate("undisturbed", NEVER).await().expect(0);
        int messages = server.tap().sent();
        int firstStatement = server.tap().noticed();
        int writes = finished.err()
                .lines()
                .filter(line -> line.startsWith(WriteCrash.COUNTED))
                .mapToInt(line -> Integer.parseInt(line.substring(WriteCrash.COUNTED.length())))
                .sum();
        assertThat(writes).isPositive();
        assertThat(firstStatement).isPositive();
        return new Boundaries(messages, firstStatement, writes);
    }

    /**
     * Ends a run at a boundary and looks at everything that is left.
     *
     * @return what the run came to, and what the next one needed
     */
    String at(int boundary, boolean delivered, Victim victim) {
        more();
        String id = "run-" + last;
        CompletableFuture<Running> running = new CompletableFuture<>();
        server.tap()
                .interrupt(victim == Victim.WRITE ? NEVER : boundary, delivered, () -> strike(victim, running.join()));
        running.complete(migrate(id, victim == Victim.WRITE ? boundary : NEVER));
        Finished ended = running.join().await();
        server.tap().count();
        server.revive();

        String came = reported(id, ended);
        String needed = completed();
        return came + ", " + needed;
    }

    private void strike(Victim victim, Running running) {
        switch (victim) {
            case ENGINE -> running.kill();
            case SERVER -> server.kill();
            case CONNECTION -> server.tap().cut();
            case WRITE -> throw new IllegalArgumentException("it dies by itself");
        }
    }

    /** Two effects each, so that one that ran in part, or twice, is seen. */
    private void more() {
        for (int i = 0; i < MIGRATIONS; i++) {
            last++;
            workspace.migration(
                    last, "CREATE TABLE step_" + last + " (id INTEGER)", "INSERT INTO applied VALUES (" + last + ")");
        }
    }

    private Running migrate(String id, int write) {
        return workspace
                .command(List.of(agent + write), "migrate", "--run-id", id)
                .start();
    }

    /** The report says of each migration what is in the database. */
    private String reported(String id, Finished ended) {
        Finished asked = workspace.command("report", "--json", "--run-id", id).run();
        if (asked.status() == NOTHING_DONE && asked.out().isBlank()) {
            for (int version = last - MIGRATIONS + 1; version <= last; version++) {
                assertThat(effects(version)).isZero();
            }
            return "never began";
        }
        JsonNode report = asked.json();
        int applied = 0;
        for (JsonNode migration : report.path("migrations")) {
            int version = Integer.parseInt(migration.path("label").asText().replaceAll("\\D*(\\d+).*", "$1"));
            int effects = effects(version);
            String fate = migration.path("fate").asText();
            switch (fate) {
                case "APPLIED" -> {
                    assertThat(effects)
                            .as("%s of %d in %s", fate, version, report)
                            .isEqualTo(2);
                    applied++;
                }
                case "NOT_RUN", "ROLLED_BACK", "RESTORED" ->
                    assertThat(effects)
                            .as("%s of %d in %s", fate, version, report)
                            .isZero();
                case "PARTIAL" ->
                    assertThat(server.transactional())
                            .as("%s of %d in %s", fate, version, report)
                            .isFalse();
                default ->
                    assertThat(ended.status())
                            .as("%s of %d in %s", fate, version, report)
                            .isNotZero();
            }
        }
        // The other way round it may have died after the last commit.
        if (ended.status() == 0) {
            assertThat(applied).as("%s: %s", ended, report).isEqualTo(MIGRATIONS);
        }
        return applied == 0 ? "nothing applied" : applied == MIGRATIONS ? "all applied" : "some applied";
    }

    /** The next run completes it, after the way back where it asks for that. */
    private String completed() {
        Finished next = workspace.command("migrate").run();
        String needed = "next run completes";
        if (next.status() == INTERRUPTED_RUN) {
            workspace.command("rollback", "--yes").run().expect(0);
            workspace.command("migrate").run().expect(0);
            needed = "rolled back first";
        } else {
            next.expect(0);
        }
        assertThat(workspace.applied()).containsExactlyInAnyOrderElementsOf(versions());
        for (int version = 2; version <= last; version++) {
            assertThat(effects(version)).as("effects of %d", version).isEqualTo(2);
        }
        assertThat(history()).isEqualTo(tool == Tool.FLYWAY ? last + " rows" : "v" + last);
        JsonNode status = workspace.command("status", "--json").run().expect(0).json();
        assertThat(status.path("pending")).isEmpty();
        assertThat(status.path("lockedBy").isMissingNode()
                        || status.path("lockedBy").isNull())
                .isTrue();
        return needed;
    }

    private List<String> versions() {
        return IntStream.rangeClosed(2, last).mapToObj(Integer::toString).toList();
    }

    private String history() {
        return tool == Tool.FLYWAY
                ? workspace
                                .database()
                                .query("SELECT CASE WHEN COUNT(*) = COUNT(DISTINCT version) THEN COUNT(*) END"
                                        + " FROM flyway_schema_history WHERE success")
                        + " rows"
                : workspace.database().query("SELECT version_num FROM alembic_version");
    }

    private int effects(int version) {
        return Integer.parseInt(workspace
                .database()
                .query("SELECT (SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'step_" + version
                        + "' AND table_schema IN ('public', '"
                        + workspace.database().name()
                        + "')) + (SELECT COUNT(*) FROM applied WHERE version = " + version + ")"));
    }
}
