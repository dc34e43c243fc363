package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.platform.Interception;
import java.sql.Connection;
import java.sql.Statement;

/** How many rows statements touch: Flyway reads it from the driver and tells nobody. */
final class TouchedRows {
    private static final long NOT_SAID = -1;

    private long last = NOT_SAID;

    /** The same session, its statements listened to. */
    Connection counted(Connection connection) {
        return Interception.of(Connection.class, (method, arguments) -> {
            Object result = Interception.call(connection, method, arguments);
            return method.getName().equals("createStatement") ? counted((Statement) result) : result;
        });
    }

    private Statement counted(Statement statement) {
        return Interception.of(Statement.class, (method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                last = NOT_SAID;
            }
            Object result = Interception.call(statement, method, arguments);
            if (method.getName().equals("execute") && Boolean.FALSE.equals(result)) {
                last = statement.getLargeUpdateCount();
            }
            return result;
        });
    }

    /** How many the last statement touched; negative where the driver did not say, as after a query. */
    long ofLast() {
        return last;
    }
}
