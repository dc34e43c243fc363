package io.github.databasemigration.engine.backup;

import io.github.databasemigration.engine.platform.Dumps;
import java.time.Duration;

/**
 * The scratch copy in which a backup was proven. It was only read since it was restored, so whoever needs a copy of the
 * same backup need not restore it again.
 *
 * @param scratch the copy; whoever holds this record closes it
 * @param took how long the restore took
 */
public record ProvenCopy(Dumps.Scratch scratch, Duration took) implements AutoCloseable {
    @Override
    public void close() {
        scratch.close();
    }
}
