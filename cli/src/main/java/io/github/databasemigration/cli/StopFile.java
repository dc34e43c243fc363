package io.github.databasemigration.cli;

import io.github.databasemigration.engine.cancel.Cancellation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Turns the appearance of a file into a cancellation: signals do not reach into a container, and Windows has none that a
 * program could answer.
 */
final class StopFile {
    private static final long PERIOD_MILLIS = 300;

    private StopFile() {}

    /** Looks for the file until the process ends. */
    static void watch(Path file, Cancellation cancellation) {
        Thread thread = new Thread(() -> await(file, cancellation), "stop-file");
        thread.setDaemon(true);
        thread.start();
    }

    private static void await(Path file, Cancellation cancellation) {
        try {
            while (!Files.exists(file)) {
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
            }
            cancellation.request("whoever started this program asked it to stop");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
