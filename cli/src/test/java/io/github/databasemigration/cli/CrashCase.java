package io.github.databasemigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * One project whose runs are ended from outside, one after the other. Each begins at the same point: a database with
 * something in it, and three migrations to apply.
 */
final class CrashCase implements AutoCloseable {
    private static final int APPLIED_BEFORE = 1;
    private static final int LAST = 4;
    private static final int NEVER = Integer.MAX_VALUE;

    /** Exit statuses: a run that never began, and one after a run that left something half-way. */
    private static final int NOTHING_DONE = 46;

    private static final int INTERRUPTED_RUN = 35;

    private final CrashedServer server;
    private final Tool tool;
    private final TestDatabase database;
    private final Workspace workspace;
    private final String classes;
    private final String agent;
    private final Resident resident;
    private final StartingPoint start;

    CrashCase(CanaryWatch watch, CrashedServer server, Tool tool) {
        this.server = server;
        this.tool = tool;
        database = server.create();
        workspace = watch.workspace(tool, server.tapped(database))
                .migration(
                        1,
                        "CREATE TABLE applied (version INTEGER)",
                        "CREATE TABLE earlier (id INTEGER, note VARCHAR(40))",
                        "INSERT INTO earlier VALUES (1, 'before'), (2, NULL), (3, 'them all')");
        Path folder = watch.newFolder("agent");
        agent = WriteCrash.option(folder);
        // What the first run loaded, the others find ready.
        Path archive = folder.resolve("classes.jsa");
        classes = "-XX:SharedArchiveFile=" + archive;
        workspace
                .command(List.of("-XX:ArchiveClassesAtExit=" + archive), "migrate")
                .run()
                .expect(0);
        start = new StartingPoint(
                server,
                database,
                workspace.folder().resolve(".database-migration"),
                watch.newFolder("kept").resolve("runs"));
        for (int version = APPLIED_BEFORE + 1; version <= LAST; version++) {
            // Two effects each, so that one that ran in part, or twice, is seen.
            workspace.migration(
                    version,
                    "CREATE TABLE step_" + version + " (id INTEGER)",
                    "INSERT INTO applied VALUES (" + version + ")");
        }
        resident = new Resident(watch, workspace, List.of(classes));
    }

    /** The boundaries of a run, found in one that nobody disturbs. */
    List<Boundary> boundaries() {
        server.tap().listen();
        Finished finished = process("undisturbed", NEVER).await().expect(0);
        return Boundaries.of(server.tap().messages(), finished.err());
    }

    /** Goes back to where every case begins. */
    void begin() {
        server.revive();
        start.again();
    }

    /**
     * Ends a run at a boundary and looks at everything that is left.
     *
     * @return what the run came to, and what the next one needed; empty if the run had no such boundary
     */
    Optional<String> at(Boundary boundary) {
        String id = "run";
        Finished ended = end(boundary, id);
        server.tap().listen();
        server.revive();
        if (ended == null) {
            return Optional.empty();
        }
        return Optional.of(reported(id, ended) + ", " + completed());
    }

    private Finished end(Boundary boundary, String id) {
        if (boundary.victim() == Victim.WRITE) {
            server.tap().listen();
            Finished ended = process(id, boundary.number()).await();
            return ended.status() == 137 ? ended : null;
        }
        CompletableFuture<Running> running = new CompletableFuture<>();
        server.tap()
                .interrupt(
                        message -> message.number() == boundary.number(),
                        boundary.delivered(),
                        () -> strike(boundary.victim(), running));
        if (boundary.victim() == Victim.ENGINE) {
            running.complete(workspace
                    .command(List.of(classes), "migrate", "--run-id", id)
                    .start());
        }
        Finished ended =
                boundary.victim() == Victim.ENGINE ? running.join().await() : resident.run("migrate", "--run-id", id);
        return server.tap().interrupted() ? ended : null;
    }

    private void strike(Victim victim, CompletableFuture<Running> running) {
        switch (victim) {
            case ENGINE -> {
                running.join().kill();
                running.join().await();
            }
            case SERVER -> server.kill();
            case CONNECTION -> server.tap().cut();
            case WRITE -> throw new IllegalArgumentException("it dies by itself");
        }
    }

    /** A run in a process of its own, which dies at a durable write. */
    private Running process(String id, int write) {
        return workspace
                .command(List.of(agent + write), "migrate", "--run-id", id)
                .start();
    }

    /** The report says of each migration what is in the database. */
    private String reported(String id, Finished ended) {
        Finished asked = resident.run("report", "--json", "--run-id", id);
        Effects effects = effects();
        if (asked.status() == NOTHING_DONE && asked.out().isBlank()) {
            for (int version = APPLIED_BEFORE + 1; version <= LAST; version++) {
                assertThat(effects.of(version)).isZero();
            }
            return "never began";
        }
        JsonNode report = asked.json();
        int applied = 0;
        for (JsonNode migration : report.path("migrations")) {
            int version = Integer.parseInt(migration.path("label").asText().replaceAll("\\D*(\\d+).*", "$1"));
            String fate = migration.path("fate").asText();
            String what = fate + " of " + version + " in " + report;
            switch (fate) {
                case "APPLIED" -> {
                    assertThat(effects.of(version)).as(what).isEqualTo(2);
                    applied++;
                }
                case "NOT_RUN", "ROLLED_BACK", "RESTORED" ->
                    assertThat(effects.of(version)).as(what).isZero();
                case "PARTIAL" -> assertThat(server.transactional()).as(what).isFalse();
                default -> assertThat(ended.status()).as(what).isNotZero();
            }
        }
        // The other way round it may have died after the last commit.
        if (ended.status() == 0) {
            assertThat(applied).as("%s: %s", ended, report).isEqualTo(LAST - APPLIED_BEFORE);
        }
        return applied == 0 ? "nothing applied" : applied == LAST - APPLIED_BEFORE ? "all applied" : "some applied";
    }

    /** The next run completes it, after the way back where it asks for that. */
    private String completed() {
        Finished next = resident.run("migrate");
        String needed = "next run completes";
        if (next.status() == INTERRUPTED_RUN) {
            resident.run("rollback", "--yes").expect(0);
            resident.run("migrate").expect(0);
            needed = "rolled back first";
        } else {
            next.expect(0);
        }
        Effects effects = effects();
        List<Integer> versions =
                IntStream.rangeClosed(APPLIED_BEFORE + 1, LAST).boxed().toList();
        assertThat(effects.applied()).isEqualTo(versions);
        assertThat(versions)
                .allSatisfy(version -> assertThat(effects.of(version)).isEqualTo(2));
        assertThat(database.query("SELECT COUNT(*) + SUM(id) + 10 * COUNT(note) FROM earlier"))
                .as("what was there before")
                .isEqualTo("29");
        assertThat(history()).isEqualTo(tool == Tool.FLYWAY ? LAST + " rows" : "v" + LAST);
        JsonNode status = resident.run("status", "--json").expect(0).json();
        assertThat(status.path("pending")).isEmpty();
        assertThat(status.path("lockedBy").isMissingNode()
                        || status.path("lockedBy").isNull())
                .isTrue();
        return needed;
    }

    private Effects effects() {
        return Effects.in(database);
    }

    private String history() {
        return tool == Tool.FLYWAY
                ? database.query("SELECT CASE WHEN COUNT(*) = COUNT(DISTINCT version) THEN COUNT(*) END"
                                + " FROM flyway_schema_history WHERE success")
                        + " rows"
                : database.query("SELECT version_num FROM alembic_version");
    }

    @Override
    public void close() {
        resident.close();
    }
}
