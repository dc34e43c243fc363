package io.github.databasemigration.cli;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.fleet.FleetListener;

/** One line for each target that is done with; of what happens meanwhile, only what somebody may want to act on. */
final class FleetView implements FleetListener {
    private final Console console;

    FleetView(Console console) {
        this.console = console;
    }

    @Override
    public void on(RunEvent event) {
        EventLines.line(event).ifPresent(console::err);
    }

    @Override
    public RunListener of(String target) {
        return event -> {
            if (urgent(event)) {
                EventLines.line(event).ifPresent(line -> console.err(target + ": " + line));
            }
        };
    }

    private static boolean urgent(RunEvent event) {
        return event instanceof RunEvent.WaitingForLock
                || event instanceof RunEvent.LockAwaited
                || event instanceof RunEvent.LockTimedOut
                || event instanceof RunEvent.PhaseFailed;
    }
}
