package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.ProgressMarker;
import io.github.databasemigration.engine.tool.ToolState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An earlier run that ended half-way, read from the database: the marker it left, or a failed entry in the tool's
 * history. Somebody has to choose between going back to its backup and, having cleaned up, running the migration again.
 */
final class Interruption {
    private Interruption() {}

    /**
     * Refuses where an earlier run ended half-way. Call it only while nobody else holds the lock: the traces of a run
     * that is still alive are not an interruption.
     */
    static void check(Database database, ToolState state) {
        List<String> traces = describe(marker(database, state), state);
        if (!traces.isEmpty()) {
            throw new Fault(
                    FaultCode.INTERRUPTED_RUN,
                    String.join(" ", traces),
                    "Go back with `migrate-database rollback`, or remove what it left and run `migrate-database"
                            + " migrate --repair`.");
        }
    }

    /** The marker of a run that was killed in the middle of a migration. */
    static Optional<ProgressMarker.Note> marker(Database database, ToolState state) {
        return database.progressMarker().read().filter(note -> !harmless(note, state));
    }

    /** Killed before the first statement, or after the tool had recorded the migration as applied: nothing is half. */
    private static boolean harmless(ProgressMarker.Note note, ToolState state) {
        return note.statement() == 0
                || state.applied().stream().anyMatch(entry -> entry.script().equals(note.script()));
    }

    /** What an interrupted run left, in sentences; empty where there was none. */
    static List<String> describe(Optional<ProgressMarker.Note> marker, ToolState state) {
        List<String> traces = new ArrayList<>();
        marker.ifPresent(note -> traces.add(describe(note)));
        if (!state.failed().isEmpty()) {
            traces.add("The history says that " + String.join(", ", state.failed()) + " failed half-way.");
        }
        return traces;
    }

    /** One sentence that says exactly how far a run came. */
    static String describe(ProgressMarker.Note note) {
        String how;
        if (note.statement() == 0) {
            how = "before its first statement";
        } else if (note.finished()) {
            how = "after statement " + note.statement() + " had ended";
        } else {
            how = "while statement " + note.statement() + " ran (" + note.sql() + ")";
        }
        return "Run " + note.run() + " of " + note.holder() + " was interrupted in " + note.script() + " at "
                + note.at() + ", " + how + ".";
    }

    /** What a repair would do, for the plan. */
    static List<String> repairs(Database database, ToolState state) {
        List<String> repairs = new ArrayList<>();
        state.failed().forEach(label -> repairs.add("remove the failed entry of " + label + " from the history"));
        marker(database, state).ifPresent(note -> repairs.add("forget the interruption of run " + note.run()));
        return repairs;
    }
}
