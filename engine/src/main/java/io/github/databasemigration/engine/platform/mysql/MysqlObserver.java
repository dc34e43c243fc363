package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.platform.DriverFaults;
import io.github.databasemigration.engine.platform.LockSampling;
import io.github.databasemigration.engine.platform.Observed;
import io.github.databasemigration.engine.platform.Observer;
import io.github.databasemigration.engine.platform.OwnWork;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.platform.SessionId;
import io.github.databasemigration.engine.platform.TableLock;
import io.github.databasemigration.engine.platform.TableLock.Waits;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks from outside: what InnoDB knows of its files, and the metadata locks of the performance schema, where the server
 * keeps one and the user may read them. The session itself is only asked who it is.
 */
final class MysqlObserver implements Observer {
    private final OwnWork work;
    private final OwnWork.Opening looking;
    private final DriverFaults faults;
    private final MysqlServer server;
    private final Set<String> first;
    private final Optional<String> locksUnseen;
    private final Optional<String> filesUnseen;

    private MysqlObserver(
            OwnWork work, OwnWork.Opening looking, DriverFaults faults, MysqlServer server, Connection connection)
            throws SQLException {
        this.work = work;
        this.looking = looking;
        this.faults = faults;
        this.server = server;
        this.first = new HashSet<>(Rows.of(
                connection,
                "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()",
                row -> row.getString(1)));
        this.locksUnseen = locksUnseen(connection);
        this.filesUnseen = filesUnseen(connection);
    }

    static MysqlObserver in(OwnWork work, OwnWork.Opening looking, DriverFaults faults, MysqlServer server) {
        return work.ask(
                "looking what can be seen", connection -> new MysqlObserver(work, looking, faults, server, connection));
    }

    private static Optional<String> locksUnseen(Connection connection) throws SQLException {
        if (!Rows.text(connection, "SELECT @@performance_schema").equals("1")) {
            return Optional.of("the server has no performance schema (performance_schema = OFF)");
        }
        try {
            boolean kept = Rows.text(
                            connection,
                            "SELECT COUNT(*) FROM performance_schema.setup_instruments"
                                    + " WHERE name = 'wait/lock/metadata/sql/mdl' AND enabled = 'YES'")
                    .equals("1");
            return kept
                    ? Optional.empty()
                    : Optional.of("the performance schema does not keep metadata locks"
                            + " (instrument wait/lock/metadata/sql/mdl)");
        } catch (SQLException e) {
            return Optional.of("the user may not read the performance schema");
        }
    }

    private Optional<String> filesUnseen(Connection connection) {
        try {
            files(connection);
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of("the user may not read InnoDB's tables (privilege PROCESS)");
        }
    }

    private Map<String, Observed.Stored> files(Connection connection) throws SQLException {
        String prefix = server.mariadb() ? "INNODB_SYS_TABLE" : "INNODB_TABLE";
        Map<String, Observed.Stored> tables = new HashMap<>();
        // InnoDB writes names that are not plain as its files are called; those are compared all the same.
        Rows.of(
                connection,
                "SELECT SUBSTRING_INDEX(t.NAME, '/', -1), t.TABLE_ID, COALESCE(s.FILE_SIZE, 0)"
                        + " FROM information_schema." + prefix + "S t LEFT JOIN information_schema." + prefix
                        + "SPACES s ON s.SPACE = t.SPACE"
                        + " WHERE SUBSTRING_INDEX(t.NAME, '/', 1) = DATABASE()",
                row -> tables.put(
                        row.getString(1), new Observed.Stored(row.getString(1), row.getString(2), row.getLong(3))));
        return tables;
    }

    @Override
    public String question() {
        return "SELECT CONNECTION_ID()";
    }

    @Override
    public Observed observed(String answer) {
        SessionId session = new SessionId(answer);
        return work.ask(
                "looking what the migration did",
                connection -> new Observed(
                        session,
                        filesUnseen.isEmpty() ? files(connection) : Map.of(),
                        locksUnseen.isEmpty() ? locks(connection, session) : Set.of()));
    }

    /** The locks that a session holds now on tables that were there at the beginning. */
    Set<TableLock> locks(Connection connection, SessionId session) throws SQLException {
        List<TableLock> held = Rows.of(
                connection,
                "SELECT l.OBJECT_NAME, l.LOCK_TYPE FROM performance_schema.metadata_locks l"
                        + " JOIN performance_schema.threads t ON t.THREAD_ID = l.OWNER_THREAD_ID"
                        + " WHERE t.PROCESSLIST_ID = ? AND l.OBJECT_TYPE = 'TABLE' AND l.OBJECT_SCHEMA = DATABASE()"
                        + " AND l.LOCK_STATUS = 'GRANTED'",
                row -> new TableLock(row.getString(1), row.getString(2).replace('_', ' '), waits(row.getString(2))),
                Long.valueOf(session.value()));
        held.removeIf(lock -> !first.contains(lock.table()));
        return Set.copyOf(held);
    }

    /** By the comments on enum_mdl_type in the servers' sql/mdl.h. */
    private static Waits waits(String mode) {
        return switch (mode) {
            case "EXCLUSIVE", "SHARED_NO_READ_WRITE" -> Waits.EVERYBODY;
            case "SHARED_NO_WRITE", "SHARED_READ_ONLY" -> Waits.WRITERS;
            default -> Waits.NOBODY;
        };
    }

    @Override
    public Watch watch(SessionId session) {
        if (locksUnseen.isPresent()) {
            return Set::of;
        }
        try {
            return LockSampling.begin(looking.open(), own -> locks(own, session));
        } catch (SQLException e) {
            throw faults.connecting(e);
        }
    }

    @Override
    public Optional<String> locksUnseen() {
        return locksUnseen;
    }

    @Override
    public Optional<String> filesUnseen() {
        return filesUnseen;
    }

    /** Nothing is held between questions. */
    @Override
    public void close() {}
}
