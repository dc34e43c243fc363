package io.github.databasemigration.engine.report;

import io.github.databasemigration.engine.platform.TableLock;
import io.github.databasemigration.engine.rehearsal.Rehearsal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A rehearsal in words, for pages and terminals. */
public final class RehearsalWords {
    private RehearsalWords() {}

    /** Such as {@code 1.2 s}. */
    public static String took(Duration duration) {
        return Wording.took(duration);
    }

    /** The locks that a statement took, and those from before that somebody still has to wait for: a line each. */
    public static List<String> locks(Rehearsal.Statement statement) {
        if (statement.locks().isEmpty()) {
            return List.of("locks not measured");
        }
        List<String> lines = new ArrayList<>();
        statement.locks().get().forEach(lock -> lines.add(lock(lock)));
        statement.held().stream()
                .filter(lock -> lock.waits() != TableLock.Waits.NOBODY)
                .forEach(lock -> lines.add("still held: " + lock(lock)));
        return lines.isEmpty() ? List.of(statement.sampled() ? "no lock seen" : "no lock") : lines;
    }

    private static String lock(TableLock lock) {
        return lock.mode() + " on " + lock.table()
                + switch (lock.waits()) {
                    case NOBODY -> "";
                    case WRITERS -> " (writers wait)";
                    case EVERYBODY -> " (readers and writers wait)";
                };
    }

    /** What else a statement did, as far as it was measured and is anything. */
    public static List<String> facts(Rehearsal.Statement statement) {
        List<String> facts = new ArrayList<>();
        statement
                .rewritten()
                .filter(tables -> !tables.isEmpty())
                .ifPresent(tables -> facts.add("writes " + String.join(", ", tables) + " anew"));
        statement.rows().filter(rows -> rows > 0).ifPresent(rows -> facts.add(Wording.counted(rows, "row")));
        statement
                .growth()
                .filter(bytes -> bytes != 0)
                .ifPresent(bytes -> facts.add((bytes > 0 ? "+" : "-") + Wording.bytes(Math.abs(bytes))));
        return facts;
    }

    /** Whether the way back was tried out: {@code rollback rehearsed: yes, 12 s}. */
    public static String wayBack(Rehearsal rehearsal) {
        return "rollback rehearsed: "
                + rehearsal
                        .down()
                        .map(down -> down.failure().map(why -> "no: " + why).orElseGet(() -> down.took()
                                .map(took -> "yes, " + took(took))
                                .orElse("no: not tried")))
                        .orElse(rehearsal.passed() ? "no: nobody asked for it" : "no: the way up failed");
    }

    /** What could not be measured and why, and what no way down takes back: sentences. */
    public static List<String> notes(Rehearsal rehearsal) {
        List<String> notes = new ArrayList<>();
        rehearsal.locksUnseen().ifPresent(why -> notes.add("Locks were not measured: " + why + "."));
        rehearsal.filesUnseen().ifPresent(why -> notes.add("Rewrites and growth were not measured: " + why + "."));
        rehearsal.down().ifPresent(down -> {
            if (!down.counters().isEmpty()) {
                notes.add("Counters that no way down takes back: "
                        + String.join(
                                ", ",
                                down.counters().stream()
                                        .map(Rehearsal.Counted::counter)
                                        .toList()) + ".");
            }
            if (!down.varied().isEmpty()) {
                notes.add("Other times or ids the second time: " + String.join(", ", down.varied()) + ".");
            }
        });
        return notes;
    }
}
