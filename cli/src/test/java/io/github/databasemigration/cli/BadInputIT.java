package io.github.databasemigration.cli;

import static io.github.databasemigration.engine.fault.FaultCode.APPLIED_MIGRATION_CHANGED;
import static io.github.databasemigration.engine.fault.FaultCode.APPLIED_MIGRATION_MISSING;
import static io.github.databasemigration.engine.fault.FaultCode.APPROVAL_MISSING;
import static io.github.databasemigration.engine.fault.FaultCode.BACKUP_MISSING;
import static io.github.databasemigration.engine.fault.FaultCode.BACKUP_TOOL_MISSING;
import static io.github.databasemigration.engine.fault.FaultCode.BACKUP_TOOL_TOO_OLD;
import static io.github.databasemigration.engine.fault.FaultCode.BASELINE_REQUIRED;
import static io.github.databasemigration.engine.fault.FaultCode.CREDENTIAL_MISSING;
import static io.github.databasemigration.engine.fault.FaultCode.DATABASE_MISSING;
import static io.github.databasemigration.engine.fault.FaultCode.ENVIRONMENT_UNKNOWN;
import static io.github.databasemigration.engine.fault.FaultCode.LOCATION_EMPTY;
import static io.github.databasemigration.engine.fault.FaultCode.LOCATION_MISSING;
import static io.github.databasemigration.engine.fault.FaultCode.LOGIN_REFUSED;
import static io.github.databasemigration.engine.fault.FaultCode.OUT_OF_ORDER;
import static io.github.databasemigration.engine.fault.FaultCode.READ_ONLY;
import static io.github.databasemigration.engine.fault.FaultCode.SCRIPT_UNREADABLE;
import static io.github.databasemigration.engine.fault.FaultCode.SERVER_UNREACHABLE;
import static io.github.databasemigration.engine.fault.FaultCode.SEVERAL_HEADS;
import static io.github.databasemigration.engine.fault.FaultCode.TARGET_UNKNOWN;
import static io.github.databasemigration.engine.fault.FaultCode.TOOL_MISSING;
import static io.github.databasemigration.engine.fault.FaultCode.VERSION_DUPLICATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.testkit.PostgresServer;
import io.github.databasemigration.testkit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of bad inputs: each ends with its own exit status, one line that says what is wrong and one line that says
 * what to do, and leaves the database as it was.
 */
class BadInputIT {
    @RegisterExtension
    final CanaryWatch watch = new CanaryWatch();

    private TestDatabase database;

