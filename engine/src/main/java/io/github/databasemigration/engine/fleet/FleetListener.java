package io.github.databasemigration.engine.fleet;

import io.github.databasemigration.engine.event.RunListener;

/** Hears what happens to a fleet, and, if it wants to, to each of its targets. */
public interface FleetListener extends RunListener {
    /** Hears nothing. */
    FleetListener NONE = event -> {};

    /** Who hears the events of one target's own run. They come from several threads. */
    default RunListener of(String target) {
        return RunListener.NONE;
    }
}
