package io.github.databasemigration.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.plan.Target;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportDocumentTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                Report.class,
                Report.Failure.class,
                Report.Phase.class,
                Report.MigrationRecord.class,
                Report.StatementRecord.class,
                Report.BackupRecord.class,
                Report.RestoreRecord.class,
                Report.CheckRecord.class,
                Plan.class,
                PlannedMigration.class,
                Finding.class,
                Target.class
            })
    void describesEveryField(Class<?> structure) throws IOException {
        for (RecordComponent field : structure.getRecordComponents()) {
            assertThat(document()).contains("`" + field.getName() + "`");
        }
    }

    @ParameterizedTest
    @EnumSource
    void describesEveryFate(Report.Fate fate) throws IOException {
        assertThat(document()).contains("| `" + fate + "` |");
    }

    private static String document() throws IOException {
        return Files.readString(Path.of("../docs/report.md"));
    }
}
