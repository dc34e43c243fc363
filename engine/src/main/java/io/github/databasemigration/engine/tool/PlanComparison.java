package io.github.databasemigration.engine.tool;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.PlannedMigration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares what was planned with what would run now, and names the first difference. */
public final class PlanComparison {
    private PlanComparison() {}

    /** Fault {@code PLAN_CHANGED} unless both are equal in every part. */
    public static void check(List<PlannedMigration> planned, List<PlannedMigration> now) {
        for (int i = 0; i < Math.max(planned.size(), now.size()); i++) {
            if (i >= now.size()) {
                throw changed(planned.get(i).script() + " was planned, and is not pending now.");
            }
            if (i >= planned.size()) {
                throw changed(now.get(i).script() + " is pending now, and was not planned.");
            }
            check(planned.get(i), now.get(i));
        }
    }

    private static void check(PlannedMigration planned, PlannedMigration now) {
        if (planned.equals(now)) {
            return;
        }
        if (!planned.script().equals(now.script())) {
            throw changed(now.script() + " would run now where " + planned.script() + " was planned.");
        }
        Map<String, Boolean> same = new LinkedHashMap<>();
        same.put("content", planned.sha256().equals(now.sha256()));
        same.put("version", planned.version().equals(now.version()));
        same.put("checksum", planned.toolChecksum().equals(now.toolChecksum()));
        same.put("use of transactions", planned.transactional() == now.transactional());
        same.put("SQL, once placeholders are replaced,", planned.statements().equals(now.statements()));
        String what = same.entrySet().stream()
                .filter(part -> !part.getValue())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("description");
        throw changed("The " + what + " of " + now.script() + " is not what was planned.");
    }

    /** The fault {@code PLAN_CHANGED} for something that is not as it was planned. */
    public static Fault changed(String what) {
        return new Fault(FaultCode.PLAN_CHANGED, what, "Plan again, and have the new plan approved.");
    }
}
