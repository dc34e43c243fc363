package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.Interception;
import io.github.databasemigration.engine.platform.OwnWork;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The database sessions that Flyway works in: those it asks for, or one for all it asks for.
 *
 * <p>One is enough to look and to repair. SQLite needs one to migrate too, for callbacks of the whole run otherwise have a
 * session of their own, and two sessions of one run lock each other out of the file.
 */
final class Session implements AutoCloseable {
    private final Opening opening;
    private final boolean single;
    private final Interrupting interrupting;
    private final DataSource source = Interception.of(DataSource.class, this::source);
    private Connection real;
    private Connection shared;
    private Cancellation.Registration interruption = () -> {};

    private Session(Opening opening, boolean single, Interrupting interrupting) {
        this.opening = opening;
        this.single = single;
        this.interrupting = interrupting;
    }

    /** How a session is opened. */
    @FunctionalInterface
    interface Opening {
        Connection open() throws SQLException;
    }

    /** How a session is interrupted. */
    private interface Interrupting {
        Cancellation.Registration in(Connection connection) throws SQLException;
    }

    /** One session that changes nothing, for all that Flyway asks for; a cancellation stops what runs in it. */
    static Session looking(Database database) {
        return new Session(database::connectReadOnly, true, connection -> OwnWork.cancellable(database, connection));
    }

    /** One session for all that Flyway asks for, which somebody else interrupts. */
    static Session single(Opening opening) {
        return new Session(opening, true, connection -> () -> {});
    }

    /** A session whenever Flyway asks for one, which Flyway closes. */
    static Session several(Opening opening) {
        return new Session(opening, false, connection -> () -> {});
    }

    /** One for Flyway where nobody is to connect. */
    static Session none() {
        return single(() -> {
            throw new SQLException("there is no database here");
        });
    }

    /** What Flyway gets. It knows nothing but {@code getConnection()}. */
    DataSource source() {
        return source;
    }

    private Object source(Method method, Object[] arguments) throws Throwable {
        if (!method.getName().equals("getConnection")) {
            return Interception.call(this, method, arguments);
        }
        return single ? shared() : opening.open();
    }

    /** The one session; opened at the first call, open until this object is closed. */
    Connection shared() throws SQLException {
        if (shared == null) {
            real = opening.open();
            interruption = interrupting.in(real);
            // It has several users, and the first to be done must not close it.
            shared = Interception.of(
                    Connection.class,
                    (method, arguments) ->
                            method.getName().equals("close") ? null : Interception.call(real, method, arguments));
        }
        return shared;
    }

    @Override
    public void close() {
        interruption.close();
        if (real != null) {
            try {
                real.close();
            } catch (SQLException e) {
                // It is gone either way, and what it did is committed or not whatever it says now.
            }
        }
    }
}
