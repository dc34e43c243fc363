package io.github.databasemigration.engine.tool.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Reached;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each mistake is named, refused, and leaves the database as it was. */
class BadInputTest {
    @TempDir
    Path folder;

    private Project project;
    private Set<String> tablesBefore = Set.of();

    private Project project(Server server) {
        project = new Project(folder, server.open(folder));
        return project;
    }

    /** The same, with three migrations applied by plain Flyway. */
    private Project migrated(Server server) {
        project(server).threeMigrations().plainFlyway().load().migrate();
        tablesBefore = project.tables();
        return project;
    }

    private Fault refused(FaultCode code) {
        Reached.fault(code, project::migrate);
        return Reached.fault(code, project::inspect);
    }

    @AfterEach
    void nothingChanged() {
        assertThat(project.tables()).isEqualTo(tablesBefore);
    }

    @Test
    void aMissingFolder() {
        project(Server.SQLITE).threeMigrations().locations = List.of("db/migration", "db/more");
        assertThat(refused(FaultCode.LOCATION_MISSING)).hasMessageContaining("db/more");
        project.locations = List.of("db/migration");
        project.callbackLocations = List.of("db/callbacks");
        assertThat(refused(FaultCode.LOCATION_MISSING)).hasMessageContaining("db/callbacks");
    }

