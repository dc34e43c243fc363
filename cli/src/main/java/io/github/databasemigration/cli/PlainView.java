package io.github.databasemigration.cli;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;

/** One line an event: for logs and pipes. */
final class PlainView implements RunListener {
    private final Console console;

    PlainView(Console console) {
        this.console = console;
    }

    @Override
    public void on(RunEvent event) {
        EventLines.line(event).ifPresent(console::err);
    }
}
