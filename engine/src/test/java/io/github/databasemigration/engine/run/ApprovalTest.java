package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.configuration.TransactionMode;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What was approved is what runs, byte for byte, or nothing runs. */
class ApprovalTest {
    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void atVersionOneWithTwoPending() {
        project = new Project(folder, Tool.FLYWAY, Server.SQLITE).good(1, 1);
        assertThat(project.migrate().failure()).isEmpty();
        project.good(2, 3);
        project.approvalRequired = true;
    }

    @Test
    void runsWhatWasApproved() {
        assertThat(migrate(plan()).failure()).isEmpty();
        assertThat(project.has(3)).isTrue();
    }

    @Test
    void refusesWithoutAnApprovalAndSaysHowToGetOne() {
        Report report = project.migrate();
        assertThat(report.outcome()).isEqualTo("APPROVAL_MISSING");
        assertThat(report.failure().orElseThrow().remedy()).contains("--approved " + plan().digest());
        assertThat(project.has(2)).isFalse();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("a byte of SQL", "V3__t3.sql: its content changed", project -> append(project, 3, "-- \n")),
                change(
                        "one more migration",
                        "V4__t4.sql: pending now, and not approved",
                        project -> project.good(4, 4)),
                change("one less", "V3__t3.sql: approved, and not pending now", project -> delete(project, 3)),
                change(
                        "the same under another name",
                        "V5__t3.sql: pending now, and not approved",
                        project -> rename(project)),
                change(
                        "the schema, behind our back",
                        "the schema of the database was changed since the approval",
                        project -> project.database.execute("ALTER TABLE t1 ADD COLUMN sneaked INTEGER")),
                change(
                        "the transaction",
                        "setting transaction: approved each, now all",
                        project -> project.transaction = TransactionMode.ALL));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void refusesWhenAnythingChangedAndNamesIt(String what, String named, Consumer<Project> change) {
        Plan approved = plan();
        change.accept(project);
        Report report = migrate(approved);
        assertThat(report.outcome()).isEqualTo("PLAN_CHANGED");
        assertThat(report.failure().orElseThrow().message()).contains(named);
        assertThat(project.has(2)).isFalse();
        assertThat(report.backup()).isEmpty();
    }

    @Test
    void refusesAnApprovedPlanThatRanAlready() {
        Plan approved = plan();
        assertThat(migrate(approved).failure()).isEmpty();
        project.good(4, 4);
        assertThat(migrate(approved).outcome()).isEqualTo("PLAN_CHANGED");
        assertThat(project.has(4)).isFalse();
    }

    @Test
    void refusesWithoutTheApprovedPlanAtHandToo() {
        project.good(4, 4);
        Report report = Migrate.run(
                project.order(),
                new Migrate.Options(new Approval(Optional.of("0".repeat(64)), Optional.empty()), Direction.UP, false),
                RunListener.NONE);
        assertThat(report.outcome()).isEqualTo("PLAN_CHANGED");
    }

    @Test
    void planningTwiceGivesTheSameDigest() {
        assertThat(plan().digest()).isEqualTo(plan().digest()).matches("[0-9a-f]{64}");
    }

    private Plan plan() {
        return PlanOnly.plan(project.order(), Direction.UP, false);
    }

    private Report migrate(Plan approved) {
        Approval approval = new Approval(Optional.of(approved.digest()), Optional.of(approved));
        return Migrate.run(project.order(), new Migrate.Options(approval, Direction.UP, false), RunListener.NONE);
    }

    private static Arguments change(String what, String named, Consumer<Project> change) {
        return Arguments.of(what, named, change);
    }

    private static Path script(Project project, int version) {
        return project.folder.resolve("migrations/V" + version + "__t" + version + ".sql");
    }

    private static void append(Project project, int version, String text) {
        edit(() -> Files.writeString(script(project, version), text, StandardOpenOption.APPEND));
    }

    private static void delete(Project project, int version) {
        edit(() -> {
            Files.delete(script(project, version));
            return null;
        });
    }

    private static void rename(Project project) {
        edit(() -> Files.move(script(project, 3), project.folder.resolve("migrations/V5__t3.sql")));
    }

    private static void edit(Edit edit) {
        try {
            edit.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Edit {
        Object run() throws IOException;
    }
}
