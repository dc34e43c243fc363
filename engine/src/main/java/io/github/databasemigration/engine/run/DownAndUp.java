package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Counter;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.platform.DriverFaults;
import io.github.databasemigration.engine.platform.Rows;
import io.github.databasemigration.engine.platform.TableContent;
import io.github.databasemigration.engine.rehearsal.Rehearsal;
import io.github.databasemigration.engine.rehearsal.Snapshot;
import io.github.databasemigration.engine.tool.MigrationFailure;
import io.github.databasemigration.engine.tool.MigrationListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The way back, tried out on a scratch copy that has just gone up: down to where the database is, and up again. That it
 * leads back is taken for true only where nothing differs from before, not the schema and not a row.
 *
 * <p>Counters are set back between the two, so that the second way up differs from the first by nothing but the way down.
 */
final class DownAndUp {
    private static final int NAMED = 4;

    private final Order order;
    private final Workbench there;
    private final Plan plan;
    private final String to;
    private final Snapshot before;
    private Optional<Snapshot> after = Optional.empty();
    private List<PlannedMigration> steps = List.of();
    private Optional<Duration> took = Optional.empty();
    private Optional<Duration> again = Optional.empty();
    private final List<String> varied = new ArrayList<>();
    private List<String> differences = List.of();
    private Optional<String> failure = Optional.empty();

    /**
     * Looks at the copy before anything has run there.
     *
     * @param plan what will have run when {@link #run} is called
     */
    DownAndUp(Order order, Workbench there, Plan plan) {
        this.order = order;
        this.there = there;
        this.plan = plan;
        this.to = plan.currentVersion().orElse("base");
        this.before = look();
    }

    /** Goes. Fault {@code REHEARSAL_FAILED} where it is no way back. */
    void run(MigrationListener listener) {
        Snapshot up = look();
        attempt("There is no way back", () -> steps = there.tool().planDown(to));
        attempt(
                "The way down to " + to + " failed",
                () -> took = Optional.of(timed(() ->
                        there.tool().migrateDown(to, steps, order.environment().transaction(), listener))));
        Snapshot down = look();
        after = Optional.of(down);
        differences = before.differences(down);
        refuse("The way down to " + to + by() + " does not lead back: ");
        setBack(down);
        attempt("After the way down to " + to + " nothing leads up again", () -> upAgain(listener));
        differences = up.differencesBut(look(), varied);
        refuse("Down to " + to + by() + " and up again is not what the first way up was: ");
    }

    private void upAgain(MigrationListener listener) {
        Plan second =
                new Planner(order, Direction.of(plan), false).plan(there, true).plan();
        if (!RehearsalRun.withoutSql(second).equals(RehearsalRun.withoutSql(plan))) {
            throw failed("After the way down to " + to + by() + " other migrations are pending than before.");
        }
        again = Optional.of(timed(() ->
                there.tool().migrate(second.migrations(), order.environment().transaction(), listener)));
        there.tool().validate();
    }

    /** A counter that went on would number the rows of the second way up otherwise. */
    private void setBack(Snapshot down) {
        Database database = there.database();
        List<String> statements = before.moved(down).stream()
                .map(Rehearsal.Counted::counter)
                .map(before.counters()::get)
                .map(Counter::reset)
                .toList();
        try (Connection connection = database.connect()) {
            Rows.run(connection, statements);
        } catch (SQLException e) {
            throw failed(
                    "The counters of the copy cannot be set back: " + DriverFaults.words(database.connecting(), e));
        }
    }

    private Snapshot look() {
        order.cancellation().check();
        return Snapshot.of(there.database(), there.ownTables());
    }

    /** A way that fails is no way; what the copy's limits refuse stays a refusal. */
    private void attempt(String what, Runnable way) {
        try {
            way.run();
        } catch (MigrationFailure e) {
            order.cancellation().check();
            if (e.getCause() instanceof Fault) {
                throw e;
            }
            throw failed(what + " in " + script(e.label()) + ": " + e.getMessage());
        } catch (Fault fault) {
            order.cancellation().check();
            throw fault.code() == FaultCode.REHEARSAL_FAILED ? fault : failed(what + ": " + fault.getMessage());
        }
    }

    private String script(String label) {
        return steps.stream()
                .filter(step -> step.label().equals(label))
                .map(PlannedMigration::script)
                .findFirst()
                .orElse(label);
    }

    private void refuse(String what) {
        if (!differences.isEmpty()) {
            int more = differences.size() - NAMED;
            throw failed(what
                    + String.join("; ", differences.stream().limit(NAMED).toList())
                    + (more > 0 ? "; and " + more + " more" : "") + ".");
        }
    }

    private Fault failed(String why) {
        failure = Optional.of(order.redactor().redact(why));
        return new Fault(
                FaultCode.REHEARSAL_FAILED,
                failure.get(),
                "Correct the way down, or rehearse without it and go back by a backup.");
    }

    private String by() {
        return steps.isEmpty()
                ? ""
                : steps.stream().map(PlannedMigration::script).collect(Collectors.joining(", ", " (", ")"));
    }

    private static Duration timed(Runnable work) {
        long since = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** What was seen, as far as it went. */
    Rehearsal.Down down() {
        return new Rehearsal.Down(
                to,
                Rehearsal.steps(steps),
                took,
                again,
                after.filter(now -> now.schema().equals(before.schema())).isPresent(),
                tables(),
                after.map(before::moved).orElse(List.of()),
                varied,
                differences,
                failure);
    }

    private List<Rehearsal.Table> tables() {
        List<Rehearsal.Table> tables = new ArrayList<>();
        before.tables()
                .forEach((table, content) -> tables.add(new Rehearsal.Table(
                        table,
                        content(content),
                        after.map(now -> now.tables().get(table)).map(DownAndUp::content))));
        return tables;
    }

    private static Rehearsal.Content content(TableContent content) {
        return new Rehearsal.Content(content.rows(), content.checksum());
    }
}
