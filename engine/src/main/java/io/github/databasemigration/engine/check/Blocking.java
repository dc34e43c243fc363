package io.github.databasemigration.engine.check;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Finding;
import java.util.List;

/** Refuses what the environment's policy does not let run. */
public final class Blocking {
    private Blocking() {}

    /** Fault {@code CHECKS_FAILED} where a finding blocks. */
    public static void require(List<Finding> findings) {
        List<Finding> blocking = findings.stream().filter(Finding::blocking).toList();
        if (!blocking.isEmpty()) {
            Finding first = blocking.get(0);
            throw new Fault(
                    FaultCode.CHECKS_FAILED,
                    first.rule() + " in " + first.place() + ": " + first.message()
                            + (blocking.size() == 1 ? "" : " And " + (blocking.size() - 1) + " more."),
                    "Do instead: " + first.instead() + "; or allow it in the script: -- database-migration:allow "
                            + first.rule() + " reason.");
        }
    }
}
