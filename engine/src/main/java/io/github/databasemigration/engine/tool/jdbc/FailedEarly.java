package io.github.databasemigration.engine.tool.jdbc;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Database;

/** A tool failed before any migration began, for a reason that only its words tell. */
public final class FailedEarly {
    private FailedEarly() {}

    /**
     * Fault {@code TOOL_FAILED}, or {@code CANCELLED} where that was the reason.
     *
     * @param tool as people write it
     * @param words the tool's or the driver's; they are redacted here
     */
    public static Fault of(Database database, String tool, String words) {
        // What was cancelled has failed for no other reason.
        database.connecting().cancellation().check();
        return new Fault(
                FaultCode.TOOL_FAILED,
                tool + " failed before any migration began: "
                        + database.connecting().redactor().redact(words) + ".",
                "Correct what the message names, and run the command again.");
    }
}
