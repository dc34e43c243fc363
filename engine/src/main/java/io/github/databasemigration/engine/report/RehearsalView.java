package io.github.databasemigration.engine.report;

import io.github.databasemigration.engine.rehearsal.Rehearsal;
import java.util.HashMap;
import java.util.Map;

/** The rehearsal as the page shows it: a row a statement. */
final class RehearsalView {
    private RehearsalView() {}

    static Map<String, Object> of(Rehearsal rehearsal) {
        Map<String, Object> view = new HashMap<>();
        view.put("tone", rehearsal.passed() ? "good" : "bad");
        view.put("verdict", rehearsal.passed() ? "passed" : "failed");
        view.put("failure", rehearsal.failure().map(Rehearsal.Failure::message).orElse(null));
        view.put("forecast", Wording.took(rehearsal.forecast()));
        view.put("restored", Wording.took(rehearsal.restored()));
        view.put("backup", rehearsal.backup());
        view.put("server", rehearsal.server());
        view.put("wayBack", RehearsalWords.wayBack(rehearsal));
        view.put("notes", RehearsalWords.notes(rehearsal));
        view.put(
                "checks",
                rehearsal.checks().stream()
                        .map(check -> check.script() + (check.passed() ? " passed: " : " failed: ") + check.detail())
                        .toList());
        view.put(
                "statements",
                rehearsal.migrations().stream()
                        .flatMap(migration -> migration.statements().stream()
                                .map(statement -> statement(migration.label(), statement)))
                        .toList());
        return view;
    }

    private static Map<String, Object> statement(String label, Rehearsal.Statement statement) {
        Map<String, Object> view = new HashMap<>();
        view.put("label", label);
        view.put("sql", statement.sql());
        view.put("took", Wording.took(statement.took()));
        view.put("locks", RehearsalWords.locks(statement));
        view.put("facts", RehearsalWords.facts(statement));
        view.put("error", statement.error().orElse(null));
        return view;
    }
}
