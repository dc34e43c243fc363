package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.verification.ApplicationChecks;
import java.util.Optional;

/** The tool's own validation, then the application's scripts. */
final class Verification {
    private final Workbench bench;
    private final Optional<ApplicationChecks> checks;

    private Verification(Workbench bench, Optional<ApplicationChecks> checks) {
        this.bench = bench;
        this.checks = checks;
    }

    /** Reads the scripts now, so that one that cannot be read is found before anything is migrated. */
    static Verification prepare(Order order, Workbench bench) {
        return new Verification(
                bench,
                order.configuration()
                        .verifyFolder()
                        .map(folder -> ApplicationChecks.read(
                                order.configuration().project().resolve(folder), bench.database())));
    }

    /**
     * Verifies. Fault {@code VERIFICATION_FAILED}.
     *
     * @param validate whether the history is expected to be at its newest
     */
    void run(boolean validate, RunListener listener) {
        if (validate) {
            bench.tool().validate();
        }
        checks.flatMap(scripts -> ApplicationChecks.verdict(scripts.run(listener)))
                .ifPresent(fault -> {
                    throw fault;
                });
    }
}
