package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.tool.jdbc.DriverErrors;
import io.github.databasemigration.engine.tool.jdbc.FailedEarly;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;

/** What went wrong in Flyway before any migration began, in one redacted line. */
final class ToolFaults {
    private static final String LOCK = "Number of retries exceeded while attempting to acquire";

    private final Database database;

    ToolFaults(Database database) {
        this.database = database;
    }

    Fault of(FlywayException e) {
        if (String.valueOf(e.getMessage()).contains(LOCK)) {
            return new Fault(
                    FaultCode.LOCKED,
                    "Another Flyway is migrating " + database.target() + ".",
                    "Wait until it has ended, and run the command again.");
        }
        return failed(DriverErrors.words(e));
    }

    Fault of(SQLException e) {
        return failed(DriverErrors.words(e));
    }

    private Fault failed(String words) {
        return FailedEarly.of(database, "Flyway", words);
    }
}
