package io.github.databasemigration.cli;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import java.util.Set;

/** One line an event: for logs and pipes. */
final class PlainView implements RunListener {
    /** What may take long in silence: its beginning is worth a line, too. */
    private static final Set<String> LONG = Set.of("backup", "verify-backup", "restore-scratch", "rehearse", "restore");

    private final Console console;

    PlainView(Console console) {
        this.console = console;
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.PhaseStarted phase && LONG.contains(phase.phase())) {
            console.err(phase.phase() + ": started");
        }
        EventLines.line(event).ifPresent(console::err);
    }
}
