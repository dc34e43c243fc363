package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.databasemigration.engine.configuration.LiquibaseSettings;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.report.Report;
import io.github.databasemigration.engine.tool.liquibase.LiquibaseHome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is Liquibase's own about migrating with it. */
class LiquibaseTest {
    private static final String NAME = "migrations/v%d.sql::v%d::tests";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void leavesAHistoryThatPlainLiquibaseCanGoOnWith(Server server) throws Exception {
        Project project = project(server).good(1, 3);
        assertThat(project.migrate().failure()).isEmpty();
        assertThat(plain(project)).isEmpty();

        Report down = down(project, "v1");

        assertThat(down.done()).as(down.toString()).isTrue();
        assertThat(down.migrations()).extracting(Report.MigrationRecord::script).containsExactly(name(3), name(2));
        assertThat(down.toVersion()).contains(name(1));
        assertThat(project.has(1)).isTrue();
        assertThat(project.has(2) || project.has(3)).isFalse();
        assertThat(plain(project)).containsExactly(name(2), name(3));

        updatePlainly(project);
        assertThat(project.migrate().migrations()).isEmpty();
        assertThat(project.has(3)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"base, 3", "count:2, 2", "date:2000-01-01, 3", "date:2999-01-01T00:00, 0"})
    void goesBackByCountDateAndToTheBeginning(String goal, int steps) {
        Project project = project(Server.H2).good(1, 3);
        assertThat(project.migrate().failure()).isEmpty();

        assertThat(PlanOnly.plan(project.order(), Direction.down(goal), false).migrations())
                .hasSize(steps);
    }

