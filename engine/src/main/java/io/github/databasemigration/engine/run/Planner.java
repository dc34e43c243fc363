package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.configuration.Environment.PhasePolicy;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.phase.Evidence;
import io.github.databasemigration.engine.plan.Phase;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.Database;
import io.github.databasemigration.engine.tool.ToolState;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks tool and database, and says what would run. Changes nothing. */
final class Planner {
    private final Order order;
    private final Direction direction;
    private final boolean repair;

    /** @param repair whether the order is to forget what an interrupted run left in the history */
    Planner(Order order, Direction direction, boolean repair) {
        this.order = order;
        this.direction = direction;
        this.repair = repair;
    }

    /**
     * A plan, and the state of the database it was made in.
     *
     * @param schema whose fingerprint the plan has; empty where the plan has none
     */
    record Planned(Plan plan, ToolState state, SortedMap<String, String> schema) {}

    /**
     * The same without the schema where nothing is pending, for to read it takes longest: the fingerprint of such a plan is
     * empty.
     */
    Planned glance(Workbench bench) {
        ToolState state = look(bench);
        if (!state.pending().isEmpty() || !state.failed().isEmpty()) {
            return plan(bench, false);
        }
        if (bench.database().lockHolder().isEmpty()) {
            Interruption.check(bench.database(), state);
        }
        Plan nothing = new Plan(
                Plan.FORMAT,
                order.environment().name(),
                bench.tool().name(),
                bench.tool().version(),
                bench.database().target(),
                state.current(),
                state.current(),
                "",
                settings(state),
                List.of(),
                List.of());
        return new Planned(nothing, state, Collections.emptySortedMap());
    }

    /** @param locked whether the caller holds the lock, so that nobody else can be at work */
    Planned plan(Workbench bench, boolean locked) {
        Database database = bench.database();
        ToolState state = look(bench);
        if (!repair && (locked || database.lockHolder().isEmpty())) {
            Interruption.check(database, state);
        }
        List<PlannedMigration> migrations =
                direction.downTo().map(bench.tool()::planDown).orElse(state.pending());
        SortedMap<String, String> schema = database.schema(bench.ownTables());
        Plan plan = new Plan(
                Plan.FORMAT,
                order.environment().name(),
                bench.tool().name(),
                bench.tool().version(),
                database.target(),
                state.current(),
                target(state, migrations),
                Json.sha256(schema),
                settings(state),
                repair ? Interruption.repairs(database, state) : List.of(),
                migrations);
        return new Planned(plan, state, schema);
    }

    /** What is there, and what the tool would do: all of it, or one phase. */
    private ToolState look(Workbench bench) {
        if (direction.phase().isEmpty()) {
            return bench.tool().inspect();
        }
        PhasePolicy policy = order.environment().phases();
        Phase phase = direction.phase().get();
        if (phase == Phase.CONTRACT) {
            Evidence.requireConfigured(policy);
        }
        bench.aim(Optional.empty());
        return new PhaseTarget(bench, policy, phase).aim(bench.tool().inspect());
    }

    private Optional<String> target(ToolState state, List<PlannedMigration> migrations) {
        if (migrations.isEmpty()) {
            return state.current();
        }
        return direction.downTo().isPresent() ? direction.downTo() : state.target();
    }

    private SortedMap<String, String> settings(ToolState state) {
        SortedMap<String, String> settings = new TreeMap<>(state.settings());
        direction.phase().ifPresent(phase -> settings.put(Direction.PHASE, phase.word()));
        settings.put("transaction", order.environment().transaction().name().toLowerCase(Locale.ROOT));
        return settings;
    }
}
