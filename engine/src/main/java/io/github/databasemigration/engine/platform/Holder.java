package io.github.databasemigration.engine.platform;

import java.time.Instant;
import java.util.Optional;

/**
 * Who holds the lock of a database, so that a person who waits knows whom to ask.
 *
 * @param who the operating-system user, or what a build calls itself ({@code shop/main #12})
 * @param host the machine
 * @param pid the process there; absent where the server does not tell
 * @param run the run's id; absent where the server does not tell
 * @param since when the lock was taken (or the session began, where the server knows no better); absent before
 */
public record Holder(String who, String host, Optional<Long> pid, Optional<String> run, Optional<Instant> since) {
    @Override
    public String toString() {
        return who + " on " + host
                + pid.map(p -> ", process " + p).orElse("")
                + run.map(r -> ", run " + r).orElse("")
                + since.map(s -> ", since " + s).orElse("");
    }
}