    @Test
    void aFolderWithoutMigrations() {
        project(Server.SQLITE).script("beforeMigrate.sql", "SELECT 1;").script("notes.txt", "nothing");
        assertThat(refused(FaultCode.LOCATION_EMPTY)).hasMessageContaining("db/migration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"V1__customers_again.sql", "V1.0__customers.sql", "sub/V01__customers.sql"})
    void twoMigrationsOfOneVersion(String name) {
        project(Server.SQLITE).threeMigrations().script(name, "SELECT 1;");
        assertThat(refused(FaultCode.VERSION_DUPLICATE))
                .hasMessageContaining("db/migration/V1__customers.sql")
                .hasMessageContaining("db/migration/" + name);
    }

    @Test
    void twoRepeatableMigrationsOfOneDescription() {
        project(Server.SQLITE)
                .threeMigrations()
                .script("R__views.sql", "SELECT 1;")
                .script("sub/R__views.sql", "SELECT 2;");
        assertThat(refused(FaultCode.VERSION_DUPLICATE)).hasMessageContaining("sub/R__views.sql");
    }

    @Test
    void twoCallbacksOfOneName() {
        project(Server.SQLITE)
                .threeMigrations()
                .script("afterMigrate.sql", "SELECT 1;")
                .script("sub/afterMigrate.sql", "SELECT 2;");
        assertThat(refused(FaultCode.VERSION_DUPLICATE)).hasMessageContaining("sub/afterMigrate.sql");
    }

    @ParameterizedTest
    @EnumSource
    void anEditedAppliedMigration(Server server) {
        migrated(server).script("V2__seed.sql", "INSERT INTO customers VALUES (3, 'Eve');");
        assertThat(refused(FaultCode.APPLIED_MIGRATION_CHANGED))
                .hasMessageContaining("V2__seed.sql")
                .hasMessageContaining("content")
                .hasMessageNotContaining("V1");
        assertThat(Reached.fault(FaultCode.APPLIED_MIGRATION_CHANGED, () -> project.tool()
                        .repair()))
                .isNotNull();
        assertThat(Reached.fault(
                        FaultCode.VERIFICATION_FAILED, () -> project.tool().validate()))
                .hasMessageContaining("checksum mismatch for migration version 2");
    }

    @ParameterizedTest
    @EnumSource
    void aRenamedAppliedMigration(Server server) {
        migrated(server)
                .delete("V3__orders.sql")
                .script("V3__purchases.sql", "CREATE TABLE orders (id INT PRIMARY KEY, customer INT);");
        assertThat(refused(FaultCode.APPLIED_MIGRATION_CHANGED)).hasMessageContaining("description");
    }

    @ParameterizedTest
    @EnumSource
    void aMissingAppliedMigration(Server server) {
        migrated(server).delete("V2__seed.sql");
        assertThat(refused(FaultCode.APPLIED_MIGRATION_MISSING))
                .hasMessageContaining("V2__seed.sql")
                .hasMessageContaining("db/migration");
    }

    @ParameterizedTest
    @EnumSource
    void aMissingAppliedMigrationThatIsNewerThanAllFiles(Server server) {
        migrated(server).delete("V3__orders.sql");
        assertThat(refused(FaultCode.APPLIED_MIGRATION_MISSING)).hasMessageContaining("V3__orders.sql");
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownTarget(Server server) {
        migrated(server).target = Optional.of("7");
        assertThat(refused(FaultCode.TARGET_UNKNOWN)).hasMessageContaining("7").hasMessageContaining("the newest is 3");
        project.target = Optional.of("newest");
        assertThat(refused(FaultCode.TARGET_UNKNOWN)).hasMessageContaining("newest");
        project.target = Optional.of("3");
        assertThat(project.inspect().pending()).isEmpty();
    }

    @Test
    void aScriptInAnotherEncoding() {
        project(Server.SQLITE)
                .threeMigrations()
                .file(
                        "db/migration/V4__names.sql",
                        "-- names\nINSERT INTO customers VALUES (3, 'Zoë');".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(refused(FaultCode.SCRIPT_UNREADABLE))
                .hasMessage("db/migration/V4__names.sql is not UTF-8: byte 0xEB at offset 45, in line 2.");
    }

    /** Flyway's parser finds the ends of statements; everything else it leaves to the server. */
    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, CREATE FUNCTION f() RETURNS int BEGIN ATOMIC",
        "MARIADB, CREATE PROCEDURE p() BEGIN",
        "SQLITE, CREATE TRIGGER t AFTER INSERT ON customers BEGIN"
    })
    void aBlockThatIsNotClosed(Server server, String opening) {
        project(server).threeMigrations().script("V4__open.sql", "SELECT 1;\n\n" + opening + "\nSELECT 2;\n");
        assertThat(refused(FaultCode.SCRIPT_UNREADABLE)).hasMessageContaining("db/migration/V4__open.sql line 3");
    }

    @ParameterizedTest
    @EnumSource
    void aPlaceholderWithoutValue(Server server) {
        project(server).threeMigrations().script("V4__a.sql", "SELECT 1;\nINSERT INTO ${table} VALUES (1);\n");
        assertThat(refused(FaultCode.SCRIPT_UNREADABLE))
                .hasMessage("db/migration/V4__a.sql line 2: there is no value for the placeholder ${table}.");
        project.delete("V4__a.sql").script("R__a.sql", "INSERT INTO ${table} VALUES (1);\n");
        assertThat(refused(FaultCode.SCRIPT_UNREADABLE))
                .hasMessage("db/migration/R__a.sql line 1: there is no value for the placeholder ${table}.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"V1_missing_underscore.sql", "v4__lower_case.sql", "schema.sql", "V__x.sql", "Rx__y.sql"})
    void aNameThatFlywayWouldPassOver(String name) {
        project(Server.SQLITE).threeMigrations().script(name, "SELECT 1;");
        assertThat(refused(FaultCode.SCRIPT_UNREADABLE)).hasMessageContaining("db/migration/" + name);
    }

    @Test
    void aScriptThatFlywayWouldRunAsAProgram() {
        project(Server.SQLITE)
                .threeMigrations()
                .script("V4__clean_up.sh", "rm -rf /")
                .script("tool.sh", "fine");
        assertThat(refused(FaultCode.UNSUPPORTED)).hasMessageContaining("V4__clean_up.sh");
    }

    @Test
    void anUndoScriptIsNoMistakeAndDoesNotRun() {
        project(Server.SQLITE).threeMigrations().script("U3__orders.sql", "DROP TABLE orders;");
        assertThat(Project.scripts(project.inspect().pending())).hasSize(3).doesNotContain("U3__orders.sql");
    }

    @Test
    void goesDownToNoVersionThatIsNotApplied() {
        project(Server.SQLITE).threeMigrations();
        assertThat(Reached.fault(FaultCode.TARGET_UNKNOWN, () -> project.tool().planDown("1"))
                        .remedy())
                .contains("a version that is applied");
    }
}
