package io.github.databasemigration.engine.platform.sqlite;

import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.platform.SessionId;
import io.github.databasemigration.engine.platform.SessionTimeouts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteOpenMode;

/**
 * Opens sessions with one file, and numbers the sessions of this process: SQLite has no server that would.
 *
 * <p>{@code foreign_keys} is left as the tool and the URL want it; SQLite's own default is off.
 */
final class SqliteSessions {
    private static final AtomicLong COUNT = new AtomicLong();
    private static final Map<SQLiteConnection, SessionId> NUMBERED = new WeakHashMap<>();

    /** How long the engine itself waits for a writer, where the configuration sets no limit. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SqliteFile file;
    private final Duration patience;

    SqliteSessions(SqliteFile file, SessionTimeouts timeouts) {
        this.file = file;
        this.patience = timeouts.lock().isZero() ? PATIENCE : timeouts.lock();
    }

    /** How long the engine itself waits for others; a session that waits for a lock hears no interrupt. */
    Duration patience() {
        return patience;
    }

    SqliteFile file() {
        return file;
    }

    /** Opens the file, and creates it if it is not there. */
    Connection creating() throws SQLException {
        return open(file.url(), new SQLiteConfig());
    }

    /**
     * Opens the file if it is there, else an empty database in memory; refuses changes. The file is opened for writing
     * even so: only then can SQLite take back what a killed process left half-done, and WAL files be read.
     */
    Connection reading() throws SQLException {
        return Rows.settle(existing(), List.of(patient(), "PRAGMA query_only = ON"));
    }

    /** Opens the file if it is there, else an empty database in memory. */
    Connection existing() throws SQLException {
        if (!file.exists()) {
            return open("jdbc:sqlite::memory:", new SQLiteConfig());
        }
        SQLiteConfig config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        return open(file.url(), config);
    }

    private static Connection open(String url, SQLiteConfig config) throws SQLException {
        return JDBC.createConnection(url, config.toProperties());
    }

    /** The setting for the engine's own sessions. */
    String patient() {
        return "PRAGMA busy_timeout = " + patience.toMillis();
    }

    /**
     * How long to wait for another writer. SQLite has no limit for a statement's own time; the limit on the whole run is
     * the one that ends it.
     */
    static String limits(SessionTimeouts timeouts) {
        long lock =
                timeouts.lock().isZero() ? Integer.MAX_VALUE : timeouts.lock().toMillis();
        return "PRAGMA busy_timeout = " + Math.min(lock, Integer.MAX_VALUE);
    }

    static SessionId number(Connection connection) throws SQLException {
        SQLiteConnection session = connection.unwrap(SQLiteConnection.class);
        synchronized (NUMBERED) {
            return NUMBERED.computeIfAbsent(session, any -> new SessionId(Long.toString(COUNT.incrementAndGet())));
        }
    }

    /** Interrupts what runs in a session; does nothing if it is gone, or another process's. */
    static void interrupt(SessionId id) throws SQLException {
        SQLiteConnection session;
        synchronized (NUMBERED) {
            session = NUMBERED.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(id))
                    .map(Map.Entry::getKey)
                    .findAny()
                    .orElse(null);
        }
        if (session != null && !session.isClosed()) {
            session.getDatabase().interrupt();
        }
    }
}
