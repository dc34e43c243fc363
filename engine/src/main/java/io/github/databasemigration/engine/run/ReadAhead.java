package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.check.model.StatementParser;
import io.github.databasemigration.engine.plan.Plan;

/**
 * Has a plan's statements parsed in a thread of its own, for the parser takes a while to load. Whoever wants one of them
 * meanwhile waits only for the statement that is being parsed.
 */
final class ReadAhead {
    private ReadAhead() {}

    /** @param parser which may be used by several threads, and remembers */
    static void begin(StatementParser parser, Plan plan) {
        Thread thread = new Thread(
                () -> plan.migrations().stream()
                        .flatMap(migration -> migration.statements().stream())
                        .forEach(parser::parse),
                "read-ahead");
        thread.setDaemon(true);
        thread.start();
    }
}
