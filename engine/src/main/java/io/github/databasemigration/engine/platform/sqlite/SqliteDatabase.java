package io.github.databasemigration.engine.platform.sqlite;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Target;
import io.github.databasemigration.engine.platform.Connecting;
import io.github.databasemigration.engine.platform.Counter;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Dumps;
import io.github.databasemigration.engine.platform.FileMigrationLock;
import io.github.databasemigration.engine.platform.Holder;
import io.github.databasemigration.engine.platform.MigrationLock;
import io.github.databasemigration.engine.platform.OneRowTable;
import io.github.databasemigration.engine.platform.OwnWork;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.platform.SessionId;
import io.github.databasemigration.engine.platform.TableContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** One SQLite file. */
final class SqliteDatabase implements Database {
    private final Connecting connecting;
    private final SqliteSessions sessions;
    private final SqliteFaults faults;
    private final OwnWork work;
    private final Target target;

    SqliteDatabase(Connecting connecting, SqliteFile file) {
        this.connecting = connecting;
        this.sessions = new SqliteSessions(file, connecting.timeouts());
        this.faults = new SqliteFaults(connecting, file.path());
        this.work = new OwnWork(this, faults);
        Path folder = file.path().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new Fault(
                    FaultCode.DATABASE_MISSING,
                    "The folder of " + file.path() + " does not exist.",
                    "Create it, or correct the URL.");
        }
        String version = work.ask("reading the file", connection -> {
            // Reads the file's first page: another kind of file is found now.
            Rows.text(connection, "SELECT count(*) FROM sqlite_master");
            return Rows.text(connection, "SELECT sqlite_version()");
        });
        this.target = new Target(
                "sqlite", file.path().toString(), file.path().getFileName().toString(), version, "");
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
        return Rows.settle(sessions.creating(), sessionSettings());
    }

    @Override
    public List<String> sessionSettings() {
        return List.of(SqliteSessions.limits(connecting.timeouts()));
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
        SqliteWritable.refusal(sessions).ifPresent(why -> {
            throw new Fault(
                    FaultCode.READ_ONLY,
                    target.server() + " cannot be migrated: " + why + ".",
                    "Give this user the right to write the file and its folder.");
        });
    }

    @Override
    public SortedMap<String, String> schema(Set<String> ignoredTables) {
        return work.ask("reading the schema", connection -> SqliteSchema.read(connection, ignoredTables));
    }

    @Override
    public SortedMap<String, Long> rowCounts() {
        return work.ask("counting rows", SqliteRowCounts::of);
    }

    @Override
    public SortedMap<String, TableContent> contents(Set<String> ignoredTables) {
        return work.ask("summing up rows", connection -> SqliteContents.of(connection, ignoredTables));
    }

    @Override
    public SortedMap<String, Counter> counters() {
        return work.ask("reading the counters", SqliteContents::counters);
    }

    @Override
    public Optional<MigrationLock> tryLock() {
        return FileMigrationLock.tryLock(sessions.file().path(), connecting.holder());
    }

    @Override
    public Optional<Holder> lockHolder() {
        return FileMigrationLock.holder(sessions.file().path());
    }

    @Override
    public SessionId sessionOf(Connection connection) throws SQLException {
        return SqliteSessions.number(connection);
    }

    @Override
    public Optional<String> sessionIdQuery() {
        return Optional.empty();
    }

    @Override
    public void cancel(SessionId session) {
        try {
            SqliteSessions.interrupt(session);
        } catch (SQLException e) {
            throw faults.working("cancelling a statement", e);
        }
    }

    @Override
    public String identityQuery() {
        // The file as the session's own SQLite resolved it.
        return "SELECT file FROM pragma_database_list WHERE name = 'main'";
    }

    @Override
    public OneRowTable ownTable(Optional<String> schema, String name) {
        return new OneRowTable(
                work, this::connect, faults, SqliteFaults::noSuchTable, new OneRowTable.Words("TEXT", ""), name);
    }

    @Override
    public Dumps dumps() {
        return new SqliteDumps(connecting, sessions, faults, target.serverVersion());
    }

    @Override
    public String sqlAlchemyUrl() {
        return "sqlite+pysqlite:///" + sessions.file().path();
    }
}
