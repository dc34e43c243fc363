package io.github.databasemigration.engine.platform.mysql;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Target;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Counter;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Dumps;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.LockConflicts;
import io.github.databasemigration.engine.platform.MigrationLock;
import io.github.databasemigration.engine.platform.Observer;
import io.github.databasemigration.engine.platform.OneRowTable;
import io.github.databasemigration.engine.platform.OwnWork;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.platform.SessionId;
import io.github.databasemigration.engine.platform.SessionTimeouts;
import io.github.databasemigration.engine.platform.TableContent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** One database of a MariaDB or MySQL server. */
final class MysqlDatabase implements Database {
    private static final int NO_SUCH_SESSION = 1094;
    private static final int NO_SUCH_TABLE = 1146;

    /** What MySQL answers where the table's database is missing, too. */
    private static final int NO_SUCH_DATABASE = 1049;

    private final MysqlAddress address;
    private final MysqlSessions sessions;
    private final MysqlFaults faults;
    private final OwnWork work;
    private final MysqlServer server;
    private final Target target;

    MysqlDatabase(Connecting connecting, MysqlAddress address) {
        this.address = address;
        this.sessions = new MysqlSessions(connecting, address);
        this.faults = new MysqlFaults(connecting, address);
        this.work = new OwnWork(this, faults);
        String[] told = work.in(sessions::open, "reading the server's version", MysqlDatabase::introduce);
        this.server = MysqlServer.of(told[0]);
        this.target = new Target(server.name(), address.server(), told[1], server.version(), told[2]);
    }

    private static String[] introduce(Connection connection) throws SQLException {
        return Rows.of(connection, "SELECT VERSION(), DATABASE(), CURRENT_USER()", row -> new String[] {
                    // The host part of an account is left out: a plan is the same from wherever it is made.
                    row.getString(1), row.getString(2), row.getString(3).replaceFirst("@[^@]*$", "")
                })
                .get(0);
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public Connecting connecting() {
        return sessions.connecting();
    }

    @Override
    public Connection connect() throws SQLException {
        return Rows.settle(sessions.open(), sessionSettings());
    }

    @Override
    public List<String> sessionSettings() {
        return server.limits(connecting().timeouts());
    }

    @Override
    public Connection connectReadOnly() throws SQLException {
        return Rows.settle(
                Rows.settle(sessions.open(), server.limits(SessionTimeouts.NONE)),
                List.of("SET SESSION TRANSACTION READ ONLY"));
    }

    @Override
    public boolean transactionalDdl() {
        return false;
    }

    @Override
    public void checkWritable() {
        work.ask("reading the user's privileges", connection -> {
                    return MysqlWritable.refusal(connection, server, target.database());
                })
                .ifPresent(why -> {
                    throw new Fault(
                            FaultCode.READ_ONLY,
                            target.database() + " on " + target.server() + " cannot be migrated by " + target.user()
                                    + ": " + why + ".",
                            "Connect to a server that takes changes, as a user that may make them.");
                });
    }

    @Override
    public SortedMap<String, String> schema(Set<String> ignoredTables) {
        return work.ask(
                "reading the schema", connection -> MysqlSchema.read(connection, target.database(), ignoredTables));
    }

    @Override
    public SortedMap<String, Long> rowCounts() {
        return work.ask("counting rows", connection -> MysqlRowCounts.of(connection, target.database()));
    }

    @Override
    public SortedMap<String, TableContent> contents(Set<String> ignoredTables) {
        return work.ask(
                "summing up rows", connection -> MysqlContents.of(connection, target.database(), ignoredTables));
    }

    @Override
    public SortedMap<String, Counter> counters() {
        return work.ask("reading the counters", connection -> MysqlContents.counters(connection, target.database()));
    }

    @Override
    public Optional<MigrationLock> tryLock() {
        try {
            return MysqlLock.tryLock(sessions, new LockName(target.database()));
        } catch (SQLException e) {
            throw faults.connecting(e);
        }
    }

    @Override
    public Optional<Holder> lockHolder() {
        return work.ask(
                "looking who holds the lock",
                connection -> MysqlLockHolder.read(connection, new LockName(target.database())));
    }

    @Override
    public SessionId sessionOf(Connection connection) throws SQLException {
        return new SessionId(Long.toString(
                connection.unwrap(org.mariadb.jdbc.Connection.class).getThreadId()));
    }

    @Override
    public Optional<String> sessionIdQuery() {
        return Optional.of("SELECT CONNECTION_ID()");
    }

    @Override
    public void cancel(SessionId session) {
        long id = Long.parseLong(session.value());
        try (Connection connection = sessions.open()) {
            Rows.run(connection, List.of("KILL QUERY " + id));
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SUCH_SESSION) {
                throw faults.working("cancelling a statement", e);
            }
        }
    }

    @Override
    public Optional<LockConflicts> lockConflicts() {
        return Optional.of(new MysqlLockWaits(work));
    }

    @Override
    public String identityQuery() {
        return server.mariadb()
                ? "SELECT CONCAT_WS('/', @@hostname, @@port, @@datadir, DATABASE())"
                : "SELECT CONCAT_WS('/', @@server_uuid, DATABASE())";
    }

    @Override
    public OneRowTable ownTable(Optional<String> schema, String name) {
        return new OneRowTable(
                work,
                () -> Rows.settle(sessions.open(), server.limits(SessionTimeouts.NONE)),
                faults,
                e -> e.getErrorCode() == NO_SUCH_TABLE || e.getErrorCode() == NO_SUCH_DATABASE,
                new OneRowTable.Words("LONGTEXT", " ENGINE = InnoDB DEFAULT CHARSET = utf8mb4"),
                schema.map(Backticks::quote).map(quoted -> quoted + "." + name).orElse(name));
    }

    @Override
    public Optional<Observer> observer() {
        return Optional.of(MysqlObserver.in(work, this::connectReadOnly, faults, server));
    }

    @Override
    public Dumps dumps() {
        return new MysqlDumps(connecting(), server, address, target.database(), work, faults);
    }

    @Override
    public String sqlAlchemyUrl() {
        return address.sqlAlchemyUrl();
    }
}
