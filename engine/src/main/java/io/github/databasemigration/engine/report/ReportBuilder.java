package io.github.databasemigration.engine.report;

import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.event.RunListener;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.report.Report.CheckRecord;
import io.github.databasemigration.engine.report.Report.Fate;
import io.github.databasemigration.engine.report.Report.MigrationRecord;
import io.github.databasemigration.engine.report.Report.Phase;
import io.github.databasemigration.engine.report.Report.StatementRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects from the events of a run what the report tells of its course. */
public final class ReportBuilder implements RunListener {
    private final Instant started;
    private final List<Phase> phases = new ArrayList<>();
    private final List<CheckRecord> checks = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Course> courses = new LinkedHashMap<>();
    private Course current;

    /** @param started the beginning of the timeline */
    public ReportBuilder(Instant started) {
        this.started = started;
    }

    @Override
    public void on(RunEvent event) {
        hear(Instant.now(), event);
    }

    /** The same for an event of a time that is past. */
    public synchronized void hear(Instant at, RunEvent event) {
        if (event instanceof RunEvent.PhaseFinished phase) {
            phases.add(new Phase(phase.phase(), offset(at, phase.took()), phase.took(), true));
        } else if (event instanceof RunEvent.PhaseFailed phase) {
            phases.add(new Phase(phase.phase(), offset(at, phase.took()), phase.took(), false));
        } else if (event instanceof RunEvent.MigrationStarted migration) {
            // A callback's script runs once for each migration: its course goes on. One that failed begins anew.
            Course before = courses.get(migration.script());
            current = before == null || before.failed ? new Course(offset(at, Duration.ZERO)) : before;
            courses.put(migration.script(), current);
        } else if (event instanceof RunEvent.StatementStarted statement) {
            current.sql = statement.sql();
        } else if (event instanceof RunEvent.StatementFinished statement) {
            current.statements.add(new StatementRecord(
                    statement.index(), current.sql, true, statement.took(), statement.rows(), Optional.empty()));
        } else if (event instanceof RunEvent.StatementFailed statement) {
            current.statements.add(new StatementRecord(
                    statement.index(),
                    current.sql,
                    false,
                    statement.took(),
                    Optional.empty(),
                    Optional.of(statement.error())));
            current.took = offset(at, Duration.ZERO).minus(current.offset);
        } else if (event instanceof RunEvent.MigrationFinished migration) {
            current.took = migration.took();
            current.finished = true;
        } else if (event instanceof RunEvent.MigrationFailed migration) {
            Optional.ofNullable(courses.get(migration.version())).ifPresent(course -> course.failed = true);
        } else if (event instanceof RunEvent.LockAwaited lock) {
            notes.add(lock.sentence());
        } else if (event instanceof RunEvent.LockTimedOut lock) {
            notes.add(lock.sentence());
        } else if (event instanceof RunEvent.CheckFinished check) {
            checks.add(new CheckRecord(check.script(), check.passed(), check.detail()));
        } else if (event instanceof RunEvent.Note note) {
            notes.add(note.text());
        }
    }

    private Duration offset(Instant at, Duration took) {
        Duration offset = Duration.between(started, at).minus(took);
        return offset.isNegative() ? Duration.ZERO : offset;
    }

    /** The timeline so far. */
    public synchronized List<Phase> phases() {
        return List.copyOf(phases);
    }

    /** The verify scripts so far. */
    public synchronized List<CheckRecord> checks() {
        return List.copyOf(checks);
    }

    /** The notes so far. */
    public synchronized List<String> notes() {
        return List.copyOf(notes);
    }

    /** How many statements of a script ended well. */
    public synchronized long statementsDone(String script) {
        Course course = courses.get(script);
        return course == null
                ? 0
                : course.statements.stream().filter(StatementRecord::ok).count();
    }

    /** Whether a script was begun. */
    public synchronized boolean begun(String script) {
        return courses.containsKey(script);
    }

    /** Whether any script was begun. */
    public synchronized boolean anythingBegun() {
        return !courses.isEmpty();
    }

    /** Whether a script ran to its end. */
    public synchronized boolean finished(String script) {
        Course course = courses.get(script);
        return course != null && course.finished;
    }

    /** Every planned migration with its fate, which the caller has read from the database. */
    public synchronized List<MigrationRecord> migrations(Plan plan, Map<String, Fate> fates) {
        List<MigrationRecord> records = new ArrayList<>();
        for (PlannedMigration migration : plan.migrations()) {
            Course course = courses.getOrDefault(migration.script(), new Course(Duration.ZERO));
            records.add(new MigrationRecord(
                    migration.label(),
                    migration.description(),
                    migration.script(),
                    fates.getOrDefault(migration.script(), Fate.NOT_RUN),
                    course.offset,
                    course.took,
                    List.copyOf(course.statements)));
        }
        return records;
    }

    /** What was heard of one migration. */
    private static final class Course {
        private final Duration offset;
        private final List<StatementRecord> statements = new ArrayList<>();
        private Duration took = Duration.ZERO;
        private String sql = "";
        private boolean finished;
        private boolean failed;

        private Course(Duration offset) {
            this.offset = offset;
        }
    }
}
