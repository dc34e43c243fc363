package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import java.util.Map;

/** Follows a journal to its end, to say where the run was when it was killed. */
final class LastTrace implements RunListener {
    private static final int SQL_START = 200;

    private static final Map<String, String> DOING = Map.of(
            "connect", "connected to the database",
            "plan", "planned",
            "lock", "waited for its turn",
            "backup", "took the backup",
            "verify-backup", "proved the backup",
            "migrate", "migrated",
            "verify", "verified the database",
            "restore", "restored a backup",
            "rehearse", "rehearsed the plan",
            "look", "looked into the database");

    private String phase = "";
    private String script = "";
    private int statement;
    private boolean running;
    private String sql = "";

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.PhaseStarted started) {
            phase = started.phase();
        } else if (event instanceof RunEvent.PhaseFinished || event instanceof RunEvent.PhaseFailed) {
            phase = "";
        } else if (event instanceof RunEvent.MigrationStarted migration) {
            script = migration.script();
            statement = 0;
            running = false;
        } else if (event instanceof RunEvent.StatementStarted started) {
            statement = started.index();
            running = true;
            sql = started.sql();
        } else if (event instanceof RunEvent.StatementFinished || event instanceof RunEvent.StatementFailed) {
            running = false;
        } else if (event instanceof RunEvent.MigrationFinished || event instanceof RunEvent.MigrationFailed) {
            script = "";
        }
    }

    /** Whether it was in the middle of a restore. */
    boolean restoring() {
        return phase.equals("restore");
    }

    /** Such as {@code in V2__orders.sql, while statement 3 ran (CREATE …)}. */
    String where() {
        if (!script.isEmpty() && phase.equals("migrate")) {
            return "in " + script + ", " + inScript();
        }
        return phase.isEmpty() ? "between two of its phases" : "while it " + DOING.getOrDefault(phase, "was at work");
    }

    private String inScript() {
        if (statement == 0) {
            return "before its first statement";
        }
        return running
                ? "while statement " + statement + " ran ("
                        + (sql.length() > SQL_START ? sql.substring(0, SQL_START) + "…" : sql) + ")"
                : "after statement " + statement + " had ended";
    }
}
