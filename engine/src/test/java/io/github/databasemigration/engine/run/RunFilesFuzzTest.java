package io.github.databasemigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.databasemigration.engine.fault.OnlyFaults;
import io.github.databasemigration.engine.report.ReportFiles;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reports and rehearsals of earlier runs are read or left alone. */
class RunFilesFuzzTest {
    private static final Path REPORT = OnlyFaults.file("report.json");

    @FuzzTest
    void areReadOrLeftAlone(byte[] text) throws Exception {
        Files.write(REPORT, text);
        OnlyFaults.reading(() -> ReportFiles.read(REPORT.getParent()))
                .ifPresent(report ->
                        assertThat(ReportFiles.read(REPORT.getParent())).isEqualTo(report));
        OnlyFaults.reading(() -> RehearsalFiles.read(REPORT));
    }
}
