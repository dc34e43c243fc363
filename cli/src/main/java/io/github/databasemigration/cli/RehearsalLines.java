package io.github.databasemigration.cli;

import io.github.databasemigration.engine.rehearsal.Rehearsal;
import io.github.databasemigration.engine.report.RehearsalWords;

/** A rehearsal for people: what each statement did, and the forecast. */
final class RehearsalLines {
    private static final int SQL_START = 70;

    private RehearsalLines() {}

    static void print(Console console, Rehearsal rehearsal) {
        console.out("rehearsal: " + (rehearsal.passed() ? "passed" : "failed") + " on a copy of backup "
                + rehearsal.backup() + ", restored in " + RehearsalWords.took(rehearsal.restored()));
        for (Rehearsal.Migration migration : rehearsal.migrations()) {
            console.out("  " + migration.script() + "  " + RehearsalWords.took(migration.took()));
            migration.statements().forEach(statement -> print(console, rehearsal, statement));
        }
        rehearsal
                .checks()
                .forEach(check -> console.out(
                        "  " + check.script() + (check.passed() ? " passed: " : " failed: ") + check.detail()));
        RehearsalWords.notes(rehearsal).forEach(note -> console.out("  " + note));
        console.out("  " + RehearsalWords.wayBack(rehearsal));
        console.out("  forecast for " + rehearsal.environment() + ": " + RehearsalWords.took(rehearsal.forecast()));
    }

    private static void print(Console console, Rehearsal rehearsal, Rehearsal.Statement statement) {
        console.out("    " + statement.index() + "  " + RehearsalWords.took(statement.took()) + "  "
                + start(statement.sql()));
        if (rehearsal.locksUnseen().isEmpty()) {
            RehearsalWords.locks(statement).forEach(lock -> console.out("       " + lock));
        }
        String facts = String.join(", ", RehearsalWords.facts(statement));
        if (!facts.isEmpty()) {
            console.out("       " + facts);
        }
        statement.error().ifPresent(error -> console.out("       failed: " + error));
    }

    private static String start(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.length() > SQL_START ? line.substring(0, SQL_START) + "…" : line;
    }
}
