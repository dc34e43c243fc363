package io.github.databasemigration.engine.check.corpus;

import io.github.databasemigration.engine.check.model.Lock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Executes a case on a PostgreSQL that is in use: a writer has an open transaction while statements without one run, and a
 * second session asks for the locks of readers and writers as long as those with one are open.
 */
final class PostgresqlExecution {
    /** What the application asks, and did before the case. */
    private static final List<String> APPLICATION = List.of(
            "SELECT id, customer_id, total, status, note, code, qty, created_at FROM orders LIMIT 1",
            "UPDATE orders SET status = 'paid' WHERE id = 1",
            "UPDATE orders SET status = 'shipped' WHERE id = 1",
            "SELECT id, name, email, country, score FROM customers LIMIT 1",
            "SELECT id, order_id, price FROM items LIMIT 1",
            "SELECT customer_id, total FROM order_totals LIMIT 1",
            "SELECT id, total FROM archive.old_orders LIMIT 1",
            "SELECT id, at FROM events WHERE at = '2024-06-01' LIMIT 1",
            "SELECT id FROM keyless LIMIT 1",
            "SELECT id FROM tiny LIMIT 1");

    private final String things;
    private final Connection session;
    private final Connection other;
    private final Connection writer;
    private final List<Step> steps = new ArrayList<>();

    /** @param session that migrates; {@code other} and {@code writer} are the application's */
    PostgresqlExecution(String things, Connection session, Connection other, Connection writer) {
        this.things = things;
        this.session = session;
        this.other = other;
        this.writer = writer;
    }

    /** Executes; what ran in a transaction is rolled back. */
    Observed run(Case each) throws SQLException {
        execute(session, "SET max_parallel_maintenance_workers = 0");
        execute(session, "SET max_parallel_workers_per_gather = 0");
        execute(session, "SET lock_timeout = '" + (each.timeouts() ? "20s" : "0") + "'");
        execute(session, "SET statement_timeout = '" + (each.timeouts() ? "60s" : "0") + "'");
        session.setAutoCommit(!each.transactional());
        Snapshot before = Snapshot.take(session, things);
        Snapshot now = before;
        for (int i = 0; i < each.migrations().size(); i++) {
            for (String sql : each.migrations().get(i)) {
                Step step = step(sql, i, before, now, each.transactional());
                steps.add(step);
                now = step.after();
                if (step.error().isPresent()) {
                    break;
                }
            }
        }
        boolean fails = !failed() && applicationFails();
        if (each.transactional()) {
            session.rollback();
            session.setAutoCommit(true);
        }
        return new Observed(steps, before, now, each.transactional(), fails);
    }

    private boolean failed() {
        return steps.get(steps.size() - 1).error().isPresent();
    }

    private Step step(String sql, int migration, Snapshot first, Snapshot now, boolean transactional)
            throws SQLException {
        boolean lockTimeout = !text("SHOW lock_timeout").equals("0");
        boolean statementTimeout = !text("SHOW statement_timeout").equals("0");
        Map<String, Lock> held = transactional ? blocked(first) : Map.of();
        Map<String, Long> rowsBefore = rows(now);
        String transaction = transactional ? text("SELECT pg_current_xact_id()") : "";
        Map<String, Long> read = counters("tuples_returned", now);
        Map<String, Long> changed = changes(now);
        Map<String, Lock> during = new HashMap<>();
        Optional<Step.Failure> error = Optional.empty();
        Optional<String> warning = Optional.empty();
        Savepoint savepoint = transactional ? session.setSavepoint() : null;
        try (Statement statement = session.createStatement()) {
            if (transactional) {
                statement.execute(sql);
            } else {
                besideAWriter(statement, sql, first, during);
            }
            warning = Optional.ofNullable(statement.getWarnings()).map(SQLWarning::getSQLState);
        } catch (SQLException e) {
            error = Optional.of(new Step.Failure(e.getSQLState(), e.getMessage()));
            if (transactional) {
                session.rollback(savepoint);
            }
        }
        boolean ended = transactional && !text("SELECT pg_current_xact_id()").equals(transaction);
        Snapshot after = Snapshot.take(session, things);
        if (transactional) {
            during.putAll(blocked(first));
        }
        return new Step(
                sql,
                migration,
                lockTimeout,
                statementTimeout,
                now,
                after,
                held,
                during,
                minus(counters("tuples_returned", after), read),
                minus(changes(after), changed),
                rowsBefore,
                rows(after),
                error,
                warning,
                ended);
    }

