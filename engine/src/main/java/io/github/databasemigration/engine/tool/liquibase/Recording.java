package io.github.databasemigration.engine.tool.liquibase;

import io.github.databasemigration.engine.cancel.Cancellation;
import io.github.databasemigration.engine.platform.Interception;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A session for looking: what would be sent while it records is noted, and not sent. */
final class Recording {
    /** It changes nothing, so there is nothing to commit; and nobody is to begin a transaction that is left open. */
    private static final Set<String> IDLE = Set.of("commit", "rollback", "setAutoCommit", "close");

    private static final Set<String> OF_THE_RESULT = Set.of("getMoreResults", "getUpdateCount", "getWarnings");

    private final Cancellation cancellation;
    private final Connection connection;
    private List<String> recorded;

    Recording(Connection readOnly, Cancellation cancellation) {
        this.cancellation = cancellation;
        this.connection = StatementSeam.of(
                (method, arguments) ->
                        IDLE.contains(method.getName()) ? null : Interception.call(readOnly, method, arguments),
                this::take);
    }

    Connection connection() {
        return connection;
    }

    /** What something would send. */
    List<String> of(Runnable sending) {
        recorded = new ArrayList<>();
        try {
            sending.run();
            return recorded;
        } finally {
            recorded = null;
        }
    }

    private Object take(StatementSeam.Call call) throws Throwable {
        if (call.method().getName().startsWith("execute")) {
            // Liquibase passes over some questions that were cancelled, and would wait with the next one.
            cancellation.check();
        }
        if (recorded != null && call.changes()) {
            recorded.add(call.sql());
            return nothingDone(call.method().getReturnType());
        }
        // Some drivers do not like to be asked for the result of what was never sent.
        return recorded != null && OF_THE_RESULT.contains(call.method().getName())
                ? nothingMore(call.method().getReturnType())
                : call.pass();
    }

    private static Object nothingDone(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 0;
        }
        return type == long.class ? (Object) 0L : type == int[].class ? new int[0] : new long[0];
    }

    private static Object nothingMore(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        return type == int.class ? -1 : null;
    }
}
