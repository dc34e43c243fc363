package io.github.databasemigration.engine.report;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a report for programs and for people into the run's folder. */
public final class ReportFiles {
    private ReportFiles() {}

    /** Writes {@code report.json} and {@code report.html}. Fault {@code FILE_FAILED}. */
    public static void write(Report report, Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("report.json"), Json.pretty(report));
            Files.writeString(folder.resolve("report.html"), ReportPage.html(report));
        } catch (IOException e) {
            throw new Fault(
                    FaultCode.FILE_FAILED,
                    "The report could not be written to " + folder + ": " + e.getMessage(),
                    "The run ended with " + report.outcome() + "; make room before the next one.");
        }
    }
}