    /** Runs a statement while a writer has changed rows and not committed; looks whom the statement keeps waiting. */
    private void besideAWriter(Statement statement, String sql, Snapshot first, Map<String, Lock> during)
            throws SQLException {
        String pid = text("SELECT pg_backend_pid()");
        writer.setAutoCommit(false);
        for (Thing table : first.all("table")
                .filter(thing -> "rp".contains(thing.text("kind")))
                .toList()) {
            execute(writer, "LOCK TABLE " + quoted(table.name()) + " IN ROW EXCLUSIVE MODE");
        }
        FutureTask<Void> running = new FutureTask<>(() -> {
            statement.execute(sql);
            return null;
        });
        new Thread(running).start();
        while (!running.isDone() && !waits(pid)) {
            Thread.onSpinWait();
        }
        during.putAll(blocked(first));
        writer.rollback();
        writer.setAutoCommit(true);
        try {
            running.get();
        } catch (ExecutionException e) {
            throw (SQLException) e.getCause();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean waits(String pid) throws SQLException {
        return text(other, "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pid = " + pid)
                .equals("1");
    }

    /** For each table that was there at the beginning: who of a reader and a writer would have to wait for it now. */
    private Map<String, Lock> blocked(Snapshot first) throws SQLException {
        Map<String, Lock> blocked = new HashMap<>();
        for (Thing table : first.all("table")
                .filter(thing -> "rp".contains(thing.text("kind")))
                .toList()) {
            Lock lock = !free(table.name(), "ACCESS SHARE")
                    ? Lock.ALL
                    : free(table.name(), "ROW EXCLUSIVE") ? Lock.NONE : Lock.WRITES;
            blocked.put(table.id(), lock);
        }
        return blocked;
    }

    private boolean free(String table, String mode) throws SQLException {
        other.setAutoCommit(false);
        try {
            execute(other, "LOCK TABLE ONLY " + quoted(table) + " IN " + mode + " MODE NOWAIT");
            return true;
        } catch (SQLException e) {
            // 42P01: it is gone for everybody already, as only a committed DROP can do.
            return e.getSQLState().equals("42P01");
        } finally {
            other.rollback();
            other.setAutoCommit(true);
        }
    }

    private Map<String, Long> counters(String counter, Snapshot now) throws SQLException {
        String of = session.getAutoCommit() ? "pg_stat_get_" : "pg_stat_get_xact_";
        if (session.getAutoCommit()) {
            text("SELECT pg_stat_force_next_flush()");
        }
        Map<String, Long> counters = new HashMap<>();
        for (Thing table : now.all("table").toList()) {
            counters.put(table.id(), Long.valueOf(text("SELECT " + of + counter + "(" + table.id() + ")")));
        }
        return counters;
    }

    private Map<String, Long> changes(Snapshot now) throws SQLException {
        Map<String, Long> sum = new HashMap<>();
        for (String counter : List.of("tuples_inserted", "tuples_updated", "tuples_deleted")) {
            counters(counter, now).forEach((table, count) -> sum.merge(table, count, Long::sum));
        }
        return sum;
    }

    private Map<String, Long> rows(Snapshot now) throws SQLException {
        Map<String, Long> rows = new HashMap<>();
        // Counting reads, but through an index alone: the heap's own counter stays as it is.
        for (Thing table : now.all("table")
                .filter(thing -> "rp".contains(thing.text("kind")))
                .toList()) {
            rows.put(table.id(), Long.valueOf(text("SELECT count(*) FROM " + quoted(table.name()))));
        }
        return rows;
    }

    private static Map<String, Long> minus(Map<String, Long> now, Map<String, Long> before) {
        Map<String, Long> difference = new HashMap<>();
        now.forEach((table, count) -> difference.put(table, count - before.getOrDefault(table, 0L)));
        return difference;
    }

    private boolean applicationFails() throws SQLException {
        for (String sql : APPLICATION) {
            boolean open = !session.getAutoCommit();
            session.setAutoCommit(false);
            Savepoint savepoint = session.setSavepoint();
            try {
                execute(session, sql);
            } catch (SQLException e) {
                return true;
            } finally {
                session.rollback(savepoint);
                if (!open) {
                    session.rollback();
                    session.setAutoCommit(true);
                }
            }
        }
        return false;
    }

    private String text(String sql) throws SQLException {
        return text(session, sql);
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace(".", "\".\"") + '"';
    }
}
