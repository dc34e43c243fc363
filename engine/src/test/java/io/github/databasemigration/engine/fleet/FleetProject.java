package io.github.databasemigration.engine.fleet;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.configuration.Configuration;
import io.github.databasemigration.engine.configuration.ConfigurationReader;
import io.github.databasemigration.engine.configuration.Overrides;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.report.FleetReport;
import io.github.databasemigration.engine.run.Direction;
import io.github.databasemigration.engine.run.Order;
import io.github.databasemigration.engine.run.TestOrder;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A project whose environment is a fleet on a real server, configured by a real file. */
final class FleetProject {
    final Path folder;
    final TestDatabase database;
    private final boolean schemas;
    Cancellation cancellation = new Cancellation();
    private String url;
    private String targets = "";
    private String more = "";

    /** A fleet of schemas of one PostgreSQL. */
    static FleetProject ofSchemas(Path folder, TestDatabase database, String... names) {
        FleetProject project = new FleetProject(folder, database, true, database.jdbcUrl());
        for (String name : names) {
            database.execute("CREATE SCHEMA \"" + name + "\"");
        }
        return project.targets("of: schemas, list: [" + String.join(", ", names) + "]");
    }

    /** A fleet of databases {@code <name>_<target>} of one server. */
    static FleetProject ofDatabases(Path folder, TestDatabase database, String... names) {
        FleetProject project = new FleetProject(
                folder,
                database,
                false,
                database.jdbcUrl().replaceFirst("/[^/]+$", "/" + database.name() + "_{target}"));
        for (String name : names) {
            database.execute("CREATE DATABASE " + database.name() + "_" + name);
        }
        return project.targets("list: [" + String.join(", ", names) + "]");
    }

    private FleetProject(Path folder, TestDatabase database, boolean schemas, String url) {
        this.folder = folder;
        this.database = database;
        this.schemas = schemas;
        this.url = url;
    }

    static String[] names(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "t" + i).toArray(String[]::new);
    }

    FleetProject url(String other) {
        url = other;
        return this;
    }

    FleetProject targets(String fields) {
        targets = fields;
        return this;
    }

    /** Other fields of the environment, one a line. */
    FleetProject with(String fields) {
        more = fields.indent(4);
        return this;
    }

    FleetProject file(String path, String text) {
        try {
            Files.createDirectories(folder.resolve(path).getParent());
            Files.writeString(folder.resolve(path), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A Flyway migration that creates a table of this number with a row. */
    FleetProject good(int version) {
        return file(
                "db/migration/V" + version + "__t.sql",
                "CREATE TABLE n" + version + " (id INTEGER PRIMARY KEY);\nINSERT INTO n" + version + " VALUES (1);\n");
    }

    Order order() {
        file("database-migration.yml", """
                environments:
                  production:
                    url: %s
                    targets: {%s}
                %s
                """.formatted(url, targets, more));
        Configuration configuration =
                ConfigurationReader.readProject(folder, Overrides.NONE).configuration();
        return TestOrder.of(
                configuration, configuration.environment(Optional.of("production"), Map.of()), database, cancellation);
    }

    Fleet fleet() {
        return Fleet.of(order());
    }

    CheckedFleetPlan checked() {
        CheckedFleetPlan checked = new FleetPlanner(fleet(), Direction.UP, RunListener.NONE).plan();
        FleetPlanFiles.keep(order(), checked.document(), Optional.empty());
        return checked;
    }

    FleetPlan plan() {
        return checked().plan();
    }

    FleetReport migrate() {
        return migrate(Optional.empty(), Part.ALL, FleetListener.NONE);
    }

    /** Runs a plan as it was kept under its digest. */
    FleetReport migrate(FleetPlan approved) {
        return migrate(approved, Part.ALL);
    }

    FleetReport migrate(FleetPlan approved, Part part) {
        return migrate(
                FleetPlanFiles.approved(order(), Optional.of(approved.digest()), Optional.empty()),
                part,
                FleetListener.NONE);
    }

    FleetReport migrate(Optional<FleetPlan> approved, Part part, FleetListener listener) {
        return MigrateFleet.run(fleet(), new MigrateFleet.Options(approved, part, Direction.UP, List.of()), listener);
    }

    /** What a query says in one target. */
    String query(String target, String sql) {
        return in(target).query(sql);
    }

    FleetProject execute(String target, String... statements) {
        in(target).execute(statements);
        return this;
    }

    private TestDatabase in(String target) {
        String there =
                schemas ? database.jdbcUrl() + "?currentSchema=%22" + target + "%22" : url.replace("{target}", target);
        return new TestDatabase(there, target, database.user(), database.password());
    }

    /** Which of the migrations a target has, such as {@code 12}. */
    String applied(String target) {
        StringBuilder versions = new StringBuilder();
        for (int version = 1; version <= 3; version++) {
            try {
                query(target, "SELECT COUNT(*) FROM n" + version);
                versions.append(version);
            } catch (IllegalStateException missing) {
                continue;
            }
        }
        return versions.toString();
    }
}
