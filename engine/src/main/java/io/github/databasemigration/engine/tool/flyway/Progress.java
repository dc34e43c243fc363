package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.tool.MigrationFailure;
import io.github.databasemigration.engine.tool.MigrationListener;
import io.github.databasemigration.engine.tool.PlanComparison;
import io.github.databasemigration.engine.tool.jdbc.Lines;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Hears from Flyway what it does, tells the engine, and stops it at the first step that is not the planned one.
 *
 * <p>Flyway announces the end of a migration before it has written its row of the history and before it commits. Here a
 * migration counts as finished only when Flyway goes on to something else: by then it is committed, or is committed here
 * ({@link InOneGo}).
 */
final class Progress implements Callback {
    private static final Set<Event> EVENTS = EnumSet.of(
            Event.BEFORE_BASELINE,
            Event.AFTER_BASELINE,
            Event.BEFORE_EACH_MIGRATE,
            Event.BEFORE_EACH_MIGRATE_STATEMENT,
            Event.AFTER_EACH_MIGRATE_STATEMENT,
            Event.AFTER_EACH_MIGRATE_STATEMENT_ERROR,
            Event.AFTER_EACH_MIGRATE,
            Event.AFTER_EACH_MIGRATE_ERROR);

    private final Deque<PlannedMigration> expected;
    private final MigrationListener listener;
    private final Redactor redactor;
    private final LongSupplier rows;
    private final boolean committing;

    private PlannedMigration current;
    private Connection session;
    private PlannedMigration failed;
    private boolean awaitsCommit;
    private Iterator<String> statements;
    private boolean asked;
    private long statementSince;
    private boolean sending;
    private RuntimeException stoppedBy;

    /**
     * @param rows how many rows the last statement touched; negative where nobody said
     * @param committing whether Flyway leaves the commit after each migration to this
     */
    Progress(
            List<PlannedMigration> planned,
            MigrationListener listener,
            Redactor redactor,
            LongSupplier rows,
            boolean committing) {
        this.expected = planned.stream()
                .filter(migration -> migration.kind() != MigrationKind.CALLBACK)
                .collect(Collectors.toCollection(ArrayDeque::new));
        this.listener = listener;
        this.redactor = redactor;
        this.rows = rows;
        this.committing = committing;
    }

    @Override
    public String getCallbackName() {
        // Flyway calls in the order of the names: this before every SQL callback of the same event.
        return "";
    }

