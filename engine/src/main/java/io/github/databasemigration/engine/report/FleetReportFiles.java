package io.github.databasemigration.engine.report;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Writes the report of a fleet for programs and for people into the run's folder. */
public final class FleetReportFiles {
    /** The report for programs. */
    public static final String JSON = "fleet.json";

    /** The report for people. */
    public static final String PAGE = "fleet.html";

    private FleetReportFiles() {}

    /** The report in a run's folder, if there is one. Fault {@code FILE_FAILED}. */
    public static Optional<FleetReport> read(Path folder) {
        Path file = folder.resolve(JSON);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(Files.readString(file), FleetReport.class));
        } catch (IOException | UncheckedIOException e) {
            throw new Fault(
                    FaultCode.FILE_FAILED, file + " cannot be read as a report.", "Trust the journal beside it.");
        }
    }

    /** Writes both. Fault {@code EVIDENCE_LOST}. */
    public static void write(FleetReport report, Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(JSON), Json.pretty(report));
            Files.writeString(folder.resolve(PAGE), FleetPage.html(report));
        } catch (IOException e) {
            throw new Fault(
                    FaultCode.EVIDENCE_LOST,
                    "The report of the fleet could not be written to " + folder + ": " + e.getMessage(),
                    "The run ended with " + report.outcome() + "; each target has its own report.");
        }
    }
}
