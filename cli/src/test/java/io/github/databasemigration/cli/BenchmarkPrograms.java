package io.github.databasemigration.cli;

import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The programs that are compared, and projects that all of them understand. */
final class BenchmarkPrograms {
    private static final String NAME = "migrate-database";
    /** That of Debian's command alembic, for both. */
    private static final String PYTHON = "/usr/bin/python3";

    /** Where ours finds it by itself. */
    private static final String CHANGELOG = "db/changelog/db.changelog-master.sql";

    private static final String LIMIT = "psql";
    private static final String JAVA_LIMIT = "bare Java client";

    private static final String KEPT = " with classes kept";

    private final Path launcher;
    private Optional<Path> withClasses = Optional.empty();

    /** @param folder where to install this one */
    BenchmarkPrograms(Path folder) throws IOException {
        launcher = install(folder);
    }

    private static Path install(Path folder) throws IOException {
        Path launcher = folder.resolve(NAME);
        Files.copy(Path.of("src/main/launcher", NAME), launcher);
        launcher.toFile().setExecutable(true);
        Files.createSymbolicLink(folder.resolve(NAME + ".jar"), Command.JAR);
        return launcher;
    }

    /** Installs it once more, where a migration leaves Java's classes for a quicker start; see docs/command.md. */
    void keepClasses(Path folder, Path project, TestDatabase scratch) throws IOException {
        Path kept = install(folder);
        run(
                project,
                scratch,
                "env",
                "MIGRATE_DATABASE_ARCHIVE_CLASSES=yes",
                kept.toString(),
                "migrate",
                "--set",
                "backup=none",
                "--url",
                scratch.jdbcUrl(),
                "--user",
                scratch.user());
        withClasses = Optional.of(kept);
    }

    /** A call of a program in a project, for a database. */
    interface Call {
        Timed on(Path project, TestDatabase database);
    }

    /** Migrates from nothing. */
    Map<String, Call> migrations() {
        Map<String, Call> calls = migrationsThatLookFirst();
        calls.put(
                JAVA_LIMIT,
                (project, database) -> java(project, database, BareClient.class, database.jdbcUrl(), database.user()));
        calls.put(
                LIMIT,
                (project, database) ->
                        run(project, database, "psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", "all.sql", uri(database)));
        return calls;
    }

    /** Those that look what is applied. */
    Map<String, Call> migrationsThatLookFirst() {
        Map<String, Call> calls = new LinkedHashMap<>();
        ours(calls, "migrate", "--set", "backup=none");
        flyway().ifPresent(flyway ->
                calls.put("flyway migrate", (project, database) -> flyway(flyway, project, database, "migrate")));
        calls.put("Flyway's API migrate", (project, database) -> api(project, database, "migrate"));
        return calls;
    }

    /** Say what would run. */
    Map<String, Call> plans() {
        Map<String, Call> calls = new LinkedHashMap<>();
        ours(calls, "plan");
        flyway().ifPresent(flyway ->
                calls.put("flyway info", (project, database) -> flyway(flyway, project, database, "info")));
        calls.put("Flyway's API info", (project, database) -> api(project, database, "info"));
        return calls;
    }

    /** Upgrade by Alembic. */
    Map<String, Call> upgrades() {
        Map<String, Call> calls = new LinkedHashMap<>();
        String python = "alembic.python=" + PYTHON;
        ours(calls, "migrate", "--set", "backup=none", "--set", python);
        calls.put("alembic upgrade head", BenchmarkPrograms::alembic);
        return calls;
    }

    /** Update by Liquibase; none, if it is not there. */
    Map<String, Call> updates() {
        Map<String, Call> calls = new LinkedHashMap<>();
        liquibase().ifPresent(home -> {
            ours(calls, "migrate", "--set", "backup=none", "--set", "liquibase.home=" + home);
            calls.put("liquibase update", (project, database) -> liquibase(home, project, database));
        });
        return calls;
    }

    private void ours(Map<String, Call> calls, String... arguments) {
        String name = NAME + " " + arguments[0];
        calls.put(name, (project, database) -> ours(project, database, arguments));
        withClasses.ifPresent(
                kept -> calls.put(name + KEPT, (project, database) -> ours(kept, project, database, arguments)));
    }

    /** This one, for a database. */
    Timed ours(Path project, TestDatabase database, String... arguments) {
        return ours(launcher, project, database, arguments);
    }

    private static Timed ours(Path launcher, Path project, TestDatabase database, String... arguments) {
        List<String> program = new ArrayList<>(List.of(launcher.toString()));
        program.addAll(List.of(arguments));
        program.addAll(List.of("--url", database.jdbcUrl(), "--user", database.user()));
        return run(project, database, program.toArray(String[]::new));
    }

    private static Optional<String> flyway() {
        return Optional.ofNullable(System.getProperty("benchmark.flyway"));
    }

