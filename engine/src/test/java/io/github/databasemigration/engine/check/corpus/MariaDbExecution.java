package io.github.databasemigration.engine.check.corpus;

import io.github.databasemigration.engine.check.model.Lock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Executes a case on a MariaDB. Whether writers have to wait, the server itself says: it is asked to do the same with
 * LOCK=NONE first, which it refuses where they would. That a table was written anew shows in InnoDB's id of it.
 */
final class MariaDbExecution {
    private static final List<String> APPLICATION = List.of(
            "SELECT id, name, email, score FROM customers LIMIT 1",
            "SELECT id, customer_id, total, status, note, code, qty FROM orders LIMIT 1",
            "SELECT id, order_id, price FROM items LIMIT 1",
            "SELECT id, total FROM old_orders LIMIT 1",
            "SELECT id, text FROM tiny LIMIT 1");

    private final String things;
    private final Connection session;
    private final List<Step> steps = new ArrayList<>();

    MariaDbExecution(String things, Connection session) {
        this.things = things;
        this.session = session;
    }

    Observed run(Case each) throws SQLException {
        if (each.timeouts()) {
            execute("SET SESSION lock_wait_timeout = 20");
        }
        Snapshot before = Snapshot.take(session, things);
        Snapshot now = before;
        boolean goesOn = true;
        for (int i = 0; i < each.migrations().size() && goesOn; i++) {
            for (String sql : each.migrations().get(i)) {
                Step step = step(sql, i, now);
                steps.add(step);
                now = step.after();
                goesOn = step.error().isEmpty();
                if (!goesOn) {
                    break;
                }
            }
        }
        return new Observed(steps, before, now, false, goesOn && applicationFails());
    }

    private Step step(String sql, int migration, Snapshot now) throws SQLException {
        boolean limited = Long.parseLong(text("SELECT @@lock_wait_timeout")) < 86_400;
        Map<String, Long> rowsBefore = rows(now);
        Optional<Step.Failure> error = Optional.empty();
        Lock lock = Lock.NONE;
        long changed = 0;
        if (!withoutLock(sql)) {
            lock = says(sql, "LOCK=NONE") ? Lock.NONE : Lock.WRITES;
            try (Statement statement = session.createStatement()) {
                statement.execute(sql);
                changed = Math.max(0, statement.getUpdateCount());
            } catch (SQLException e) {
                error = Optional.of(new Step.Failure(e.getSQLState(), e.getMessage()));
            }
        }
        Snapshot after = Snapshot.take(session, things);
        return new Step(
                sql,
                migration,
                limited,
                limited,
                now,
                after,
                Map.of(),
                Map.of("", lock),
                Map.of(),
                Map.of("", changed),
                rowsBefore,
                rows(after),
                error,
                Optional.empty(),
                false);
    }

    /** Runs an ALTER TABLE or CREATE INDEX so that nobody waits; false where the server cannot, or it is something else. */
    private boolean withoutLock(String sql) throws SQLException {
        String upper = sql.toUpperCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
        boolean alter = upper.startsWith("ALTER TABLE") || upper.startsWith("ALTER ONLINE TABLE");
        boolean index = upper.matches("CREATE( UNIQUE)? INDEX .*");
        if (!alter && !index || says(sql, "LOCK=")) {
            return false;
        }
        try {
            execute(sql + (alter ? ", LOCK=NONE" : " LOCK=NONE"));
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static boolean says(String sql, String option) {
        return sql.toUpperCase(Locale.ROOT).replaceAll("\\s*=\\s*", "=").contains(option);
    }

    private Map<String, Long> rows(Snapshot now) throws SQLException {
        Map<String, Long> rows = new HashMap<>();
        for (Thing table : now.all("table").toList()) {
            rows.put(table.id(), Long.valueOf(text("SELECT count(*) FROM `" + table.name() + "`")));
        }
        return rows;
    }

    private boolean applicationFails() {
        for (String sql : APPLICATION) {
            try {
                text(sql);
            } catch (SQLException e) {
                return true;
            }
        }
        return false;
    }

    private String text(String sql) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }
}
