package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.nio.file.Path;

/** An exception that is not a {@link Fault}: a mistake in this program. */
public final class Defect {
    private Defect() {}

    /** Keeps its trace, redacted, in the run's folder for whoever mends it; gives the fault to end with. */
    public static Fault record(Order order, RuntimeException defect) {
        Path file = order.runFolder().resolve("defect.txt");
        PlanFiles.write(file, order.redactor().redact(trace(defect)));
        return new Fault(
                FaultCode.INTERNAL,
                "Defect in this program: " + order.redactor().redact(String.valueOf(defect)) + ".",
                "Report it with " + file + "; look at the database before going on.");
    }

    private static String trace(Throwable defect) {
        StringBuilder trace = new StringBuilder();
        for (Throwable each = defect; each != null; each = each.getCause()) {
            trace.append(each).append('\n');
            for (StackTraceElement element : each.getStackTrace()) {
                trace.append("    at ").append(element).append('\n');
            }
        }
        return trace.toString();
    }
}
