package io.github.databasemigration.engine.platform;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.fault.Fault;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The engine's own statements: each piece of work in a fresh session that is closed afterwards, its failures as faults.
 *
 * <p>A cancellation stops what runs; what begins after it is what the engine still has to know, and runs.
 */
public final class OwnWork {
    private final Database database;
    private final DriverFaults faults;

    /** Work with one database. */
    public OwnWork(Database database, DriverFaults faults) {
        this.database = database;
        this.faults = faults;
    }

    /** Asks something in a session that changes nothing. */
    public <T> T ask(String doing, Work<T> work) {
        return in(database::connectReadOnly, doing, work);
    }

    /** Works in a session opened in some other way. */
    public <T> T in(Opening opening, String doing, Work<T> work) {
        try (Connection connection = orFault(opening)) {
            try (var registration = cancellable(database, connection)) {
                return work.in(connection);
            }
        } catch (SQLException e) {
            throw faults.working(doing, e);
        }
    }

    /** Works in a session that no cancellation stops, because half of the work would be worse than all of it. */
    public <T> T uninterrupted(Opening opening, String doing, Work<T> work) {
        try (Connection connection = orFault(opening)) {
            return work.in(connection);
        } catch (SQLException e) {
            throw faults.working(doing, e);
        }
    }

    /**
     * Cancels what runs in a session if a stop is requested before the result is closed. What begins after a request is
     * not cancelled.
     */
    public static Cancellation.Registration cancellable(Database database, Connection connection) throws SQLException {
        Cancellation cancellation = database.connecting().cancellation();
        if (cancellation.reason().isPresent()) {
            return () -> {};
        }
        SessionId session = database.sessionOf(connection);
        return cancellation.whileRunning(() -> cancel(database, session));
    }

    private static void cancel(Database database, SessionId session) {
        try {
            database.cancel(session);
        } catch (Fault e) {
            // The server is gone, and with it what ran: the work itself says so.
        }
    }

    private Connection orFault(Opening opening) {
        try {
            return opening.open();
        } catch (SQLException e) {
            throw faults.connecting(e);
        }
    }

    /** One way to open a session. */
    @FunctionalInterface
    public interface Opening {
        /** Opens it. */
        Connection open() throws SQLException;
    }

    /** What is done in a session. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it. */
        T in(Connection connection) throws SQLException;
    }
}
