package io.github.databasemigration.engine.report;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Writes a report for programs and for people into the run's folder. */
public final class ReportFiles {
    private static final String JSON = "report.json";

    private ReportFiles() {}

    /** The report in a run's folder, if there is one. Fault {@code FILE_FAILED}. */
    public static Optional<Report> read(Path folder) {
        Path file = folder.resolve(JSON);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(Files.readString(file), Report.class));
        } catch (IOException | UncheckedIOException e) {
            throw new Fault(
                    FaultCode.FILE_FAILED, file + " cannot be read as a report.", "Trust the journal beside it.");
        }
    }

    /** Writes {@code report.json} and {@code report.html}. Fault {@code FILE_FAILED}. */
    public static void write(Report report, Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(JSON), Json.pretty(report));
            Files.writeString(folder.resolve("report.html"), ReportPage.html(report));
        } catch (IOException e) {
            throw new Fault(
                    FaultCode.FILE_FAILED,
                    "The report could not be written to " + folder + ": " + e.getMessage(),
                    "The run ended with " + report.outcome() + "; make room before the next one.");
        }
    }
}
