package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Target;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Counter;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Dumps;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.InvalidIndexes;
import io.github.databasemigration.engine.platform.LockConflicts;
import io.github.databasemigration.engine.platform.MigrationLock;
import io.github.databasemigration.engine.platform.Observer;
import io.github.databasemigration.engine.platform.OneRowTable;
import io.github.databasemigration.engine.platform.OwnWork;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.platform.SessionId;
import io.github.databasemigration.engine.platform.TableContent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.util.HostSpec;

/** One database of a PostgreSQL server. */
final class PostgresqlDatabase implements Database {
    private static final int OLDEST = 12;
    private static final String TABLE_MISSING = "42P01";

    private final Connecting connecting;
    private final Sessions sessions;
    private final Target target;
    private final Dumps dumps;

    private PostgresqlDatabase(Connecting connecting, Sessions sessions, Target target) {
        this.connecting = connecting;
        this.sessions = sessions;
        this.target = target;
        this.dumps = new PostgresqlDumps(sessions, major(target.serverVersion()));
    }

    static PostgresqlDatabase open(Connecting connecting) {
        Address parsed = Address.parse(connecting.url());
        Address address = connecting.schema().map(parsed::in).orElse(parsed);
        return new Sessions(address, connecting).ask("reading the server's version", connection -> {
            // All sessions and programs go to the one host that answered now: a lock on another would protect nothing.
            HostSpec host =
                    connection.unwrap(BaseConnection.class).getQueryExecutor().getHostSpec();
            Address answered = address.at(new Address.Host(host.getHost(), host.getPort()));
            requireSchema(connection, connecting.schema());
            return new PostgresqlDatabase(
                    connecting, new Sessions(answered, connecting), target(connection, address.server()));
        });
    }

    private static Target target(Connection connection, String server) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        if (major < OLDEST) {
            throw new Fault(
                    FaultCode.UNSUPPORTED,
                    "The server is PostgreSQL " + major + ", and " + OLDEST + " is the oldest that is supported.",
                    "Upgrade the server.");
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT current_database(), current_setting('server_version'), session_user")) {
            row.next();
            // Distributions add their package's name: "15.18 (Debian 15.18-0+deb12u1)".
            String version = row.getString(2).replaceFirst(" .*", "");
            return new Target("postgresql", server, row.getString(1), version, row.getString(3));
        }
    }

    /** A schema that is not there is never made: its name may be mistyped. */
    private static void requireSchema(Connection connection, Optional<String> schema) throws SQLException {
        if (schema.isEmpty()) {
            return;
        }
        Optional<String> found = Optional.ofNullable(Rows.text(connection, "SELECT current_schema()"));
        if (!found.equals(schema)) {
            throw new Fault(
                    FaultCode.DATABASE_MISSING,
                    "Sessions do not find themselves in the schema " + schema.get() + ", but in "
                            + found.map(other -> "the schema " + other).orElse("none") + ".",
                    "Create the schema first, and let currentSchema in the URL, if it is there, begin with"
                            + " %22{target}%22.");
        }
    }

    private static int major(String version) {
        return Integer.parseInt(version.replaceFirst("\\D.*", ""));
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public Connecting connecting() {
        return connecting;
    }

    @Override
    public Connection connect() throws SQLException {
        return sessions.migrating();
    }

    @Override
    public List<String> sessionSettings() {
        return sessions.settings();
    }

    @Override
    public Connection connectReadOnly() throws SQLException {
        return sessions.reading();
    }

    @Override
    public boolean transactionalDdl() {
        return true;
    }

    @Override
    public void checkWritable() {
        sessions.change("checking what the user may do", Writable::refusal).ifPresent(reason -> {
            throw new Fault(
                    FaultCode.READ_ONLY,
                    target.database() + " cannot be changed: " + reason + ".",
                    "Connect as a user who may, to the primary server.");
        });
    }

    @Override
    public SortedMap<String, String> schema(Set<String> ignoredTables) {
        return sessions.ask(
                "reading the schema", connection -> Schema.read(connection, connecting.schema(), ignoredTables));
    }

    @Override
    public SortedMap<String, Long> rowCounts() {
        return sessions.ask("counting rows", connection -> {
            RowCounts.beginSnapshot(connection);
            return RowCounts.in(connection);
        });
    }

    @Override
    public SortedMap<String, TableContent> contents(Set<String> ignoredTables) {
        return sessions.ask("summing up rows", connection -> TableSums.of(connection, ignoredTables));
    }

    @Override
    public SortedMap<String, Counter> counters() {
        return sessions.ask("reading the sequences", TableSums::counters);
    }

    @Override
    public Optional<MigrationLock> tryLock() {
        try {
            return Sessions.again(() -> AdvisoryLock.tryLock(sessions)).map(MigrationLock.class::cast);
        } catch (SQLException e) {
            throw sessions.faults().connecting(e);
        }
    }

    @Override
    public Optional<Holder> lockHolder() {
        return sessions.ask(
                "reading who holds the lock",
                connection -> LockHolder.of(connection, sessions.address().database(), connecting.schema()));
    }

    @Override
    public void dismiss(String run) {
        Abandoned.end(sessions, run);
    }

    @Override
    public SessionId sessionOf(Connection connection) throws SQLException {
        return new SessionId(
                Integer.toString(connection.unwrap(PGConnection.class).getBackendPID()));
    }

    @Override
    public Optional<String> sessionIdQuery() {
        return Optional.of("SELECT pg_backend_pid()");
    }

    @Override
    public void cancel(SessionId session) {
        sessions.ask("cancelling a statement", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE pid = ? AND datname = current_database()")) {
                statement.setInt(1, Integer.parseInt(session.value()));
                return statement.execute();
            }
        });
    }

    @Override
    public Optional<LockConflicts> lockConflicts() {
        return Optional.of(new LockWaits(sessions));
    }

    @Override
    public Optional<InvalidIndexes> invalidIndexes() {
        return Optional.of(new UnfinishedIndexes(sessions));
    }

    @Override
    public String identityQuery() {
        // The start time tells servers apart, clones of each other too; names and addresses depend on who asks.
        return "SELECT current_database() || '/' || (SELECT oid FROM pg_database WHERE datname = current_database())"
                + " || '/' || CAST(extract(epoch FROM pg_postmaster_start_time()) * 1000000 AS bigint)";
    }

    @Override
    public OneRowTable ownTable(Optional<String> schema, String name) {
        return new OneRowTable(
                new OwnWork(this, sessions.faults()),
                sessions::unlimited,
                sessions.faults(),
                e -> TABLE_MISSING.equals(e.getSQLState()),
                new OneRowTable.Words("TEXT", ""),
                schema.map(in -> Identifier.quoted(in) + "." + name).orElse(name));
    }

    @Override
    public Optional<Observer> observer() {
        return Optional.of(PostgresqlObserver.in(sessions));
    }

    @Override
    public Dumps dumps() {
        return dumps;
    }

    @Override
    public String sqlAlchemyUrl() {
        return "postgresql+psycopg2://" + sessions.address().server() + "/"
                + Address.encode(sessions.address().database()) + Address.query(Libpq.parameters(sessions.address()));
    }
}
