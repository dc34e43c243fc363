package io.github.databasemigration.engine.platform;

import io.github.databasemigration.engine.plan.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * One database, reached. Everything platform-specific that the engine needs is asked here.
 *
 * <p>Methods that speak to the server throw {@link io.github.databasemigration.engine.fault.Fault} with a redacted
 * text. Nothing here changes the database unless its comment says so.
 */
public interface Database {
    /** Who and what is there. */
    Target target();

    /** How to reach it. */
    Connecting connecting();

    /**
     * A new connection with the session settings of migrations: timeouts, application name, auto-commit on. The caller
     * closes it. The SQLException is the driver's: whoever catches it redacts it.
     */
    Connection connect() throws SQLException;

    /**
     * The SQL with which {@link #connect} settles a new session (timeouts, application name), in order, for a migration
     * tool that opens its own session.
     */
    List<String> sessionSettings();

    /** A new connection that refuses to change anything, for plans, checks and fingerprints. */
    Connection connectReadOnly() throws SQLException;

    /** Whether DDL takes part in transactions, so that a failed migration leaves nothing behind. */
    boolean transactionalDdl();

    /** Whether the user may change the schema; the fault is {@code READ_ONLY} and says why not. */
    void checkWritable();

    /**
     * The schema, object by object: key {@code kind name} ({@code table public.orders}, {@code index …}), value a
     * canonical definition. The same schema gives the same map on any server of the same version and after backup and
     * restore; system objects and the ignored tables (with what belongs to them) are left out.
     *
     * @param ignoredTables table names without schema, compared without case
     */
    SortedMap<String, String> schema(Set<String> ignoredTables);

    /** Exact row counts by qualified table, read in one consistent snapshot where the platform can. */
    SortedMap<String, Long> rowCounts();

    /**
     * What every table holds, by the names of {@link #rowCounts}, in one consistent snapshot where the platform can. Reads
     * everything. Derived and large objects are left out: materialized views, PostgreSQL's large objects, the history of
     * system-versioned tables.
     *
     * @param ignoredTables table names without schema, compared without case
     */
    SortedMap<String, TableContent> contents(Set<String> ignoredTables);

    /** Where sequences and automatic numbers stand, by name. */
    SortedMap<String, Counter> counters();

    /** Takes the lock if it is free, without waiting on the server (a waiting statement would block others). */
    Optional<MigrationLock> tryLock();

    /** Who holds the lock, if anybody. */
    Optional<Holder> lockHolder();

    /**
     * Ends what the server still does for a run whose process is gone: some notice late that nobody listens any more. Call
     * it with the lock held, for then that run cannot be alive. Comes back when nothing is left; does nothing where the
     * server does not tell which sessions are whose.
     */
    default void dismiss(String run) {}

    /** The id of a session that {@link #connect} or the migration tool opened. */
    SessionId sessionOf(Connection connection) throws SQLException;

    /**
     * SQL with one row and one column, the session's own id as in {@link #sessionOf}, for a tool that opens its own
     * session; empty where there is no server (SQLite).
     */
    Optional<String> sessionIdQuery();

    /** What the server says and promises about statements that wait for locks; empty where nobody waits for anybody. */
    default Optional<LockConflicts> lockConflicts() {
        return Optional.empty();
    }

    /** Indexes that are being built, or whose building failed, beside a running application; empty where none can be. */
    default Optional<InvalidIndexes> invalidIndexes() {
        return Optional.empty();
    }

    /**
     * Cancels the statement that runs in a session, from another session. The statement fails, the session lives. Does
     * nothing if the session is gone.
     */
    void cancel(SessionId session);

    /** One line of SQL with one row and one column that tells this database from all others, the same in any client. */
    String identityQuery();

    /** The note that a migration which is not protected by a transaction leaves while it runs. */
    default ProgressMarker progressMarker() {
        return new TableMarker(ownTable(Optional.empty(), ProgressMarker.TABLE));
    }

    /**
     * A table of the engine's own, whether it exists or not. The caller closes it where it writes.
     *
     * @param schema where it is; empty for the connection's own
     * @param name one of {@link OwnTables#NAMES}
     */
    OneRowTable ownTable(Optional<String> schema, String name);

    /**
     * Who sees what migrations do to the tables, where the server tells. For a scratch copy only: it may gather statistics
     * and hold a statement up for a moment. The caller closes it.
     */
    default Optional<Observer> observer() {
        return Optional.empty();
    }

    /** Backup and restore. */
    Dumps dumps();

    /** The URL that SQLAlchemy wants for the same database, without user and password, and the driver's name in it. */
    String sqlAlchemyUrl();
}
