package io.github.databasemigration.engine.tool.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Reached;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was planned is what runs, or nothing does. */
class PlanChangedTest {
    @TempDir
    Path folder;

    private Project project;
    private List<PlannedMigration> planned;

    @BeforeEach
    void plan() {
        project = new Project(folder, Server.SQLITE.open(folder)).threeMigrations();
        project.placeholders.put("name", "Ada");
        project.script("V4__more.sql", "INSERT INTO customers VALUES (4, '${name}');")
                .script("afterMigrate.sql", "SELECT 1;");
        planned = project.inspect().pending();
    }

    private Fault refused(List<PlannedMigration> approved) {
        Recorder recorder = new Recorder();
        Fault fault = Reached.fault(
                FaultCode.PLAN_CHANGED, () -> project.tool().migrate(approved, TransactionMode.EACH, recorder));
        assertThat(recorder.heard).isEmpty();
        assertThat(project.tables()).isEmpty();
        return fault;
    }

    @Test
    void refusesAFileThatChangedByWhiteSpaceThatFlywayOverlooks() {
        project.script(
                "V2__seed.sql", "INSERT INTO customers VALUES (1, 'Ada');\r\nINSERT INTO customers VALUES (2, 'Bob');");
        assertThat(project.inspect().pending().get(1).toolChecksum())
                .isEqualTo(planned.get(1).toolChecksum());
        assertThat(refused(planned)).hasMessage("The content of V2__seed.sql is not what was planned.");
    }

    @Test
    void refusesAMigrationThatWasAdded() {
        project.script("V5__new.sql", "SELECT 1;");
        assertThat(refused(planned)).hasMessageContaining("V5__new.sql");
    }

    @Test
    void refusesAMigrationThatIsGone() {
        project.delete("V3__orders.sql");
        assertThat(refused(planned)).hasMessage("V4__more.sql would run now where V3__orders.sql was planned.");
    }

    @Test
    void refusesAnotherOrder() {
        assertThat(refused(List.of(planned.get(1), planned.get(0)))).hasMessageContaining("V1__customers.sql");
    }

    @Test
    void refusesAShorterPlan() {
        assertThat(refused(planned.subList(0, 2))).hasMessage("V3__orders.sql is pending now, and was not planned.");
    }

    @Test
    void refusesOtherPlaceholders() {
        project.placeholders.put("name", "Eve");
        assertThat(refused(planned)).hasMessageContaining("V4__more.sql").hasMessageContaining("SQL");
    }

    @Test
    void refusesAChangedCallback() {
        project.script("afterMigrate.sql", "DELETE FROM customers;");
        assertThat(refused(planned)).hasMessage("The content of afterMigrate.sql is not what was planned.");
    }

    @Test
    void refusesAnotherUseOfTransactions() {
        project.script("V3__orders.sql.conf", "executeInTransaction=false");
        assertThat(refused(planned)).hasMessageContaining("use of transactions of V3__orders.sql");
    }

    @Test
    void refusesWhatSomebodyElseApplied() {
        project.plainFlyway().target("1").load().migrate();
        Recorder recorder = new Recorder();
        Fault fault = Reached.fault(
                FaultCode.PLAN_CHANGED, () -> project.tool().migrate(planned, TransactionMode.EACH, recorder));
        assertThat(fault).hasMessage("V2__seed.sql would run now where V1__customers.sql was planned.");
        assertThat(project.has("orders")).isFalse();
    }

    @Test
    void runsTheBytesThatWereCheckedWhateverHappensToTheFilesMeanwhile() {
        Recorder recorder = new Recorder();
        recorder.then = line -> {
            if (line.equals("start 1")) {
                project.script("V2__seed.sql", "DROP TABLE customers;").delete("V3__orders.sql");
            }
        };
        project.tool().migrate(planned, TransactionMode.EACH, recorder);
        assertThat(project.text("SELECT COUNT(*) FROM customers")).isEqualTo("3");
        assertThat(project.has("orders")).isTrue();
    }
}
