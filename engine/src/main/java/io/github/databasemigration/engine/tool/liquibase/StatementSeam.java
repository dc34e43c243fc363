package io.github.databasemigration.engine.tool.liquibase;

import io.github.databasemigration.engine.platform.Interception;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Set;

/** The statements of a connection, in the hands of somebody before the driver has them. */
final class StatementSeam {
    private static final Set<String> SENDING =
            Set.of("execute", "executeUpdate", "executeLargeUpdate", "executeBatch", "executeLargeBatch");

    /** Whose hands. */
    @FunctionalInterface
    interface Hands {
        /** Hands the call on, or answers instead, with what the called method returns. */
        Object take(Call call) throws Throwable;
    }

    /**
     * A call of a statement.
     *
     * @param sql what it sends, or was prepared with; empty where it is none of both
     */
    record Call(Statement statement, String sql, Method method, Object[] arguments) {
        /** Whether it sends something that is no plain query. */
        boolean changes() {
            return SENDING.contains(method.getName());
        }

        Object pass() throws Throwable {
            return Interception.call(statement, method, arguments);
        }
    }

    private StatementSeam() {}

    /**
     * The same connection, its statements in somebody's hands.
     *
     * @param others answers what is called of the connection itself
     */
    static Connection of(Interception others, Hands hands) {
        return Interception.of(Connection.class, (method, arguments) -> {
            Object result = others.handle(method, arguments);
            return result instanceof Statement statement
                    ? seam(statement, method.getReturnType().asSubclass(Statement.class), text(arguments), hands)
                    : result;
        });
    }

    /** @param prepared the SQL of a prepared statement; empty for others */
    private static Statement seam(Statement statement, Class<? extends Statement> type, String prepared, Hands hands) {
        return Interception.of(type, (method, arguments) -> {
            String sql = text(arguments);
            return hands.take(new Call(statement, sql.isEmpty() ? prepared : sql, method, arguments));
        });
    }

    private static String text(Object[] arguments) {
        return arguments != null && arguments.length > 0 && arguments[0] instanceof String sql ? sql : "";
    }
}
