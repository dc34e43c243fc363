package io.github.databasemigration.engine.event;

import java.util.List;

/** Hears what happens in a run, in order and in the thread that did it (events may come from several threads). */
@FunctionalInterface
public interface RunListener {
    /** Hears nothing. */
    RunListener NONE = event -> {};

    /**
     * Told of one event; must not throw, but for one case: the journal stops a run by a fault when it cannot keep what
     * is about to be done to the database.
     */
    void on(RunEvent event);

    /** Tells several listeners, in their order. */
    static RunListener all(RunListener... listeners) {
        List<RunListener> each = List.of(listeners);
        return event -> each.forEach(listener -> listener.on(event));
    }
}
