package io.github.databasemigration.cli;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import java.util.Locale;

/** The same lines, and below them one that moves: a bar for the migrations, a counter for the backup. */
final class TerminalView implements RunListener {
    private static final int WIDTH = 24;

    private final Console console;
    private String moving = "";
    private int index;
    private int total;
    private String script = "";

    TerminalView(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void on(RunEvent event) {
        if (event instanceof RunEvent.BackupProgress backup) {
            moving = "backing up " + megabytes(backup.bytes())
                    + backup.total().map(all -> " of about " + megabytes(all)).orElse("") + "  " + backup.what();
        } else if (event instanceof RunEvent.MigrationStarted migration) {
            index = migration.index();
            total = migration.total();
            script = migration.script();
            moving = bar("");
        } else if (event instanceof RunEvent.StatementStarted statement) {
            moving = bar("statement " + statement.index());
        } else {
            EventLines.line(event).ifPresent(this::above);
            if (event instanceof RunEvent.PhaseFinished || event instanceof RunEvent.PhaseFailed) {
                moving = "";
            }
        }
        console.progress(moving);
    }

    private void above(String line) {
        console.progress("");
        console.err(line);
    }

    private String bar(String detail) {
        int done = total == 0 ? 0 : WIDTH * (index - 1) / total;
        return "[" + "#".repeat(done) + "-".repeat(WIDTH - done) + "] " + index + "/" + total + " " + script + " "
                + detail;
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
