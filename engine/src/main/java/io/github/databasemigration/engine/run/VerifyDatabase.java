package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.report.Report;
import java.util.Optional;

/** Asks whether a database is as it should be: the tool's validation, then the application's scripts. */
public final class VerifyDatabase {
    private VerifyDatabase() {}

    /** Verifies and reports. Changes nothing. */
    public static Report run(Order order, RunListener outer) {
        return new Recorder(order, "verify", outer).record((facts, listener, course) -> {
            Phases phases = new Phases(listener);
            try (Workbench bench = phases.run("connect", () -> Workbench.open(order))) {
                facts.target = Optional.of(bench.database().target());
                facts.toVersion = bench.tool().inspect().current();
                phases.run("verify", () -> Verification.prepare(order, bench).run(true, listener));
                facts.state.add("The database is as it should be.");
            }
        });
    }
}
