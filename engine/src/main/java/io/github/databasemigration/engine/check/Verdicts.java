package io.github.databasemigration.engine.check;

import io.github.databasemigration.engine.check.rule.RuleBook;
import io.github.databasemigration.engine.configuration.Environment.ChecksPolicy;
import io.github.databasemigration.engine.plan.Finding;
import io.github.databasemigration.engine.plan.Severity;
import io.github.databasemigration.engine.tool.ScriptSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes findings of what was said about one migration: where it is, whether somebody allowed it, whether it blocks. */
public final class Verdicts {
    private final String script;
    private final Optional<ScriptSource> source;
    private final ChecksPolicy policy;
    private final Allowances allowances;

    /**
     * @param script the migration's script
     * @param statements its statements as they are sent
     * @param source its file, if there is one
     * @param policy what findings mean
     */
    public Verdicts(String script, List<String> statements, Optional<ScriptSource> source, ChecksPolicy policy) {
        this.script = script;
        this.source = source;
        this.policy = policy;
        this.allowances = Allowances.read(source, statements);
    }

    /** The findings of what was said, and of allowances that count for nothing. */
    public List<Finding> of(List<Draft> drafts) {
        List<Draft> all = new ArrayList<>(drafts);
        for (Allowances.Allowance each : allowances.all()) {
            boolean known = !each.rules().isEmpty()
                    && each.rules().stream().allMatch(id -> RuleBook.find(id).isPresent());
            if (!known || each.reason().isEmpty()) {
                all.add(new Draft(
                        RuleBook.ALLOWED_WITHOUT_REASON,
                        RuleBook.ALLOWED_WITHOUT_REASON.severity(),
                        each.statement(),
                        known ? "It gives no reason." : "There is no rule " + String.join(",", each.rules()) + "."));
            }
        }
        return all.stream().map(this::finding).toList();
    }

    private Finding finding(Draft draft) {
        Optional<String> allowed = allowances
                .reason(draft.rule().id(), draft.statement())
                .or(() -> policy.ignore().contains(draft.rule().id())
                        ? Optional.of("the environment's configuration ignores this rule")
                        : Optional.empty());
        return new Finding(
                draft.rule().id(),
                draft.severity(),
                script,
                source.map(ScriptSource::file),
                draft.statement(),
                line(draft.statement()),
                draft.message(),
                draft.rule().instead(),
                allowed,
                allowed.isEmpty() && blocks(draft.severity()));
    }

    private Optional<Integer> line(int statement) {
        return source.map(ScriptSource::lines)
                .filter(lines -> statement > 0 && statement <= lines.size())
                .map(lines -> lines.get(statement - 1));
    }

    private boolean blocks(Severity severity) {
        return policy.fail().filter(from -> severity.compareTo(from) <= 0).isPresent();
    }
}