    @Test
    void goesBackToATagAndRefusesWhereNothingRollsBack() throws IOException {
        Project project = project(Server.H2);
        yaml("""
                  - changeSet: {id: 1, author: ada, changes: [{createTable: {tableName: t1, columns: [
                      {column: {name: id, type: int}}]}}]}
                  - changeSet: {id: 2, author: ada, changes: [{tagDatabase: {tag: one}}]}
                  - changeSet: {id: 3, author: ada, changes: [{addColumn: {tableName: t1, columns: [
                      {column: {name: more, type: int}}]}}]}
                """);
        assertThat(project.migrate().failure()).isEmpty();

        Plan down = PlanOnly.plan(project.order(), Direction.down("one"), false);
        assertThat(down.migrations()).singleElement().satisfies(step -> {
            assertThat(step.kind()).isEqualTo(MigrationKind.DOWNGRADE);
            assertThat(step.statements()).singleElement().asString().contains("DROP COLUMN");
        });

        addYaml("  - changeSet: {id: 4, author: ada, changes: [{sql: {sql: 'INSERT INTO t1 VALUES (1, 2)'}}]}\n");
        assertThat(project.migrate().failure()).isEmpty();
        assertThatThrownBy(() -> PlanOnly.plan(project.order(), Direction.down("1"), false))
                .hasFieldOrPropertyWithValue("code", FaultCode.UNSUPPORTED)
                .hasMessageContaining("changelog.yaml::4::ada");
        assertThatThrownBy(() -> PlanOnly.plan(project.order(), Direction.down("nowhere"), false))
                .hasFieldOrPropertyWithValue("code", FaultCode.TARGET_UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource
    void planningChangesNothingAndShowsWhatWillBeSent(Server server) throws IOException {
        Project project = project(server);
        xml("""
                <changeSet id="1" author="ada">
                  <comment>Customers</comment>
                  <createTable tableName="t1">
                    <column name="id" type="int"><constraints primaryKey="true" nullable="false"/></column>
                    <column name="name" type="varchar(50)" defaultValue="${who}"/>
                  </createTable>
                  <insert tableName="t1"><column name="id" valueNumeric="1"/></insert>
                </changeSet>
                <changeSet id="2" author="ada" context="prod"><sql>INSERT INTO t1 (id) VALUES (2)</sql></changeSet>
                <changeSet id="3" author="ada" labels="slow"><sql>INSERT INTO t1 (id) VALUES (3)</sql></changeSet>
                <changeSet id="4" author="ada" runInTransaction="false"><sql>INSERT INTO t1 (id) VALUES (4)</sql></changeSet>
                """);
        project.settings = settings("changelog.xml", Optional.of("prod"), Optional.of("!slow"), Optional.empty());

        Plan plan = PlanOnly.plan(project.order(), Direction.UP, false);

        assertThatThrownBy(() -> project.database.query("SELECT COUNT(*) FROM DATABASECHANGELOG"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(plan.migrations())
                .extracting(PlannedMigration::label)
                .containsExactly("changelog.xml::1::ada", "changelog.xml::2::ada", "changelog.xml::4::ada");
        PlannedMigration first = plan.migrations().get(0);
        assertThat(first.description()).isEqualTo("Customers");
        assertThat(first.toolChecksum().orElseThrow()).matches("[0-9]+:[0-9a-f]+");
        assertThat(first.statements()).as(first.toString()).hasSize(2);
        assertThat(first.statements().get(0)).startsWith("CREATE TABLE").contains("Grace");
        assertThat(plan.migrations())
                .extracting(PlannedMigration::transactional)
                .containsExactly(server.transactionalDdl(), server.transactionalDdl(), false);

        Report report = project.migrate();
        assertThat(report.done()).as(report.toString()).isTrue();
        assertThat(report.migrations().get(0).statements())
                .extracting(Report.StatementRecord::sql)
                .containsExactlyElementsOf(first.statements());
        assertThat(project.database.query("SELECT COUNT(*) FROM t1")).isEqualTo("3");
    }

    @Test
    void doesWhatPreconditionsSayAndRunsAgainWhatRunsAgain() throws IOException {
        Project project = project(Server.POSTGRESQL);
        yaml("""
                  - changeSet: {id: 1, author: ada, changes: [{sql: {sql: CREATE TABLE t1 (id int)}}]}
                  - changeSet:
                      id: 2
                      author: ada
                      preConditions: [{onFail: MARK_RAN}, {not: [{tableExists: {tableName: t1}}]}]
                      changes: [{sql: {sql: CREATE TABLE t1 (id int)}}]
                  - changeSet:
                      id: 3
                      author: ada
                      preConditions: [{onFail: CONTINUE, onError: CONTINUE},
                        {sqlCheck: {expectedResult: 1, sql: SELECT count(*) FROM nowhere}}]
                      changes: [{sql: {sql: INSERT INTO t1 VALUES (3)}}]
                  - changeSet: {id: 4, author: ada, runAlways: true, changes: [{sql: {sql: INSERT INTO t1 VALUES (4)}}]}
                """);

        Report first = project.migrate();
        assertThat(first.done()).as(first.toString()).isTrue();
        assertThat(first.migrations())
                .extracting(Report.MigrationRecord::script)
                .containsExactly("changelog.yaml::1::ada", "changelog.yaml::2::ada", "changelog.yaml::4::ada");
        assertThat(first.toVersion()).contains("changelog.yaml::2::ada");
        assertThat(project.database.query("SELECT exectype FROM databasechangelog WHERE id = '2'"))
                .isEqualTo("MARK_RAN");

        Report again = project.migrate();
        assertThat(again.migrations())
                .extracting(Report.MigrationRecord::script)
                .containsExactly("changelog.yaml::4::ada");
        assertThat(project.database.query("SELECT count(*) FROM t1")).isEqualTo("2");
        assertThat(project.database.query("SELECT exectype FROM databasechangelog WHERE id = '4'"))
                .isEqualTo("RERAN");
    }

    @Test
    void saysWhatContradictsTheHistory() throws IOException {
        Project project = project(Server.H2).good(1, 2);
        assertThat(project.migrate().failure()).isEmpty();
        String script = Files.readString(folder.resolve("migrations/v2.sql"));

        Files.writeString(folder.resolve("migrations/v2.sql"), script.replace("VALUES (1)", "VALUES (2)"));
        assertThat(project.migrate().outcome()).isEqualTo("APPLIED_MIGRATION_CHANGED");

        Files.delete(folder.resolve("migrations/v2.sql"));
        Report missing = project.migrate();
        assertThat(missing.outcome()).isEqualTo("APPLIED_MIGRATION_MISSING");
        assertThat(missing.failure().orElseThrow().message()).contains(name(2));

        Files.writeString(folder.resolve("migrations/v2.sql"), script + "\n--changeset tests:v2\nSELECT 1;\n");
        assertThat(project.migrate().outcome()).isEqualTo("VERSION_DUPLICATE");
    }

    @Test
    void saysWhatIsWrongWithAChangelog() throws IOException {
        Project project = project(Server.H2);
        assertThat(project.migrate().outcome()).isEqualTo("LOCATION_MISSING");

        yaml("  - include: {file: nowhere.sql}\n");
        assertThat(project.migrate().outcome()).isEqualTo("LOCATION_MISSING");

        yaml("  - changeSet: {id: 1, author: ada, changes: [{createTabel: {tableName: t1}}]}\n");
        assertThat(project.migrate().outcome()).isEqualTo("SCRIPT_UNREADABLE");

        yaml("  []");
        assertThat(project.migrate().outcome()).isEqualTo("LOCATION_EMPTY");

        yaml("  - changeSet: {id: 1, author: ada, changes: [{createTable: {tableName: t1}}]}\n");
        assertThat(project.migrate().outcome()).isEqualTo("SCRIPT_UNREADABLE");

        project.settings = new LiquibaseSettings(
                "changelog.yaml",
                List.of("."),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("nowhere.jar"),
                Optional.empty());
        Report missing = project.migrate();
        assertThat(missing.outcome()).isEqualTo("TOOL_MISSING");
        assertThat(missing.failure().orElseThrow().remedy()).contains("migrate-database-liquibase.jar");
    }

    @Test
    void wantsToKnowWhatADatabaseWithoutHistoryAlreadyHas() {
        Project project = project(Server.POSTGRESQL).good(1, 2);
        project.database.execute("CREATE TABLE t1 (id INTEGER PRIMARY KEY)");
        assertThat(project.migrate().outcome()).isEqualTo("BASELINE_REQUIRED");

        project.settings = settings("changelog.yaml", Optional.empty(), Optional.empty(), Optional.of("v1"));
        Plan plan = PlanOnly.plan(project.order(), Direction.UP, false);
        assertThat(plan.migrations())
                .extracting(PlannedMigration::kind)
                .containsExactly(MigrationKind.BASELINE, MigrationKind.VERSIONED);

        assertThat(project.migrate().failure()).isEmpty();
        assertThat(project.database.query("SELECT count(*) FROM t1")).isEqualTo("0");
        assertThat(project.has(2)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void doesNotWaitForALockThatSomebodyElseHoldsAndTakesOverThatOfADeadRun(Server server) {
        Project project = project(server).good(1, 1);
        assertThat(project.migrate().failure()).isEmpty();
        project.good(2, 2);
        String locked = server == Server.SQLITE || server == Server.MARIADB ? "1" : "TRUE";
        project.database.execute("UPDATE DATABASECHANGELOGLOCK SET LOCKED = " + locked
                + ", LOCKEDBY = 'build-7', LOCKGRANTED = CURRENT_TIMESTAMP");

        Report refused = project.migrate();
        assertThat(refused.outcome()).isEqualTo("LOCKED");
        assertThat(refused.failure().orElseThrow().message()).contains("build-7");
        assertThat(project.has(2)).isFalse();

        project.database.execute("UPDATE DATABASECHANGELOGLOCK SET LOCKEDBY = 'migrate-database of somebody'");
        assertThat(project.migrate().failure()).isEmpty();
        assertThat(project.database.query("SELECT COUNT(*) FROM DATABASECHANGELOGLOCK WHERE LOCKEDBY IS NULL"))
                .isEqualTo("1");
    }

    @Test
    void runsExactlyWhatWasApproved() throws IOException {
        Project project = project(Server.H2).good(1, 1);
        Plan plan = PlanOnly.plan(project.order(), Direction.UP, false);
        Path script = folder.resolve("migrations/v1.sql");
        Files.writeString(script, Files.readString(script).replace("VALUES (1)", "VALUES (2)"));

        Report refused = Migrate.run(
                project.order(),
                new Migrate.Options(
                        PlanFiles.approval(project.order(), Optional.of(plan.digest()), Optional.empty()),
                        Direction.UP,
                        false),
                RunListener.NONE);

        assertThat(refused.outcome()).isEqualTo("PLAN_CHANGED");
        assertThat(project.has(1)).isFalse();
    }

    @Test
    void liquibasePrintsNothingWhateverHappens() {
        Project project = project(Server.SQLITE).good(1, 1).bad(2);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        try (PrintStream all = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(all);
            System.setErr(all);
            assertThat(project.migrate().outcome()).isEqualTo("MIGRATION_FAILED_AT_VERSION");
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private Project project(Server server) {
        Project project = new Project(folder, Tool.LIQUIBASE, server);
        project.backup = false;
        return project;
    }

    private static LiquibaseSettings settings(
            String changelog, Optional<String> contexts, Optional<String> labels, Optional<String> baseline) {
        TreeMap<String, String> parameters = new TreeMap<>();
        parameters.put("who", "Grace");
        return new LiquibaseSettings(
                changelog,
                List.of("."),
                contexts,
                labels,
                parameters,
                Optional.empty(),
                baseline,
                Optional.empty(),
                Optional.of(LiquibaseHome.shared().toString()));
    }

    private static String name(int version) {
        return String.format(NAME, version, version);
    }

    private void yaml(String changesets) throws IOException {
        Files.writeString(folder.resolve("changelog.yaml"), "databaseChangeLog:\n" + changesets);
    }

    private void addYaml(String changesets) throws IOException {
        Path file = folder.resolve("changelog.yaml");
        Files.writeString(file, Files.readString(file) + changesets);
    }

    private void xml(String changesets) throws IOException {
        Files.writeString(folder.resolve("changelog.xml"), """
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                  xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                    http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
                """ + changesets + "</databaseChangeLog>\n");
    }

    private static Report down(Project project, String goal) {
        return Migrate.run(
                project.order(), new Migrate.Options(Approval.NONE, Direction.down(goal), false), RunListener.NONE);
    }

    /** What Liquibase as anybody uses it finds to do, after it has found nothing wrong. */
    private static List<String> plain(Project project) throws Exception {
        return plainly(project, liquibase -> {
            liquibase.validate();
            return liquibase.listUnrunChangeSets(new Contexts(), new LabelExpression()).stream()
                    .map(changeSet -> changeSet.toString(false))
                    .toList();
        });
    }

    private static void updatePlainly(Project project) throws Exception {
        plainly(project, liquibase -> {
            liquibase.update(new Contexts(), new LabelExpression());
            return List.of();
        });
    }

    private interface Use {
        List<String> of(Liquibase liquibase) throws Exception;
    }

    private static List<String> plainly(Project project, Use use) throws Exception {
        return Scope.child(
                Map.of(Scope.Attr.ui.name(), new LoggerUIService(), "liquibase.analytics.enabled", "false"), () -> {
                    try (var connection = DriverManager.getConnection(
                                    project.database.jdbcUrl(), project.database.user(), project.database.password());
                            Liquibase liquibase = new Liquibase(
                                    "changelog.yaml",
                                    new DirectoryResourceAccessor(project.folder),
                                    new JdbcConnection(connection))) {
                        return use.of(liquibase);
                    }
                });
    }
}
