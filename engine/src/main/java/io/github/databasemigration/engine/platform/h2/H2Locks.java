package io.github.databasemigration.engine.platform.h2;

import io.github.databasemigration.engine.platform.FileMigrationLock;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.MigrationLock;
import io.github.databasemigration.engine.platform.OwnWork;
import io.github.databasemigration.engine.platform.ProcessLocks;
import java.sql.SQLException;
import java.util.Optional;

/** H2 has no lock to ask for, so each place where a database can live has its own way. */
final class H2Locks {
    /** Where the lock of a database behind a server is kept: no part of the application's schema. */
    static final String SCHEMA = "DATABASE_MIGRATION";

    private final H2Sessions sessions;
    private final H2Faults faults;
    private final OwnWork work;

    H2Locks(H2Sessions sessions, H2Faults faults, OwnWork work) {
        this.sessions = sessions;
        this.faults = faults;
        this.work = work;
    }

    Optional<MigrationLock> tryLock() {
        Holder holder = sessions.connecting().holder();
        return switch (sessions.address().place()) {
            case FILE -> FileMigrationLock.tryLock(sessions.address().file(), holder);
            case MEMORY -> ProcessLocks.tryLock(memory(), holder);
            case SERVER -> tryRowLock();
        };
    }

    Optional<Holder> holder() {
        return switch (sessions.address().place()) {
            case FILE -> FileMigrationLock.holder(sessions.address().file());
            case MEMORY -> ProcessLocks.holder(memory());
            case SERVER -> work.ask("looking who holds the lock", H2RowLock::holder);
        };
    }

    private Optional<MigrationLock> tryRowLock() {
        try {
            return H2RowLock.tryLock(sessions);
        } catch (SQLException e) {
            throw faults.connecting(e);
        }
    }

    private String memory() {
        return "jdbc:h2:mem:" + sessions.address().database();
    }
}