    @Override
    public boolean supports(Event event, Context context) {
        return EVENTS.contains(event);
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            switch (event) {
                case BEFORE_BASELINE -> beginBaseline();
                case BEFORE_EACH_MIGRATE -> beginMigration(context);
                case AFTER_BASELINE, AFTER_EACH_MIGRATE -> ended(context);
                case AFTER_EACH_MIGRATE_ERROR -> failed();
                case BEFORE_EACH_MIGRATE_STATEMENT -> statementStarts(context);
                case AFTER_EACH_MIGRATE_STATEMENT -> statementFinished(context);
                case AFTER_EACH_MIGRATE_STATEMENT_ERROR -> statementFailed(context);
                default -> {}
            }
        } catch (NotCommitted e) {
            throw e;
        } catch (RuntimeException e) {
            stoppedBy = stoppedBy == null ? e : stoppedBy;
            throw e;
        }
    }

    private void beginBaseline() {
        PlannedMigration next = next("A baseline");
        if (!Baseline.isMarker(next)) {
            throw PlanComparison.changed("A baseline would be set where " + next.script() + " was planned.");
        }
        begin(next);
    }

    private void beginMigration(Context context) {
        MigrationInfo info = context.getMigrationInfo();
        PlannedMigration next = next(info.getScript());
        boolean sameChecksum = next.toolChecksum().isEmpty()
                || next.toolChecksum()
                        .equals(Optional.ofNullable(info.getResolvedChecksum()).map(Objects::toString));
        if (!next.script().equals(info.getScript()) || !sameChecksum) {
            throw PlanComparison.changed(info.getScript() + " would run where " + next.script() + " was planned.");
        }
        begin(next);
    }

    private PlannedMigration next(String what) {
        if (expected.isEmpty()) {
            throw PlanComparison.changed(what + " would run, and was not planned.");
        }
        return expected.remove();
    }

    private void ended(Context context) {
        awaitsCommit = true;
        session = context.getConnection();
    }

    /** A step begins; what was before it is committed, or Flyway would not have come here, or is committed now. */
    private void begin(PlannedMigration next) {
        if (awaitsCommit) {
            commit();
        }
        finishLast();
        current = next;
        statements = next.statements().iterator();
        asked = false;
        listener.migrationStarted(next.label(), next.script(), next.transactional());
    }

    /** A callback of the whole run begins; Flyway says nothing of its end but by going on. */
    void beginCallback(PlannedMigration callback) {
        begin(callback);
        awaitsCommit = true;
    }

    /** Flyway has gone on: the last migration is in the database. */
    void finishLast() {
        if (awaitsCommit) {
            awaitsCommit = false;
            listener.migrationFinished(current.label());
        }
    }

    private void commit() {
        try {
            if (committing && session != null && !session.isClosed() && !session.getAutoCommit()) {
                session.commit();
            }
        } catch (SQLException e) {
            failed();
            throw new NotCommitted(e);
        }
    }

    /** The server refused a commit: to Flyway and to us a failure of the migration, and no wish of ours to stop. */
    private static final class NotCommitted extends FlywayException {
        private static final long serialVersionUID = 1L;

        NotCommitted(SQLException e) {
            super("The transaction could not be committed", e);
        }
    }

    /** Something failed: whatever callbacks run from now on, this is the migration that did. */
    void failed() {
        awaitsCommit = false;
        failed = failed == null ? current : failed;
    }

    private void statementStarts(Context context) {
        // Flyway shows the statement with its delimiter; the plan has it without.
        String sent = context.getStatement().getSql();
        String planned = statements.hasNext() ? statements.next() : sent;
        if (!asked) {
            ask(context);
        }
        String sql = sent.startsWith(planned) ? planned : sent;
        listener.statementStarted(sql);
        listener.beforehand(sql).forEach(each -> sendBefore(context, each));
        // Whatever the listener did was not the statement's work.
        statementSince = System.nanoTime();
        sending = true;
    }

    private void sendBefore(Context context, String sql) {
        try {
            Rows.run(context.getConnection(), List.of(sql));
        } catch (SQLException e) {
            throw new MigrationFailure(current.label(), redactor.redact(Lines.one(e.getMessage())));
        }
    }

    private void statementFinished(Context context) {
        sending = false;
        Duration took = took();
        long touched = rows.getAsLong();
        listener.statementFinished(took, touched < 0 ? Optional.empty() : Optional.of(touched));
        ask(context);
    }

    private void ask(Context context) {
        asked = true;
        listener.question().ifPresent(question -> {
            try {
                listener.answered(Rows.text(context.getConnection(), question));
            } catch (SQLException e) {
                throw new MigrationFailure(current.label(), redactor.redact(Lines.one(e.getMessage())));
            }
        });
    }

    private void statementFailed(Context context) {
        sending = false;
        failed();
        String error = context.getStatement().getErrors().stream()
                .map(each -> Lines.one(each.getMessage()))
                .collect(Collectors.joining("; "));
        listener.statementFailed(took(), redactor.redact(error));
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - statementSince);
    }

    /** The step that failed, or that was under way; empty before the first. */
    Optional<PlannedMigration> failing() {
        return Optional.ofNullable(failed == null ? current : failed);
    }

    /** Whether what Flyway sends now is a migration's statement, and not book-keeping of its own. */
    boolean sending() {
        return sending;
    }

    /** What Flyway passed over; empty where all was done. */
    Optional<PlannedMigration> leftOut() {
        return Optional.ofNullable(expected.peek());
    }

    /** What the engine threw to stop Flyway. */
    Optional<RuntimeException> stoppedBy() {
        return Optional.ofNullable(stoppedBy);
    }
}
