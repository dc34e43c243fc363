package io.github.databasemigration.cli;

import io.github.databasemigration.engine.drift.Drift;
import io.github.databasemigration.engine.plan.SchemaDifference;

/** Drift for people: what was, what is. */
final class DriftLines {
    private DriftLines() {}

    static void print(Console console, Drift drift) {
        console.out("drift: " + drift.sentence());
        drift.differences().forEach(difference -> print(console, difference));
    }

    private static void print(Console console, SchemaDifference difference) {
        console.out("  " + difference.change() + " " + difference.object());
        difference.linesBefore().forEach(line -> console.out("    - " + line));
        difference.linesAfter().forEach(line -> console.out("    + " + line));
    }
}
