package io.github.databasemigration.engine.tool.liquibase;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.tool.liquibase.bridge.BridgeFailure;
import io.github.databasemigration.engine.tool.liquibase.bridge.Changelog;
import java.util.Optional;

/**
 * Liquibase's own lock, which keeps a plain Liquibase away while ours runs. It is a row that stays when its holder dies.
 *
 * <p>Ours wait for each other elsewhere, by the engine's own lock, which the database gives up with its session. So a row
 * that one of ours has signed is of a run that is dead, and is taken over; any other stops the run at once.
 */
final class LiquibaseLock implements AutoCloseable {
    private static final String SIGNATURE = "migrate-database";

    private final Changelog changelog;

    private LiquibaseLock(Changelog changelog) {
        this.changelog = changelog;
    }

    /** Fault {@code LOCKED} where somebody else has it. */
    static LiquibaseLock take(Changelog changelog, Database database) {
        String holder = SIGNATURE + " " + database.connecting().holder();
        Optional<String> other = changelog.lock(holder);
        if (other.filter(name -> name.startsWith(SIGNATURE)).isPresent()) {
            changelog.unlock();
            other = changelog.lock(holder);
        }
        other.ifPresent(name -> {
            throw new Fault(
                    FaultCode.LOCKED,
                    "Liquibase's own lock on " + database.target() + " is held by " + name + ".",
                    "Wait until that run has ended; if it is dead, release the lock with `liquibase release-locks`.");
        });
        return new LiquibaseLock(changelog);
    }

    @Override
    public void close() {
        try {
            changelog.unlock();
        } catch (BridgeFailure e) {
            // The session is gone. The next run finds the signature, and takes the lock over.
        }
    }
}