    /**
     * One bad input.
     *
     * @param name what is bad
     * @param code how the call must end
     * @param names what the complaint must name
     * @param call prepares it all
     */
    record Row(String name, FaultCode code, String names, Call call) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Prepares a bad input and the call that meets it. */
    interface Call {
        Command of(BadInputIT test) throws IOException, SQLException;
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row("no such folder", LOCATION_MISSING, "nowhere", t -> t.project()
                        .command("migrate", "--set", "flyway.locations=nowhere")),
                new Row("empty folder", LOCATION_EMPTY, "empty", BadInputIT::emptyFolder),
                new Row("duplicate versions", VERSION_DUPLICATE, "V1__again.sql", t -> t.project()
                        .file("db/migration/V1__again.sql", "SELECT 1;\n")
                        .command("migrate")),
                new Row("edited applied migration", APPLIED_MIGRATION_CHANGED, "V1__step_1.sql", t -> t.migrated(1)
                        .migration(1, "SELECT 'edited'")
                        .command("migrate")),
                new Row("missing applied migration", APPLIED_MIGRATION_MISSING, "1", BadInputIT::missingMigration),
                new Row("older than the newest applied", OUT_OF_ORDER, "V1__step_1.sql", BadInputIT::lateMigration),
                new Row("no migration of the target's version", TARGET_UNKNOWN, "99", t -> t.project()
                        .command("migrate", "--set", "flyway.target=99")),
                new Row("wrong password", LOGIN_REFUSED, "app", t -> t.project()
                        .command("migrate")
                        .with(Workspace.PASSWORD_VARIABLE, t.database.password() + "?")),
                new Row("unreachable server", SERVER_UNREACHABLE, "127.0.0.1:1", t -> t.project()
                        .command("migrate", "--url", "jdbc:postgresql://127.0.0.1:1/" + t.database.name())),
                new Row("unknown database", DATABASE_MISSING, "nobodys", t -> t.project()
                        .command("migrate", "--url", t.database.jdbcUrl().replaceAll("/[^/]*$", "/nobodys"))),
                new Row("read-only user", READ_ONLY, "reader", BadInputIT::readOnlyUser),
                new Row("not empty, without baseline", BASELINE_REQUIRED, "baseline", BadInputIT::notEmpty),
                new Row("two heads", SEVERAL_HEADS, "v2", BadInputIT::twoHeads),
                new Row("no Python", TOOL_MISSING, "/nowhere/python", t -> t.alembic()
                        .command("migrate", "--set", "alembic.python=/nowhere/python")),
                new Row("no Alembic", TOOL_MISSING, "Alembic", BadInputIT::pythonWithoutAlembic),
                new Row("wrong encoding", SCRIPT_UNREADABLE, "V2__latin.sql", BadInputIT::wrongEncoding),
                new Row("unknown environment", ENVIRONMENT_UNKNOWN, "test", t -> t.project()
                        .command("migrate", "--environment", "staging")),
                new Row("no password variable", CREDENTIAL_MISSING, Workspace.PASSWORD_VARIABLE, t -> t.project()
                        .commandWithoutPassword("migrate")),
                new Row("no pg_dump", BACKUP_TOOL_MISSING, "/nowhere/pg_dump", t -> t.project()
                        .command("migrate", "--set", "programs.pg_dump=/nowhere/pg_dump")),
                new Row("too old pg_dump", BACKUP_TOOL_TOO_OLD, "9.6", BadInputIT::oldDump),
                new Row("no backup to go back to", BACKUP_MISSING, "backups", t -> t.project()
                        .command("rollback", "--yes")),
                new Row("no approval", APPROVAL_MISSING, "--approved", t -> t.project()
                        .command("migrate", "--set", "approval=required")));
    }

    @BeforeEach
    void create() {
        database = PostgresServer.shared().createDatabase();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isRefusedInTwoLinesAndNothingChanges(Row row) throws IOException, SQLException {
        Command call = row.call().of(this);
        SortedMap<String, String> before = PostgresContents.of(database);

        Finished finished = call.run().expect(row.code().exitStatus());

        assertThat(finished.complaint()).as(finished.err()).hasSize(2);
        assertThat(finished.complaint().get(0)).startsWith("migrate-database: ");
        assertThat(finished.complaint().get(1)).startsWith("  ").isNotBlank();
        assertThat(String.join("\n", finished.complaint())).contains(row.names());
        assertThat(PostgresContents.of(database)).isEqualTo(before);
    }

    private Workspace project() {
        return watch.workspace(Tool.FLYWAY, database).countedMigrations(1, 1);
    }

    private Workspace alembic() {
        return watch.workspace(Tool.ALEMBIC, database).countedMigrations(1, 1);
    }

    /** A project whose migrations up to a version are applied, and one more. */
    private Workspace migrated(int version) {
        Workspace workspace = watch.workspace(Tool.FLYWAY, database).countedMigrations(1, version);
        flyway(workspace);
        return workspace.countedMigrations(version + 1, version + 1);
    }

    /** Flyway itself, without this project: what was there before somebody came to use the command. */
    private void flyway(Workspace workspace) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("filesystem:" + workspace.folder().resolve("db/migration"))
                .load()
                .migrate();
    }

    private Command emptyFolder() throws IOException {
        Workspace workspace = project();
        Files.createDirectory(workspace.folder().resolve("empty"));
        return workspace.command("migrate", "--set", "flyway.locations=empty");
    }

    private Command missingMigration() throws IOException {
        Workspace workspace = migrated(1);
        Files.delete(workspace.folder().resolve("db/migration/V1__step_1.sql"));
        return workspace.command("migrate");
    }

    private Command lateMigration() {
        Workspace workspace = watch.workspace(Tool.FLYWAY, database).migration(2, "CREATE TABLE newer (id INTEGER)");
        flyway(workspace);
        return workspace.countedMigrations(1, 1).command("migrate");
    }

    private Command readOnlyUser() throws SQLException {
        String reader = database.name() + "_reader";
        try (Connection connection = PostgresServer.shared().admin(database.name());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + reader + " LOGIN PASSWORD '"
                    + database.password().replace("'", "''") + "'");
        }
        return project().command("migrate", "--user", reader);
    }

    private Command notEmpty() {
        database.execute("CREATE TABLE older (id INTEGER)", "INSERT INTO older VALUES (1)");
        return project().command("migrate");
    }

    private Command twoHeads() {
        return alembic()
                .migration(2, "SELECT 1")
                .file("migrations/versions/other.py", """
                        revision = "other"
                        down_revision = "v1"


                        def upgrade():
                            pass
                        """)
                .command("migrate");
    }

    private Command pythonWithoutAlembic() {
        Workspace workspace = alembic();
        Path environment = workspace.folder().resolve("bare");
        watch.program(workspace.folder(), "python3", "-m", "venv", "--without-pip", environment.toString())
                .run()
                .expect(0);
        return workspace.command("migrate", "--set", "alembic.python=" + environment.resolve("bin/python"));
    }

    private Command wrongEncoding() throws IOException {
        Workspace workspace = project();
        Files.write(
                workspace.folder().resolve("db/migration/V2__latin.sql"),
                "SELECT 'Käse';\n".getBytes(StandardCharsets.ISO_8859_1));
        return workspace.command("migrate");
    }

    /** An installation that is complete and too old for the server. */
    private Command oldDump() {
        Workspace workspace = project();
        for (String name : List.of("pg_dump", "pg_restore", "psql")) {
            workspace.file("old/" + name, "#!/bin/sh\necho '" + name + " (PostgreSQL) 9.6.24'\n");
            assertThat(workspace.folder().resolve("old/" + name).toFile().setExecutable(true))
                    .isTrue();
        }
        return workspace.command("migrate", "--set", "programs.pg_dump=old/pg_dump");
    }
}
