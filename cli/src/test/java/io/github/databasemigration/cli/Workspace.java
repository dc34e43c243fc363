package io.github.databasemigration.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A project on the disk with its database-migration.yml, its migrations, and the database it is for. */
final class Workspace {
    static final String PASSWORD_VARIABLE = "SHOP_PASSWORD";

    private final CanaryWatch watch;
    private final Path folder;
    private final Tool tool;
    private final TestDatabase database;

    Workspace(CanaryWatch watch, Path folder, Tool tool, TestDatabase database) {
        this.watch = watch;
        this.folder = folder;
        this.tool = tool;
        this.database = database;
        configuration(database.jdbcUrl(), database.user());
        tool.prepare(this);
    }

    Path folder() {
        return folder;
    }

    TestDatabase database() {
        return database;
    }

    /** Writes database-migration.yml: the smallest one for an address and a user. */
    Workspace configuration(String url, String user) {
        String credentials =
                user.isEmpty() ? "{}" : "{user: " + user + ", passwordVariable: " + PASSWORD_VARIABLE + "}";
        return file("database-migration.yml", """
                environments:
                  test:
                    url: %s
                    credentials: %s
                """.formatted(url, credentials));
    }

    /** Writes a file of the project. */
    Workspace file(String path, String text) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a migration of these statements. */
    Workspace migration(int version, String... statements) {
        tool.write(this, version, List.of(statements));
        return this;
    }

    /**
     * Writes migrations that leave a row each in a table without any key, so that one that ran twice is seen; the first
     * creates the table.
     */
    Workspace countedMigrations(int from, int to) {
        for (int version = from; version <= to; version++) {
            tool.write(this, version, countedMigration(version));
        }
        return this;
    }

    /** The statements of one of them. */
    static List<String> countedMigration(int version) {
        String insert = "INSERT INTO applied VALUES (" + version + ")";
        return version == 1 ? List.of("CREATE TABLE applied (version INTEGER)", insert) : List.of(insert);
    }

    /** Which of the counted migrations left their row, in the order of versions; one that ran twice stands here twice. */
    List<String> applied() {
        int rows = Integer.parseInt(database.query("SELECT COUNT(*) FROM applied"));
        List<String> versions = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            versions.add(database.query("SELECT version FROM applied ORDER BY version LIMIT 1 OFFSET " + row));
        }
        return versions;
    }

    /** A call of the command in this folder, with the password in the variable that the configuration names. */
    Command command(String... arguments) {
        return command(List.of(), arguments).with(PASSWORD_VARIABLE, database.password());
    }

    /** Plans, and tells the digest that an approval would name. */
    String planned() {
        return command("plan", "--json").run().expect(0).json().path("digest").asText();
    }

    /** The same with options of the JVM. */
    Command command(List<String> javaOptions, String... arguments) {
        return Command.jar(watch, folder, javaOptions, Arrays.asList(arguments))
                .with(PASSWORD_VARIABLE, database.password());
    }

    /** A call without the variable. */
    Command commandWithoutPassword(String... arguments) {
        return Command.jar(watch, folder, List.of(), Arrays.asList(arguments));
    }

    /** A file with the password that only its owner may read. */
    Path passwordFile() {
        try {
            Path file = watch.secrets().resolve("password");
            Files.writeString(file, database.password() + "\n");
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of a run. */
    Path run(String id) {
        return folder.resolve(".database-migration/runs").resolve(id);
    }

    /** The report of a run. */
    JsonNode report(String id) {
        return Json.read(read(run(id).resolve("report.json")), JsonNode.class);
    }

    /** The journal of a run. */
    List<JsonNode> journal(String id) {
        return read(run(id).resolve("journal.jsonl"))
                .lines()
                .map(line -> Json.read(line, JsonNode.class))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
