package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.platform.Dumps;
import java.time.Duration;
import java.util.Optional;

/** Tells of a backup's progress as often as a person can follow, and no journal grows with the rows. */
final class BackupProgress implements Dumps.DumpProgress {
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final RunListener listener;
    private long last = System.nanoTime() - PAUSE.toNanos();

    BackupProgress(RunListener listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void at(String what, long bytes) {
        long now = System.nanoTime();
        if (now - last >= PAUSE.toNanos()) {
            last = now;
            listener.on(new RunEvent.BackupProgress(what, bytes, Optional.empty()));
        }
    }
}
