package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Dumps;
import io.github.databasemigration.engine.platform.KeptSessions;
import java.sql.Connection;
import java.sql.SQLException;

/** A scratch database and the session that shows that it is in use. */
final class ScratchDatabase implements Dumps.Scratch {
    private final Scratches scratches;
    private final Sessions sessions;
    private final Connection keeper;
    private boolean promoted;

    private ScratchDatabase(Scratches scratches, Sessions sessions, Connection keeper) {
        this.scratches = scratches;
        this.sessions = sessions;
        this.keeper = keeper;
    }

    static ScratchDatabase in(Scratches scratches, Sessions sessions) throws SQLException {
        return new ScratchDatabase(scratches, sessions, sessions.unlimited());
    }

    String name() {
        return sessions.address().database();
    }

    Sessions sessions() {
        return sessions;
    }

    @Override
    public Database database() {
        return PostgresqlDatabase.open(
                sessions.connecting().to(sessions.address().url()));
    }

    /** It has become the live database, and is nothing to drop any more. */
    void promoted() {
        promoted = true;
    }

    /** Drops it because of a failure, which stays the one that is told. */
    void discard(RuntimeException failure) {
        try {
            close();
        } catch (Fault e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        KeptSessions.close(keeper);
        sessions.end();
        if (!promoted) {
            scratches.drop(name());
        }
    }
}
