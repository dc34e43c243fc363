package io.github.databasemigration.engine.platform.h2;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Target;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Counter;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Dumps;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.MigrationLock;
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

/** One H2 database. */
final class H2Database implements Database {
    private final H2Sessions sessions;
    private final H2Faults faults;
    private final OwnWork work;
    private final H2Locks locks;
    private final Target target;

    H2Database(Connecting connecting, H2Address address) {
        this.sessions = new H2Sessions(connecting, address);
        this.faults = new H2Faults(connecting, address);
        this.work = new OwnWork(this, faults);
        this.locks = new H2Locks(sessions, faults, work);
        this.target = work.ask(
                "reading the database's version",
                connection -> new Target(
                        "h2",
                        address.server(),
                        address.database(),
                        Rows.text(connection, "SELECT H2VERSION()"),
                        Rows.text(connection, "SELECT CURRENT_USER")));
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
        return Rows.settle(sessions.creating(), sessionSettings());
    }

    @Override
    public List<String> sessionSettings() {
        return H2Sessions.limits(connecting().timeouts());
    }

    @Override
    public Connection connectReadOnly() throws SQLException {
        return ReadOnlyConnection.of(Rows.settle(sessions.existing(), H2Sessions.limits(SessionTimeouts.NONE)));
    }

    @Override
    public boolean transactionalDdl() {
        return false;
    }

    @Override
    public void checkWritable() {
        writableRefusal().ifPresent(why -> {
            throw new Fault(
                    FaultCode.READ_ONLY,
                    sessions.address() + " cannot be migrated by " + target.user() + ": " + why + ".",
                    "Open it so that it can be written, as a user that may change its schema.");
        });
    }

    private Optional<String> writableRefusal() {
        try {
            return H2Writable.refusal(sessions);
        } catch (SQLException e) {
            throw faults.connecting(e);
        }
    }

    @Override
    public SortedMap<String, String> schema(Set<String> ignoredTables) {
        return work.ask("reading the schema", connection -> H2Schema.read(connection, ignoredTables));
    }

    @Override
    public SortedMap<String, Long> rowCounts() {
        return work.ask("counting rows", connection -> {
            Rows.run(connection, List.of(H2RowCounts.SNAPSHOT));
            return H2RowCounts.of(connection);
        });
    }

    @Override
    public SortedMap<String, TableContent> contents(Set<String> ignoredTables) {
        return work.ask("summing up rows", connection -> H2Contents.of(connection, ignoredTables));
    }

    @Override
    public SortedMap<String, Counter> counters() {
        return work.ask("reading the sequences", H2Contents::counters);
    }

    @Override
    public Optional<MigrationLock> tryLock() {
        return locks.tryLock();
    }

    @Override
    public Optional<Holder> lockHolder() {
        return locks.holder();
    }

    @Override
    public SessionId sessionOf(Connection connection) throws SQLException {
        return new SessionId(Rows.text(connection, sessionIdQuery().orElseThrow()));
    }

    @Override
    public Optional<String> sessionIdQuery() {
        return Optional.of("SELECT SESSION_ID()");
    }

    @Override
    public void cancel(SessionId session) {
        try (Connection connection = sessions.existing()) {
            Rows.text(connection, "SELECT CANCEL_SESSION(?)", Integer.valueOf(session.value()));
        } catch (SQLException e) {
            throw faults.working("cancelling a statement", e);
        }
    }

    @Override
    public String identityQuery() {
        return "SELECT CONCAT(COALESCE(DATABASE_PATH(), 'mem:'), '/', CURRENT_CATALOG)";
    }

    @Override
    public OneRowTable ownTable(Optional<String> schema, String name) {
        return new OneRowTable(
                work,
                () -> Rows.settle(sessions.creating(), H2Sessions.limits(SessionTimeouts.NONE)),
                faults,
                H2Faults::noSuchTable,
                new OneRowTable.Words("TEXT", ""),
                schema.map(H2Name::quote).map(quoted -> quoted + "." + name).orElse(name));
    }

    @Override
    public Dumps dumps() {
        return new H2Dumps(sessions, faults, work);
    }

    @Override
    public String sqlAlchemyUrl() {
        throw new Fault(
                FaultCode.UNSUPPORTED,
                "There is no H2 for Python, so Alembic cannot migrate it.",
                "Use Flyway for H2.");
    }
}
