package io.github.databasemigration.engine.platform.postgresql;

import io.github.databasemigration.engine.platform.Interception;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/** A session as its user sees it who closes it when done: then it goes back, and is out of this user's reach. */
final class LentSession {
    private static final String CONNECTION_DOES_NOT_EXIST = "08003";

    private final Connection session;
    private final Consumer<Connection> back;
    private boolean ended;

    private LentSession(Connection session, Consumer<Connection> back) {
        this.session = session;
        this.back = back;
    }

    /** @param back where it goes */
    static Connection of(Connection session, Consumer<Connection> back) {
        return Interception.of(Connection.class, new LentSession(session, back)::handle);
    }

    private Object handle(Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "close":
                if (!ended) {
                    ended = true;
                    back.accept(session);
                }
                return null;
            case "isClosed":
                return ended || session.isClosed();
            default:
                if (ended) {
                    throw new SQLException("This session was closed by its user.", CONNECTION_DOES_NOT_EXIST);
                }
                return Interception.call(session, method, arguments);
        }
    }
}
