package io.github.databasemigration.engine.tool.liquibase;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.tool.jdbc.DriverErrors;
import io.github.databasemigration.engine.tool.jdbc.FailedEarly;
import io.github.databasemigration.engine.tool.jdbc.Lines;
import io.github.databasemigration.engine.tool.liquibase.bridge.BridgeFailure;
import java.sql.SQLException;

/** What went wrong in Liquibase before any migration began, in one redacted line. */
final class ToolFaults {
    private final Database database;

    ToolFaults(Database database) {
        this.database = database;
    }

    Fault of(BridgeFailure e) {
        if (DriverErrors.in(e).isPresent()) {
            return failed(DriverErrors.words(e));
        }
        return switch (e.kind()) {
            case FILE_MISSING ->
                new Fault(
                        FaultCode.LOCATION_MISSING,
                        words(e) + ".",
                        "Correct the path; paths start from the folders of liquibase.searchPath.");
            case UNREADABLE ->
                new Fault(
                        FaultCode.SCRIPT_UNREADABLE,
                        "The changelog cannot be read: " + words(e) + ".",
                        "Correct what the message names.");
            case OTHER -> failed(words(e));
        };
    }

    Fault of(SQLException e) {
        return failed(DriverErrors.words(e));
    }

    private Fault failed(String words) {
        return FailedEarly.of(database, "Liquibase", words);
    }

    private String words(BridgeFailure e) {
        return database.connecting().redactor().redact(Lines.one(e.getMessage()));
    }
}
