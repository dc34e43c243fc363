package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.check.Checks;
import io.github.databasemigration.engine.configuration.Environment.Keep;
import io.github.databasemigration.engine.configuration.Environment.UndoPolicy;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.tool.Beforehand;
import io.github.databasemigration.engine.undo.Keeping;
import io.github.databasemigration.engine.undo.UndoDraft;
import io.github.databasemigration.engine.undo.UndoDraft.Kept;
import io.github.databasemigration.engine.undo.UndoDrafts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says what to send before each statement of a plan, so that what it is about to destroy is copied aside: in the session
 * that migrates, and in its transaction.
 */
final class Keeper implements Beforehand {
    private final Keeping keeping;
    private final Map<String, UndoDraft> drafts;
    private final Map<String, List<String>> plan = new HashMap<>();
    private UndoDraft draft;
    private boolean begun;

    private Keeper(Keeping keeping, List<UndoDraft> drafts, Plan plan) {
        this.keeping = keeping;
        this.drafts = drafts.stream().collect(Collectors.toMap(UndoDraft::script, each -> each));
        plan.migrations().forEach(each -> this.plan.put(each.script(), each.statements()));
    }

    /**
     * For a plan. Fault {@code UNSUPPORTED}, before anything runs, where the policy demands copies and something would be
     * destroyed that cannot be put back exactly.
     */
    static Beforehand of(Order order, Workbench bench, Plan plan) {
        UndoPolicy policy = order.environment().undo();
        String platform = bench.database().target().platform();
        if (policy.keep() == Keep.NONE || !Direction.of(plan).up()) {
            return Beforehand.NOTHING;
        }
        if (!Checks.know(platform)) {
            if (policy.keep() == Keep.REQUIRED) {
                throw refusal("Nothing can be kept: the SQL of " + platform + " is not understood here.");
            }
            return Beforehand.NOTHING;
        }
        List<UndoDraft> drafts = UndoDrafts.of(bench.database(), plan.migrations(), Optional.of(policy.keepRows()));
        if (policy.keep() == Keep.REQUIRED) {
            drafts.forEach(Keeper::requireAll);
        }
        return new Keeper(new Keeping(platform, plan.digest(), order.run()), drafts, plan);
    }

    private static void requireAll(UndoDraft draft) {
        draft.lost().stream().findFirst().ifPresent(lost -> {
            throw refusal(draft.script() + " would destroy something that is not kept: " + lost.why() + ".");
        });
    }

    private static Fault refusal(String what) {
        return new Fault(
                FaultCode.UNSUPPORTED,
                what,
                "Write it so that it can be kept, copy it in a migration of its own, or set undo.keep to possible.");
    }

    @Override
    public void begin(String script) {
        draft = drafts.get(script);
        begun = false;
    }

    @Override
    public List<String> before(String sql) {
        if (draft == null) {
            return List.of();
        }
        List<String> statements = new ArrayList<>();
        if (!begun) {
            begun = true;
            statements.addAll(keeping.first(draft));
        }
        for (Kept kept : copies(sql)) {
            statements.addAll(keeping.before(draft, kept));
        }
        return statements;
    }

    /** Those of the planned statement; by its text, for a tool may send one more than was planned. */
    private List<Kept> copies(String sql) {
        List<String> planned = plan.get(draft.script());
        return draft.kept().stream()
                .filter(kept -> plain(planned.get(kept.statement())).equals(plain(sql)))
                .toList();
    }

    private static String plain(String sql) {
        return sql.strip().replaceAll("\\s+", " ");
    }
}
