package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.tool.ToolState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code plan.json} in the folder of a run: what it set out to do, written before it does anything. Should it be killed,
 * this tells what was to be there afterwards, and what was there before.
 *
 * @param digest of the plan
 * @param plan what runs
 * @param applied the history before
 */
record SettledPlan(String digest, Plan plan, List<ToolState.Applied> applied) {
    private static final String FILE = "plan.json";

    static SettledPlan of(Planner.Planned planned) {
        Plan plan = planned.plan();
        return new SettledPlan(plan.digest(), plan, planned.state().applied());
    }

    void write(Order order) {
        PlanFiles.write(order.runFolder().resolve(FILE), order.redactor().redact(Json.pretty(this)));
    }

    /** Of a run that came so far. Fault {@code FILE_FAILED}. */
    static Optional<SettledPlan> read(Order order) {
        Path file = order.runFolder().resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(Files.readString(file), SettledPlan.class));
        } catch (IOException | UncheckedIOException e) {
            throw new Fault(FaultCode.FILE_FAILED, file + " cannot be read.", "See that this user may read it.");
        }
    }
}