    private static Timed flyway(String flyway, Path project, TestDatabase database, String command) {
        return run(
                project,
                database,
                flyway,
                "-url=" + database.jdbcUrl(),
                "-user=" + database.user(),
                "-locations=filesystem:db/migration",
                command);
    }

    private static Timed api(Path project, TestDatabase database, String command) {
        return java(project, database, FlywayApi.class, database.jdbcUrl(), database.user(), command);
    }

    private static Timed java(Path project, TestDatabase database, Class<?> main, String... arguments) {
        List<String> program = new ArrayList<>(List.of(
                Command.JAVA.toString(),
                "-cp",
                Path.of("target/test-classes").toAbsolutePath() + ":" + Command.JAR,
                main.getName()));
        program.addAll(List.of(arguments));
        return run(project, database, program.toArray(String[]::new));
    }

    private static Optional<String> liquibase() {
        return Optional.ofNullable(System.getProperty("benchmark.liquibase"));
    }

    /** As Liquibase's launcher does it, but for the loader of classes in between. */
    private static Timed liquibase(String home, Path project, TestDatabase database) {
        return run(
                project,
                database,
                Command.JAVA.toString(),
                "-cp",
                home + "/internal/lib/*",
                "liquibase.integration.commandline.LiquibaseCommandLine",
                "update",
                "--changelog-file=" + CHANGELOG,
                "--url=" + database.jdbcUrl(),
                "--username=" + database.user());
    }

    private static Timed alembic(Path project, TestDatabase database) {
        try {
            Files.writeString(project.resolve("plain.ini"), """
                    [alembic]
                    script_location = migrations
                    sqlalchemy.url = %s
                    """.formatted(uri(database)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run(project, database, "alembic", "-c", "plain.ini", "upgrade", "head");
    }

    /** Any program that takes the password from a variable. */
    static Timed run(Path project, TestDatabase database, String... program) {
        Map<String, String> variables = Map.of(
                Workspace.PASSWORD_VARIABLE,
                database.password(),
                "FLYWAY_PASSWORD",
                database.password(),
                "PGPASSWORD",
                database.password(),
                // What it would spend on the network is not its work here.
                "FLYWAY_SKIP_CHECK_FOR_UPDATE",
                "true",
                "REDGATE_DISABLE_TELEMETRY",
                "true",
                "LIQUIBASE_COMMAND_PASSWORD",
                database.password(),
                "LIQUIBASE_ANALYTICS_ENABLED",
                "false");
        return Timed.run(project, variables, List.of(program));
    }

    /** The address as PostgreSQL's programs have it. */
    static String uri(TestDatabase database) {
        return database.jdbcUrl().substring("jdbc:".length()).replace("//", "//" + database.user() + "@");
    }

    /** Migrations of a row each, and the same as one script for psql. */
    Path flywayProject(CanaryWatch watch, int size) {
        Workspace workspace = project(watch, Tool.FLYWAY, size);
        StringBuilder all = new StringBuilder(BareClient.HISTORY).append(";\n");
        for (int version = 1; version <= size; version++) {
            String script = "V" + version + "__step_" + version + ".sql";
            all.append("BEGIN;\n\\i db/migration/")
                    .append(script)
                    .append("\nINSERT INTO flyway_schema_history VALUES (")
                    .append(version + ", '" + version + "', 'step " + version + "', 'SQL', '" + script)
                    .append("', 1, CURRENT_USER, now(), 0, true);\nCOMMIT;\n");
        }
        return workspace.file("all.sql", all.toString()).folder();
    }

    /** Migrations of a table each, which take longer to be understood. */
    Path tables(CanaryWatch watch, int size) {
        Workspace workspace = project(watch, Tool.FLYWAY, 0);
        for (int version = 1; version <= size; version++) {
            workspace.migration(version, "CREATE TABLE t" + version + " (id INTEGER PRIMARY KEY, name TEXT NOT NULL)");
        }
        return workspace.folder();
    }

    /** Revisions of a row each. */
    Path alembicProject(CanaryWatch watch, int size) {
        return project(watch, Tool.ALEMBIC, size).folder();
    }

    /** Changesets of a row each. */
    Path liquibaseProject(CanaryWatch watch, int size) {
        StringBuilder changelog = new StringBuilder("-- liquibase formatted sql\n");
        for (int version = 1; version <= size; version++) {
            changelog.append("\n-- changeset shop:").append(version).append('\n');
            Workspace.countedMigration(version)
                    .forEach(statement -> changelog.append(statement).append(";\n"));
        }
        return project(watch, Tool.FLYWAY, 0)
                .file(CHANGELOG, changelog.toString())
                .folder();
    }

    private static Workspace project(CanaryWatch watch, Tool tool, int size) {
        TestDatabase elsewhere = new TestDatabase("jdbc:postgresql://127.0.0.1:1/nowhere", "nowhere", "nobody", "");
        return watch.workspace(tool, elsewhere).countedMigrations(1, size);
    }
}
