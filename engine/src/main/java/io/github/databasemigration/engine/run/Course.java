package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.platform.ProgressMarker;
import io.github.databasemigration.engine.platform.SessionId;
import io.github.databasemigration.engine.tool.MigrationListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Follows a tool through its migrations: tells the listeners, keeps the progress marker where no transaction protects
 * the migration, and stops between two statements when the run is to stop.
 */
final class Course implements MigrationListener {
    /** As much of a statement as the marker and a message need. */
    private static final int SQL_START = 200;

    private final Order order;
    private final Plan plan;
    private final ProgressMarker marker;
    private final Watchdog watchdog;
    private final RunListener listener;

    private String label = "";
    private String script = "";
    private boolean marked;
    private int index;
    private int statement;
    private String sql = "";
    private long migrationStart;

    Course(Order order, Plan plan, ProgressMarker marker, Watchdog watchdog, RunListener listener) {
        this.order = order;
        this.plan = plan;
        this.marker = marker;
        this.watchdog = watchdog;
        this.listener = listener;
    }

    @Override
    public void sessionOpened(SessionId session) {
        watchdog.watch(session);
    }

    @Override
    public void migrationStarted(String startedLabel, String startedScript, boolean transactional) {
        order.cancellation().check();
        label = startedLabel;
        script = startedScript;
        marked = !transactional;
        index++;
        statement = 0;
        migrationStart = System.nanoTime();
        mark(false);
        listener.on(new RunEvent.MigrationStarted(
                label, script, index, plan.migrations().size(), transactional));
    }

    @Override
    public void statementStarted(String text) {
        order.cancellation().check();
        statement++;
        sql = order.redactor().redact(text);
        // First the journal, then the marker, then the server: whoever dies in between left a trace of the intent.
        listener.on(new RunEvent.StatementStarted(label, statement, sql));
        mark(false);
    }

    @Override
    public void statementFinished(Duration took, Optional<Long> rows) {
        mark(true);
        listener.on(new RunEvent.StatementFinished(label, statement, took, rows));
    }

    @Override
    public void statementFailed(Duration took, String error) {
        listener.on(new RunEvent.StatementFailed(label, statement, took, error));
    }

    @Override
    public void migrationFinished(String finishedLabel) {
        listener.on(new RunEvent.MigrationFinished(
                finishedLabel, statement, Duration.ofNanos(System.nanoTime() - migrationStart)));
    }

    private void mark(boolean finished) {
        if (marked) {
            marker.write(new ProgressMarker.Note(
                    order.run(),
                    order.holder().toString(),
                    label,
                    script,
                    statement,
                    finished,
                    sql.length() > SQL_START ? sql.substring(0, SQL_START) : sql,
                    Instant.now()));
        }
    }
}
