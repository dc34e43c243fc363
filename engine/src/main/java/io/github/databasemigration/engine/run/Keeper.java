package io.github.databasemigration.engine.run;

import io.github.databasemigration.engine.check.Checks;
import io.github.databasemigration.engine.configuration.Environment.Keep;
import io.github.databasemigration.engine.configuration.Environment.UndoPolicy;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.Plan;
import io.github.databasemigration.engine.rehearsal.Ledger;
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
final class Keeper implements Ledger.Beforehand {
    private final Optional<Keeping> keeping;
    private final Map<String, UndoDraft> drafts;
    private final Map<String, List<String>> plan = new HashMap<>();
    private String script = "";
    private int next;

    private Keeper(Optional<Keeping> keeping, List<UndoDraft> drafts, Plan plan) {
        this.keeping = keeping;
        this.drafts = drafts.stream().collect(Collectors.toMap(UndoDraft::script, draft -> draft));
        plan.migrations().forEach(each -> this.plan.put(each.script(), each.statements()));
    }

    /**
     * For a plan that goes up. Fault {@code UNSUPPORTED}, before anything runs, where the policy demands copies and something
     * would be destroyed that cannot be put back exactly.
     */
    static Keeper of(Order order, Workbench bench, Plan plan) {
        UndoPolicy policy = order.environment().undo();
        String platform = bench.database().target().platform();
        if (policy.keep() == Keep.NONE || !Direction.of(plan).up()) {
            return new Keeper(Optional.empty(), List.of(), plan);
        }
        if (!Checks.know(platform)) {
            return none(policy, plan, "the SQL of " + platform + " is not understood here");
        }
        List<UndoDraft> drafts = UndoDrafts.of(bench.database(), plan.migrations(), Optional.of(policy.keepRows()));
        if (policy.keep() == Keep.REQUIRED) {
            drafts.forEach(Keeper::requireAll);
        }
        return new Keeper(Optional.of(new Keeping(platform, plan.digest(), order.run())), drafts, plan);
    }

    private static Keeper none(UndoPolicy policy, Plan plan, String why) {
        if (policy.keep() == Keep.REQUIRED) {
            throw refusal("Nothing can be kept: " + why + ".");
        }
        return new Keeper(Optional.empty(), List.of(), plan);
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
    public void begin(String started) {
        script = started;
        next = 0;
    }

    @Override
    public List<String> before(String sql) {
        UndoDraft draft = drafts.get(script);
        if (keeping.isEmpty() || draft == null) {
            return List.of();
        }
        List<String> statements = new ArrayList<>();
        if (next == 0) {
            statements.addAll(keeping.get().first(draft));
        }
        for (Kept kept : copies(draft, sql)) {
            statements.addAll(keeping.get().before(draft, kept));
        }
        next++;
        return statements;
    }

    /** Those of the planned statement; by its text, for a tool may send one more than was planned. */
    private List<Kept> copies(UndoDraft draft, String sql) {
        List<String> planned = plan.get(script);
        return draft.kept().stream()
                .filter(kept -> plain(planned.get(kept.statement())).equals(plain(sql)))
                .toList();
    }

    private static String plain(String sql) {
        return sql.strip().replaceAll("\\s+", " ");
    }
}
