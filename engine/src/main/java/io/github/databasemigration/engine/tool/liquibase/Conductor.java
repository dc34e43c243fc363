package io.github.databasemigration.engine.tool.liquibase;

import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Interception;
import io.github.databasemigration.engine.tool.PlanComparison;
import io.github.databasemigration.engine.tool.jdbc.AnnouncedSession;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Iterator;
import java.util.Optional;

/**
 * A session for migrating, in which transactions are the engine's: Liquibase commits a changeset before it notes it in its
 * history, and a process that dies in between has run what it will run again. Here both are one transaction, or all
 * changesets are, and what Liquibase says of commits is not heard.
 *
 * <p>No statement is sent that is not the planned one.
 */
final class Conductor {
    private final AnnouncedSession session;
    private final Connection connection;
    private final boolean together;
    private PlannedMigration current;
    private Iterator<String> expected;
    private boolean inTransaction;
    private Savepoint begun;
    private boolean migrating;
    private boolean sent;
    private RuntimeException stoppedBy;

    /** @param together whether all migrations are one transaction */
    Conductor(AnnouncedSession session, boolean together) {
        this.session = session;
        this.together = together;
        this.connection = StatementSeam.of(this::onConnection, this::take);
    }

    /** What Liquibase gets. */
    Connection connection() {
        return connection;
    }

    /** Begins a migration. */
    void begin(PlannedMigration migration, boolean transaction) throws SQLException {
        current = migration;
        expected = migration.statements().iterator();
        sent = false;
        inTransaction = transaction;
        session.connection().setAutoCommit(!transaction);
        begun = together ? session.connection().setSavepoint() : null;
        session.ask();
    }

    /** From here on statements are the migration's own. */
    void migrating(Runnable work) {
        migrating = true;
        try {
            work.run();
        } finally {
            migrating = false;
        }
        // None at all is right where preconditions say that it only counts as run.
        if (sent && current.noPreview().isEmpty() && expected.hasNext()) {
            throw PlanComparison.changed(current.label() + " sent fewer statements than were planned.");
        }
    }

    /** Ends a migration well. */
    void end() throws SQLException {
        if (inTransaction && !together) {
            session.connection().commit();
            session.connection().setAutoCommit(true);
        }
        inTransaction = together;
    }

    /** After a failure: rolls back, and what follows is book-keeping outside of any transaction. */
    void abandon() {
        session.rollBack();
        inTransaction = false;
        begun = null;
        try {
            session.connection().setAutoCommit(true);
        } catch (SQLException e) {
            // The session is gone, and nothing follows.
        }
    }

    /** Ends all of them. */
    void endAll() throws SQLException {
        if (together) {
            session.connection().commit();
            session.connection().setAutoCommit(true);
        }
        inTransaction = false;
        begun = null;
    }

    /** What the engine threw to stop Liquibase. */
    Optional<RuntimeException> stoppedBy() {
        return Optional.ofNullable(stoppedBy);
    }

    private Object onConnection(Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "setAutoCommit", "close" -> {
                return null;
            }
            case "commit" -> {
                if (inTransaction) {
                    return null;
                }
            }
            case "rollback" -> {
                if (begun != null) {
                    session.connection().rollback(begun);
                    return null;
                }
            }
            default -> {}
        }
        return Interception.call(session.connection(), method, arguments);
    }

    private Object take(StatementSeam.Call call) throws Throwable {
        if (!migrating || !call.changes()) {
            return call.pass();
        }
        try {
            compare(call.sql());
            return session.send(call.statement(), call.sql(), call::pass);
        } catch (RuntimeException e) {
            stoppedBy = stoppedBy == null ? e : stoppedBy;
            throw e;
        }
    }

    private void compare(String sql) {
        sent = true;
        if (current.noPreview().isPresent()) {
            return;
        }
        if (!expected.hasNext() || !expected.next().equals(sql)) {
            throw PlanComparison.changed(current.label() + " would send another statement than the planned one.");
        }
    }
}
