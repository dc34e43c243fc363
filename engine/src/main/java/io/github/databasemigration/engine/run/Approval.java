package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.plan.PlanDifference;
import java.util.List;
import java.util.Optional;

/**
 * What was approved: a digest, and the plan behind it where it is at hand, so that a refusal can say what changed.
 *
 * @param digest the approved digest; empty: nothing was
 * @param plan the approved plan, if it could be found
 */
public record Approval(Optional<String> digest, Optional<Plan> plan) {
    /** Nothing was approved. */
    public static final Approval NONE = new Approval(Optional.empty(), Optional.empty());

    /** Refuses unless the plan is the approved one, or none is demanded. */
    void check(Plan now, boolean required) {
        if (digest.isEmpty()) {
            if (required && !now.empty()) {
                throw new Fault(
                        FaultCode.APPROVAL_MISSING,
                        "The environment " + now.environment() + " demands an approved plan.",
                        "Have the plan approved, then run migrate with --approved " + now.digest() + ".");
            }
            return;
        }
        if (digest.get().equals(now.digest())) {
            return;
        }
        List<String> differences =
                plan.map(approved -> PlanDifference.between(approved, now)).orElse(List.of());
        throw new Fault(
                FaultCode.PLAN_CHANGED,
                "What would run now is not what was approved: "
                        + (differences.isEmpty()
                                ? "approved " + digest.get() + ", now " + now.digest()
                                : String.join("; ", differences))
                        + ".",
                "Make a new plan, read it and have it approved.");
    }
}
