package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.platform.ProgressMarker;
import io.github.databasemigration.engine.platform.SessionId;
import io.github.databasemigration.engine.tool.Beforehand;
import io.github.databasemigration.engine.tool.MigrationListener;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final LockWatch watch;
    private final Remnants remnants;
    private final LockRetries retries;
    private final Beforehand beforehand;
    private final RunListener listener;
    /** By script: its place in the plan, from 1, the same in every attempt. */
    private final Map<String, Integer> positions = new HashMap<>();

    private String label = "";
    private String script = "";
    private boolean marked;
    private int statement;
    private Duration waited = Duration.ZERO;
    private String sql = "";
    private long migrationStart;

    Course(
            Order order,
            Plan plan,
            ProgressMarker marker,
            Watchdog watchdog,
            LockWatch watch,
            Remnants remnants,
            LockRetries retries,
            Beforehand beforehand,
            RunListener listener) {
        this.order = order;
        this.plan = plan;
        this.marker = marker;
        this.watchdog = watchdog;
        this.watch = watch;
        this.remnants = remnants;
        this.retries = retries;
        this.beforehand = beforehand;
        this.listener = listener;
        for (int i = 0; i < plan.migrations().size(); i++) {
            positions.putIfAbsent(plan.migrations().get(i).script(), i + 1);
        }
    }

    @Override
    public void sessionOpened(SessionId session) {
        watchdog.watch(session);
        watch.watch(session);
    }

    @Override
    public void migrationStarted(String startedLabel, String startedScript, boolean transactional) {
        order.cancellation().check();
        label = startedLabel;
        script = startedScript;
        marked = !transactional;
        statement = 0;
        beforehand.begin(startedScript);
        migrationStart = System.nanoTime();
        mark(false);
        listener.on(new RunEvent.MigrationStarted(
                label,
                script,
                positions.getOrDefault(script, 0),
                plan.migrations().size(),
                transactional));
    }

    @Override
    public void statementStarted(String text) {
        order.cancellation().check();
        statement++;
        sql = order.redactor().redact(text);
        // First the journal, then the marker, then the server: whoever dies in between left a trace of the intent.
        listener.on(new RunEvent.StatementStarted(label, statement, sql));
        mark(false);
        if (marked) {
            remnants.before(text);
        }
        watch.begins(label, statement);
    }

    @Override
    public List<String> beforehand(String text) {
        return beforehand.before(text);
    }

    @Override
    public void statementFinished(Duration took, Optional<Long> rows) {
        watch.ends();
        remnants.done();
        mark(true);
        listener.on(new RunEvent.StatementFinished(label, statement, took, rows));
    }

    @Override
    public void statementFailed(Duration took, String error) {
        watch.ends();
        waited = took;
        listener.on(new RunEvent.StatementFailed(label, statement, took, error));
    }

    @Override
    public boolean sendAgain(Duration time) {
        watch.ends();
        Optional<Duration> pause = retries.after(label + " " + statement, time);
        listener.on(new RunEvent.LockTimedOut(label, statement, retries.attempt(), time, pause));
        boolean again = pause.isPresent() && retries.take(pause.get()) && remnants.remove(retries.left());
        if (again) {
            watch.begins(label, statement);
        }
        return again;
    }

    /** The number of the last statement that was sent. */
    int statement() {
        return statement;
    }

    /** How long the statement ran that failed. */
    Duration waited() {
        return waited;
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
