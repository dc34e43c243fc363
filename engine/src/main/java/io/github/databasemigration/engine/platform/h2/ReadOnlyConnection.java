package io.github.databasemigration.engine.platform.h2;

import java.io.StringReader;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.h2.api.ErrorCode;
import org.h2.engine.Session;
import org.h2.jdbc.JdbcConnection;
import org.h2.message.DbException;
import org.h2.util.ScriptReader;

/**
 * A connection that refuses to change anything. H2 itself has no such session: {@code setReadOnly} does nothing there,
 * and {@code ACCESS_MODE_DATA=r} makes the whole database read-only for every session of the process.
 *
 * <p>Every statement goes through H2's own parser first: queries pass, and settings of the session alone. What a query
 * changes by {@code FINAL TABLE (UPDATE …)} is rolled back, for nothing is ever committed here.
 */
final class ReadOnlyConnection implements InvocationHandler {
    private static final Pattern OWN_SETTING = Pattern.compile(
            "\\s*SET\\s+(SCHEMA|SCHEMA_SEARCH_PATH|LOCK_TIMEOUT|QUERY_TIMEOUT|TIME\\s+ZONE|SESSION\\s+CHARACTERISTICS)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Connection connection;
    private final Session session;

    private ReadOnlyConnection(Connection connection) throws SQLException {
        this.connection = connection;
        this.session = connection.unwrap(JdbcConnection.class).getSession();
    }

    static Connection of(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        return proxy(Connection.class, new ReadOnlyConnection(connection));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "setAutoCommit":
                return null;
            case "commit", "close":
                if (!connection.isClosed()) {
                    connection.rollback();
                }
                return method.getName().equals("close") ? call(connection, method, arguments) : null;
            case "isReadOnly":
                return true;
            default:
                checkFirst(arguments);
                Object result = call(connection, method, arguments);
                return result instanceof Statement statement ? guard(statement, method.getReturnType()) : result;
        }
    }

    private Object guard(Statement statement, Class<?> type) {
        return proxy(type, (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute") || method.getName().equals("addBatch")) {
                checkFirst(arguments);
            }
            return call(statement, method, arguments);
        });
    }

    private void checkFirst(Object[] arguments) throws SQLException {
        if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
            check(sql);
        }
    }

    private void check(String sql) throws SQLException {
        try (ScriptReader reader = new ScriptReader(new StringReader(sql))) {
            reader.setSkipRemarks(true);
            for (String each = reader.readStatement(); each != null; each = reader.readStatement()) {
                if (!OWN_SETTING.matcher(each).matches() && !isQuery(each)) {
                    throw DbException.getJdbcSQLException(ErrorCode.DATABASE_IS_READ_ONLY);
                }
            }
        }
    }

    private boolean isQuery(String sql) throws SQLException {
        if (sql.isBlank()) {
            return true;
        }
        try (var command = session.prepareCommand(sql)) {
            return command.isQuery();
        } catch (DbException e) {
            throw e.getSQLException();
        }
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(ReadOnlyConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
