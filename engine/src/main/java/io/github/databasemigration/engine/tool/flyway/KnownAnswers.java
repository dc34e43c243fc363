package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.platform.Interception;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A session that knows the answers to what Flyway asks PostgreSQL again for each migration, four of eleven round trips.
 *
 * <p>The server's version does not change in a session. That the history table and its schema are there is asked around the
 * writing of a row into it, which fails where they are gone. The role is set once more only after something was sent that may
 * have changed it, and everything is forgotten when a transaction is rolled back. What another version of Flyway words
 * otherwise is sent as ever.
 */
final class KnownAnswers {
    private static final Set<String> QUESTIONS =
            Set.of("SELECT version()", "SELECT COUNT(*) FROM pg_namespace WHERE nspname=?", """
            SELECT EXISTS (
              SELECT 1
              FROM   pg_catalog.pg_class c
              JOIN   pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              WHERE  n.nspname = ?
              AND    c.relname = ?
              AND    c.relkind = 'r'
            )""");
    private static final String SETS_ROLE = "SET ROLE ";
    private static final String READS_HISTORY = "/*NO LOAD BALANCE*/\nSELECT ";
    /** What leads to SQL of others: in a migration, or behind a constraint that waits for the commit. */
    private static final Set<String> MAY_CHANGE_ROLE =
            Set.of("createStatement", "prepareCall", "commit", "rollback", "setAutoCommit");

    private final Connection connection;
    private final Map<List<Object>, Object> known = new HashMap<>();
    private Optional<String> role = Optional.empty();

    private KnownAnswers(Connection connection) {
        this.connection = connection;
    }

    /** The same session. */
    static Connection in(Connection connection) {
        return Interception.of(Connection.class, new KnownAnswers(connection)::onConnection);
    }

    private Object onConnection(Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (MAY_CHANGE_ROLE.contains(name)) {
            role = Optional.empty();
        }
        if (name.equals("rollback")) {
            known.clear();
        }
        Object result = Interception.call(connection, method, arguments);
        return name.equals("prepareStatement") ? prepared((PreparedStatement) result, (String) arguments[0]) : result;
    }

    private PreparedStatement prepared(PreparedStatement statement, String sql) {
        if (QUESTIONS.contains(sql)) {
            Map<Object, Object> parameters = new HashMap<>();
            return Interception.of(
                    PreparedStatement.class,
                    (method, arguments) -> onQuestion(statement, sql, parameters, method, arguments));
        }
        if (sql.startsWith(SETS_ROLE)) {
            return Interception.of(
                    PreparedStatement.class, (method, arguments) -> onRole(statement, sql, method, arguments));
        }
        if (!sql.startsWith(READS_HISTORY)) {
            role = Optional.empty();
        }
        return statement;
    }

    private Object onQuestion(
            PreparedStatement statement, String sql, Map<Object, Object> parameters, Method method, Object[] arguments)
            throws Throwable {
        if (method.getName().equals("executeQuery")) {
            return answer(statement, List.of(sql, parameters));
        }
        if (method.getName().equals("setString")) {
            parameters.put(arguments[0], arguments[1]);
        }
        return Interception.call(statement, method, arguments);
    }

    private ResultSet answer(PreparedStatement statement, List<Object> question) throws SQLException {
        Object answer = known.get(question);
        if (answer == null) {
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                answer = rows.getObject(1);
            }
            // That something is not there yet may change.
            if (!answer.equals(false) && !answer.equals(0L)) {
                known.put(question, answer);
            }
        }
        return row(answer);
    }

    /** As much of a result of one row and column as Flyway reads. */
    private static ResultSet row(Object value) {
        return Interception.of(ResultSet.class, (method, arguments) -> switch (method.getName()) {
            case "next" -> true;
            case "getString", "getBoolean" -> value;
            case "getInt" -> Math.toIntExact((Long) value);
            case "close" -> null;
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private Object onRole(PreparedStatement statement, String sql, Method method, Object[] arguments) throws Throwable {
        if (!method.getName().equals("execute")) {
            return Interception.call(statement, method, arguments);
        }
        if (role.filter(sql::equals).isEmpty()) {
            role = Optional.empty();
            Interception.call(statement, method, arguments);
            role = Optional.of(sql);
        }
        return false;
    }
}
