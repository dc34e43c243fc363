package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.configuration.Environment.DriftPolicy;
import io.github.databasemigration.engine.configuration.FlywaySettings;
import io.github.databasemigration.engine.drift.Drift;
import io.github.databasemigration.engine.drift.Drift.Condition;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.SchemaDifference;
import io.github.databasemigration.engine.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is changed past the migrations is found and named, and nothing else is called drift. */
class DriftTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    /** A change out of band, and the object that it changes. */
    private record Change(String sql, String object, String how) {}

    private static final Map<Server, List<Change>> CHANGES = Map.of(
            Server.POSTGRESQL,
            List.of(
                    new Change("CREATE TABLE extra (id int)", "table public.extra", "added"),
                    new Change("ALTER TABLE t1 ADD COLUMN note text", "table public.t1", "changed"),
                    new Change("ALTER TABLE t1 ALTER note SET DEFAULT 'x'", "table public.t1", "changed"),
                    new Change("CREATE INDEX t1_note ON t1 (note)", "index public.t1_note", "added"),
                    new Change("ALTER TABLE t1 ADD CONSTRAINT positive CHECK (id >= 0)", "constraint", "added"),
                    new Change("CREATE VIEW seen AS SELECT id FROM t1", "view public.seen", "added"),
                    new Change("CREATE OR REPLACE VIEW seen AS SELECT id FROM t2", "view public.seen", "changed"),
                    new Change("CREATE MATERIALIZED VIEW kept AS SELECT id FROM t1", "public.kept", "added"),
                    new Change("CREATE SEQUENCE counter", "sequence public.counter", "added"),
                    new Change("ALTER SEQUENCE counter INCREMENT 5", "sequence public.counter", "changed"),
                    new Change(
                            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                            "function public.f()",
                            "added"),
                    new Change(
                            "CREATE TRIGGER on_t1 BEFORE INSERT ON t1 FOR EACH ROW EXECUTE FUNCTION f()",
                            "trigger",
                            "added"),
                    new Change("CREATE TYPE mood AS ENUM ('good', 'bad')", "enum public.mood", "added"),
                    new Change("ALTER TYPE mood ADD VALUE 'so'", "enum public.mood", "changed"),
                    new Change("CREATE DOMAIN short AS varchar(9)", "public.short", "added"),
                    new Change("COMMENT ON TABLE t1 IS 'told'", "comment", "added"),
                    new Change("GRANT SELECT ON t1 TO PUBLIC", "grants on table public.t1", "added"),
                    new Change("CREATE SCHEMA side", "schema side", "added"),
                    new Change("ALTER TABLE t1 ENABLE ROW LEVEL SECURITY", "t1", "changed"),
                    new Change("CREATE POLICY mine ON t1 USING (true)", "policy", "added"),
                    new Change("DROP INDEX t1_note", "index public.t1_note", "removed")),
            Server.MARIADB,
            List.of(
                    new Change("CREATE TABLE extra (id int)", "table extra", "added"),
                    new Change("ALTER TABLE t1 ADD COLUMN note varchar(20)", "table t1", "changed"),
                    new Change("CREATE INDEX t1_note ON t1 (note)", "t1_note", "added"),
                    new Change("ALTER TABLE t1 ADD CONSTRAINT positive CHECK (id >= 0)", "positive", "added"),
                    new Change("CREATE VIEW seen AS SELECT id FROM t1", "view seen", "added"),
                    new Change("CREATE SEQUENCE counter", "sequence counter", "added"),
                    new Change("CREATE PROCEDURE p() SELECT 1", "procedure p", "added"),
                    new Change(
                            "CREATE TRIGGER on_t1 BEFORE INSERT ON t1 FOR EACH ROW SET NEW.note = 'x'",
                            "trigger t1.on_t1",
                            "added"),
                    new Change("CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY DO SELECT 1", "event nightly", "added"),
                    new Change("DROP TRIGGER on_t1", "trigger t1.on_t1", "removed")),
            Server.SQLITE,
            List.of(
                    new Change("CREATE TABLE extra (id int)", "table extra", "added"),
                    new Change("ALTER TABLE t1 ADD COLUMN note text", "table t1", "changed"),
                    new Change("CREATE INDEX t1_note ON t1 (note)", "index t1_note", "added"),
                    new Change("CREATE VIEW seen AS SELECT id FROM t1", "view seen", "added"),
                    new Change(
                            "CREATE TRIGGER on_t1 AFTER INSERT ON t1 BEGIN DELETE FROM t2; END",
                            "trigger on_t1",
                            "added"),
                    new Change("DROP INDEX t1_note", "index t1_note", "removed")),
            Server.H2,
            List.of(
                    new Change("CREATE TABLE extra (id int)", "table PUBLIC.EXTRA", "added"),
                    new Change("ALTER TABLE t1 ADD COLUMN note varchar(20)", "table PUBLIC.T1", "changed"),
                    new Change("CREATE INDEX t1_note ON t1 (note)", "index PUBLIC.T1.T1_NOTE", "added"),
                    new Change("ALTER TABLE t1 ADD CONSTRAINT positive CHECK (id >= 0)", "POSITIVE", "added"),
                    new Change("CREATE VIEW seen AS SELECT id FROM t1", "view PUBLIC.SEEN", "added"),
                    new Change("CREATE SEQUENCE counter", "sequence PUBLIC.COUNTER", "added"),
                    new Change("CREATE DOMAIN short AS varchar(9)", "domain PUBLIC.SHORT", "added"),
                    new Change("DROP SEQUENCE counter", "sequence PUBLIC.COUNTER", "removed")));

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void namesEachKindOfObjectThatWasChanged(Server server) {
        Project project = migrated(server);

        for (Change change : CHANGES.get(server)) {
            project.database.execute(change.sql());
            Drift drift = SchemaDrift.look(project.order());

            assertThat(drift.condition()).as(change.sql()).isEqualTo(Condition.CHANGED);
            assertThat(drift.differences()).as(change.sql()).anySatisfy(difference -> {
                assertThat(difference.object()).contains(change.object());
                assertThat(difference.change()).isEqualTo(change.how());
            });
            SchemaDrift.accept(project.order(), RunListener.NONE);
            assertThat(SchemaDrift.look(project.order()).condition()).isEqualTo(Condition.NONE);
        }
    }

    @Test
    void saysWhatWasThereAndWhatIs() {
        Project project = migrated(Server.POSTGRESQL);
        project.database.execute("ALTER TABLE t1 ADD COLUMN note text");

        SchemaDifference difference =
                SchemaDrift.look(project.order()).differences().get(0);

        assertThat(difference.linesBefore()).isEmpty();
        assertThat(difference.linesAfter()).singleElement().asString().contains("note", "text");
    }

    @ParameterizedTest
    @EnumSource
    void findsNothingAfterABackupWasRestored(Server server) {
        Project project = migrated(server);
        project.good(3, 3);
        assertThat(project.migrate().failure()).isEmpty();

        Safeguard.restore(
                project.order(), Safeguard.backups(project.order()).latest().orElseThrow(), false, new Facts());

        assertThat(SchemaDrift.look(project.order()).condition()).isEqualTo(Condition.NONE);
    }

    @Test
    void findsNothingAfterEachMigrationOfTheFlywayExample() throws IOException {
        Project project = new Project(folder, Tool.FLYWAY, Server.POSTGRESQL);
        for (Path script : scripts(EXAMPLES.resolve("flyway-shop/db/migration"), ".sql")) {
            Files.createDirectories(folder.resolve("migrations"));
            Files.copy(script, folder.resolve("migrations").resolve(script.getFileName()));
            untouchedAfterMigrating(project);
        }
    }

    @Test
    void findsNothingAfterEachMigrationOfTheAlembicExample() throws IOException {
        Path example = EXAMPLES.resolve("alembic-shop");
        Project project = new Project(folder, Tool.ALEMBIC, Server.POSTGRESQL);
        Path versions = Files.createDirectories(folder.resolve("migrations/versions"));
        Files.copy(example.resolve("alembic.ini"), folder.resolve("alembic.ini"));
        Files.copy(example.resolve("migrations/env.py"), folder.resolve("migrations/env.py"));
        for (Path revision : scripts(example.resolve("migrations/versions"), ".py")) {
            Files.copy(revision, versions.resolve(revision.getFileName()));
            untouchedAfterMigrating(project);
        }
    }

    @Test
    void callsNothingDriftThatARunDidBeforeItFailed() {
        Project project = migrated(Server.POSTGRESQL).good(3, 3).bad(4);
        assertThat(project.migrate().outcome()).isEqualTo("MIGRATION_FAILED_AT_VERSION");

        assertThat(SchemaDrift.look(project.order()).condition()).isEqualTo(Condition.NONE);
    }

    @Test
    void warnsAndGoesOn() {
        Project project = migrated(Server.POSTGRESQL).good(3, 3);
        project.database.execute("CREATE TABLE extra (id int)");

        CheckedPlan checked = PlanOnly.checked(project.order(), Direction.UP, false);

        checked.require();
        assertThat(checked.document().drift().orElseThrow()).contains("table public.extra (added)");
        assertThat(checked.document().differences()).isNotEmpty();
        assertThat(project.migrate().failure()).isEmpty();
        assertThat(SchemaDrift.look(project.order()).condition()).isEqualTo(Condition.NONE);
    }

    @Test
    void letsNothingRunWhereThePolicySaysSo() {
        Project project = migrated(Server.POSTGRESQL).good(3, 3);
        project.drift = DriftPolicy.BLOCK;
        project.database.execute("CREATE TABLE extra (id int)");

        Report report = project.migrate();

        assertThat(report.outcome()).isEqualTo("DRIFTED");
        assertThat(report.backup()).isEmpty();
        assertThat(project.has(3)).isFalse();
        assertThatThrownBy(() ->
                        PlanOnly.checked(project.order(), Direction.UP, false).require())
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.DRIFTED));

        project.database.execute("DROP TABLE extra");
        assertThat(project.migrate().failure()).isEmpty();
    }

    @Test
    void blocksAsLongAsNobodyKnowsWhatShouldBeThere() {
        Project project = new Project(folder, Tool.FLYWAY, Server.POSTGRESQL).good(1, 1);
        project.drift = DriftPolicy.IGNORE;
        assertThat(project.migrate().failure()).isEmpty();
        assertThat(project.database.query("SELECT to_regclass('database_migration_schema') IS NULL"))
                .isIn("t", "true");
        project.drift = DriftPolicy.BLOCK;
        project.good(2, 2);
        assertThat(SchemaDrift.look(project.order()).condition()).isEqualTo(Condition.NOT_RECORDED);
        assertThat(project.migrate().outcome()).isEqualTo("DRIFTED");

        SchemaDrift.accept(project.order(), RunListener.NONE);

        assertThat(project.migrate().failure()).isEmpty();
    }

    @Test
    void tellsMigrationsOfAnotherProgramFromChangesByHand() {
        Project project = migrated(Server.POSTGRESQL).good(3, 3);
        project.drift = DriftPolicy.IGNORE;
        assertThat(project.migrate().failure()).isEmpty();

        Drift drift = SchemaDrift.look(project.order());

        assertThat(drift.condition()).isEqualTo(Condition.MIGRATED_ELSEWHERE);
        assertThat(drift.sentence()).contains("version 3", "version 2");
        assertThat(drift.differences()).isEmpty();
    }

    @Test
    void replacesARecordThatNobodyCanRead() {
        Project project = migrated(Server.SQLITE);
        project.database.execute("UPDATE database_migration_schema SET note = '{}'");
        assertThatThrownBy(() -> SchemaDrift.look(project.order()))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.DRIFTED));

        assertThat(SchemaDrift.accept(project.order(), RunListener.NONE).condition())
                .isEqualTo(Condition.NOT_RECORDED);

        assertThat(SchemaDrift.look(project.order()).condition()).isEqualTo(Condition.NONE);
    }

    @Test
    void readsNothingInASchemaThatFlywayHasYetToCreate() {
        for (Server server : List.of(Server.POSTGRESQL, Server.H2)) {
            Project project = new Project(folder.resolve(server.name()), Tool.FLYWAY, server);
            project.settings = inSchema("later");
            project.good(1, 1);

            assertThat(project.migrate().failure()).as(server.name()).isEmpty();
            assertThat(SchemaDrift.look(project.order()).condition()).isEqualTo(Condition.NONE);
            assertThat(project.database.query("SELECT COUNT(*) FROM \"later\".database_migration_schema"))
                    .isEqualTo("1");
        }
    }

    private static FlywaySettings inSchema(String schema) {
        FlywaySettings plain = (FlywaySettings) Tool.FLYWAY.settings();
        return new FlywaySettings(
                plain.locations(),
                plain.callbackLocations(),
                List.of(schema),
                plain.table(),
                plain.placeholders(),
                plain.placeholderReplacement(),
                plain.target(),
                plain.outOfOrder(),
                plain.baselineOnMigrate(),
                plain.baselineVersion(),
                plain.encoding(),
                plain.mixed());
    }

    private Project migrated(Server server) {
        Project project = new Project(folder, Tool.FLYWAY, server).good(1, 2);
        assertThat(project.migrate().failure()).isEmpty();
        assertThat(SchemaDrift.look(project.order()).condition()).isEqualTo(Condition.NONE);
        return project;
    }

    private static void untouchedAfterMigrating(Project project) {
        assertThat(project.migrate().failure()).isEmpty();
        assertThat(SchemaDrift.look(project.order()))
                .satisfies(
                        drift -> assertThat(drift.none()).as(drift.sentence()).isTrue());
    }

    private static List<Path> scripts(Path folder, String end) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            // The repeatable migration after the others, as Flyway does.
            return files.filter(file -> file.toString().endsWith(end))
                    .sorted((one, other) -> rank(one).compareTo(rank(other)))
                    .toList();
        }
    }

    private static String rank(Path script) {
        String name = script.getFileName().toString();
        return (name.startsWith("R__") ? "z" : "a") + name;
    }
}
