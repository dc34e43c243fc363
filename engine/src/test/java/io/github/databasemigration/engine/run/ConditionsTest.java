package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.report.Report;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was decided some time ago is done only where it still means the same. */
class ConditionsTest {
    @TempDir
    Path folder;

    /** The second migration itself adds a row. */
    @Test
    void aBackupIsRestoredOnlyFromTheVersionAndWithNoMoreRowsThanDecided() {
        Project project = new Project(folder, Tool.FLYWAY, Server.SQLITE).good(1, 1);
        assertThat(project.migrate().done()).isTrue();
        project.database.execute("INSERT INTO t1 VALUES (7)");
        assertThat(project.good(2, 2).migrate().done()).isTrue();
        project.database.execute("INSERT INTO t1 VALUES (8)");

        refuses(project, new Conditions(Optional.of("1"), Optional.empty()), FaultCode.NOT_AT_VERSION);
        refuses(project, new Conditions(Optional.of("2"), Optional.of(1L)), FaultCode.ROWS_WOULD_BE_LOST);
        assertThat(back(project, new Conditions(Optional.of("2"), Optional.of(2L)))
                        .done())
                .isTrue();
        assertThat(project.database.query("SELECT COUNT(*) FROM t1")).isEqualTo("2");
    }

    @Test
    void scriptsGoDownOnlyFromTheVersionThatWasDecided() {
        Project project = new Project(folder, Tool.ALEMBIC, Server.SQLITE).good(1, 2);
        assertThat(project.migrate().done()).isTrue();

        assertThat(down(project, "v1").outcome()).isEqualTo(FaultCode.NOT_AT_VERSION.name());
        assertThat(down(project, "v2").done()).isTrue();
    }

    private static Report down(Project project, String from) {
        return Migrate.run(
                project.order(),
                new Migrate.Options(Approval.NONE, Direction.down("v1", Optional.of(from)), false),
                RunListener.NONE);
    }

    private static void refuses(Project project, Conditions conditions, FaultCode why) {
        assertThat(back(project, conditions).outcome()).isEqualTo(why.name());
        assertThat(project.database.query("SELECT COUNT(*) FROM t1")).isEqualTo("3");
    }

    private static Report back(Project project, Conditions conditions) {
        return RestoreBackup.run(
                project.order(),
                "rollback",
                Origin.stored(Optional.empty()),
                false,
                conditions,
                database -> {},
                RunListener.NONE);
    }
}
