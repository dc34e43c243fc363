package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.configuration.FlywaySettings;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A project at version 1 with three pending migrations and a repeatable one, whose plan was approved. */
final class ApprovedProject {
    private static final String HISTORY = "\"flyway_schema_history\"";
    private static final Map<String, String> SCRIPTS = Map.of(
            "V1__t1.sql", "CREATE TABLE t1 (id INTEGER PRIMARY KEY);\n",
            "V2__t2.sql", "CREATE TABLE t2 (id INTEGER PRIMARY KEY);\nINSERT INTO t2 VALUES (${amount});\n",
            "V3__t3.sql", "CREATE TABLE t3 (id INTEGER PRIMARY KEY);\nINSERT INTO t3 VALUES (7);\n",
            "V4__t4.sql", "CREATE TABLE t4 (id INTEGER PRIMARY KEY);\nINSERT INTO t4 SELECT id FROM t2;\n",
            "R__touch.sql", "UPDATE t1 SET id = id;\n");

    final Project project;
    final Plan approved;
    private final Path migrations;

    ApprovedProject(Path folder, Server server) {
        project = new Project(folder, Tool.FLYWAY, server);
        project.backup = false;
        migrations = folder.resolve("migrations");
        setPlaceholder("1");
        writeScripts();
        setTarget(Optional.of("1"));
        assertThat(project.migrate().failure()).isEmpty();
        setTarget(Optional.empty());
        project.approvalRequired = true;
        undo();
        approved = plan();
    }

    Path script(String name) {
        return migrations.resolve(name);
    }

    Plan plan() {
        return PlanOnly.plan(project.order(), Direction.UP, false);
    }

    /** A run as a pipeline would start it, with something that is said to be approved. */
    Report run(Optional<String> digest, Optional<Plan> plan) {
        Migrate.Options options = new Migrate.Options(new Approval(digest, plan), Direction.UP, false);
        return Migrate.run(project.order(), options, RunListener.NONE);
    }

    /** A run of what was approved. */
    Report run() {
        return run(Optional.of(approved.digest()), Optional.of(approved));
    }

    /** Whether any migration ran since version 1. */
    boolean migrated() {
        return !project.database
                .query("SELECT MAX(\"installed_rank\") FROM " + HISTORY)
                .equals("1");
    }

    /** Puts the database back to version 1. */
    void undo() {
        for (int table = 2; table <= 4; table++) {
            project.database.execute("DROP TABLE IF EXISTS t" + table);
        }
        project.database.execute("DELETE FROM " + HISTORY + " WHERE \"installed_rank\" > 1");
    }

    /** Puts the scripts back as they were approved, and nothing beside them. */
    void writeScripts() {
        try {
            Files.createDirectories(migrations);
            try (var files = Files.list(migrations)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
                Files.writeString(migrations.resolve(script.getKey()), script.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void setPlaceholder(String amount) {
        FlywaySettings now = (FlywaySettings) project.settings;
        set(new TreeMap<>(Map.of("amount", amount)), now.outOfOrder(), now.target());
    }

    void setTarget(Optional<String> target) {
        FlywaySettings now = (FlywaySettings) project.settings;
        set(now.placeholders(), now.outOfOrder(), target);
    }

    void setOutOfOrder(boolean outOfOrder) {
        FlywaySettings now = (FlywaySettings) project.settings;
        set(now.placeholders(), outOfOrder, now.target());
    }

    private void set(SortedMap<String, String> placeholders, boolean outOfOrder, Optional<String> target) {
        FlywaySettings now = (FlywaySettings) project.settings;
        project.settings = new FlywaySettings(
                now.locations(),
                now.callbackLocations(),
                now.schemas(),
                now.table(),
                placeholders,
                now.placeholderReplacement(),
                now.baselineVersion(),
                now.baselineOnMigrate(),
                outOfOrder,
                target,
                now.encoding(),
                now.mixed());
    }
}
