package io.github.databasemigration.engine.tool.flyway;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The database sessions that Flyway works in.
 *
 * <p>Flyway opens one connection for its history and one for the migrations, and commits them one after the other: a
 * process that dies between the two leaves a migration that is applied and not recorded, or, with the lock that
 * {@code CREATE INDEX CONCURRENTLY} needs, recorded and not applied. Here both are the same session, as Flyway itself
 * does it for SQLite, so that a migration and its row in the history are one transaction. What Flyway opens after these
 * two (for callbacks of the whole run, which have transactions of their own) is a session of its own.
 */
final class Session implements AutoCloseable {
    private static final int SHARED = 2;

    private final Opening opening;
    private final int share;
    private final DataSource source = proxy(DataSource.class, this::source);
    private Connection real;
    private Connection shared;
    private int handedOut;

    private Session(Opening opening, int share) {
        this.opening = opening;
        this.share = share;
    }

    /** How a session is opened. */
    @FunctionalInterface
    interface Opening {
        Connection open() throws SQLException;
    }

    /** One session for all that Flyway asks for: to look, and to repair. */
    static Session single(Opening opening) {
        return new Session(opening, Integer.MAX_VALUE);
    }

    /** One session for migrations and history, further ones for callbacks. */
    static Session forMigrations(Opening opening) {
        return new Session(opening, SHARED);
    }

    /** What Flyway gets. It knows nothing but {@code getConnection()}. */
    DataSource source() {
        return source;
    }

    private Object source(Method method, Object[] arguments) throws Throwable {
        return method.getName().equals("getConnection") ? next() : call(this, method, arguments);
    }

    private Connection next() throws SQLException {
        return handedOut++ < share ? shared() : opening.open();
    }

    /** The one session of migrations and history; opened at the first call, open until this object is closed. */
    Connection shared() throws SQLException {
        if (shared == null) {
            real = opening.open();
            // It has two users, and the first to be done must not close it.
            shared = proxy(
                    Connection.class,
                    (method, arguments) -> method.getName().equals("close") ? null : call(real, method, arguments));
        }
        return shared;
    }

    /** Whether a connection is that session. */
    boolean isShared(Connection connection) {
        return connection == shared;
    }

    @Override
    public void close() {
        if (real != null) {
            try {
                real.close();
            } catch (SQLException e) {
                // It is gone either way, and what it did is committed or not whatever it says now.
            }
        }
    }

    /** What a proxy does. */
    private interface Handler {
        Object handle(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                Session.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> handler.handle(method, arguments)));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
